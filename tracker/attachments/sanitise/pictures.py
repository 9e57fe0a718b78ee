"""Re-encodes pictures from their pixels, so that nothing else of the original file remains.

No EXIF, position, XMP, IPTC, comment, text chunk, thumbnail or colour profile; what a profile or
the orientation says is applied to the pixels first.
"""

import io
import warnings

from PIL import Image, ImageCms

from tracker.attachments.sanitise.results import FileRefused, Note, Reason, SanitisedFile

MOST_PIXELS = 25_000_000
_ORIENTATION, _POSITION = 0x0112, 0x8825  # tags of EXIF
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# The same pixels give the same bytes, so that a file sent twice is known by its hash.
SAVED_WITH: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 90, "optimize": True},
    "PNG": {"optimize": False, "compress_level": 6},
    "WEBP": {"quality": 90, "method": 4},
    "GIF": {},
    "BMP": {},
}


def drawn_anew(content: bytes, format_: str) -> SanitisedFile:
    """The first picture of the file, re-encoded in the same format. Raises FileRefused."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about its metadata, which is not kept
        return _drawn_anew(content, format_)


def _drawn_anew(content: bytes, format_: str) -> SanitisedFile:
    with _opened(content, format_) as picture:
        notes = _notes(picture, content)
        turned = _turned(picture)
        plain = _plain(_in_common_colours(turned), format_)
    # A fresh picture: whatever else Pillow remembers of the old one stays behind.
    fresh = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    out = io.BytesIO()
    fresh.save(out, format_, **SAVED_WITH[format_])
    return SanitisedFile(out.getvalue(), notes)


def _opened(content: bytes, format_: str) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(content), formats=(format_,))
    except Image.DecompressionBombError:
        raise FileRefused(Reason.TOO_MANY_PIXELS) from None
    # The size stands in the head: nothing was unpacked yet.
    if picture.width * picture.height > MOST_PIXELS:
        raise FileRefused(Reason.TOO_MANY_PIXELS)
    picture.load()
    return picture


def _notes(picture: Image.Image, content: bytes) -> frozenset[Note]:
    notes = set()
    if getattr(picture, "n_frames", 1) > 1:
        notes.add(Note.FIRST_PICTURE)
    if picture.getexif().get_ifd(_POSITION) or b"GPSLatitude" in content:
        notes.add(Note.LOCATION)
    return frozenset(notes)


def _turned(picture: Image.Image) -> Image.Image:
    """Apply the orientation. An invalid orientation is ignored."""
    turn = _TURNS.get(picture.getexif().get(_ORIENTATION, 1))
    return picture.transpose(turn) if turn is not None else picture.copy()


def _in_common_colours(picture: Image.Image) -> Image.Image:
    """Convert to sRGB. An unreadable colour profile is ignored."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK"):
        return picture
    mode = "RGB" if picture.mode == "CMYK" else picture.mode
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        common = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, given, common, outputMode=mode) or picture
    except (ImageCms.PyCMSError, OSError):
        return picture


def _plain(picture: Image.Image, format_: str) -> Image.Image:
    """Convert to a mode that holds only pixels."""
    if picture.mode in ("1", "L", "I", "I;16", "F") and "transparency" not in picture.info:
        return picture.convert("L")
    if format_ in ("JPEG", "BMP", "GIF") or not picture.has_transparency_data:
        return picture.convert("RGB")
    return picture.convert("RGBA")

"""Removes metadata from pictures inside a PDF and keeps their pixels bit for bit.

JPEG (ITU-T T.81) and JPEG 2000 (ITU-T T.800) are taken apart into segments; those that only
describe (EXIF, XMP, IPTC, comments, thumbnails) are left out. Pure.
"""

from collections.abc import Iterator

from tracker.attachments.sanitise.results import FileRefused, Reason

_END, _SCAN, _COMMENT, _JFIF, _ADOBE = 0xD9, 0xDA, 0xFE, 0xE0, 0xEE
_ALONE = {0x01, *range(0xD0, 0xD8)}  # markers without a length
# Boxes of JPEG 2000 that only describe; superboxes of drawing hold no text.
_DESCRIBING = {b"uuid", b"uinf", b"xml ", b"url ", b"free", b"jp2i"}
_CODESTREAM, _J2K_COMMENT, _J2K_TILE = b"\xff\x4f", 0x64, 0x90


def stripped_jpeg(content: bytes) -> bytes:
    """The picture without application segments, comments and trailing data.

    The Adobe segment stays, cut to what colours need.
    """
    if not content.startswith(b"\xff\xd8"):
        raise FileRefused(Reason.DAMAGED)
    return b"\xff\xd8" + b"".join(_jpeg_segments(content)) + b"\xff\xd9"


def _jpeg_segments(content: bytes) -> Iterator[bytes]:
    place = 2
    while place < len(content):
        if content[place] != 0xFF:
            raise FileRefused(Reason.DAMAGED)
        while place < len(content) and content[place] == 0xFF:
            place += 1
        marker = content[place] if place < len(content) else _END
        if marker == _END:
            return
        place += 1
        if marker in _ALONE:
            yield bytes((0xFF, marker))
            continue
        size = int.from_bytes(content[place : place + 2], "big")
        yield _is_allowed(marker, content[place : place + size])
        place += max(size, 2)
        if marker == _SCAN:
            end = _end_of_scan(content, place)
            yield content[place:end]
            place = end


def _is_allowed(marker: int, segment: bytes) -> bytes:
    if marker == _ADOBE and segment[2:7] == b"Adobe":
        segment = b"\x00\x0e" + segment[2:14]
    elif marker == _COMMENT or _JFIF <= marker <= 0xEF:
        return b""
    return bytes((0xFF, marker)) + segment


def _end_of_scan(content: bytes, place: int) -> int:
    """Where the encoded pixels end: at a marker that is neither padding nor a restart."""
    while (place := content.find(b"\xff", place)) >= 0:
        follower = content[place + 1 : place + 2]
        if follower and follower != b"\xff" and follower[0] != 0 and follower[0] not in _ALONE:
            return place
        place += 1 if follower == b"\xff" else 2
    return len(content)


def stripped_jpeg2000(content: bytes) -> bytes:
    """The picture without descriptive boxes and comments."""
    if content.startswith(_CODESTREAM):
        return _stripped_codestream(content)
    return b"".join(_boxes(content))


def _boxes(content: bytes) -> Iterator[bytes]:
    place = 0
    while place + 8 <= len(content):
        size, kind = int.from_bytes(content[place : place + 4], "big"), content[place + 4 :][:4]
        head = 8
        if size == 1:
            size, head = int.from_bytes(content[place + 8 : place + 16], "big"), 16
        end = place + size if size else len(content)
        if end < place + head or end > len(content):
            raise FileRefused(Reason.DAMAGED)
        if kind == b"jp2c":
            stream = _stripped_codestream(content[place + head : end])
            yield (len(stream) + 8).to_bytes(4, "big") + kind + stream
        elif kind not in _DESCRIBING:
            yield content[place:end]
        place = end


def _stripped_codestream(content: bytes) -> bytes:
    """Remove comments from the main header and keep the encoded tiles."""
    pieces, place = [content[:2]], 2
    while place + 4 <= len(content) and content[place + 1] != _J2K_TILE:
        end = place + 2 + int.from_bytes(content[place + 2 : place + 4], "big")
        if content[place] != 0xFF or end < place + 4:
            raise FileRefused(Reason.DAMAGED)
        if content[place + 1] != _J2K_COMMENT:
            pieces.append(content[place:end])
        place = end
    return b"".join(pieces) + content[place:]

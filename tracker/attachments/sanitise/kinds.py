"""The accepted kinds of files. Content and file name extension must agree.

What is not listed is refused; for what people often try, the reason says what to do instead.
"""

import unicodedata
from dataclasses import dataclass

import puremagic

from tracker.attachments.sanitise.results import FileRefused, Reason

HEAD = 4096  # what is looked at to tell a type; the whole of an archive would be unpacked
_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Kind:
    """An accepted kind. It is served with the first extension."""

    code: str
    media_type: str
    endings: tuple[str, ...]
    start: bytes = b""

    @property
    def extension(self) -> str:
        """The extension with which it is served."""
        return self.endings[0]

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture, in which a person may be recognised."""
        return self.media_type.startswith("image/")


KINDS = {
    kind.code: kind
    for kind in (
        Kind("jpeg", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), b"\xff\xd8\xff"),
        Kind("png", "image/png", ("png",), b"\x89PNG\r\n\x1a\n"),
        Kind("webp", "image/webp", ("webp",), b"RIFF"),
        Kind("pdf", "application/pdf", ("pdf",), b"%PDF-"),
        Kind("docx", f"{_OFFICE}.wordprocessingml.document", ("docx",), b"PK\x03\x04"),
        Kind("xlsx", f"{_OFFICE}.spreadsheetml.sheet", ("xlsx",), b"PK\x03\x04"),
        Kind("odt", "application/vnd.oasis.opendocument.text", ("odt",), b"PK\x03\x04"),
        Kind("csv", "text/csv", ("csv",)),
        Kind("text", "text/plain", ("txt",)),
    )
}
_BY_ENDING = {ending: kind for kind in KINDS.values() for ending in kind.endings}
OPEN_DOCUMENT, LEGACY = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

# Advice by file extension, from the name or the content.
_INSTEAD = {
    Reason.HEIC: ("heic", "heif", "avif", "hif"),
    Reason.TIFF: ("tif", "tiff"),
    Reason.GIF: ("gif", "bmp"),
    Reason.VECTOR: ("svg", "svgz", "eps", "ai", "emf", "wmf"),
    Reason.RECORDING: ("mp4", "mov", "avi", "mkv", "webm", "3gp", "mp3", "m4a", "ogg", "wav"),
    Reason.OLD_OFFICE: ("doc", "xls", "rtf", "dot"),
    Reason.MACROS: ("docm", "xlsm", "dotm", "xltm", "xlsb", "pptm"),
    Reason.OTHER_OFFICE: ("ppt", "pptx", "ods", "odp", "odg", "pages", "numbers", "key"),
    Reason.ARCHIVE: ("zip", "rar", "7z", "gz", "tar"),
    Reason.PAGE: ("html", "htm", "xhtml", "mht", "mhtml", "xml"),
}
_INSTEAD_OF = {ending: reason for reason, endings in _INSTEAD.items() for ending in endings}


def ending(name: str) -> str:
    """The extension of a name in lower case, or an empty text.

    Invisible characters, such as those that change the direction of writing, are removed first.
    """
    seen = "".join(each for each in name if unicodedata.category(each)[0] != "C").strip()
    last = seen.replace("\\", "/").rpartition("/")[2]
    return last.rpartition(".")[2].lower() if "." in last else ""


def kind_of(name: str, content: bytes) -> Kind:
    """The kind that name and content agree on. Raises FileRefused otherwise."""
    said = ending(name)
    if said not in _BY_ENDING:
        raise FileRefused(_INSTEAD_OF.get(said, Reason.NOT_LISTED))
    kind = _BY_ENDING[said]
    if not kind.start:
        return kind  # a text has no signature: reading it tells
    found = _endings_by_content(content)
    if kind.extension in found and content.startswith(kind.start):
        return kind
    if content.startswith(LEGACY) and kind.start == OPEN_DOCUMENT:
        # Office keeps a document under a password in the container of its old formats.
        raise FileRefused(Reason.LOCKED)
    reason = next((_INSTEAD_OF[each] for each in found if each in _INSTEAD_OF), Reason.DISAGREES)
    raise FileRefused(reason if reason in (Reason.HEIC, Reason.TIFF) else Reason.DISAGREES)


def _endings_by_content(content: bytes) -> list[str]:
    """Possible extensions for this content, most likely first."""
    try:
        matches = puremagic.magic_string(content[:HEAD])
    except (puremagic.PureError, ValueError):
        return []
    return [match.extension.lstrip(".").lower() for match in matches]

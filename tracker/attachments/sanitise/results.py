"""What can come of a file: a reason why not, or what was taken out of it. Codes only; pure."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a file is not taken; `words` says each with what to do instead."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_LISTED = "not_listed"
    DISAGREES = "disagrees"  # the content is not what the ending of the name says
    DAMAGED = "damaged"
    TOO_COMPLEX = "too_complex"  # more time or memory than any honest file needs
    TOO_MANY_PIXELS = "too_many_pixels"
    BLOWN_UP = "blown_up"  # an archive that unpacks to far more than it is
    LOCKED = "locked"  # by a password
    MACROS = "macros"
    TRACKED_CHANGES = "tracked_changes"
    COMMENTS = "comments"
    EXTERNAL = "external"  # it would fetch something, or run it, when it is opened
    EMBEDDED = "embedded"  # a file or an object of another program inside
    UNKNOWN_PART = "unknown_part"
    DRAWING = "drawing"  # a picture inside, of a kind that cannot be drawn anew
    MARKS = "marks"  # comments, marks or fields of a form in a PDF
    ENCODING = "encoding"
    NOT_TEXT = "not_text"
    HEIC = "heic"
    TIFF = "tiff"
    GIF = "gif"
    VECTOR = "vector"
    RECORDING = "recording"
    OLD_OFFICE = "old_office"
    OTHER_OFFICE = "other_office"
    ARCHIVE = "archive"
    PAGE = "page"  # a page of the web


class Note(StrEnum):
    """What was changed in a file that is taken, or what its sender should know of it."""

    LOCATION = "location"
    FIRST_PICTURE = "first_picture"
    AUTHORS = "authors"
    SCRIPTS = "scripts"
    FILES_INSIDE = "files_inside"
    HIDDEN_SHEETS = "hidden_sheets"
    FORMULAS = "formulas"
    ENCODING_GUESSED = "encoding_guessed"
    CONTROL_CHARACTERS = "control_characters"
    NAME_TELLS = "name_tells"  # the name that it was sent under, which is not kept
    NOT_ALL_READ = "not_all_read"  # not all of its text can be searched for personal data


class FileRefused(Exception):
    """The file is not taken; ``detail`` names the part at fault where that helps."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class SanitisedFile:
    """The bytes of a file made anew, with what its sender is told."""

    content: bytes
    notes: frozenset[Note] = frozenset()


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file; not ``whole``: more is in it than could be read, so look at it."""

    text: str
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Passages:
    """Places of one kind in the text of a file that may tell who a person is.

    ``count`` counts different places; ``examples`` are some of them with the words around.
    ``level`` is `look` where none of them is certain.
    """

    kind: str
    fingerprint: str
    count: int
    examples: tuple[str, ...]
    level: str = "certain"


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What was found in a file's text; not ``whole``: not all of it could be searched."""

    passages: tuple[Passages, ...] = ()
    whole: bool = True

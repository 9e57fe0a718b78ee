"""Results of cleaning: reasons for refusal and lists of changes. Codes only. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a file is refused. `messages` has the text for each."""

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
    """A change in an accepted file, or something its sender should know."""

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
    """The file is refused. ``detail`` names the faulty part if that helps."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class SanitisedFile:
    """The cleaned bytes with notes for the sender."""

    content: bytes
    notes: frozenset[Note] = frozenset()


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file. If it is not ``whole``, a person must look at the rest."""

    text: str
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Passages:
    """Passages of one kind in a file that may identify a person.

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
    """The passages found in a file. If not ``whole``, some of it could not be searched."""

    passages: tuple[Passages, ...] = ()
    whole: bool = True

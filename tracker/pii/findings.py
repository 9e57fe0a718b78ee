"""What the search answers with: where something stands that may tell who a person is. Pure."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """What the marked place seems to be; the words for readers are in `words.py`."""

    NAME = "name"
    AGE_AND_NAME = "age_and_name"
    TELEPHONE = "telephone"
    IDENTITY_NUMBER = "identity_number"
    BANK_ACCOUNT = "bank_account"
    EMAIL = "email"
    HANDLE_OR_ACCOUNT = "handle_or_account"
    ADDRESS = "address"
    COORDINATES = "coordinates"
    DATE_OF_BIRTH = "date_of_birth"
    AGE = "age"
    PLACE_OF_STAY = "place_of_stay"


class Level(StrEnum):
    """How sure the search is of a place.

    A certain one has to be explained by its writer and settled by a reviewer. The other kind is
    shown to both and keeps nothing back: it finds more and is more often harmless.
    """

    CERTAIN = "certain"
    LOOK = "look"


@dataclass(frozen=True, order=True)
class Finding:
    """One place of the text that was searched: its characters from `start` up to `end`.

    The fingerprint stays the same when other parts of the text change, when the place moves, and
    when only spaces, case, accents or the script of digits differ; a settled finding is known
    by it. Two places that say the same have the same fingerprint. It is no secret: whoever can
    guess the words can make it, so it is kept and shown only where the text itself may be.
    """

    start: int
    end: int
    kind: FindingKind
    fingerprint: str
    level: Level = Level.CERTAIN

    @property
    def is_certain(self) -> bool:
        """Whether it has to be explained and settled."""
        return self.level is Level.CERTAIN


def fingerprint(kind: FindingKind, normalised: str) -> str:
    """The first 32 hexadecimal digits of the SHA-256 of kind and text."""
    return hashlib.sha256(f"{kind}\n{normalised}".encode()).hexdigest()[:32]

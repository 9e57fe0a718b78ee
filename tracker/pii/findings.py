"""The result of the search: passages that may identify a person. Pure."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """What a passage seems to be. The labels are in `messages.py`."""

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
    """How certain a finding is.

    A certain one has to be explained by its writer and settled by a reviewer. The other kind is
    shown to both and keeps nothing back: it finds more and is more often harmless.
    """

    CERTAIN = "certain"
    LOOK = "look"


@dataclass(frozen=True, order=True)
class Finding:
    """One passage of the text: the characters from `start` up to `end`.

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
        """Whether it needs an explanation and a decision."""
        return self.level is Level.CERTAIN


def fingerprint(kind: FindingKind, normalised: str) -> str:
    """The first 32 hexadecimal digits of the SHA-256 of kind and text."""
    return hashlib.sha256(f"{kind}\n{normalised}".encode()).hexdigest()[:32]

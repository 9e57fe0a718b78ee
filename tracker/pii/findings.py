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

    The fingerprint does not change when other parts of the text change, when the passage moves, or
    when only spaces, case, accents or the script of digits differ. A decision is found again by it.
    Equal passages have equal fingerprints. It is no secret, because guessing the words is enough to
    compute it. So it is shown only where the text may be shown.
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

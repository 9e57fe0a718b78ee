"""Errors of two people who write, decide or move the same thing at once.

Each carries what the other has done as plain values: they outlive the transaction that failed.
"""

from collections.abc import Mapping

from tracker.core.errors import Conflict
from tracker.review.lifecycle import Move


class IllegalMove(Conflict):
    """It is not where this move starts; somebody else may have moved it."""

    def __init__(self, status: str, move: Move) -> None:
        super().__init__(f"what is {status} cannot be moved: {move}")
        self.status, self.move = status, move


class TextConflict(Conflict):
    """Somebody else saved the text first; ``stored`` is theirs, ``offered`` the one refused."""

    def __init__(self, stored: Mapping[str, str], version: int, offered: Mapping[str, str]) -> None:
        super().__init__("the text was changed by somebody else")
        self.stored, self.version, self.offered = stored, version, offered


class ClaimedByAnother(Conflict):
    """Another reviewer is at work on it; nobody is told who."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference} is with another reviewer")
        self.reference = reference


class SameReviewer(Conflict):
    """The second decision has to be another person's."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference} needs a second reviewer")
        self.reference = reference


class ChangedSinceViewed(Conflict):
    """Its text is another than the one that was looked at; nothing is decided on it unseen."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference} was changed since it was looked at")
        self.reference = reference


class NeedsSecond(Conflict):
    """Two reviewers have to agree before it is published; the first one approves."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference} is published by two reviewers")
        self.reference = reference


class NoLongerPublic(Conflict):
    """The record that it corrects, or answers, is no longer public."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference} is no longer public")
        self.reference = reference

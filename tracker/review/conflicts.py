"""Conflicts between people who write, decide or move the same item at the same time.

Each carries what the other has done as plain values: they outlive the transaction that failed.
"""

from collections.abc import Mapping

from tracker.core.errors import Conflict
from tracker.review.lifecycle import Move


class IllegalMove(Conflict):
    """The transition is not possible from the current status."""

    def __init__(self, status: str, move: Move) -> None:
        super().__init__(f"what is {status} cannot be moved: {move}")
        self.status, self.move = status, move


class TextConflict(Conflict):
    """Another person saved the text first. ``stored`` is theirs, ``offered`` was refused."""

    def __init__(self, stored: Mapping[str, str], version: int, offered: Mapping[str, str]) -> None:
        super().__init__("the text was changed by somebody else")
        self.stored, self.version, self.offered = stored, version, offered


class ClaimedByAnother(Conflict):
    """Another reviewer has claimed it. Nobody is told who."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference} is with another reviewer")
        self.reference = reference


class SameReviewer(Conflict):
    """The second decision must be another person's."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference} needs a second reviewer")
        self.reference = reference


class ChangedSinceViewed(Conflict):
    """Its text changed since it was viewed, so no decision is made."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference} was changed since it was looked at")
        self.reference = reference


class NeedsSecond(Conflict):
    """Publication needs two reviewers. The first one approves."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference} is published by two reviewers")
        self.reference = reference


class NoLongerPublic(Conflict):
    """The record that it corrects or answers is no longer public."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference} is no longer public")
        self.reference = reference

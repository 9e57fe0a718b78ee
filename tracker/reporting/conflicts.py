"""Conflicts between people who write in one report or move it at the same time.

Each carries what the other has done as plain values: they outlive the transaction that failed.
"""

from dataclasses import dataclass

from tracker.core.errors import Conflict
from tracker.reporting.drafts import EntryDraft, ReportDraft


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved entry. Its version is the base of the next save."""

    draft: EntryDraft
    version: int


class EntryConflict(Conflict):
    """Another person saved the entry first. ``stored`` is theirs, ``offered`` was refused.

    ``stored`` is None where the entry was taken out.
    """

    def __init__(self, stored: Saved | None, offered: EntryDraft) -> None:
        super().__init__("the entry was changed by somebody else")
        self.stored = stored
        self.offered = offered


class FrameConflict(Conflict):
    """Another person changed the frame or moved the report first."""

    def __init__(self, stored: ReportDraft, version: int, offered: ReportDraft) -> None:
        super().__init__("the report was changed by somebody else")
        self.stored, self.version, self.offered = stored, version, offered


class ReportClosed(Conflict):
    """The report is no longer a draft and cannot be changed."""

    def __init__(self, status: str) -> None:
        super().__init__(f"the report is {status}")
        self.status = status


class AlreadyBegun(Conflict):
    """A report for this due date exists. ``reference`` identifies it."""

    def __init__(self, reference: str | None) -> None:
        super().__init__("a report for this due date is under way")
        self.reference = reference

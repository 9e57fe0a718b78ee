"""When publication needs two reviewers, and why. Reads only.

A withheld name cannot be given back once it has slipped out. What denies a state's own claim can
do harm if it is wrong, and is what a state will contest first.
"""

from dataclasses import dataclass
from enum import StrEnum

from tracker.core import clock
from tracker.evidence.models import Action
from tracker.evidence.queries.under_review import record_or_none
from tracker.evidence.vocabulary import Polarity
from tracker.reporting.current_entries import reported_levels
from tracker.review.models import Submission

CLAIMED = 3  # from this level on, a state says that most of what is asked is done


class Cause(StrEnum):
    """Why one reviewer is not enough."""

    NAME_WITHHELD = "name_withheld"
    DENIES_REPORT = "denies_report"


@dataclass(frozen=True, slots=True)
class Reason:
    """One such reason. ``reported`` is the State's answer on a contradicted cell."""

    cause: Cause
    commitment: str | None = None
    reported: int | None = None


def reasons_for_two(submission: Submission) -> tuple[Reason, ...]:
    """All current reasons. Empty if one reviewer is enough."""
    found = [Reason(Cause.NAME_WITHHELD)] if submission.name_withheld else []
    record = record_or_none(submission)
    return (*found, *_denials(record)) if isinstance(record, Action) else tuple(found)


def _denials(action: Action) -> list[Reason]:
    denied = [
        bearing.commitment.reference
        for bearing in action.bearings
        if bearing.level == 0 or bearing.polarity == Polarity.CONTRADICTS
    ]
    said = reported_levels(action.state.iso3, denied, clock.today()) if denied else {}
    return [
        Reason(Cause.DENIES_REPORT, reference, said[reference])
        for reference in sorted(denied)
        if said.get(reference, 0) >= CLAIMED
    ]

"""Where a cell stands, as one of a few kinds that are counted: a level, or why there is none.

The kinds without a level are kept apart everywhere; none of them is a zero. Pure.
"""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from tracker.gap.facts import Applicability, Standing


class Status(StrEnum):
    """Levels first, from the lowest; then what is no level."""

    LEVEL_0 = "level_0"
    LEVEL_1 = "level_1"
    LEVEL_2 = "level_2"
    LEVEL_3 = "level_3"
    LEVEL_4 = "level_4"
    NOT_ASSESSED = "not_assessed"  # the state's report says so, with a reason; nobody else speaks
    NO_INFORMATION = "no_information"
    MEMBERSHIP_UNKNOWN = "membership_unknown"
    NOT_APPLICABLE = "not_applicable"
    NOT_YET_DUE = "not_yet_due"


LEVELS = tuple(Status)[:5]
APPLYING = (*LEVELS, Status.NOT_ASSESSED, Status.NO_INFORMATION)
_OUTSIDE = {
    Applicability.NOT_APPLICABLE: Status.NOT_APPLICABLE,
    Applicability.MEMBERSHIP_UNKNOWN: Status.MEMBERSHIP_UNKNOWN,
    Applicability.NOT_YET_DUE: Status.NOT_YET_DUE,
}


def status_of(standing: Standing) -> Status | None:
    """The kind of a cell; None where the commitment asks nothing of the state at all."""
    if standing.applicability is not Applicability.APPLIES:
        return _OUTSIDE.get(standing.applicability)
    if standing.settled is not None:
        return LEVELS[standing.settled]
    # The state's entry may say "not assessed" or "not applicable"; both come with a reason.
    return Status.NOT_ASSESSED if standing.reported_answer else Status.NO_INFORMATION


def counted(standings: Iterable[Standing]) -> Counter[Status]:
    """How many cells of each kind; those out of scope are not counted."""
    return Counter(status for one in standings if (status := status_of(one)) is not None)

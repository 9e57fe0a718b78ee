"""The records that count in each lane on a day, and the settled level. Pure."""

from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from tracker.gap.facts import (
    ALL_LANES,
    AssessmentFact,
    CellFacts,
    LaneName,
    ReportFact,
    ScoringParams,
    Vote,
)
from tracker.gap.methodology import CONTESTED_SPREAD
from tracker.gap.records import latest
from tracker.gap.validity import counting_on
from tracker.gap.voices import votes_of


class Lanes(NamedTuple):
    """What counts in each lane: an entry, votes by ascending level, an assessment."""

    report: ReportFact | None
    votes: tuple[Vote, ...]
    assessment: AssessmentFact | None

    def level(self, lane: LaneName) -> int | None:
        """The lane's level. None if it has none."""
        if lane is LaneName.REPORTED:
            return self.report.level if self.report else None
        if lane is LaneName.EVIDENCED:
            return self.votes[median_position(self.votes)].level if self.votes else None
        return self.assessment.level if self.assessment else None

    def newest(self, lane: LaneName) -> date | None:
        """The effective day of the newest counting record in the lane, or None."""
        if lane is LaneName.EVIDENCED:
            return max((vote.effective_on for vote in self.votes), default=None)
        fact = self.report if lane is LaneName.REPORTED else self.assessment
        return fact.effective_on if fact else None

    @property
    def counting(self) -> frozenset[str]:
        """References of the records that count in any lane."""
        found = {record.reference for vote in self.votes for record in vote.records}
        found |= {fact.reference for fact in (self.report, self.assessment) if fact}
        return frozenset(found)


def lanes_of(speaking: CellFacts, params: ScoringParams) -> Lanes:
    """The lanes, given the records that count on the day."""
    return Lanes(
        report=latest(speaking.reports),
        votes=votes_of(speaking.evidence, params),
        assessment=latest(speaking.assessments),
    )


def lanes_on(known: CellFacts, params: ScoringParams, day: date) -> Lanes:
    """The lanes on any day, given the public records."""
    return lanes_of(counting_on(known, params, day), params)


def median_position(votes: Sequence[Vote]) -> int:
    """The index of the weighted lower median among votes by ascending level.

    It is the first vote at which the weight reached is at least half of all weight; compared as
    whole numbers, so that exactly half is half.
    """
    reached = tuple(accumulate(vote.weight for vote in votes))
    return next(place for place, weight in enumerate(reached) if 2 * weight >= reached[-1])


def spread_of(votes: Sequence[Vote]) -> int | None:
    """Levels between the highest and lowest vote. None without votes."""
    return votes[-1].level - votes[0].level if votes else None


def is_contested(votes: Sequence[Vote]) -> bool:
    """Whether two votes, sorted by level, differ too much."""
    return (spread_of(votes) or 0) >= CONTESTED_SPREAD


def settled_in(lanes: Lanes, params: ScoringParams) -> tuple[int | None, LaneName | None]:
    """The settled level and its basis among the reader's lanes."""
    for lane in ALL_LANES:
        level = lanes.level(lane) if lane in params.lanes else None
        if level is not None:
            return level, lane
    return None, None


def settled_on_day(known: CellFacts, params: ScoringParams, day: date) -> int | None:
    """The settled level on any day, given the public records, or None."""
    return settled_in(lanes_on(known, params, day), params)[0]

"""A cell on other days: at adoption, when last known, and when it next changes. Pure.

Methodology 2, "How long a record speaks" and "What moved since the commitment was made".
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from tracker.gap.facts import (
    CellFacts,
    CommitmentFact,
    Fact,
    LaneName,
    ScoringParams,
)
from tracker.gap.lane_levels import Lanes, lanes_on, settled_in, settled_on_day
from tracker.gap.methodology import REGRESSED_MONTHS, months_after
from tracker.gap.records import choice_bar, vote_bar
from tracker.gap.validity import counts_until, has_lapsed
from tracker.gap.voices import stream_of
from tracker.registry.vocabulary import CommitmentKind

_A_DAY = timedelta(days=1)


class LastKnown(NamedTuple):
    """The last known level of a cell, and the day of its newest record."""

    level: int
    on: date
    until: date  # the last day on which the cell had a settled level


def has_baseline(commitment: CommitmentFact) -> bool:
    """Whether movement applies. Treaties bind each State from a different day."""
    return commitment.treaty is None and commitment.kind != CommitmentKind.TREATY_OBLIGATION


def baseline_of(commitment: CommitmentFact, known: CellFacts, params: ScoringParams) -> int | None:
    """The settled level on the day of adoption, as known today. None if there is none."""
    return settled_on_day(known, params, commitment.adopted_on)


# The last known level -----------------------------------------------------------------------


def last_known(known: CellFacts, lanes: Lanes, params: ScoringParams) -> LastKnown | None:
    """The last level of a cell without a settled level.

    None where no lane that the reader chose holds lapsed records only, or none ever had a level.
    An entry that says why there is no level is an answer of its own, and so is an indicator's
    later value that shows none.
    """
    if not params.records_lapse or not any(
        _has_only_lapsed(lane, known, lanes, params) for lane in params.lanes
    ):
        return None
    for day in sorted(_last_days(known, params), reverse=True):
        then = lanes_on(known, params, day)
        level, basis = settled_in(then, params)
        newest = then.newest(basis) if basis else None
        if level is not None and newest is not None:
            return LastKnown(level, newest, day)
    return None


def _has_only_lapsed(lane: LaneName, known: CellFacts, lanes: Lanes, params: ScoringParams) -> bool:
    if lane is LaneName.REPORTED:
        return lanes.report is None and bool(known.reports)
    if lane is LaneName.ASSESSED:
        return lanes.assessment is None and bool(known.assessments)
    return not lanes.votes and _has_lapsed_evidence(known, params)


def _has_lapsed_evidence(known: CellFacts, params: ScoringParams) -> bool:
    speaking = {
        stream_of(fact, params)
        for fact in known.evidence
        if choice_bar(fact, params) is None and not has_lapsed(fact, params, params.as_of)
    }
    return any(
        stream_of(fact, params) not in speaking
        for fact in known.evidence
        if vote_bar(fact, params) is None and has_lapsed(fact, params, params.as_of)
    )


def _last_days(known: CellFacts, params: ScoringParams) -> set[date]:
    """Days before ``as_of`` after which a record expires or a later one begins."""
    ends = {day - _A_DAY for fact in _all(known) for day in _turns(fact, params)}
    return {day for day in ends if day < params.as_of}


# The next change ----------------------------------------------------------------------------


def changes_on(
    commitment: CommitmentFact, facts: CellFacts, params: ScoringParams, joined: date | None
) -> date | None:
    """The next day on which the cell may change without a new record. None: never.

    Records begin and cease to speak, today and in the day 24 months earlier with which it is
    compared; a state joins; a text is adopted.
    """
    # Many records turn on the same days: each pair of them is looked at once.
    turns = {
        (fact.effective_on, counts_until(fact, params))
        for fact in _all(facts)
        if fact.publication.known(params.known_by)
    }
    following = {_next_turn(*each, params.as_of) for each in turns}
    days = {day for day in following if day is not None}
    days.add(commitment.adopted_on)
    if joined is not None:
        days.add(joined)
    days.update([fact.effective_on for fact in facts.memberships])
    return min((day for day in days if day > params.as_of), default=None)


@lru_cache(maxsize=20_000)
def _next_turn(effective_on: date, until: date | None, as_of: date) -> date | None:
    """The next day on which a record begins or ceases to count, itself or 24 months later."""
    days = _turning_days(effective_on, until)
    later = (months_after(day, REGRESSED_MONTHS) for day in days)
    return min((day for day in (*days, *later) if day > as_of), default=None)


def _all(facts: CellFacts) -> Iterator[Fact]:
    yield from facts.reports
    yield from facts.evidence
    yield from facts.assessments


def _turns(fact: Fact, params: ScoringParams) -> Iterable[date]:
    """The first day on which a record counts, and the first on which it no longer does."""
    return _turning_days(fact.effective_on, counts_until(fact, params))


def _turning_days(effective_on: date, until: date | None) -> tuple[date, ...]:
    return (effective_on,) if until is None else (effective_on, until + _A_DAY)

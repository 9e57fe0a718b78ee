"""How long a record counts: which have lapsed on a day, and until when they spoke. Pure.

Methodology 2, "How long a record speaks". Standing evidence never lapses; what was observed of a
period speaks for a number of calendar months, the last day included.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from tracker.evidence.vocabulary import ActionKind
from tracker.gap.facts import (
    CellFacts,
    EvidenceFact,
    Fact,
    FactT,
    MembershipFact,
    ScoringParams,
)
from tracker.gap.methodology import ACTION_MONTHS, REPORT_MONTHS, months_after


@lru_cache(maxsize=20_000)
def _end(effective_on: date, months: int) -> date:
    return months_after(effective_on, months)


def months_of_action(kind: str) -> int | None:
    """How many months an action of a kind counts; None for one with lasting effect."""
    return ACTION_MONTHS[ActionKind(kind)]


def counts_until(fact: Fact, params: ScoringParams) -> date | None:
    """The last day on which the record speaks; None where it speaks for ever."""
    if not params.records_lapse:
        return None
    months = REPORT_MONTHS
    if isinstance(fact, EvidenceFact):
        if fact.speaks is None:
            return None
        months = fact.speaks
    elif isinstance(fact, MembershipFact):
        return None
    return _end(fact.effective_on, months)


def has_lapsed(fact: Fact, params: ScoringParams, day: date) -> bool:
    """Whether the record spoke before the day and does so no more."""
    until = counts_until(fact, params)
    return until is not None and until < day


def _counting(facts: Iterable[FactT], params: ScoringParams, day: date) -> tuple[FactT, ...]:
    return tuple(
        [fact for fact in facts if fact.effective_on <= day and not has_lapsed(fact, params, day)]
    )


def counting_on(known: CellFacts, params: ScoringParams, day: date) -> CellFacts:
    """Of records that are public, those that speak on a day, with the answers to them."""
    return CellFacts(
        reports=_counting(known.reports, params, day),
        evidence=_counting(known.evidence, params, day),
        assessments=_counting(known.assessments, params, day),
        answers=known.answers,
    )

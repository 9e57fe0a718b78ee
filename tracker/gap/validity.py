"""How long records count: which have expired on a day, and until when they counted. Pure.

Methodology 2, "How long a record speaks". Standing evidence never lapses; what was observed of a
period speaks for a number of calendar months, the last day included.
"""

from collections.abc import Sequence
from datetime import date, timedelta
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
from tracker.gap.methodology import (
    ACTION_MONTHS,
    REPORT_MONTHS,
    months_after,
    months_before,
)


def months_of_action(kind: str) -> int | None:
    """For how many months an action of this type counts. None if for ever."""
    return ACTION_MONTHS[ActionKind(kind)]


def counts_until(fact: Fact, params: ScoringParams) -> date | None:
    """The last day on which the record counts. None if for ever."""
    if not params.records_lapse:
        return None
    months = REPORT_MONTHS
    if isinstance(fact, EvidenceFact):
        if fact.speaks is None:
            return None
        months = fact.speaks
    elif isinstance(fact, MembershipFact):
        return None
    return months_after(fact.effective_on, months)


def has_lapsed(fact: Fact, params: ScoringParams, day: date) -> bool:
    """Whether the record counted before the day and no longer does."""
    until = counts_until(fact, params)
    return until is not None and until < day


@lru_cache(maxsize=20_000)
def _first_counting(day: date, months: int) -> date:
    """The earliest effective day of unexpired records with this duration."""
    first = months_before(day, months)
    # The last day of a short month may lapse earlier: of one month, 28 February ends on 28 March.
    return first if months_after(first, months) >= day else first + timedelta(days=1)


def _counting(facts: Sequence[FactT], params: ScoringParams, day: date) -> tuple[FactT, ...]:
    """Entries of reports, or assessments, that count on a day."""
    if not facts:
        return ()
    first = _first_counting(day, REPORT_MONTHS) if params.records_lapse else date.min
    return tuple([fact for fact in facts if first <= fact.effective_on <= day])


def _counting_evidence(
    facts: Sequence[EvidenceFact], params: ScoringParams, day: date
) -> tuple[EvidenceFact, ...]:
    if not params.records_lapse:
        return tuple([fact for fact in facts if fact.effective_on <= day])
    return tuple(
        [
            fact
            for fact in facts
            if fact.effective_on <= day
            and (fact.speaks is None or fact.effective_on >= _first_counting(day, fact.speaks))
        ]
    )


def counting_on(known: CellFacts, params: ScoringParams, day: date) -> CellFacts:
    """The public records that count on a day, with replies to them."""
    return CellFacts(
        reports=_counting(known.reports, params, day),
        evidence=_counting_evidence(known.evidence, params, day),
        assessments=_counting(known.assessments, params, day),
        answers=known.answers,
    )

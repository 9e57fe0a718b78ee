"""Which records of a cell count on a date, and which of two is later. Pure.

Each bar gives its reason, so that what is left out can be shown with it.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from tracker.core.clock import first_day
from tracker.evidence.vocabulary import Polarity
from tracker.gap.disputes import answers_at
from tracker.gap.facts import (
    CellFacts,
    EvidenceFact,
    Fact,
    FactT,
    MembershipFact,
    ScoringParams,
)
from tracker.gap.validity import has_lapsed
from tracker.registry.vocabulary import MembershipStatus


class LeftOut(StrEnum):
    """Why a record does not count. The first reason in this order applies."""

    AFTER_AS_OF = "after_as_of"
    PUBLISHED_LATER = "published_later"
    ENDED = "ended"  # withdrawn or superseded by known_by
    COUNTS_LATER = "counts_later"  # its month or year is not over, its day only begun elsewhere
    LAPSED = "lapsed"  # it spoke of a period and no longer counts
    CONTEXT = "context"
    NO_LEVEL = "no_level"
    TIER_LEFT_OUT = "tier_left_out"
    NOT_SURVIVOR_LED = "not_survivor_led"
    SIGNATURE_STANDS = "signature_stands"  # a "not a party" that does not undo a signature
    SIGNATURE_ONLY = "signature_only"  # decides nothing about applicability
    NOT_LATEST = "not_latest"  # of its stream, of the reports, of the assessments


# Records of another day: counted, not shown. One that was withdrawn may have been withdrawn
# because of what it says.
OF_ANOTHER_DAY = frozenset({LeftOut.AFTER_AS_OF, LeftOut.PUBLISHED_LATER, LeftOut.ENDED})


def date_bar(fact: Fact, reading: ScoringParams) -> LeftOut | None:
    """The reason by date: too late, not public, no longer public, or expired."""
    bar = _public_bar(fact, reading)
    if bar is None and has_lapsed(fact, reading, reading.as_of):
        return LeftOut.LAPSED
    return bar


def _public_bar(fact: Fact, reading: ScoringParams) -> LeftOut | None:
    counts = fact.effective_on <= reading.as_of
    if not counts and not _has_begun(fact, reading):
        return LeftOut.AFTER_AS_OF
    if fact.publication.known(reading.known_by):
        return None if counts else LeftOut.COUNTS_LATER
    if fact.publication.began.date() > reading.known_by:
        return LeftOut.PUBLISHED_LATER
    return LeftOut.ENDED


def _has_begun(fact: Fact, reading: ScoringParams) -> bool:
    """Whether its day, month or year has begun anywhere on earth.

    What became public on ``as_of`` and is dated to the next day had begun somewhere by then.
    """
    precision = fact.precision if isinstance(fact, EvidenceFact) else "day"
    begins = first_day(fact.effective_on, precision)
    made_public = fact.publication.began.date()
    begun_elsewhere = made_public == reading.as_of and begins == made_public + timedelta(days=1)
    return begins <= reading.as_of or begun_elsewhere


def membership_bar(fact: MembershipFact, reading: ScoringParams) -> LeftOut | None:
    """The reason why a statement on membership does not decide, apart from later ones."""
    if fact.status is MembershipStatus.SIGNED:
        return date_bar(fact, reading) or LeftOut.SIGNATURE_ONLY
    return date_bar(fact, reading)


def vote_bar(fact: EvidenceFact, reading: ScoringParams) -> LeftOut | None:
    """The reason why evidence does not vote, apart from dates and later records."""
    if fact.polarity is not Polarity.CONTEXT and fact.level is None:
        return LeftOut.NO_LEVEL
    return choice_bar(fact, reading)


def choice_bar(fact: EvidenceFact, reading: ScoringParams) -> LeftOut | None:
    """The reason why a record is ignored even if it states a level."""
    if fact.polarity is Polarity.CONTEXT:
        return LeftOut.CONTEXT
    if fact.tier not in reading.tiers:
        return LeftOut.TIER_LEFT_OUT
    if reading.survivor_led and not fact.survivor_led:
        return LeftOut.NOT_SURVIVOR_LED
    return None


def public_records(facts: CellFacts, reading: ScoringParams) -> CellFacts:
    """Records of the lanes that were effective and public, expired ones included."""
    return CellFacts(
        reports=_public(facts.reports, reading),
        evidence=_public(facts.evidence, reading),
        assessments=_public(facts.assessments, reading),
        answers=answers_at(facts.answers, reading.known_by) if facts.answers else (),
    )


def _public(facts: Sequence[FactT], reading: ScoringParams) -> tuple[FactT, ...]:
    """Records without a reason by date, apart from expiry."""
    as_of, known_by = reading.as_of, reading.known_by
    return tuple(
        [fact for fact in facts if fact.effective_on <= as_of and fact.publication.known(known_by)]
    )


def order(fact: Fact) -> tuple[date, datetime, str]:
    """The sort key of records: effective date, publication, reference."""
    return fact.effective_on, fact.publication.began, fact.reference


def latest(facts: Iterable[FactT]) -> FactT | None:
    """The last of the records, or None."""
    return max(facts, key=order, default=None)


def deciding_membership(
    memberships: Iterable[MembershipFact], reading: ScoringParams
) -> MembershipFact | None:
    """The latest statement on whether the State is a party. Signatures do not decide."""
    return latest(fact for fact in memberships if membership_bar(fact, reading) is None)

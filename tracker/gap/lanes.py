"""Settles a cell: from its records to three lanes and a settled level. Pure.

``settle`` is the whole of it; the steps are open so that ``explain`` takes them one by one and
cannot tell another story.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.assessment.vocabulary import Confidence
from tracker.gap.disputes import contested_records
from tracker.gap.facts import (
    Applicability,
    CellFacts,
    CommitmentFact,
    LaneName,
    MembershipFact,
    ScoringParams,
    Standing,
    Vote,
)
from tracker.gap.history import baseline_of, has_baseline, last_known
from tracker.gap.lane_levels import (
    Lanes,
    is_contested,
    lanes_on,
    settled_in,
    settled_on_day,
)
from tracker.gap.methodology import (
    MANY_STREAMS,
    RECOMMENDATION_KINDS,
    REGRESSED_MONTHS,
    STALE_MONTHS,
    STRONG_TIERS,
    VALUE,
    months_before,
)
from tracker.gap.records import deciding_membership, public_records
from tracker.gap.scoring import divergence_of, gap_of
from tracker.registry.membership import is_before
from tracker.registry.vocabulary import COUNTED_KINDS, MembershipStatus


class ConfidenceCode(StrEnum):
    """The reason for the confidence in an evidenced level."""

    THREE_STREAMS = "three_streams"  # or more
    TWO_STREAMS = "two_streams"
    ONE_STRONG_STREAM = "one_strong_stream"  # of tier A or B
    ONE_WEAK_STREAM = "one_weak_stream"
    CONTESTED = "contested"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class ConfidenceStep:
    """One step of the rule, and the confidence after it."""

    code: ConfidenceCode
    confidence: Confidence


def settle(
    commitment: CommitmentFact,
    facts: CellFacts,
    reading: ScoringParams,
    *,
    joined: date | None = None,
) -> Standing:
    """The standing of a cell at ``reading.as_of``, as known at ``reading.known_by``.

    Lanes, settled level, confidence and flags are computed even if the commitment does not apply,
    so that readers can see the records. Gap and divergence exist only if it applies. The reader's
    lanes decide the settled level; divergence compares all lanes. ``joined`` is the first day of UN
    membership, None for an observer.
    """
    applicability = applicability_of(commitment, facts.memberships, reading, joined=joined)
    if not (facts.reports or facts.evidence or facts.assessments):
        return _SILENT[applicability, has_baseline(commitment)]  # most cells: nothing to build
    known = public_records(facts, reading)
    lanes = lanes_on(known, reading, reading.as_of)
    report, votes, assessment = lanes
    reported, evidenced, assessed = (lanes.level(lane) for lane in LaneName)
    settled, basis = settled_in(lanes, reading)
    before = None if basis or reading.current_only else last_known(known, lanes, reading)
    applies = applicability is Applicability.APPLIES
    moves = applies and has_baseline(commitment)
    return Standing(
        applicability=applicability,
        reported=reported,
        reported_answer=report.answer if report else None,
        reported_reason=report.reason if report else None,
        evidenced=evidenced,
        assessed=assessed,
        settled=settled,
        basis=basis,
        contested=is_contested(votes),
        disputed=bool(disputed_in(lanes, known)),
        confidence=_confidence(basis, lanes, reading),
        regressed=_has_regressed(settled, known, reading),
        gap=gap_of(settled) if applies else None,
        divergence=divergence_of(reported, seen_level(assessed, evidenced)) if applies else None,
        newest_on=max(filter(None, map(lanes.newest, LaneName)), default=None),
        votes=votes,
        voices=voices_of(votes, reading),
        settled_on=lanes.newest(basis) if basis else None,
        last_known=before.level if before else None,
        last_known_on=before.on if before else None,
        baseline=baseline_of(commitment, known, reading) if moves else None,
        has_baseline=moves,
        report=report.reference if report else None,
        assessment=assessment.reference if assessment else None,
    )


# Applicability ------------------------------------------------------------------------------


def applicability_of(
    commitment: CommitmentFact,
    memberships: Iterable[MembershipFact],
    reading: ScoringParams,
    *,
    joined: date | None = None,
) -> Applicability:
    """Whether the commitment binds or addresses the State at ``as_of``."""
    if not _in_scope(commitment, reading):
        return Applicability.OUT_OF_SCOPE
    if commitment.adopted_on > reading.as_of:
        return Applicability.NOT_YET_DUE  # of nobody, whoever is a member
    if is_before(reading.as_of, joined):
        return Applicability.NOT_YET_MEMBER
    if commitment.treaty is None:
        return Applicability.APPLIES
    deciding = deciding_membership(memberships, reading)
    if deciding is None:
        return Applicability.MEMBERSHIP_UNKNOWN
    if deciding.status is MembershipStatus.PARTY:
        return Applicability.APPLIES
    return Applicability.NOT_APPLICABLE


def _in_scope(commitment: CommitmentFact, reading: ScoringParams) -> bool:
    if not commitment.addressed_to_states:
        return False
    if commitment.kind in COUNTED_KINDS:
        return True
    return reading.include_recommendations and commitment.kind in RECOMMENDATION_KINDS


# Flags --------------------------------------------------------------------------------------


def disputed_in(lanes: Lanes, known: CellFacts) -> frozenset[str]:
    """References of counting records that the other side disputes in public."""
    if not known.answers:
        return frozenset()
    return lanes.counting & contested_records(known.answers)


def voices_of(votes: Sequence[Vote], params: ScoringParams) -> tuple[str, ...]:
    """The voices by name. Version 1 has none."""
    return tuple(sorted(vote.stream for vote in votes)) if params.rules.families_vote else ()


def seen_level(assessed: int | None, evidenced: int | None) -> int | None:
    """The level according to others: the assessed, else the evidenced one."""
    return evidenced if assessed is None else assessed


def earlier_day(params: ScoringParams) -> date:
    """The comparison day for regression: 24 months earlier."""
    return months_before(params.as_of, REGRESSED_MONTHS)


_HIGHEST = max(VALUE)


def _has_regressed(settled: int | None, known: CellFacts, params: ScoringParams) -> bool:
    if settled is None or settled == _HIGHEST:
        return False
    before = settled_on_day(known, params, earlier_day(params))
    return before is not None and settled < before


# Confidence ---------------------------------------------------------------------------------

_LOWERED = {
    Confidence.HIGH: Confidence.MEDIUM,
    Confidence.MEDIUM: Confidence.LOW,
    Confidence.LOW: Confidence.LOW,
}


def confidence_steps(votes: Sequence[Vote], params: ScoringParams) -> tuple[ConfidenceStep, ...]:
    """The steps to the confidence of an evidenced level. The last has the result."""
    if not votes:
        return ()
    steps = [_first_step(votes)]
    if is_contested(votes):
        steps.append(_step_down(steps[-1], ConfidenceCode.CONTESTED))
    if params.rules.old_votes_lower_confidence and _is_old(votes, params.as_of):
        steps.append(_step_down(steps[-1], ConfidenceCode.STALE))
    return tuple(steps)


def _is_old(votes: Sequence[Vote], as_of: date) -> bool:
    return max(vote.effective_on for vote in votes) < months_before(as_of, STALE_MONTHS)


def _first_step(votes: Sequence[Vote]) -> ConfidenceStep:
    if len(votes) >= MANY_STREAMS:
        return ConfidenceStep(ConfidenceCode.THREE_STREAMS, Confidence.HIGH)
    if len(votes) > 1:
        return ConfidenceStep(ConfidenceCode.TWO_STREAMS, Confidence.MEDIUM)
    if votes[0].tier in STRONG_TIERS:
        return ConfidenceStep(ConfidenceCode.ONE_STRONG_STREAM, Confidence.MEDIUM)
    return ConfidenceStep(ConfidenceCode.ONE_WEAK_STREAM, Confidence.LOW)


def _step_down(step: ConfidenceStep, code: ConfidenceCode) -> ConfidenceStep:
    return ConfidenceStep(code, _LOWERED[step.confidence])


def _confidence(basis: LaneName | None, lanes: Lanes, params: ScoringParams) -> Confidence | None:
    if basis is None:
        return None
    if basis is LaneName.EVIDENCED:
        return confidence_steps(lanes.votes, params)[-1].confidence
    if basis is LaneName.ASSESSED and lanes.assessment:
        return lanes.assessment.confidence
    return Confidence.LOW  # a state's word on itself


_SILENT = {
    (applicability, moves): Standing(
        applicability, has_baseline=moves and applicability is Applicability.APPLIES
    )
    for applicability in Applicability
    for moves in (False, True)
}

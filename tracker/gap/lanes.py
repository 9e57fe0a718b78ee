"""From the records of one cell to its three lanes and its settled level. Pure.

``settle`` is the whole of it; the steps are open so that ``explain`` takes them one by one and
cannot tell another story.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple, cast

from tracker.assessment.vocabulary import Confidence
from tracker.gap.disputes import contested_records
from tracker.gap.facts import (
    ALL_LANES,
    Applicability,
    AssessmentFact,
    CellFacts,
    CommitmentFact,
    EvidenceFact,
    LaneName,
    MembershipFact,
    ReportFact,
    ScoringParams,
    Standing,
    Vote,
)
from tracker.gap.methodology import (
    CONTESTED_SPREAD,
    MANY_STREAMS,
    RECOMMENDATION_KINDS,
    REGRESSED_MONTHS,
    STALE_MONTHS,
    STRONG_TIERS,
    TIER_WEIGHT,
    months_before,
)
from tracker.gap.records import deciding_membership, latest, order, records_at, vote_bar
from tracker.gap.scoring import divergence_of, gap_of
from tracker.registry.membership import is_before
from tracker.registry.vocabulary import COUNTED_KINDS, MembershipStatus


class ConfidenceCode(StrEnum):
    """Why the evidenced level is held as firmly as it is."""

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


class Lanes(NamedTuple):
    """What speaks in each lane: an entry, votes in rising order of level, an assessment."""

    report: ReportFact | None
    votes: tuple[Vote, ...]
    assessment: AssessmentFact | None

    def level(self, lane: LaneName) -> int | None:
        """The lane's level; None where it is silent or its entry states no level."""
        if lane is LaneName.REPORTED:
            return self.report.level if self.report else None
        if lane is LaneName.EVIDENCED:
            return self.votes[deciding_place(self.votes)].level if self.votes else None
        return self.assessment.level if self.assessment else None

    @property
    def speaking(self) -> frozenset[str]:
        """References of the records that count in some lane."""
        found = {vote.reference for vote in self.votes}
        found |= {fact.reference for fact in (self.report, self.assessment) if fact}
        return frozenset(found)


def settle(
    commitment: CommitmentFact,
    facts: CellFacts,
    reading: ScoringParams,
    *,
    joined: date | None = None,
) -> Standing:
    """Where the cell stands at ``reading.as_of`` by what was public at ``reading.known_by``.

    Lanes, settled level, confidence and flags are told whatever the applicability, so that
    readers may look at what is on record; gap and divergence exist only where the commitment
    applies. The lanes that the reader chose govern the settled level and what rests on it; every
    lane is told, and divergence compares them all. ``joined`` is the first day on which the state
    was a member of the United Nations; None for an observer.
    """
    applicability = applicability_of(commitment, facts.memberships, reading, joined=joined)
    if not (facts.reports or facts.evidence or facts.assessments):
        return _SILENT[applicability]  # most cells: nothing to filter, nothing to build
    counting = records_at(facts, reading)
    lanes = lanes_of(counting, reading)
    report, votes, assessment = lanes
    reported, evidenced, assessed = (lanes.level(lane) for lane in LaneName)
    settled, basis = settled_in(lanes, reading)
    applies = applicability is Applicability.APPLIES
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
        disputed=bool(disputed_in(lanes, counting)),
        confidence=_confidence(basis, lanes, reading.as_of),
        regressed=_has_regressed(settled, counting, reading),
        gap=gap_of(settled) if applies else None,
        divergence=divergence_of(reported, seen_level(assessed, evidenced)) if applies else None,
        newest_on=_newest(lanes),
        votes=votes,
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
    """Whether the commitment binds or addresses the state at ``as_of``."""
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


# The three lanes ----------------------------------------------------------------------------


def lanes_of(counting: CellFacts, reading: ScoringParams) -> Lanes:
    """What speaks in each lane, given the records that count."""
    return Lanes(
        report=latest(counting.reports),
        votes=_votes(counting.evidence, reading),
        assessment=latest(counting.assessments),
    )


def _votes(evidence: Iterable[EvidenceFact], reading: ScoringParams) -> tuple[Vote, ...]:
    votes = [_vote(fact) for fact in voters(evidence, reading).values()]
    return tuple(sorted(votes, key=lambda vote: (vote.level, vote.stream)))


def voters(evidence: Iterable[EvidenceFact], reading: ScoringParams) -> dict[str, EvidenceFact]:
    """By stream, the record that votes for it, given the records that count."""
    streams: dict[str, list[EvidenceFact]] = {}
    for fact in evidence:
        if vote_bar(fact, reading) is None:
            streams.setdefault(fact.stream, []).append(fact)
    return {stream: _voter(records) for stream, records in streams.items()}


def _vote(fact: EvidenceFact) -> Vote:
    return Vote(
        reference=fact.reference,
        stream=fact.stream,
        level=cast(int, fact.level),  # vote_bar has turned away those that state none
        tier=fact.tier,
        weight=TIER_WEIGHT[fact.tier],
        effective_on=fact.effective_on,
    )


def _voter(records: Sequence[EvidenceFact]) -> EvidenceFact:
    """The latest of a stream's records that may vote.

    A "not a party" ends an earlier membership but does not undo a signature: where one is known,
    the signature votes in its stead.
    """
    last = max(records, key=order)
    if last.membership is MembershipStatus.NOT_PARTY:
        signed = [fact for fact in records if fact.membership is MembershipStatus.SIGNED]
        return max(signed, key=order, default=last)
    return last


def deciding_place(votes: Sequence[Vote]) -> int:
    """Where the weighted lower median stands among votes in rising order of level.

    It is the first vote at which the weight reached is at least half of all weight; compared as
    whole numbers, so that exactly half is half.
    """
    reached = tuple(accumulate(vote.weight for vote in votes))
    return next(place for place, weight in enumerate(reached) if 2 * weight >= reached[-1])


def spread_of(votes: Sequence[Vote]) -> int | None:
    """Levels between the highest and the lowest vote; None without votes."""
    return votes[-1].level - votes[0].level if votes else None


def is_contested(votes: Sequence[Vote]) -> bool:
    """Whether two votes, given in rising order, lie too far apart."""
    return (spread_of(votes) or 0) >= CONTESTED_SPREAD


def disputed_in(lanes: Lanes, counting: CellFacts) -> frozenset[str]:
    """References of the records that count and are contested by the other side in public."""
    if not counting.answers:
        return frozenset()
    return lanes.speaking & contested_records(counting.answers)


# The settled level --------------------------------------------------------------------------


def settled_in(lanes: Lanes, reading: ScoringParams) -> tuple[int | None, LaneName | None]:
    """The settled level and its basis among the lanes that the reader chose."""
    for lane in ALL_LANES:
        level = lanes.level(lane) if lane in reading.lanes else None
        if level is not None:
            return level, lane
    return None, None


def seen_level(assessed: int | None, evidenced: int | None) -> int | None:
    """What others than the state see: the assessed level, else the evidenced one."""
    return evidenced if assessed is None else assessed


def earlier_reading(reading: ScoringParams) -> ScoringParams:
    """The same reading 24 months earlier, by what is known on the same day."""
    return replace(reading, as_of=months_before(reading.as_of, REGRESSED_MONTHS))


def settled_level(facts: CellFacts, reading: ScoringParams) -> int | None:
    """The settled level alone, None where there is none."""
    return settled_in(lanes_of(records_at(facts, reading), reading), reading)[0]


def _has_regressed(settled: int | None, counting: CellFacts, reading: ScoringParams) -> bool:
    if settled is None:
        return False
    before = settled_level(counting, earlier_reading(reading))
    return before is not None and settled < before


def _newest(lanes: Lanes) -> date | None:
    days = [vote.effective_on for vote in lanes.votes]
    days += [fact.effective_on for fact in (lanes.report, lanes.assessment) if fact]
    return max(days, default=None)


# Confidence ---------------------------------------------------------------------------------

_LOWERED = {
    Confidence.HIGH: Confidence.MEDIUM,
    Confidence.MEDIUM: Confidence.LOW,
    Confidence.LOW: Confidence.LOW,
}


def confidence_steps(votes: Sequence[Vote], as_of: date) -> tuple[ConfidenceStep, ...]:
    """The steps to the confidence of an evidenced level, the last one holding it."""
    if not votes:
        return ()
    steps = [_first_step(votes)]
    if is_contested(votes):
        steps.append(_step_down(steps[-1], ConfidenceCode.CONTESTED))
    if max(vote.effective_on for vote in votes) < months_before(as_of, STALE_MONTHS):
        steps.append(_step_down(steps[-1], ConfidenceCode.STALE))
    return tuple(steps)


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


def _confidence(basis: LaneName | None, lanes: Lanes, as_of: date) -> Confidence | None:
    if basis is None:
        return None
    if basis is LaneName.EVIDENCED:
        return confidence_steps(lanes.votes, as_of)[-1].confidence
    if basis is LaneName.ASSESSED and lanes.assessment:
        return lanes.assessment.confidence
    return Confidence.LOW  # a state's word on itself


_SILENT = {applicability: Standing(applicability) for applicability in Applicability}

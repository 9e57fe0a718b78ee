"""Explains one cell: each record, why it counts or not, and each step to the figures. Pure.

Pages, API and command line print the same explanation; it holds codes and numbers, no prose.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import accumulate

from tracker.assessment.vocabulary import Confidence
from tracker.evidence.vocabulary import Polarity, Tier
from tracker.gap.disputes import contested_records
from tracker.gap.facts import (
    ALL_LANES,
    CellFacts,
    CommitmentFact,
    EvidenceFact,
    FactT,
    LaneName,
    ScoringParams,
    Standing,
    Vote,
)
from tracker.gap.history import LastKnown, last_known
from tracker.gap.lane_levels import (
    Lanes,
    lanes_on,
    median_position,
    settled_on_day,
    spread_of,
)
from tracker.gap.lanes import (
    ConfidenceStep,
    confidence_steps,
    disputed_in,
    earlier_day,
    seen_level,
    settle,
)
from tracker.gap.methodology import VALUE
from tracker.gap.records import (
    LeftOut,
    date_bar,
    deciding_membership,
    membership_bar,
    order,
    public_records,
    vote_bar,
)
from tracker.gap.validity import counting_on, counts_until
from tracker.gap.voices import Stream, level_shown, stream_of, voters
from tracker.registry.vocabulary import MembershipStatus
from tracker.reporting.vocabulary import Answer


class RecordKind(StrEnum):
    """The kind of a listed record. The first three are also lanes."""

    REPORT = "report"
    EVIDENCE = "evidence"
    ASSESSMENT = "assessment"
    MEMBERSHIP = "membership"  # decides applicability, feeds no lane


@dataclass(frozen=True, slots=True)
class RecordNote:
    """A record of the cell. It counts if ``left_out`` is None."""

    kind: RecordKind
    reference: str
    effective_on: date
    published_on: date
    left_out: LeftOut | None
    level: int | None = None
    stream: str | None = None  # evidence
    tier: Tier | None = None  # evidence
    polarity: Polarity | None = None  # evidence
    answer: Answer | None = None  # reports
    reason: str | None = None  # reports, as the state wrote it
    confidence: Confidence | None = None  # assessments
    status: MembershipStatus | None = None  # memberships, and evidence from such an indicator
    contested: bool = False  # the other side contests it in public; it counts all the same
    spoke_until: date | None = None  # the last day on which it counts; None: for ever
    family: str | None = None  # of the source of an indicator's value
    shown: int | None = None  # ``level`` down to what its indicator can show of the commitment

    @property
    def counts(self) -> bool:
        """Whether the record counts in its lane, or decides applicability."""
        return self.left_out is None


@dataclass(frozen=True, slots=True)
class CountedVote:
    """A vote in ascending order. ``reached`` is the cumulative weight including it."""

    vote: Vote
    reached: int
    decides: bool


@dataclass(frozen=True, slots=True)
class SettlingStep:
    """A lane in the settling order. ``read`` is False if the reader excluded the lane."""

    lane: LaneName
    level: int | None
    read: bool
    settles: bool


@dataclass(frozen=True, slots=True)
class GapTerms:
    """The terms of 1 − value = gap, if the cell has a gap."""

    level: int
    value: float
    gap: float


@dataclass(frozen=True, slots=True)
class DivergenceTerms:
    """The terms of reported − seen = divergence. ``against`` is the other lane."""

    reported: float
    seen: float
    against: LaneName
    divergence: float


@dataclass(frozen=True, slots=True)
class Earlier:
    """The settled level on the earlier day that decides regression, with the same known_by."""

    as_of: date
    settled: int | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The complete explanation of one cell. ``standing`` equals the result of ``settle``."""

    methodology: str
    commitment: CommitmentFact
    reading: ScoringParams
    standing: Standing
    records: tuple[RecordNote, ...]  # by kind, then newest first
    votes: tuple[CountedVote, ...]  # in rising order
    total_weight: int
    half: float  # the weight at which the evidenced level is found
    spread: int | None  # between the highest and the lowest vote
    disputed: tuple[str, ...]  # records that count and are contested in public
    confidence_steps: tuple[ConfidenceStep, ...]  # of the evidenced lane
    settling: tuple[SettlingStep, ...]
    earlier: Earlier
    baseline: Earlier | None  # on the day of adoption; None where movement is not reported
    last_known: LastKnown | None  # of a cell without a settled level
    gap_terms: GapTerms | None
    divergence_terms: DivergenceTerms | None


def explain(
    commitment: CommitmentFact,
    facts: CellFacts,
    reading: ScoringParams,
    *,
    joined: date | None = None,
) -> Explanation:
    """Explain one cell with the same steps as ``settle``."""
    standing = settle(commitment, facts, reading, joined=joined)
    known = public_records(facts, reading)
    lanes = lanes_on(known, reading, reading.as_of)
    contested = contested_records(known.answers)
    earlier = earlier_day(reading)
    return Explanation(
        methodology=reading.rules.version,
        commitment=commitment,
        reading=reading,
        standing=standing,
        records=tuple(
            replace(note, contested=note.reference in contested) if contested else note
            for note in (
                *_reports(facts, lanes, reading),
                *_evidence(facts, reading),
                *_assessments(facts, lanes, reading),
                *_memberships(facts, reading),
            )
        ),
        votes=_counted(lanes.votes),
        total_weight=sum(vote.weight for vote in lanes.votes),
        half=sum(vote.weight for vote in lanes.votes) / 2,
        spread=spread_of(lanes.votes),
        disputed=tuple(sorted(disputed_in(lanes, known))),
        confidence_steps=confidence_steps(lanes.votes, reading),
        settling=tuple(
            SettlingStep(lane, lanes.level(lane), lane in reading.lanes, lane is standing.basis)
            for lane in ALL_LANES
        ),
        earlier=Earlier(earlier, settled_on_day(known, reading, earlier)),
        baseline=(
            Earlier(commitment.adopted_on, standing.baseline) if standing.has_baseline else None
        ),
        last_known=(
            None if standing.basis or reading.current_only else last_known(known, lanes, reading)
        ),
        gap_terms=_gap_terms(standing),
        divergence_terms=_divergence_terms(standing),
    )


def _newest_first(facts: Iterable[FactT]) -> list[FactT]:
    return sorted(facts, key=order, reverse=True)


def _reports(facts: CellFacts, lanes: Lanes, reading: ScoringParams) -> list[RecordNote]:
    return [
        RecordNote(
            kind=RecordKind.REPORT,
            reference=fact.reference,
            effective_on=fact.effective_on,
            published_on=fact.publication.began.date(),
            left_out=_unless(fact is lanes.report, date_bar(fact, reading)),
            spoke_until=counts_until(fact, reading),
            level=fact.level,
            answer=fact.answer,
            reason=fact.reason,
        )
        for fact in _newest_first(facts.reports)
    ]


def _evidence(facts: CellFacts, reading: ScoringParams) -> list[RecordNote]:
    known = public_records(facts, reading)
    voting = voters(counting_on(known, reading, reading.as_of).evidence, reading)
    return [
        RecordNote(
            kind=RecordKind.EVIDENCE,
            reference=fact.reference,
            effective_on=fact.effective_on,
            published_on=fact.publication.began.date(),
            left_out=_evidence_left_out(fact, voting, reading),
            level=fact.level,
            stream=fact.stream,
            tier=fact.tier,
            polarity=fact.polarity,
            status=fact.membership,
            spoke_until=counts_until(fact, reading),
            family=fact.family,
            shown=level_shown(fact, reading),
        )
        for fact in _newest_first(facts.evidence)
    ]


def _assessments(facts: CellFacts, lanes: Lanes, reading: ScoringParams) -> list[RecordNote]:
    return [
        RecordNote(
            kind=RecordKind.ASSESSMENT,
            reference=fact.reference,
            effective_on=fact.effective_on,
            published_on=fact.publication.began.date(),
            left_out=_unless(fact is lanes.assessment, date_bar(fact, reading)),
            spoke_until=counts_until(fact, reading),
            level=fact.level,
            confidence=fact.confidence,
        )
        for fact in _newest_first(facts.assessments)
    ]


def _memberships(facts: CellFacts, reading: ScoringParams) -> list[RecordNote]:
    deciding = deciding_membership(facts.memberships, reading)
    return [
        RecordNote(
            kind=RecordKind.MEMBERSHIP,
            reference=fact.reference,
            effective_on=fact.effective_on,
            published_on=fact.publication.began.date(),
            left_out=_unless(fact is deciding, membership_bar(fact, reading)),
            status=fact.status,
        )
        for fact in _newest_first(facts.memberships)
    ]


def _unless(speaks: bool, bar: LeftOut | None) -> LeftOut | None:
    """None for the record that counts; for others what excludes them, or a later record."""
    return None if speaks else bar or LeftOut.NOT_LATEST


def _evidence_left_out(
    fact: EvidenceFact, voting: dict[Stream, EvidenceFact], reading: ScoringParams
) -> LeftOut | None:
    bar = date_bar(fact, reading) or vote_bar(fact, reading)
    voter = voting.get(stream_of(fact, reading))
    if bar or voter is None or voter is fact:
        return bar
    if order(fact) > order(voter) and fact.membership is MembershipStatus.NOT_PARTY:
        return LeftOut.SIGNATURE_STANDS
    return LeftOut.NOT_LATEST


def _counted(votes: tuple[Vote, ...]) -> tuple[CountedVote, ...]:
    decides = median_position(votes) if votes else None
    reached = accumulate(vote.weight for vote in votes)
    return tuple(
        CountedVote(vote, weight, place == decides)
        for place, (vote, weight) in enumerate(zip(votes, reached, strict=True))
    )


def _gap_terms(standing: Standing) -> GapTerms | None:
    if standing.gap is None or standing.settled is None:
        return None
    return GapTerms(standing.settled, VALUE[standing.settled], standing.gap)


def _divergence_terms(standing: Standing) -> DivergenceTerms | None:
    seen = seen_level(standing.assessed, standing.evidenced)
    if standing.divergence is None or standing.reported is None or seen is None:
        return None
    return DivergenceTerms(
        reported=VALUE[standing.reported],
        seen=VALUE[seen],
        against=LaneName.EVIDENCED if standing.assessed is None else LaneName.ASSESSED,
        divergence=standing.divergence,
    )

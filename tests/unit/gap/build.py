"""Facts for the tests of the gap: plain builders, each with a likely default for what is left out.

All records are invented and name no state. Days are given as ISO text, for short tables.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from tracker.assessment.vocabulary import Confidence
from tracker.evidence.vocabulary import Polarity, Tier
from tracker.gap.facts import (
    AssessmentFact,
    CellFacts,
    CommitmentFact,
    EvidenceFact,
    MembershipFact,
    Publication,
    ReportFact,
    ScoringParams,
    Standing,
)
from tracker.gap.lanes import settle
from tracker.registry.vocabulary import CommitmentKind, MembershipStatus, Pillar
from tracker.reporting.vocabulary import Answer

AS_OF = "2021-11-22"
Record = ReportFact | EvidenceFact | AssessmentFact | MembershipFact


def day(text: str) -> date:
    return date.fromisoformat(text)


def moment(text: str) -> datetime:
    return datetime.combine(day(text), time(12), UTC)


def published(on: str, *, ended: str | None = None) -> Publication:
    return Publication(moment(on), moment(ended) if ended else None)


def reading(as_of: str = AS_OF, known_by: str | None = None, **choices: object) -> ScoringParams:
    return ScoringParams(day(as_of), day(known_by or as_of), **choices)  # type: ignore[arg-type]


def commitment(
    reference: str = "X-1",
    *,
    pillar: Pillar = Pillar.PROSECUTION,
    kind: CommitmentKind = CommitmentKind.COMMITMENT,
    addressed_to_states: bool = True,
    adopted_on: str = "2000-01-01",
    same_as: str | None = None,
    treaty: str | None = None,
) -> CommitmentFact:
    return CommitmentFact(
        reference, pillar, kind, addressed_to_states, day(adopted_on), same_as or reference, treaty
    )


def report(
    level: int | None = 3,
    on: str = "2020-12-31",
    *,
    answer: Answer = Answer.LEVEL,
    reason: str | None = None,
    public: str = "2021-01-01",
    ended: str | None = None,
    reference: str | None = None,
) -> ReportFact:
    return ReportFact(
        reference or f"R-{on}",
        answer,
        level if answer is Answer.LEVEL else None,
        reason,
        day(on),
        published(public, ended=ended),
    )


def evidence(
    level: int | None,
    on: str = "2020-03-10",
    *,
    stream: str = "indicator:ONE",
    polarity: Polarity = Polarity.SUPPORTS,
    tier: Tier = Tier.B,
    public: str = "2021-01-01",
    ended: str | None = None,
    membership: MembershipStatus | None = None,
    survivor_led: bool = False,
    reference: str | None = None,
) -> EvidenceFact:
    return EvidenceFact(
        reference or f"{stream}/{on}",
        stream,
        level,
        polarity,
        tier,
        day(on),
        published(public, ended=ended),
        membership,
        survivor_led,
    )


def assessment(
    level: int,
    on: str = "2021-06-30",
    *,
    confidence: Confidence = Confidence.MEDIUM,
    public: str = "2021-07-01",
    ended: str | None = None,
    reference: str | None = None,
) -> AssessmentFact:
    return AssessmentFact(
        reference or f"S-{on}", level, confidence, day(on), published(public, ended=ended)
    )


def membership(
    status: MembershipStatus,
    on: str,
    *,
    public: str = "2021-01-01",
    ended: str | None = None,
    reference: str | None = None,
) -> MembershipFact:
    return MembershipFact(
        reference or f"M-{status}-{on}", status, day(on), published(public, ended=ended)
    )


def cell(*records: Record) -> CellFacts:
    def of(kind: type) -> Iterable[Record]:
        return (record for record in records if isinstance(record, kind))

    return CellFacts(
        reports=tuple(of(ReportFact)),  # type: ignore[arg-type]
        evidence=tuple(of(EvidenceFact)),  # type: ignore[arg-type]
        assessments=tuple(of(AssessmentFact)),  # type: ignore[arg-type]
        memberships=tuple(of(MembershipFact)),  # type: ignore[arg-type]
    )


def settled(*records: Record, **choices: object) -> Standing:
    """Where the plain commitment stands by these records, on the usual day."""
    return settle(commitment(), cell(*records), reading(**choices))  # type: ignore[arg-type]

"""Frozen facts as input of the gap's rules. Pure.

A fact carries when it was effective and when it was public, so that any day can be shown again
(``as_of``, ``known_by``). Absence is always ``None`` or a missing fact, never a zero.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias, TypeVar

from tracker.assessment.vocabulary import Confidence
from tracker.evidence.vocabulary import Polarity, Stance, Tier
from tracker.gap.methodology import CURRENT_RULES, VALUE, Rules
from tracker.registry.vocabulary import CommitmentKind, MembershipStatus, Pillar
from tracker.reporting.vocabulary import Answer


class Applicability(StrEnum):
    """Whether a commitment binds or addresses a State on a date."""

    APPLIES = "applies"
    NOT_APPLICABLE = "not_applicable"  # a treaty's obligation; the state is known not to be a party
    MEMBERSHIP_UNKNOWN = "membership_unknown"
    NOT_YET_MEMBER = "not_yet_member"  # the state joined the United Nations after the date
    NOT_YET_DUE = "not_yet_due"  # the instrument was adopted after the date
    OUT_OF_SCOPE = "out_of_scope"  # its kind or addressee keeps it out of the gap


class LaneName(StrEnum):
    """The three lanes in page order."""

    REPORTED = "reported"
    EVIDENCED = "evidenced"
    ASSESSED = "assessed"


@dataclass(frozen=True, slots=True)
class Publication:
    """When a record became public, and when that ended (withdrawn or superseded), if so."""

    began: datetime
    ended: datetime | None = None

    def known(self, known_by: date) -> bool:
        """Whether the record was public at the end of the day ``known_by`` (UTC)."""
        return self.began.date() <= known_by and (
            self.ended is None or self.ended.date() > known_by
        )


@dataclass(frozen=True, slots=True)
class ReportFact:
    """A published entry of a State's progress report on one commitment."""

    reference: str
    answer: Answer
    level: int | None  # set when, and only when, the answer is a level
    reason: str | None  # why not assessed or not applicable, as the state wrote it
    effective_on: date  # last day of the period reported on
    publication: Publication


@dataclass(frozen=True, slots=True)
class EvidenceFact:
    """A published indicator value or logged action about one commitment.

    ``stream`` names an indicator, or one organisation's actions on the commitment. An indicator
    votes within its ``family``, an organisation for itself.
    ``membership`` is set for a membership indicator, whose dated "not a party" does not undo a
    signature.
    """

    reference: str
    stream: str
    level: int | None  # None: states no level and never votes
    polarity: Polarity
    tier: Tier
    effective_on: date
    publication: Publication
    membership: MembershipStatus | None = None
    survivor_led: bool = False
    precision: str = "day"  # of ``effective_on``, the last day of a month or year
    family: str | None = None  # of the source of an indicator's value; None: an action
    speaks: int | None = None  # for how many months it counts; None: until a later one
    ceiling: int = 4  # the highest level that the indicator can show of the commitment


@dataclass(frozen=True, slots=True)
class AssessmentFact:
    """A published assessment of a cell by a reviewer."""

    reference: str
    level: int
    confidence: Confidence
    effective_on: date  # the day the evidence it rests on is as of
    publication: Publication


@dataclass(frozen=True, slots=True)
class MembershipFact:
    """A published statement on a State's membership in a treaty."""

    reference: str
    status: MembershipStatus
    effective_on: date
    publication: Publication


Fact: TypeAlias = ReportFact | EvidenceFact | AssessmentFact | MembershipFact
FactT = TypeVar("FactT", ReportFact, EvidenceFact, AssessmentFact, MembershipFact)

STATE_SIDE = "state"  # who answers, where it is the state; others answer once a record each


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """A public reply to one record, on its own or in a report's entry.

    ``side`` identifies whose later answer replaces an earlier one, without a name.
    """

    reference: str  # of the reply, or of the report
    record: str
    side: str
    stance: Stance
    publication: Publication


@dataclass(frozen=True, slots=True)
class CommitmentFact:
    """What the rules need to know about a commitment.

    ``same_as`` names the group of commitments connected by the relation *same* (its smallest
    reference); a commitment that nothing else repeats is its own group. ``treaty`` is the code of
    the instrument whose membership decides applicability, None where all states are addressed.
    """

    reference: str
    pillar: Pillar
    kind: CommitmentKind
    addressed_to_states: bool
    adopted_on: date
    same_as: str
    treaty: str | None = None


@dataclass(frozen=True, slots=True)
class CellFacts:
    """All records about one State and one commitment, unfiltered by date."""

    reports: tuple[ReportFact, ...] = ()
    evidence: tuple[EvidenceFact, ...] = ()
    assessments: tuple[AssessmentFact, ...] = ()
    memberships: tuple[MembershipFact, ...] = ()  # of the commitment's treaty, if it has one
    answers: tuple[AnswerFact, ...] = ()  # to any of these records


NO_FACTS = CellFacts()

ALL_LANES = (LaneName.ASSESSED, LaneName.EVIDENCED, LaneName.REPORTED)  # the settling order
ALL_TIERS = frozenset(Tier)


@dataclass(frozen=True, slots=True)
class ScoringParams:
    """The reader's settings. All defaults are the methodology's.

    ``rules`` is the version of the methodology. ``any_age`` lets every record count for ever;
    ``current_only`` leaves out what was last known where nothing counts any more.
    ``lanes`` keeps the settling order. ``weights`` are pillar weights (missing pillars weigh 1);
    None is the plain mean.
    """

    as_of: date
    known_by: date
    lanes: tuple[LaneName, ...] = ALL_LANES
    tiers: frozenset[Tier] = ALL_TIERS
    survivor_led: bool = False
    include_recommendations: bool = False
    weights: tuple[tuple[Pillar, float], ...] | None = None
    rules: Rules = CURRENT_RULES
    any_age: bool = False
    current_only: bool = False

    @property
    def records_lapse(self) -> bool:
        """Whether records expire. The reader may include records of any age."""
        return self.rules.records_lapse and not self.any_age


@dataclass(frozen=True, slots=True)
class VotingRecord:
    """A record behind a vote. ``level`` is ``stated``, limited to the indicator's ceiling."""

    reference: str
    stream: str
    level: int
    stated: int
    tier: Tier
    effective_on: date


@dataclass(frozen=True, slots=True)
class Vote:
    """One voice's vote in the evidenced lane.

    ``reference`` is the record that gives its level, ``records`` are all from which that follows:
    several where a family of sources has several indicators.
    """

    reference: str
    stream: str  # the voice
    level: int
    tier: Tier
    weight: int
    effective_on: date
    records: tuple[VotingRecord, ...] = ()


class MovementCode(StrEnum):
    """How the settled level compares with the one on the instrument's adoption day."""

    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    WORSENED = "worsened"
    NO_BASELINE = "no_baseline"
    NOT_KNOWN_NOW = "not_known_now"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Standing:
    """The result of the rules for one cell: three lanes, settled level, and figures.

    ``gap`` and ``divergence`` are exact floats, None where they do not exist.
    """

    applicability: Applicability
    reported: int | None = None
    reported_answer: Answer | None = None  # None: no report has an entry
    reported_reason: str | None = None
    evidenced: int | None = None
    assessed: int | None = None
    settled: int | None = None
    basis: LaneName | None = None
    contested: bool = False  # two votes lie far apart
    disputed: bool = False  # a record that counts is contested in a public answer; moves no figure
    confidence: Confidence | None = None
    regressed: bool = False
    gap: float | None = None
    divergence: float | None = None
    newest_on: date | None = None  # effective date of the newest record that counts in any lane
    votes: tuple[Vote, ...] = field(default=())
    voices: tuple[str, ...] = ()  # who votes, in order; none by version 1
    settled_on: date | None = None  # effective date of the newest record of the basis
    last_known: int | None = None  # the level that a cell without one last had
    last_known_on: date | None = None  # effective date of the newest record behind that
    baseline: int | None = None  # settled level on the day of adoption
    has_baseline: bool = False  # movement is reported: it applies and is no treaty obligation
    report: str | None = None  # reference of the report entry that speaks
    assessment: str | None = None  # reference of the assessment that speaks

    def without_last_known(self) -> "Standing":
        """The same cell without its last known level: no information."""
        if self.last_known is None:
            return self
        return replace(self, last_known=None, last_known_on=None)

    def without_records(self) -> "Standing":
        """The same cell without records, as in the standing table."""
        if not (self.votes or self.report or self.assessment):
            return self
        return replace(self, votes=(), report=None, assessment=None)

    @property
    def is_dated(self) -> bool:
        """Whether it applies and has only records that no longer count."""
        return (
            self.applicability is Applicability.APPLIES
            and self.settled is None
            and self.last_known is not None
        )

    @property
    def movement(self) -> float | None:
        """m(settled) − m(baseline). None unless both exist and are comparable."""
        if self.settled is None or self.baseline is None or not self.has_baseline:
            return None
        return VALUE[self.settled] - VALUE[self.baseline]

    @property
    def movement_code(self) -> MovementCode | None:
        """The movement as a code. None if not applicable or bound by treaty."""
        if not self.has_baseline:
            return None
        if self.movement is None:
            return _WITHOUT_MOVEMENT[self.baseline is not None, self.settled is not None]
        if self.movement == 0:
            return MovementCode.UNCHANGED
        return MovementCode.IMPROVED if self.movement > 0 else MovementCode.WORSENED


_WITHOUT_MOVEMENT = {
    (False, True): MovementCode.NO_BASELINE,
    (True, False): MovementCode.NOT_KNOWN_NOW,
    (False, False): MovementCode.NEITHER,
}

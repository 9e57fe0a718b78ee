"""What the rules of the gap are told: frozen facts, gathered elsewhere. Pure.

A fact carries when it was effective and when it was public, so that any day can be shown again
(``as_of``, ``known_by``). Absence is always ``None`` or a missing fact, never a zero.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from tracker.assessment.vocabulary import Confidence
from tracker.evidence.vocabulary import Polarity, Stance, Tier
from tracker.registry.vocabulary import CommitmentKind, MembershipStatus, Pillar
from tracker.reporting.vocabulary import Answer


class Applicability(StrEnum):
    """Whether a commitment binds or addresses a state at a date."""

    APPLIES = "applies"
    NOT_APPLICABLE = "not_applicable"  # a treaty's obligation; the state is known not to be a party
    MEMBERSHIP_UNKNOWN = "membership_unknown"
    NOT_YET_MEMBER = "not_yet_member"  # the state joined the United Nations after the date
    NOT_YET_DUE = "not_yet_due"  # the instrument was adopted after the date
    OUT_OF_SCOPE = "out_of_scope"  # its kind or addressee keeps it out of the gap


class LaneName(StrEnum):
    """The three lanes, in the order in which pages show them."""

    REPORTED = "reported"
    EVIDENCED = "evidenced"
    ASSESSED = "assessed"


@dataclass(frozen=True, slots=True)
class Publication:
    """When a record became public and, if it did, when that ended (withdrawn or superseded)."""

    began: datetime
    ended: datetime | None = None

    def known(self, known_by: date) -> bool:
        """Whether the record was public at the end of the day ``known_by`` (UTC)."""
        return self.began.date() <= known_by and (
            self.ended is None or self.ended.date() > known_by
        )


@dataclass(frozen=True, slots=True)
class ReportFact:
    """A published entry of a state's progress report on one commitment."""

    reference: str
    answer: Answer
    level: int | None  # set when, and only when, the answer is a level
    reason: str | None  # why not assessed or not applicable, as the state wrote it
    effective_on: date  # last day of the period reported on
    publication: Publication


@dataclass(frozen=True, slots=True)
class EvidenceFact:
    """A published indicator value or logged action that bears on one commitment.

    ``stream`` names the voter: one indicator, or one organisation's actions on the commitment.
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
    """A published statement of where a state stands towards a treaty."""

    reference: str
    status: MembershipStatus
    effective_on: date
    publication: Publication


STATE_SIDE = "state"  # who answers, where it is the state; others answer once a record each


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """What the other side says in public of one record: a reply, or a word in a report's entry.

    ``side`` tells whose later answer takes the place of an earlier one; it names nobody.
    """

    reference: str  # of the reply, or of the report
    record: str
    side: str
    stance: Stance
    publication: Publication


@dataclass(frozen=True, slots=True)
class CommitmentFact:
    """What the rules need to know of a commitment.

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
    """Everything recorded about one state and one commitment, unfiltered by date."""

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
    """How the reader asks to see the figures; every default is the methodology's own.

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


@dataclass(frozen=True, slots=True)
class Vote:
    """One stream's vote in the evidenced lane."""

    reference: str
    stream: str
    level: int
    tier: Tier
    weight: int
    effective_on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one cell stands at a date: three lanes, the settled level and what follows from it.

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
    report: str | None = None  # reference of the report entry that speaks
    assessment: str | None = None  # reference of the assessment that speaks

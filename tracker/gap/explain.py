"""One cell taken apart: every record, why it counts or not, and each step to the figures. Pure.

Pages, API and command line print the same explanation; it holds codes and numbers, no prose.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.assessment.vocabulary import Confidence
from tracker.evidence.vocabulary import Polarity, Tier
from tracker.gap.facts import (
    CellFacts,
    CommitmentFact,
    LaneName,
    Reading,
    Standing,
    Vote,
)
from tracker.gap.lanes import ConfidenceStep
from tracker.registry.vocabulary import MembershipStatus
from tracker.reporting.vocabulary import Answer


class RecordKind(StrEnum):
    """What sort of record is listed; the first three are also the lanes they feed."""

    REPORT = "report"
    EVIDENCE = "evidence"
    ASSESSMENT = "assessment"
    MEMBERSHIP = "membership"  # decides applicability, feeds no lane


class LeftOut(StrEnum):
    """Why a record does not count; the first reason that holds, in this order."""

    AFTER_AS_OF = "after_as_of"
    PUBLISHED_LATER = "published_later"
    ENDED = "ended"  # withdrawn or superseded by known_by
    CONTEXT = "context"
    NO_LEVEL = "no_level"
    TIER_LEFT_OUT = "tier_left_out"
    NOT_SURVIVOR_LED = "not_survivor_led"
    SIGNATURE_STANDS = "signature_stands"  # a "not a party" that does not undo a signature
    SIGNATURE_ONLY = "signature_only"  # decides nothing about applicability
    NOT_LATEST = "not_latest"  # of its stream, of the reports, of the assessments


@dataclass(frozen=True, slots=True)
class RecordNote:
    """A record of the cell; it counts when ``left_out`` is None."""

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

    @property
    def counts(self) -> bool:
        """Whether the record speaks in its lane, or decides applicability."""
        return self.left_out is None


@dataclass(frozen=True, slots=True)
class CountedVote:
    """A vote at its place in rising order; ``reached`` is the weight up to and with it."""

    vote: Vote
    reached: int
    decides: bool


@dataclass(frozen=True, slots=True)
class SettlingStep:
    """A lane in the settling order; ``read`` is False where the reader left the lane out."""

    lane: LaneName
    level: int | None
    read: bool
    settles: bool


@dataclass(frozen=True, slots=True)
class GapTerms:
    """1 − value = gap. Present where the cell has a gap."""

    level: int
    value: float
    gap: float


@dataclass(frozen=True, slots=True)
class DivergenceTerms:
    """reported − seen = divergence; ``against`` is the lane that was seen."""

    reported: float
    seen: float
    against: LaneName
    divergence: float


@dataclass(frozen=True, slots=True)
class Earlier:
    """The settled level on the day with which regression is judged; known_by is the same."""

    as_of: date
    settled: int | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """All there is to say about one cell; ``standing`` is what ``settle`` gives for it."""

    methodology: str
    commitment: CommitmentFact
    reading: Reading
    standing: Standing
    records: tuple[RecordNote, ...]  # by kind, then newest first
    votes: tuple[CountedVote, ...]  # in rising order
    total_weight: int
    half: float  # the weight at which the evidenced level is found
    spread: int | None  # between the highest and the lowest vote
    confidence_steps: tuple[ConfidenceStep, ...]  # of the evidenced lane
    settling: tuple[SettlingStep, ...]
    earlier: Earlier
    gap_terms: GapTerms | None
    divergence_terms: DivergenceTerms | None


def explain(commitment: CommitmentFact, facts: CellFacts, reading: Reading) -> Explanation:
    """Take one cell apart."""
    raise NotImplementedError

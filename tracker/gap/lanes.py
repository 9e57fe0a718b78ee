"""From the records of one cell to its three lanes and its settled level. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NamedTuple, Protocol, TypeVar

from tracker.assessment.vocabulary import Confidence
from tracker.evidence.vocabulary import Polarity
from tracker.gap.facts import (
    ALL_LANES,
    Applicability,
    AssessmentFact,
    CellFacts,
    CommitmentFact,
    EvidenceFact,
    LaneName,
    MembershipFact,
    Publication,
    Reading,
    ReportFact,
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
from tracker.gap.scoring import divergence_of, gap_of
from tracker.registry.vocabulary import COUNTED_KINDS, MembershipStatus


class ConfidenceCode(StrEnum):
    """Why the evidenced level is held as firmly as it is."""

    THREE_STREAMS = "three_streams"
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


def settle(commitment: CommitmentFact, facts: CellFacts, reading: Reading) -> Standing:
    """Where the cell stands at ``reading.as_of`` by what was public at ``reading.known_by``."""
    raise NotImplementedError

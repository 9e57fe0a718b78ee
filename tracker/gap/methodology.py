"""The constants of methodology version 2, as in ``docs/methodology.md``. Pure.

It computes only dates and roundings. Any change of a number needs a new version and a change of the
page.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final, overload

from tracker.evidence.vocabulary import ActionKind, Tier
from tracker.registry.vocabulary import CommitmentKind, Pillar


@dataclass(frozen=True, slots=True)
class Rules:
    """What differs between versions of the methodology. Everything else is common.

    ``version`` is how figures name it.
    """

    version: str
    records_lapse: bool  # what was observed of a period counts for a number of months only
    families_vote: bool  # one vote for a family of sources, not for each indicator
    ceilings: bool  # an indicator shows of a commitment a level at most
    old_votes_lower_confidence: bool
    concentration_limits: bool  # what rests on one voice alone is not comparable


RULES: Final = {
    "1": Rules("1a", False, False, False, True, False),
    "2": Rules("2", True, True, True, False, True),
}
CURRENT_RULES: Final = RULES["2"]
VERSION: Final = CURRENT_RULES.version

# The completion scale of the Open Government Partnership and one step more.
LEVELS: Final = {
    0: "not_started",
    1: "limited",
    2: "partial",
    3: "substantial",
    4: "complete",
}
# All quarters, hence exact in binary: sums of them carry no error.
VALUE: Final = {0: 0.0, 1: 0.25, 2: 0.5, 3: 0.75, 4: 1.0}

TIER_WEIGHT: Final = {Tier.A: 4, Tier.B: 3, Tier.C: 2, Tier.D: 1}
STRONG_TIERS: Final = frozenset({Tier.A, Tier.B})  # one such stream alone gives medium confidence
MANY_STREAMS: Final = 3  # high confidence from here on
CONTESTED_SPREAD: Final = 2  # levels between two votes
STALE_MONTHS: Final = 60  # version 1: older votes lower the confidence
# How long records count that no indicator speaks for; None: until a later one says otherwise.
REPORT_MONTHS: Final = 60  # entries of reports, and assessments
ACTION_MONTHS: Final[dict[ActionKind, int | None]] = {
    ActionKind.LAW: None,
    ActionKind.INSTITUTION: None,
    ActionKind.COOPERATION: None,
    ActionKind.REVERSAL: None,
    ActionKind.POLICY: 60,
    ActionKind.ENFORCEMENT: 36,
    ActionKind.COURT_RULING: 36,
    ActionKind.SERVICE: 36,
    ActionKind.DATA: 36,
    ActionKind.TRAINING: 36,
    ActionKind.BUDGET: 24,
}
REGRESSED_MONTHS: Final = 24

RECOMMENDATION_KINDS: Final = frozenset({CommitmentKind.RECOMMENDATION})  # the reader may add them

COMPARABLE: Final = 2 / 3  # of coverage
INDICATIVE: Final = 1 / 3
MOST_FROM_ONE_VOICE: Final = 1 / 2  # of what is known; beyond, a figure is not comparable
BAND_LIMITS: Final = (0.2, 0.4, 0.6, 0.8)  # upper ends, each within its band; above: a fifth band

# Figures come from exact sums divided once into a float; this lets one meet a threshold that it
# equals on paper. It is far below the smallest step of any real figure.
TOLERANCE: Final = 1e-9

DRAWS: Final = 1000
SEED: Final = 20211122
LOWEST_PERCENTILE: Final = 5
HIGHEST_PERCENTILE: Final = 95
CONVEX_VALUE: Final = {0: 0.0, 1: 0.1, 2: 0.3, 3: 0.6, 4: 1.0}
CONCAVE_VALUE: Final = {0: 0.0, 1: 0.4, 2: 0.7, 3: 0.9, 4: 1.0}

DIGITS: Final = 4  # shown and exported figures; the last one never decides a band
_SURE_DIGITS: Final = 12  # of a float between 0 and 1, also after "1 −"; any more are its own noise

PILLARS: Final = tuple(Pillar)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or its last day if it is shorter."""
    return months_after(day, -months)


@lru_cache(maxsize=20_000)
def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day if it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@overload
def rounded(figure: float, digits: int = DIGITS) -> float: ...


@overload
def rounded(figure: None, digits: int = DIGITS) -> None: ...


@overload
def rounded(figure: float | None, digits: int = DIGITS) -> float | None: ...


def rounded(figure: float | None, digits: int = DIGITS) -> float | None:
    """A figure as shown in pages and exports. The only place of rounding.

    A figure in the middle of two goes to the one with the even last digit, as the decimal number
    that it is on paper: 13/160 = 0.08125 becomes 0.0812. Rounding the float would make it depend
    on whether the nearest binary number lies above or below.
    """
    return None if figure is None else _rounded(figure, digits)


@lru_cache(maxsize=20_000)
def _rounded(figure: float, digits: int) -> float:
    return float(round(Decimal(repr(round(float(figure), _SURE_DIGITS))), digits)) + 0.0

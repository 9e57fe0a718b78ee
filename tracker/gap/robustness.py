"""How one more record would change an evidenced level. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.evidence.vocabulary import Tier
from tracker.gap.facts import Vote
from tracker.gap.lane_levels import median_position
from tracker.gap.methodology import LEVELS, TIER_WEIGHT


@dataclass(frozen=True, slots=True)
class MovedLevel:
    """The evidenced level after one more vote at a level."""

    vote: int
    becomes: int


def with_one_more(votes: Sequence[Vote], tier: Tier) -> tuple[MovedLevel, ...]:
    """For each level, the result if one more stream of the tier voted for it."""
    return tuple(MovedLevel(level, _level_with(votes, _imagined(level, tier))) for level in LEVELS)


def _imagined(level: int, tier: Tier) -> Vote:
    return Vote("", "", level, tier, TIER_WEIGHT[tier], date.max)


def _level_with(votes: Sequence[Vote], one: Vote) -> int:
    rising = sorted((*votes, one), key=lambda vote: vote.level)
    return rising[median_position(rising)].level

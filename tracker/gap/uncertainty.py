"""How firmly a state's gap stands when the methodology's own choices are varied. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tracker.gap.facts import CommitmentFact, Reading, Standing


class Driver(StrEnum):
    """The three choices that are varied."""

    WEIGHTS = "weights"
    VALUES = "values"
    SETTLING = "settling"


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """5th percentile, median and 95th percentile of the draws, and what moves the figure most.

    ``driver`` is None where no choice moves it at all. ``draws`` counts those that gave a figure.
    """

    low: float
    median: float
    high: float
    driver: Driver | None
    draws: int


def sensitivity(
    cells: Iterable[tuple[CommitmentFact, Standing]], reading: Reading
) -> Sensitivity | None:
    """The spread of a state's gap over the draws; None where the state has no gap."""
    raise NotImplementedError

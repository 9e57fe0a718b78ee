"""Figures of a pillar, State, commitment or group: floats to show, ratios to add. Pure."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple, TypedDict

from tracker.gap.breadth import Breadth, Moved, Once
from tracker.gap.facts import LaneName
from tracker.gap.scoring import (
    Band,
    Drawn,
    FigureStanding,
    band_of,
    drawn,
    standing_of_figure,
)
from tracker.registry.vocabulary import Pillar


@dataclass(frozen=True, slots=True)
class LaneMean:
    """In how many applicable cells a lane has a level, and the mean value m of these.

    ``known`` counts cells. ``mean`` weighs them like the gap and runs from 0 (nothing started) to
    1 (all complete); None where the lane is silent.
    """

    lane: LaneName
    known: int
    mean: float | None
    exact: Fraction | None = field(default=None, compare=False, repr=False)  # of ``mean``


class Exact(NamedTuple):
    """The exact ratios behind the floats of a score. None if a figure does not exist."""

    gap: Fraction | None = None
    coverage: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None


class Numbers(TypedDict):
    """Unweighted numbers of cells. ``known`` is part of ``applicable``."""

    known: int
    applicable: int
    not_applicable: int
    membership_unknown: int
    not_yet_due: int
    out_of_scope: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A gap with its coverage and the numbers of cells behind it.

    ``gap`` is None if nothing is known. ``coverage`` and the bounds are None if nothing applies.
    The numbers count cells without weights; ``known`` is part of ``applicable``. ``states`` counts
    the States to which something applies, ``states_known`` those with a gap.
    """

    gap: float | None
    coverage: float | None
    low: float | None
    high: float | None
    known: int
    applicable: int
    not_applicable: int
    membership_unknown: int
    not_yet_due: int
    out_of_scope: int
    states: int
    states_known: int
    lanes: tuple[LaneMean, ...]  # all three, in the order of pages
    exact: Exact = field(default=Exact(), compare=False, repr=False)
    breadth: Breadth = Breadth()
    once: Once = Once()
    moved: Moved = Moved()

    @property
    def figure(self) -> FigureStanding:
        """Whether the gap is comparable, indicative or insufficient."""
        return standing_of_figure(self.coverage, self.breadth.concentration)

    @property
    def drawn(self) -> Drawn:
        """What maps, tables and cards draw: the current or last known figure."""
        return drawn(
            self.gap,
            self.figure,
            once_gap=self.once.gap,
            once_known=self.once.known,
            year=self.once.year,
        )

    @property
    def band(self) -> Band | None:
        """The gap in words. None if there is none or too little is known."""
        return band_of(self.gap, self.coverage)


@dataclass(frozen=True, slots=True, kw_only=True)
class PillarScore(Figures):
    """The figures of one pillar."""

    pillar: Pillar


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Figures):
    """The figures of a State, a commitment or a group.

    ``pillars`` holds all five in their order for a state or a group, none for a commitment.
    """

    pillars: tuple[PillarScore, ...] = ()

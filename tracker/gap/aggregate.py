"""Adding up cells into figures of a pillar, a state, a commitment or a group. Pure.

Weights 1 / n are kept as whole numbers over the pillar's common denominator and pillars are
combined as fractions, so that every figure is an exact ratio rounded to a float once: a coverage
of two thirds is the very number 2/3, and a gap never leaves its bounds by a rounding error.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.gap.facts import CommitmentFact, LaneName, Reading, Standing
from tracker.gap.scoring import Band, FigureStanding, band_of, standing_of_figure
from tracker.registry.vocabulary import Pillar


@dataclass(frozen=True, slots=True)
class LaneMean:
    """What one lane says of the applicable cells: in how many it speaks, and its mean value m.

    ``mean`` runs from 0 (nothing started) to 1 (all complete), None where the lane is silent.
    """

    lane: LaneName
    known: int
    mean: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A gap with how much of it is known, and the numbers of cells behind it.

    ``gap`` is None where nothing is known; ``coverage`` and the bounds are None where nothing
    applies. The numbers count cells, without weights; ``known`` is part of ``applicable``, the
    others stand beside it.
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
    lanes: tuple[LaneMean, ...]

    @property
    def figure(self) -> FigureStanding:
        """Whether the gap is comparable, indicative or insufficient."""
        return standing_of_figure(self.coverage)

    @property
    def band(self) -> Band | None:
        """The gap in words; None where it does not exist or is insufficient."""
        return band_of(self.gap, self.coverage)


@dataclass(frozen=True, slots=True, kw_only=True)
class PillarScore(Figures):
    """The figures of one pillar."""

    pillar: Pillar


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Figures):
    """The figures of a state, a commitment or a group.

    ``pillars`` holds all five in their order for a state or a group, none for a commitment.
    ``states`` is how many states the figure adds up; ``states_known`` how many have a gap.
    """

    pillars: tuple[PillarScore, ...] = ()
    states: int = 1
    states_known: int = 0


def state_score(cells: Iterable[tuple[CommitmentFact, Standing]], reading: Reading) -> Score:
    """The figures of one state over its cells, or over any selection of them."""
    raise NotImplementedError


def commitment_score(standings: Iterable[Standing]) -> Score:
    """The figures of one commitment over the states: one group, each state weighing the same."""
    raise NotImplementedError


def group_score(scores: Iterable[Score]) -> Score:
    """The figures of a region or other group: means over its states' own figures."""
    raise NotImplementedError

"""How robust the gap of a State or group is if the methodology's choices vary. Pure.

Three choices are drawn 1,000 times with a fixed seed: the weights of the pillars, the value of a
level, and whether the settled level or the evidence alone is read. numpy is imported where it is
used, since most commands of the application never need it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from tracker.gap.aggregate import pillar_weights
from tracker.gap.facts import Applicability, CommitmentFact, LaneName, ScoringParams, Standing
from tracker.gap.methodology import (
    CONCAVE_VALUE,
    CONVEX_VALUE,
    DRAWS,
    HIGHEST_PERCENTILE,
    LEVELS,
    LOWEST_PERCENTILE,
    PILLARS,
    SEED,
    TOLERANCE,
    VALUE,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VALUES = (VALUE, CONVEX_VALUE, CONCAVE_VALUE)


class Driver(StrEnum):
    """The three varied choices."""

    WEIGHTS = "weights"
    VALUES = "values"
    SETTLING = "settling"


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """5th, 50th and 95th percentile of the draws, and the choice with the largest effect.

    ``driver`` is None where no choice moves it at all. ``draws`` counts those that gave a figure:
    fewer than all where evidence alone knows nothing.
    """

    low: float
    median: float
    high: float
    driver: Driver | None
    draws: int


class _Draws(NamedTuple):
    """The random draws, equal for all States so that only their records differ."""

    weights: "NDArray[np.float64]"  # a row a draw, a column a pillar
    values: "NDArray[np.int64]"  # place in VALUES
    settling: "NDArray[np.int64]"  # 0: the settling order, 1: evidence alone


def sensitivity(
    cells: Iterable[tuple[CommitmentFact, Standing]], reading: ScoringParams
) -> Sensitivity | None:
    """The spread of a State's gap over the draws. None without a gap."""
    return group_sensitivity([cells], reading)


def group_sensitivity(
    states: Iterable[Iterable[tuple[CommitmentFact, Standing]]], reading: ScoringParams
) -> Sensitivity | None:
    """The spread of a group's gap, from its States' cells. None without a gap.

    A draw makes the same choice for every state; the group's figure in it is, as always, the mean
    over the states that have one. Weights are drawn in place of the reader's, among the pillars
    to which the reader gives any and in which the draw knows something. Which choice moves the
    figure most is judged by the variance of its conditional means; weights being continuous,
    their draws are put into bins by the pillar that weighs most.
    """
    import numpy as np

    held = [_level_weights(cells, reading) for cells in states]
    known = [each.sum(axis=2) > 0 for each in held]  # way of settling x pillar
    if not any(each[0].any() for each in known):
        return None
    draws = _draws()
    by_state = np.array(
        [_figures(*each, draws) for each in zip(held, known, strict=True) if each[1][0].any()]
    )
    drawn = ~np.isnan(by_state).all(axis=0)
    figures = np.nanmean(by_state[:, drawn], axis=0)
    weights = np.where(np.any(known, axis=0)[draws.settling], draws.weights, 0.0)
    choices = {
        Driver.WEIGHTS: weights[drawn].argmax(axis=1),
        Driver.VALUES: draws.values[drawn],
        Driver.SETTLING: draws.settling[drawn],
    }
    return _spread(figures, choices)


def _figures(
    held: "NDArray[np.float64]", known: "NDArray[np.bool_]", draws: _Draws
) -> "NDArray[np.float64]":
    """The gap of one State in each draw. NaN if a draw leaves nothing known."""
    import numpy as np

    gaps = _gaps_by_choice(held)[draws.settling, draws.values]  # draw x pillar
    weights = np.where(known[draws.settling], draws.weights, 0.0)
    total = weights.sum(axis=1)
    sums: NDArray[np.float64] = (weights * gaps).sum(axis=1)
    return np.divide(sums, total, out=np.full_like(sums, np.nan), where=total > 0)


def _spread(
    figures: "NDArray[np.float64]", choices: "Mapping[Driver, NDArray[np.int64]]"
) -> Sensitivity:
    """Percentiles of the draws, and the choice with the largest effect."""
    import numpy as np

    low, median, high = np.percentile(figures, (LOWEST_PERCENTILE, 50, HIGHEST_PERCENTILE))
    moved = {driver: _moved(figures, chosen) for driver, chosen in choices.items()}
    most = max(moved, key=lambda driver: moved[driver])
    return Sensitivity(
        low=float(low),
        median=float(median),
        high=float(high),
        driver=most if moved[most] > TOLERANCE else None,
        draws=len(figures),
    )


@lru_cache(maxsize=1)
def _draws() -> _Draws:
    import numpy as np

    generator = np.random.default_rng(SEED)
    return _Draws(
        weights=generator.dirichlet(np.ones(len(PILLARS)), DRAWS),
        values=generator.integers(len(VALUES), size=DRAWS),
        settling=generator.integers(2, size=DRAWS),
    )


def _level_weights(
    cells: Iterable[tuple[CommitmentFact, Standing]], reading: ScoringParams
) -> "NDArray[np.float64]":
    """The weight of each level: settling method × pillar × level."""
    import numpy as np

    asked = pillar_weights(reading)
    applying = [
        (commitment, standing)
        for commitment, standing in cells
        if standing.applicability is Applicability.APPLIES and asked[commitment.pillar]
    ]
    repeats = Counter((commitment.pillar, commitment.same_as) for commitment, _ in applying)
    held = np.zeros((2, len(PILLARS), len(LEVELS)))
    places = {pillar: place for place, pillar in enumerate(PILLARS)}
    for commitment, standing in applying:
        weight = 1 / repeats[commitment.pillar, commitment.same_as]
        for way, level in enumerate((standing.settled, _from_evidence(standing, reading))):
            if level is not None:
                held[way, places[commitment.pillar], level] += weight
    return held


def _from_evidence(standing: Standing, reading: ScoringParams) -> int | None:
    """The level from evidence alone, unless the reader excluded evidence."""
    return standing.evidenced if LaneName.EVIDENCED in reading.lanes else standing.settled


def _gaps_by_choice(held: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """The gap of each pillar: settling method × value × pillar. 0 if nothing is known."""
    import numpy as np

    undone = 1.0 - np.array([[value[level] for level in LEVELS] for value in VALUES])
    known = held.sum(axis=2, keepdims=True)
    shares = np.divide(held, known, out=np.zeros_like(held), where=known > 0)
    gaps: NDArray[np.float64] = np.einsum("spl,vl->svp", shares, undone)
    return gaps


def _moved(figures: "NDArray[np.float64]", chosen: "NDArray[np.int64]") -> float:
    """The variance of the means given a choice, weighted by the number of draws."""
    import numpy as np

    draws = np.bincount(chosen)
    sums = np.bincount(chosen, weights=figures)
    means = sums[draws > 0] / draws[draws > 0]
    return float(np.average((means - figures.mean()) ** 2, weights=draws[draws > 0]))

"""How few observations a figure rests on, what was once known, and what moved. Pure.

Methodology 2, "Breadth" and "What moved since the commitment was made". Ratios are exact and become
floats when they are read.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from tracker.gap.facts import LaneName, Standing
from tracker.gap.methodology import VALUE

Weighed = tuple[Fraction, "BreadthSums"]  # the weight of a pillar, and its sums


def as_float(ratio: Fraction | None) -> float | None:
    """The float of a ratio. None stays None."""
    return None if ratio is None else float(ratio)


@dataclass(frozen=True, slots=True)
class Breadth:
    """The voices on which a figure rests.

    ``concentration`` is the largest share of what is known that one voice settles alone; None where
    nothing is known. ``main`` is that voice; None where there is none, and for groups.
    """

    names: frozenset[str] = frozenset()
    exact: Fraction | None = None
    main: str | None = None

    @property
    def voices(self) -> int:
        """The number of different voices."""
        return len(self.names)

    @property
    def concentration(self) -> float | None:
        """The largest share of known cells that rest on a single voice."""
        return as_float(self.exact)


@dataclass(frozen=True, slots=True)
class Once:
    """What was ever known: current levels and, without one, the last known level.

    ``year`` is the weighted lower median of the years of the newest records behind them.
    """

    cells: int = 0  # dated cells
    exact_known: Fraction | None = None
    exact_gap: Fraction | None = None
    year: int | None = None

    @property
    def known(self) -> float | None:
        """The share of applicable cells known now or once. None if nothing applies."""
        return as_float(self.exact_known)

    @property
    def gap(self) -> float | None:
        """The gap over these cells. None if nothing was ever known."""
        return as_float(self.exact_gap)


@dataclass(frozen=True, slots=True)
class Moved:
    """Mean values at adoption and now, over cells known on both days."""

    cells: int = 0
    exact_baseline: Fraction | None = None
    exact_now: Fraction | None = None

    @property
    def baseline(self) -> float | None:
        """The mean at adoption. None if no cell is known on both days."""
        return as_float(self.exact_baseline)

    @property
    def now(self) -> float | None:
        """The mean now over the same cells."""
        return as_float(self.exact_now)

    @property
    def movement(self) -> float | None:
        """The change from −1 to 1. None if no cell is known on both days."""
        if self.exact_baseline is None or self.exact_now is None:
            return None
        return float(self.exact_now - self.exact_baseline)


class BreadthSums(NamedTuple):
    """Exact sums over one pillar. Weights are integers, each ``1 / denominator``."""

    denominator: int
    known: int  # weight of the cells with a gap
    alone: dict[str, int]  # weight settled by each voice alone
    names: frozenset[str]
    dated: int  # number of dated cells
    once: int  # weight of the cells known now or once
    once_gap: float  # weighted gaps: quarters times whole numbers, hence exact
    years: dict[int, int]  # weight by year of the newest record
    both: int  # weight of the cells known at both ends
    both_cells: int
    before: float
    now: float


def breadth_sums(denominator: int, weighed: Sequence[tuple[int, Standing]]) -> BreadthSums:
    """The sums over the weighted applicable cells of a pillar."""
    known = dated = once = both = both_cells = 0
    once_gap = before = now = 0.0
    alone: Counter[str] = Counter()
    years: Counter[int] = Counter()
    names: set[str] = set()
    for weight, cell in weighed:
        level, on = cell.settled, cell.settled_on
        if level is not None:
            known += weight
            names.update(cell.voices)
            if len(cell.voices) == 1 and cell.basis is LaneName.EVIDENCED:
                alone[cell.voices[0]] += weight
            if cell.has_baseline and cell.baseline is not None:
                both += weight
                both_cells += 1
                before += weight * VALUE[cell.baseline]
                now += weight * VALUE[level]
        elif cell.last_known is not None:
            dated += 1
            level, on = cell.last_known, cell.last_known_on
        if level is not None:
            once += weight
            once_gap += weight * (1.0 - VALUE[level])
            if on is not None:
                years[on.year] += weight
    return BreadthSums(
        denominator,
        known,
        alone,
        frozenset(names),
        dated,
        once,
        once_gap,
        years,
        both,
        both_cells,
        before,
        now,
    )


# Across pillars -----------------------------------------------------------------------------


def breadth(sums: Iterable[BreadthSums]) -> Breadth:
    """Voices and concentration over pillars. Weights of pillars do not matter here."""
    alone: dict[str, Fraction] = {}
    names: frozenset[str] = frozenset()
    known = Fraction(0)
    for each in sums:
        names |= each.names
        known += Fraction(each.known, each.denominator)
        for voice, weight in each.alone.items():
            alone[voice] = alone.get(voice, Fraction(0)) + Fraction(weight, each.denominator)
    if not known:
        return Breadth(names)
    main = max(sorted(alone), key=lambda voice: alone[voice], default=None)
    return Breadth(names, (alone[main] if main else Fraction(0)) / known, main)


def once(weighed: Sequence[Weighed], applicable: Fraction) -> Once:
    """What was ever known, over weighted pillars."""
    known = sum((Fraction(each.once, each.denominator) for _, each in weighed), Fraction(0))
    years: dict[int, Fraction] = {}
    for _, each in weighed:
        for year, weight in each.years.items():
            years[year] = years.get(year, Fraction(0)) + Fraction(weight, each.denominator)
    return Once(
        cells=sum(each.dated for _, each in weighed),
        exact_known=known / applicable if applicable else None,
        exact_gap=weighted_mean(
            [(weight, Fraction(each.once_gap) / each.once) for weight, each in weighed if each.once]
        ),
        year=lower_median(years),
    )


def moved(weighed: Sequence[Weighed]) -> Moved:
    """Movement over weighted pillars: means of cells known on both days."""
    compared = [(weight, each) for weight, each in weighed if each.both]
    return Moved(
        cells=sum(each.both_cells for _, each in compared),
        exact_baseline=weighted_mean(
            [(weight, Fraction(each.before) / each.both) for weight, each in compared]
        ),
        exact_now=weighted_mean(
            [(weight, Fraction(each.now) / each.both) for weight, each in compared]
        ),
    )


def weighted_mean(weighed: Sequence[tuple[Fraction, Fraction]]) -> Fraction | None:
    """The weighted mean of the figures. None if all weights are zero."""
    total = sum((weight for weight, _ in weighed), Fraction(0))
    return sum((weight * each for weight, each in weighed), Fraction(0)) / total if total else None


def lower_median(weights: dict[int, Fraction]) -> int | None:
    """The first year, in ascending order, that reaches half of the total weight."""
    half, reached = sum(weights.values(), Fraction(0)) / 2, Fraction(0)
    for year in sorted(weights):
        reached += weights[year]
        if reached >= half:
            return year
    return None


# Over states --------------------------------------------------------------------------------


def breadth_of_group(parts: Sequence[Breadth]) -> Breadth:
    """All voices of the members, and the mean of their concentrations."""
    names = frozenset[str]().union(*(part.names for part in parts))
    return Breadth(names, exact_mean(part.exact for part in parts))


def once_of_group(parts: Sequence[Once]) -> Once:
    """Means of the members' shares and gaps, and the lower median of their years."""
    years = Counter(part.year for part in parts if part.year is not None)
    return Once(
        cells=sum(part.cells for part in parts),
        exact_known=exact_mean(part.exact_known for part in parts),
        exact_gap=exact_mean(part.exact_gap for part in parts),
        year=lower_median({year: Fraction(number) for year, number in years.items()}),
    )


def moved_of_group(parts: Sequence[Moved]) -> Moved:
    """Means over the members with both days."""
    return Moved(
        cells=sum(part.cells for part in parts),
        exact_baseline=exact_mean(part.exact_baseline for part in parts),
        exact_now=exact_mean(part.exact_now for part in parts),
    )


def exact_mean(figures: Iterable[Fraction | float | None]) -> Fraction | None:
    """The unrounded mean of the existing figures. None if there are none."""
    known = [figure.as_integer_ratio() for figure in figures if figure is not None]
    if not known:
        return None
    # One common denominator: a fraction for each partial sum would be reduced each time.
    common = lcm(*{denominator for _, denominator in known})
    total = sum(numerator * (common // denominator) for numerator, denominator in known)
    return Fraction(total, common * len(known))

"""Adds up cells to the figures of a pillar, a State, a commitment or a group. Pure.

Weights 1 / n are kept as whole numbers over the pillar's common denominator and pillars are
combined as fractions, so that every figure is an exact ratio rounded to a float once: a coverage
of two thirds is the very number 2/3, and a gap never leaves its bounds by a rounding error. Scores
carry the exact ratios with them, so that a mean over states is taken of these and rounded once too.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import isfinite, lcm
from typing import NamedTuple, TypedDict

from tracker.gap.breadth import (
    Breadth,
    BreadthSums,
    Moved,
    Once,
    as_float,
    breadth,
    breadth_of_group,
    breadth_sums,
    exact_mean,
    moved,
    moved_of_group,
    once,
    once_of_group,
    weighted_mean,
)
from tracker.gap.facts import Applicability, CommitmentFact, LaneName, ScoringParams, Standing
from tracker.gap.figures import Exact, Figures, LaneMean, Numbers, PillarScore, Score
from tracker.gap.methodology import PILLARS, VALUE
from tracker.registry.vocabulary import Pillar


def state_score(cells: Iterable[tuple[CommitmentFact, Standing]], reading: ScoringParams) -> Score:
    """The figures of one State over its cells, or over some of them.

    Pillars weigh as the reader asks, by default the same. A pillar to which the reader gives no
    weight keeps its own figures but enters none of the state's, coverage and numbers included.
    Raises ValueError for a weight that is negative or no number.
    """
    gathered = {pillar: _Cells() for pillar in PILLARS}
    for commitment, standing in cells:
        gathered[commitment.pillar].add(commitment.same_as, standing)
    sums = {pillar: gathered[pillar].sums() for pillar in PILLARS}
    weights = pillar_weights(reading)
    scores = tuple(_pillar_score(pillar, sums[pillar]) for pillar in PILLARS)
    weighed = [(weights[pillar], sums[pillar]) for pillar in PILLARS if weights[pillar]]
    return Score(
        **_figures(weighed),
        **_added([score for score in scores if weights[score.pillar]]),
        states=int(any(sums.applicable for _, sums in weighed)),
        states_known=int(any(sums.known for _, sums in weighed)),
        lanes=_lane_means(weighed),
        **_further(weighed),
        pillars=scores,
    )


def commitment_score(standings: Iterable[Standing]) -> Score:
    """The figures of one commitment over States with equal weights."""
    gathered = _Cells()
    for place, standing in enumerate(standings):
        gathered.add(str(place), standing)
    sums = gathered.sums()
    return Score(
        **_figures([(Fraction(1), sums)]),
        **sums.numbers,
        states=sums.numbers["applicable"],
        states_known=sums.numbers["known"],
        lanes=_lane_means([(Fraction(1), sums)]),
        **_further([(Fraction(1), sums)]),
    )


def group_score(scores: Iterable[Score]) -> Score:
    """The figures of a region or other group: means of its States' own figures.

    The gap is the mean of the gaps that exist; a state to which nothing applies has neither
    coverage nor bounds and is left out of those. Numbers are added.
    """
    states = tuple(scores)
    pillars = []
    for pillar in PILLARS:
        parts = [part for state in states for part in state.pillars if part.pillar is pillar]
        pillars.append(
            PillarScore(
                pillar=pillar,
                **_means(parts),
                **_added(parts),
                **_states(parts),
                lanes=_lanes(parts),
                **_further_of_group(parts),
            )
        )
    return Score(
        **_means(states),
        **_added(states),
        **_states(states),
        lanes=_lanes(states),
        **_further_of_group(states),
        pillars=tuple(pillars),
    )


def pillar_weights(reading: ScoringParams) -> dict[Pillar, Fraction]:
    """The weight of every pillar, 1 by default. Raises ValueError for an invalid one."""
    weights = {pillar: Fraction(1) for pillar in PILLARS}
    for pillar, weight in reading.weights or ():
        if not isfinite(weight) or weight < 0:
            raise ValueError(f"the weight of {pillar} must be a number that is not negative")
        weights[pillar] = Fraction(weight)
    return weights


class _Figures(TypedDict):
    gap: float | None
    coverage: float | None
    low: float | None
    high: float | None
    exact: Exact


class _Further(TypedDict):
    breadth: Breadth
    once: Once
    moved: Moved


class _States(TypedDict):
    states: int
    states_known: int


# Within a pillar ----------------------------------------------------------------------------


class _Sums(NamedTuple):
    """Exact sums over one pillar. Weights are integers, each ``1 / denominator``."""

    denominator: int
    applicable: int
    known: int
    gap: float  # weighted gaps: quarters times whole numbers, hence exact
    lanes: dict[LaneName, tuple[int, int, float]]  # cells, their weight, weighted values
    numbers: Numbers
    breadth: BreadthSums


class _Cells:
    """Collects the cells of one pillar."""

    def __init__(self) -> None:
        self.applying: list[tuple[str, Standing]] = []
        self.others: Counter[Applicability] = Counter()

    def add(self, same_as: str, standing: Standing) -> None:
        if standing.applicability is Applicability.APPLIES:
            self.applying.append((same_as, standing))
        else:
            self.others[standing.applicability] += 1

    def sums(self) -> _Sums:
        repeats = Counter(same_as for same_as, _ in self.applying)
        denominator = lcm(*repeats.values())
        weighed = [(denominator // repeats[same_as], cell) for same_as, cell in self.applying]
        gaps = [(weight, cell.gap) for weight, cell in weighed if cell.gap is not None]
        return _Sums(
            denominator=denominator,
            applicable=sum(weight for weight, _ in weighed),
            known=sum(weight for weight, _ in gaps),
            gap=sum(weight * gap for weight, gap in gaps),
            lanes={
                LaneName.REPORTED: _lane_sums((w, cell.reported) for w, cell in weighed),
                LaneName.EVIDENCED: _lane_sums((w, cell.evidenced) for w, cell in weighed),
                LaneName.ASSESSED: _lane_sums((w, cell.assessed) for w, cell in weighed),
            },
            numbers=Numbers(
                known=len(gaps),
                applicable=len(weighed),
                not_applicable=(
                    self.others[Applicability.NOT_APPLICABLE]
                    + self.others[Applicability.NOT_YET_MEMBER]
                ),
                membership_unknown=self.others[Applicability.MEMBERSHIP_UNKNOWN],
                not_yet_due=self.others[Applicability.NOT_YET_DUE],
                out_of_scope=self.others[Applicability.OUT_OF_SCOPE],
            ),
            breadth=breadth_sums(denominator, weighed),
        )


def _lane_sums(levels: Iterable[tuple[int, int | None]]) -> tuple[int, int, float]:
    scored = [(weight, VALUE[level]) for weight, level in levels if level is not None]
    return (
        len(scored),
        sum(weight for weight, _ in scored),
        sum(weight * value for weight, value in scored),
    )


def _pillar_score(pillar: Pillar, sums: _Sums) -> PillarScore:
    return PillarScore(
        pillar=pillar,
        **_figures([(Fraction(1), sums)]),
        **sums.numbers,
        states=int(sums.applicable > 0),
        states_known=int(sums.known > 0),
        lanes=_lane_means([(Fraction(1), sums)]),
        **_further([(Fraction(1), sums)]),
    )


# Across pillars -----------------------------------------------------------------------------


def _figures(weighed: Sequence[tuple[Fraction, _Sums]]) -> _Figures:
    """Gap, coverage and bounds over weighted pillars, each rounded once at the end.

    Coverage is a share of all commitments, whatever their pillar weighs.
    """
    asked = [(weight, sums, Fraction(sums.gap)) for weight, sums in weighed if sums.applicable]
    applicable = sum(Fraction(sums.applicable, sums.denominator) for _, sums, _ in asked)
    known = sum(Fraction(sums.known, sums.denominator) for _, sums, _ in asked)
    lows = [(weight, gap / sums.applicable) for weight, sums, gap in asked]
    return _rounded_once(
        Exact(
            gap=weighted_mean(
                [(weight, gap / sums.known) for weight, sums, gap in asked if sums.known]
            ),
            coverage=known / applicable if applicable else None,
            low=weighted_mean(lows),
            high=weighted_mean(
                [
                    (weight, low + 1 - Fraction(sums.known, sums.applicable))
                    for (weight, low), (_, sums, _) in zip(lows, asked, strict=True)
                ]
            ),
        )
    )


def _further(weighed: Sequence[tuple[Fraction, _Sums]]) -> _Further:
    """Voices, last known levels and movement over weighted pillars."""
    sums = [(weight, each.breadth) for weight, each in weighed]
    applicable = sum(
        (Fraction(each.applicable, each.denominator) for _, each in weighed), Fraction(0)
    )
    return _Further(
        breadth=breadth(each for _, each in sums), once=once(sums, applicable), moved=moved(sums)
    )


def _rounded_once(exact: Exact) -> _Figures:
    return _Figures(
        gap=as_float(exact.gap),
        coverage=as_float(exact.coverage),
        low=as_float(exact.low),
        high=as_float(exact.high),
        exact=exact,
    )


def _lane_means(weighed: Sequence[tuple[Fraction, _Sums]]) -> tuple[LaneMean, ...]:
    means = []
    for lane in LaneName:
        summed = [(weight, sums.lanes[lane]) for weight, sums in weighed]
        mean = weighted_mean(
            [(weight, Fraction(value) / w) for weight, (_, w, value) in summed if w]
        )
        cells = sum(cells for _, (cells, _, _) in summed)
        means.append(LaneMean(lane, cells, as_float(mean), mean))
    return tuple(means)


# Over states --------------------------------------------------------------------------------


def _means(parts: Sequence[Figures]) -> _Figures:
    return _rounded_once(
        Exact(
            gap=exact_mean(part.exact.gap for part in parts),
            coverage=exact_mean(part.exact.coverage for part in parts),
            low=exact_mean(part.exact.low for part in parts),
            high=exact_mean(part.exact.high for part in parts),
        )
    )


def _further_of_group(parts: Sequence[Figures]) -> _Further:
    return _Further(
        breadth=breadth_of_group([part.breadth for part in parts]),
        once=once_of_group([part.once for part in parts]),
        moved=moved_of_group([part.moved for part in parts]),
    )


def _added(parts: Sequence[Figures]) -> Numbers:
    return Numbers(
        known=sum(part.known for part in parts),
        applicable=sum(part.applicable for part in parts),
        not_applicable=sum(part.not_applicable for part in parts),
        membership_unknown=sum(part.membership_unknown for part in parts),
        not_yet_due=sum(part.not_yet_due for part in parts),
        out_of_scope=sum(part.out_of_scope for part in parts),
    )


def _states(parts: Sequence[Figures]) -> _States:
    return _States(
        states=sum(part.states for part in parts),
        states_known=sum(part.states_known for part in parts),
    )


def _lanes(parts: Sequence[Figures]) -> tuple[LaneMean, ...]:
    means = []
    for place, lane in enumerate(LaneName):
        lane_means = [part.lanes[place] for part in parts]
        known = sum(mean.known for mean in lane_means)
        exact = exact_mean(mean.exact for mean in lane_means)
        means.append(LaneMean(lane, known, as_float(exact), exact))
    return tuple(means)

"""Means over states are taken of exact ratios and rounded once."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.gap.build import commitment, reading
from tracker.charts.series.index import Mean, decimal, mean_of_all
from tracker.exchange.downloads.figure_columns import CELL_COLUMNS
from tracker.exchange.downloads.figures import standing_values
from tracker.gap.aggregate import group_score, state_score
from tracker.gap.facts import Applicability, Confidence, LaneName, Standing
from tracker.gap.methodology import PILLARS, rounded
from tracker.gap.outcomes import CellOutcome, outcome_of

ONE = PILLARS[0]
# One state: by pillar, the levels of its commitments; None is unknown.
levels = st.lists(st.one_of(st.none(), st.integers(0, 4)), max_size=7)
states = st.lists(st.tuples(*(levels for _ in PILLARS)), min_size=1, max_size=9)


def cells(state):
    for pillar, held in zip(PILLARS, state, strict=True):
        for place, level in enumerate(held):
            gap = None if level is None else 1 - level / 4
            lanes = {} if level is None else {"reported": level}
            yield (
                commitment(f"{pillar}-{place}", pillar=pillar),
                Standing(Applicability.APPLIES, settled=level, gap=gap, **lanes),
            )


def mean(figures):
    seen = [figure for figure in figures if figure is not None]
    return sum(seen, Fraction(0)) / len(seen) if seen else None


def figures_of(state):
    """Gap, coverage, low and high of one state, by the methodology, in fractions."""
    known = [[Fraction(4 - level, 4) for level in held if level is not None] for held in state]
    asked = [(len(held), seen) for held, seen in zip(state, known, strict=True) if held]
    total = sum(size for size, _ in asked)
    return (
        mean(mean(seen) for _, seen in asked),
        Fraction(sum(len(seen) for _, seen in asked), total) if total else None,
        mean(sum(seen, Fraction(0)) / size for size, seen in asked),
        mean((sum(seen, Fraction(0)) + size - len(seen)) / size for size, seen in asked),
    )


def shown(ratio):
    return None if ratio is None else float(ratio)


@given(states)
def test_group_figure_is_the_exact_mean_rounded_once(drawn):
    score = group_score([state_score(cells(state), reading()) for state in drawn])

    expected = [mean(column) for column in zip(*map(figures_of, drawn), strict=True)]
    assert [score.gap, score.coverage, score.low, score.high] == list(map(shown, expected))
    for place, part in enumerate(score.pillars):
        alone = [
            figures_of([held if at == place else [] for at, held in enumerate(state)])
            for state in drawn
        ]
        expected = [mean(column) for column in zip(*alone, strict=True)]
        assert [part.gap, part.coverage, part.low, part.high] == list(map(shown, expected))


@given(states)
def test_lane_mean_of_a_group_is_exact(drawn):
    score = group_score([state_score(cells(state), reading()) for state in drawn])

    gaps = mean(figures_of(state)[0] for state in drawn)
    assert score.lanes[0].mean == (None if gaps is None else float(1 - gaps))


def test_mean_of_rounded_figures_would_show_another_last_digit():
    # One commitment done of three, six and seven: 1/3, 1/6 and 1/7 are no floats.
    drawn = [([4] + [0] * (size - 1), [], [], [], []) for size in (3, 6, 7, 12, 5)]
    ratios = [Fraction(size - 1, size) for size in (3, 6, 7, 12, 5)]

    score = group_score([state_score(cells(state), reading()) for state in drawn])

    assert score.exact.gap == sum(ratios) / 5
    assert rounded(score.gap) == rounded(float(sum(ratios) / 5))


def test_mean_of_an_index_is_taken_of_the_decimals_that_were_written():
    tenths = [0.1, 0.2, 0.7, 1.15, 2.675]
    parts = [
        Mean("X", "X", "africa", 2000, sum(map(decimal, tenths[:2])), 2, 2),
        Mean("X", "X", "asia", 2000, sum(map(decimal, tenths[2:])), 3, 2),
    ]

    assert mean_of_all(parts) == float(Fraction("4.825") / 5)
    assert parts[0].mean == 0.15
    assert mean_of_all([]) is None


@pytest.mark.parametrize("applicability", Applicability)
@pytest.mark.parametrize("settled", [None, 2])
def test_what_rests_on_the_settled_level_is_empty_where_that_is_empty(applicability, settled):
    standing = Standing(
        applicability,
        settled=settled,
        basis=settled and LaneName.REPORTED,
        confidence=settled and Confidence.LOW,
        regressed=settled is not None,
    )
    row = dict(
        zip(
            [column.name for column in CELL_COLUMNS][2:],
            standing_values(standing),
            strict=True,
        )
    )

    seen = outcome_of(standing) is CellOutcome.LEVEL
    assert (row["settled"] is not None) == seen
    assert (row["basis"] is not None) == seen
    assert (row["confidence"] is not None) == seen
    assert row["regressed"] == seen


# Figures of four commitments in five pillars are such ratios: the middle of two with four digits.
HALVES = [(13, 160), (129, 160), (1, 160), (31, 160), (25, 32), (1, 32), (41, 800), (7, 480)]


@pytest.mark.parametrize(("above", "below"), HALVES)
@pytest.mark.parametrize("digits", [2, 4])
def test_rounding_is_that_of_the_ratio_and_not_of_its_float(above, below, digits):
    ratio = Fraction(above, below)

    assert rounded(float(ratio), digits) == float(round(ratio, digits))
    assert rounded(-float(ratio), digits) == float(round(-ratio, digits))
    assert rounded(1 - float(ratio), digits) == float(round(1 - ratio, digits))


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_every_ratio_is_rounded_as_its_fraction(above, below):
    ratio = Fraction(min(above, below), below)

    assert rounded(float(ratio)) == float(round(ratio, 4))

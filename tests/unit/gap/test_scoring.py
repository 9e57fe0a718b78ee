import math

import pytest

from tracker.gap.scoring import (
    Band,
    FigureStanding,
    band,
    band_of,
    divergence_of,
    gap_of,
    standing_of_figure,
)


@pytest.mark.parametrize(
    ("level", "gap"),
    [
        pytest.param(0, 1.0, id="not started: all undone"),
        pytest.param(1, 0.75, id="limited"),
        pytest.param(2, 0.5, id="partial"),
        pytest.param(3, 0.25, id="substantial"),
        pytest.param(4, 0.0, id="complete: no gap left"),
        pytest.param(None, None, id="missing is never zero"),
    ],
)
def test_gap_is_what_a_level_lacks(level, gap):
    assert gap_of(level) == gap


@pytest.mark.parametrize(
    ("reported", "seen", "divergence"),
    [
        pytest.param(4, 1, 0.75, id="claims more than others see"),
        pytest.param(1, 2, -0.25, id="claims less"),
        pytest.param(2, 2, 0.0, id="agreement is a figure"),
        pytest.param(None, 2, None, id="no report, nothing to compare"),
        pytest.param(2, None, None, id="nothing seen, nothing to compare"),
        pytest.param(0, None, None, id="a level of zero does not stand for missing"),
    ],
)
def test_divergence_needs_both_sides(reported, seen, divergence):
    assert divergence_of(reported, seen) == divergence


@pytest.mark.parametrize(
    ("coverage", "standing"),
    [
        pytest.param(1.0, FigureStanding.COMPARABLE, id="all known"),
        pytest.param(2 / 3, FigureStanding.COMPARABLE, id="exactly two thirds"),
        pytest.param(1 / 6 + 1 / 6 + 1 / 3, FigureStanding.COMPARABLE, id="two thirds in parts"),
        pytest.param(1 - 1 / 3, FigureStanding.COMPARABLE, id="two thirds, a little too much"),
        pytest.param(
            math.nextafter(2 / 3, 0), FigureStanding.COMPARABLE, id="two thirds, badly summed"
        ),
        pytest.param(0.6666, FigureStanding.INDICATIVE, id="below two thirds"),
        pytest.param(1 / 3, FigureStanding.INDICATIVE, id="exactly a third"),
        pytest.param(
            math.nextafter(1 / 3, 0), FigureStanding.INDICATIVE, id="a third, badly summed"
        ),
        pytest.param(0.3333, FigureStanding.INSUFFICIENT, id="below a third"),
        pytest.param(0.0, FigureStanding.INSUFFICIENT, id="nothing known"),
        pytest.param(None, FigureStanding.INSUFFICIENT, id="nothing applicable"),
    ],
)
def test_coverage_decides_what_figure_is_good_for(coverage, standing):
    assert standing_of_figure(coverage) is standing


@pytest.mark.parametrize(
    ("gap", "name"),
    [
        pytest.param(0.0, Band.NARROW, id="no gap"),
        pytest.param(0.2, Band.NARROW, id="the limit belongs to the narrower band"),
        pytest.param(0.2001, Band.MODERATE, id="just above it"),
        pytest.param(0.4, Band.MODERATE, id="second limit"),
        pytest.param(0.1 + 0.3, Band.MODERATE, id="second limit in parts"),
        pytest.param(0.41, Band.WIDE, id="above the second"),
        pytest.param(0.6, Band.WIDE, id="third limit"),
        pytest.param(0.2 + 0.4, Band.WIDE, id="third limit, summed to a little more"),
        pytest.param(0.61, Band.VERY_WIDE, id="above the third"),
        pytest.param(0.8, Band.VERY_WIDE, id="fourth limit"),
        pytest.param(0.81, Band.NEARLY_ALL_UNDONE, id="above the fourth"),
        pytest.param(1.0, Band.NEARLY_ALL_UNDONE, id="all undone"),
    ],
)
def test_band_names_how_wide_gap_is(gap, name):
    assert band(gap) is name


@pytest.mark.parametrize(
    ("gap", "coverage", "name"),
    [
        pytest.param(0.5, 0.9, Band.WIDE, id="enough is known"),
        pytest.param(0.5, 1 / 3, Band.WIDE, id="an indicative figure has its band"),
        pytest.param(0.5, 0.3, None, id="an insufficient figure is in no band"),
        pytest.param(None, 0.0, None, id="no gap"),
        pytest.param(None, None, None, id="nothing applicable"),
    ],
)
def test_insufficient_figure_is_in_no_band(gap, coverage, name):
    assert band_of(gap, coverage) is name

import pytest

from tests.unit.gap.build import day
from tracker.evidence.vocabulary import Tier
from tracker.gap import methodology
from tracker.gap.methodology import months_before, rounded


@pytest.mark.parametrize(
    ("until", "months", "expected"),
    [
        pytest.param("2021-11-22", 60, "2016-11-22", id="whole years keep the day"),
        pytest.param("2021-11-22", 24, "2019-11-22", id="two years"),
        pytest.param("2024-02-29", 24, "2022-02-28", id="no leap day then: the month's last day"),
        pytest.param("2024-02-29", 48, "2020-02-29", id="a leap day then too"),
        pytest.param("2021-03-31", 1, "2021-02-28", id="a shorter month ends sooner"),
        pytest.param("2021-12-31", 1, "2021-11-30", id="thirty days hath November"),
        pytest.param("2021-01-15", 1, "2020-12-15", id="across the new year"),
        pytest.param("2021-12-15", 12, "2020-12-15", id="December stays in its year"),
    ],
)
def test_months_before_count_on_the_calendar(until, months, expected):
    assert months_before(day(until), months) == day(expected)


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        pytest.param(2 / 3, 0.6667, id="four digits"),
        pytest.param(None, None, id="nothing stays nothing"),
        pytest.param(0.0, 0.0, id="zero is a figure"),
    ],
)
def test_figures_are_rounded_at_the_edge(figure, expected):
    assert rounded(figure) == expected


def test_rounded_figure_is_never_minus_zero():
    assert str(rounded(-0.00001)) == "0.0"


def test_values_of_levels_are_even_quarters():
    assert [methodology.VALUE[level] for level in methodology.LEVELS] == [0, 0.25, 0.5, 0.75, 1]
    assert list(methodology.CONVEX_VALUE.values()) == [0, 0.1, 0.3, 0.6, 1]
    assert list(methodology.CONCAVE_VALUE.values()) == [0, 0.4, 0.7, 0.9, 1]


def test_sources_nearer_the_fact_weigh_more():
    assert [methodology.TIER_WEIGHT[tier] for tier in Tier] == [4, 3, 2, 1]

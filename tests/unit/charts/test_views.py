"""Charts of the page for questions of one's own, on an invented picture."""

from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import pytest

from tests.unit.charts.sketch import UNKNOWN, scope, seen, state
from tracker.charts.builders.lanes import lanes
from tracker.charts.builders.question import Question
from tracker.charts.builders.regions import regions
from tracker.charts.builders.spread import spread
from tracker.charts.builders.trend import MOST_DAYS, days_between
from tracker.core.errors import NotFound

CLAIMED = replace(seen(1), reported=4, divergence=0.75)
MODEST = replace(seen(4), reported=3, divergence=-0.25)
WHOLE = scope(
    {"XAA": {"P-1": CLAIMED, "P-2": seen(4)}, "XBB": {"P-1": MODEST, "P-2": UNKNOWN}},
    states=(state("XAA"), state("XBB", region="europe")),
)
SILENT = scope({"XAA": {"P-1": seen(2)}})


@pytest.mark.parametrize("make", [lanes, regions, spread])
def test_view_is_drawn_at_the_height_it_promises(make) -> None:  # type: ignore[no-untyped-def]
    chart = make(Question(scope=WHOLE))

    assert chart.figure is not None
    assert chart.figure["layout"]["height"] == chart.height
    go.Figure(chart.figure)


def test_only_like_is_compared_with_like() -> None:
    chart = lanes(Question(scope=WHOLE))
    africa = next(row for row in chart.table.rows if row["name"].code == "africa")

    assert (africa["reported_cells"], africa["evidenced_cells"]) == (1, 2)
    assert (africa["both"], africa["apart"]) == (1, 0.75)
    assert chart.sentence == (
        "For 2 commitments of States we have both a State report and another source. "
        "There, States report 25% more progress than others see, on average."
    )


@pytest.mark.parametrize(
    ("asked", "labels", "headings"),
    [
        ({"state": "XAA"}, ["P-1", "P-2"], ["Prevention"]),
        ({"commitment": "P-1"}, ["State XAA", "State XBB"], ["Africa", "Europe"]),
    ],
)
def test_single_cells_have_a_line_each(
    asked: dict[str, str], labels: list[str], headings: list[str]
) -> None:
    chart = lanes(Question(scope=WHOLE, **asked))  # type: ignore[arg-type]
    assert chart.figure is not None
    layout = chart.figure["layout"]
    texts = [note["text"] for note in layout["annotations"]]

    assert layout["height"] == chart.height
    assert layout["yaxis"]["ticktext"] == labels
    assert [text[3:-4] for text in texts if text.startswith("<b>")] == headings
    assert "+0.75" in texts
    first = chart.table.rows[0]
    assert (first["reported"], first["evidenced"], first["apart"]) == (4, 1, 0.75)
    assert chart.sentence.endswith("more than one source.")


def test_lanes_that_say_the_same_do_not_hide_each_other() -> None:
    agreed = replace(seen(2), reported=2, assessed=2)
    figure = lanes(Question(scope=scope({"XAA": {"P-1": agreed}}), state="XAA")).figure
    assert figure is not None

    marks = [trace for trace in figure["data"] if trace["mode"] == "markers"]

    assert {tuple(trace["x"]) for trace in marks} == {(0.5,)}
    assert len({trace["y"][0] for trace in marks}) == 3


def test_single_cells_of_nobody_are_refused() -> None:
    for asked in ({"state": "XZZ"}, {"commitment": "P-9"}):
        with pytest.raises(NotFound):
            lanes(Question(scope=WHOLE, **asked))  # type: ignore[arg-type]


def test_nothing_to_compare_is_said_not_drawn() -> None:
    chart = lanes(Question(scope=SILENT))

    assert chart.sentence == (
        "For no commitment of a State do we have both a State report and another source."
    )
    assert all(row["apart"] is None for row in chart.table.rows)


def test_every_state_is_in_one_band_or_in_none() -> None:
    rows = spread(Question(scope=WHOLE)).table.rows

    for row in rows:
        seen = sum(number for key, number in row.items() if key not in {"region", "states"})
        assert seen == row["states"]
    assert rows[-1]["states"] == 2


def test_regions_without_a_state_have_no_panel() -> None:
    chart = regions(Question(scope=WHOLE))

    assert {row["region"].code for row in chart.table.rows} == {"africa", "europe"}


@pytest.mark.parametrize(
    ("since", "last", "reason"),
    [
        (2000, date(2026, 11, 22), "many years"),
        (2024, date(2026, 11, 22), "few years"),
        (2026, date(2026, 11, 22), "this year alone"),
        (2030, date(2026, 11, 22), "a year to come"),
        (1950, date(2013, 12, 31), "an earlier day"),
    ],
)
def test_days_of_a_trend_are_few_and_end_with_the_last(since: int, last: date, reason: str) -> None:
    days = days_between(since, last)

    assert days[-1] == last, reason
    assert len(days) <= MOST_DAYS
    assert days == sorted(set(days))
    assert days[0].year == min(since, last.year)

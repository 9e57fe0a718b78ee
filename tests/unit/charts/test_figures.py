"""Figures drawn from rows of their own: what is dotted, hollow, cut and placed."""

from datetime import date

import plotly.graph_objects as go

from tracker.charts.figures import columns, dots, lines, shares, timeline
from tracker.charts.figures.columns import Layer
from tracker.charts.figures.dots import DotLine, Panel
from tracker.charts.figures.lines import Line, LinePanel, Point
from tracker.charts.figures.shares import Bar, Part
from tracker.charts.figures.timeline import Moment


def test_incomplete_part_of_a_line_is_dotted() -> None:
    known, late = Point("2013-01-01", 1, "one"), Point("2016-01-01", 2, "two")

    figure = lines.lines(
        [LinePanel("Parties", (Line("A treaty", 0, (known,), (late,)),))], y_axis={}, steps=True
    )

    solid, dotted = figure["data"]
    assert "dash" not in solid["line"]
    assert (dotted["line"]["dash"], dotted["x"]) == ("dot", ["2013-01-01", "2016-01-01"])
    go.Figure(figure)


def test_line_without_an_official_list_is_dotted_throughout() -> None:
    figure = lines.lines(
        [LinePanel("Parties", (Line("A treaty", 0, (), (Point("2016", 2, "two"),)),))], y_axis={}
    )

    (only,) = figure["data"]
    assert only["line"]["dash"] == "dot"
    assert only["showlegend"]


def test_mean_over_few_states_is_hollow() -> None:
    points = (Point(2000, 4.5, "two states", is_weak=True), Point(2001, 3, "twenty"))

    figure = lines.lines([LinePanel("Prevention", (Line("Oceania", 0, points),))], y_axis={})

    assert figure["data"][0]["marker"]["symbol"] == ["circle-open", "circle"]


def test_panels_do_not_overlap_each_other() -> None:
    panel = LinePanel("Heading", (Line("Line", 0, (Point(2000, 1, "one"),)),))

    layout = lines.lines([panel, panel, panel], y_axis={})["layout"]

    domains = [layout[name]["domain"] for name in ("yaxis", "yaxis2", "yaxis3")]
    assert domains[0][0] > domains[1][1] > domains[1][0] > domains[2][1] > domains[2][0] >= 0


def test_parts_of_a_bar_are_shares_of_its_whole() -> None:
    figure = shares.shares(
        [Bar("One"), Bar("Two")],
        [Part("Known", "#000000", (1, 3)), Part("Unknown", None, (3, 1)), Part("No", None, (0, 0))],
    )

    assert [trace["x"] for trace in figure["data"]] == [[0.25, 0.75], [0.75, 0.25]]
    go.Figure(figure)


def test_bar_without_any_cell_draws_nothing() -> None:
    figure = shares.shares(
        [Bar("Empty"), Bar("Full")], [Part("Known", "#000000", (0, 2)), Part("No", None, (0, 0))]
    )

    assert figure["data"][0]["x"] == [0, 1]


def test_long_title_is_wrapped_and_given_room() -> None:
    short = [Bar("A", title="Short")]
    long = [Bar("A", title="A title that runs on and on, far beyond what a phone can show at once")]
    parts = [Part("Known", "#000000", (1,))]

    assert shares.height(long) > shares.height(short)
    assert "<br>" in shares.shares(long, parts)["layout"]["annotations"][0]["text"]


def test_line_without_a_dot_gives_its_reason() -> None:
    panel = Panel("Pillar", (DotLine("Reported", "no report yet"),))

    figure = dots.dots([panel])

    assert figure["data"][1]["x"] == []
    assert figure["layout"]["annotations"][1]["text"] == "<i>no report yet</i>"
    go.Figure(figure)


def test_record_without_a_level_is_an_open_mark() -> None:
    moments = [
        Moment("An indicator", date(2013, 7, 1), "value", 4, "complete"),
        Moment("An indicator", date(2014, 7, 1), "value", None, "no level"),
    ]

    figure = timeline.timeline(moments, {"value": "Value", "act": "Act"})

    (trace,) = figure["data"]
    assert trace["marker"]["color"] == ["#017067", "rgba(0,0,0,0)"]
    go.Figure(figure)


def test_columns_stack_in_the_order_of_the_scale() -> None:
    figure = columns.columns(
        [2000, 2001],
        [Layer("None", "#6a3b05", (1, 0)), Layer("Full", "#017067", (2, 3))],
        axis_title="States",
    )

    assert [trace["name"] for trace in figure["data"]] == ["None", "Full"]
    go.Figure(figure)

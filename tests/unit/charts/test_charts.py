"""Charts of an invented picture: sentence, table and figure tell the same, and missing stays so."""

import plotly.graph_objects as go
import pytest

from tests.unit.charts.sketch import (
    LATER,
    MEMBERSHIP_UNKNOWN,
    NOT_A_PARTY,
    NOT_ASSESSED,
    UNKNOWN,
    commitment,
    reported,
    scope,
    seen,
    state,
)
from tracker.charts.builders.compare import compare
from tracker.charts.builders.known import known
from tracker.charts.builders.levels import (
    commitment_levels,
    commitment_map,
    commitments_by_level,
)
from tracker.charts.builders.pillars import pillars, silence, state_pillars
from tracker.charts.builders.question import Question
from tracker.charts.builders.world import gap_map
from tracker.charts.chart import Chart
from tracker.charts.figures.template import CLEAR
from tracker.core.errors import NotFound
from tracker.gap.facts import LaneName
from tracker.registry.vocabulary import Pillar

TABLE = {
    "XAA": {"P-1": seen(4), "P-2": seen(2), "Q-1": reported(3)},
    "XBB": {"P-1": seen(0), "P-2": UNKNOWN, "Q-1": NOT_A_PARTY},
    "XCC": {"P-1": UNKNOWN, "P-2": UNKNOWN, "Q-1": MEMBERSHIP_UNKNOWN},
}
LINES = (commitment("P-1"), commitment("P-2"), commitment("Q-1", Pillar.PROTECTION))
WHOLE = scope(TABLE, commitments=LINES)


def question(**more: object) -> Question:
    return Question(scope=WHOLE, **more)  # type: ignore[arg-type]


def drawn() -> list[Chart]:
    return [
        known(question()),
        gap_map(question()),
        pillars(question()),
        commitments_by_level(question()),
        state_pillars(question(state="XAA")),
        commitment_levels(question(commitment="Q-1")),
        commitment_map(question(commitment="Q-1")),
        compare(question(states=("XAA", "XBB", "XCC"))),
    ]


def test_every_figure_is_one_the_library_draws() -> None:
    for chart in drawn():
        assert chart.figure is not None, chart.name
        go.Figure(chart.figure)


def test_every_row_fills_only_columns_of_its_table() -> None:
    for chart in drawn():
        keys = {column.key for column in chart.table.columns}
        assert chart.table.rows, chart.name
        assert all(row.keys() <= keys for row in chart.table.rows), chart.name


def test_figure_keeps_the_height_that_is_promised() -> None:
    for chart in drawn():
        assert chart.figure is not None
        assert chart.figure["layout"]["height"] == chart.height, chart.name


def test_headline_tells_cells_and_who_reported() -> None:
    chart = known(question())

    assert chart.sentence == (
        "We follow 7 commitments of 3 Member States and have current information on 4 (57%). "
        "1 State has reported here. 1 of these commitments rests on the State’s own report alone."
    )
    assert chart.table.rows[-1]["known"] == 4


@pytest.mark.parametrize(
    ("cell", "sentence", "reason"),
    [
        (
            UNKNOWN,
            "We follow 1 commitment of 1 Member State and have current information on 0 (0%). "
            "No State has reported here yet.",
            "one is singular, none is plural",
        ),
        (
            LATER,
            "No commitment in this selection applies to 1 Member State yet.",
            "nothing applies yet",
        ),
    ],
)
def test_headline_agrees_in_number(cell: object, sentence: str, reason: str) -> None:
    chart = known(Question(scope=scope({"XAA": {"P-1": cell}})))  # type: ignore[dict-item]

    assert chart.sentence == sentence, reason


def test_nothing_to_draw_is_said_in_words() -> None:
    chart = known(Question(scope=scope({"XAA": {"P-1": LATER}})))

    assert chart.figure is None
    assert chart.empty == "No commitment in this selection applies to a State yet."


def test_insufficient_state_has_no_colour_and_no_band() -> None:
    chart = gap_map(question())
    row = next(row for row in chart.table.rows if row["state"].code == "XCC")

    assert (row["gap"], row["band"], row["standing"]) == (None, "none", "No information")
    assert chart.figure is not None
    areas = {
        code: trace["colorscale"][0][1]
        for trace in chart.figure["data"]
        if trace["type"] == "choropleth"
        for code in trace["locations"]
    }
    assert areas["XCC"] == CLEAR
    assert areas["XAA"] != CLEAR
    codes = {spot.iso3: each.code for each in chart.classes for spot in each.spots}
    assert codes["XCC"] == "unknown"
    assert codes["XAA"].startswith("band-")


def test_map_counts_only_states_that_are_in_a_band() -> None:
    chart = gap_map(question())

    # XAA: gaps of prevention 0.25 and protection 0.25; XBB: half of what applies is known, gap 1.
    assert chart.sentence.startswith("In 1 of 2 States with enough current information")
    assert "1 State" in chart.sentence.partition("done.")[2]


def test_empty_lanes_are_left_out_and_named_once() -> None:
    chart = pillars(question())
    assert chart.figure is not None
    texts = [note["text"] for note in chart.figure["layout"]["annotations"]]

    assert not [text for text in texts if text.startswith("<i>")]
    assert chart.note is not None
    assert chart.note.count(silence(LaneName.ASSESSED)) == 1
    assert chart.table.rows[0]["assessed"] is None
    assert chart.table.rows[0]["assessed_cells"] == 0


def test_bounds_are_drawn_as_the_room_left_to_complete() -> None:
    chart = state_pillars(question(state="XBB"))
    assert chart.figure is not None
    row = chart.table.rows[0]

    spans = chart.figure["data"][0]["x"]

    assert (row["low"], row["high"]) == (0.5, 1.0)
    assert spans[:2] == [0.0, 0.5]


def test_unknown_state_or_commitment_is_not_found() -> None:
    with pytest.raises(NotFound):
        state_pillars(question(state="XZZ"))
    with pytest.raises(NotFound):
        commitment_levels(question(commitment="Z-9"))


def test_levels_count_every_state_once() -> None:
    row = commitment_levels(question(commitment="Q-1")).table.rows[-1]

    counts = {key: number for key, number in row.items() if key != "region" and number}

    assert counts == {"level_3": 1, "not_applicable": 1, "membership_unknown": 1}


def test_map_of_a_commitment_signs_what_is_no_level() -> None:
    chart = commitment_map(question(commitment="Q-1"))
    assert chart.figure is not None
    signs = {
        trace["locations"][0]: trace["text"][0]
        for trace in chart.figure["data"]
        if trace.get("mode") == "text" and trace["locations"]
    }

    assert signs == {"XBB": "–", "XCC": "?"}


def test_not_assessed_is_not_no_information() -> None:
    whole = scope({"XAA": {"P-1": NOT_ASSESSED}, "XBB": {"P-1": UNKNOWN}})

    rows = commitment_map(Question(scope=whole, commitment="P-1")).table.rows

    assert [row["status"] for row in rows] == ["Not assessed", "No information"]
    assert [row["level"] for row in rows] == [None, None]


def test_comparison_leaves_out_what_is_insufficient() -> None:
    chart = compare(question(states=("XAA", "XBB", "XCC")))

    assert "Not compared, because there is too little information: State XCC." in chart.sentence
    assert "State XAA has made more progress than State XBB" in chart.sentence


def test_names_from_outside_are_no_markup() -> None:
    hostile = state("XAA")
    object.__setattr__(hostile, "names", {"en": "<b>Name</b> & <a href='x'>more</a>"})
    whole = scope(
        {"XAA": {"P-1": seen(4)}, "XBB": {"P-1": seen(0)}}, states=(hostile, state("XBB"))
    )

    figure = gap_map(Question(scope=whole)).figure

    assert figure is not None
    texts = [text for trace in figure["data"] for text in trace.get("text", [])]
    assert any(text.startswith("&lt;b&gt;Name&lt;/b&gt; &amp;") for text in texts)
    assert not any("<" in text for text in texts)

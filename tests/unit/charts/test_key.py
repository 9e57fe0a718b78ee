"""The key above a plot: every name once, drawn as in the figure, in the page's colours."""

import re
from pathlib import Path

from tests.unit.charts.sketch import UNKNOWN, scope, seen
from tracker.charts.builders.levels import commitment_levels, commitment_map
from tracker.charts.builders.question import Question
from tracker.charts.figures import lines
from tracker.charts.figures.key import key
from tracker.charts.figures.lines import Line, LinePanel, Point
from tracker.charts.figures.style import TOKENS
from tracker.charts.figures.world import MapClass, Spot, world

THEME = Path(__file__).parents[3] / "tracker" / "web" / "static" / "charts" / "theme.js"
TOLD = Question(scope=scope({"XAA": {"P-1": seen(4)}, "XBB": {"P-1": UNKNOWN}}), commitment="P-1")


def test_script_and_key_know_the_same_colours() -> None:
    listed = re.search(r"const NAMES = \{(.*?)\};", THEME.read_text(encoding="utf-8"), re.DOTALL)
    assert listed is not None

    names = dict(re.findall(r'"(#\w+)": "(--[\w-]+)"', listed[1]))

    assert names == TOKENS


def test_what_is_no_level_has_a_pattern_and_no_colour() -> None:
    figure = commitment_levels(TOLD).figure
    assert figure is not None

    entries = {entry.name: entry for entry in key(figure)}

    assert entries["Complete"].colour == "var(--l4)"
    assert (entries["No information"].colour, entries["No information"].pattern) == (None, "/")


def test_map_is_explained_by_its_areas_without_repeats() -> None:
    figure = commitment_map(TOLD).figure
    assert figure is not None

    names = [entry.name for entry in key(figure)]

    assert names == [
        *("Not started", "Limited", "Partial", "Substantial", "Complete", "No information")
    ]


def test_sign_on_a_map_is_no_hatch() -> None:
    classes = [MapClass("– Not applicable", None, (Spot("XAA", "one"),), "–", "line-ew-open")]

    (entry,) = key(world(classes, leads_to={"page": "state"}))

    assert (entry.colour, entry.pattern) == (None, "")


def test_lines_differ_by_more_than_colour() -> None:
    drawn = [Line(f"Treaty {place}", place, (Point("2013", 1, "one"),)) for place in range(6)]

    entries = key(lines.lines([LinePanel("Parties", tuple(drawn))], y_axis={}, steps=True))

    assert len({entry.symbol for entry in entries}) == 6
    assert {entry.shape for entry in entries} == {"line"}


def test_name_with_markup_stays_text() -> None:
    line = Line("<b>A & B</b>", 0, (Point(2000, 1, "one"),))

    (entry,) = key(lines.lines([LinePanel("Heading", (line,))], y_axis={}))

    assert entry.name == "<b>A & B</b>"

"""Colours, marks, axes and spacing that all figures share. Pure.

Every colour has a contrast of at least 3:1 against white and against near-black, or an outline that
does, so that a figure works in either theme. Colour is never the only carrier of meaning. Foreign
text goes through ``plain``, because the chart library reads labels as a kind of HTML.
"""

from copy import deepcopy
from html import escape
from typing import Any

from tracker.charts.figures.template import AXIS, CLEAR, FAINT, LAYOUT

Figure = dict[str, Any]

INK = "#767676"  # for outlines and hairlines that must show
BLANK = "rgba(128,128,128,0.02)"  # as good as clear, but not hatched: not applicable
ACCENT = "#2f7fa8"
SAID = "#a9c9db"  # what the state alone says
JUDGED = "#46597a"  # what reviewers conclude
PAST = "#d6dde2"  # what was known once and no longer counts

# Levels 0 to 4, distinguishable in greyscale and without red and green.
LEVEL_COLOURS = ("#6a3b05", "#bb7d2b", "#e3c98a", "#66b8ab", "#017067")
# Bands of the gap are not levels: a sequence of their own, darker the wider the gap.
BAND_COLOURS = ("#ddd3ec", "#bda7d8", "#9878bd", "#70489c", "#472070")
# The same bands of what was last known: greyer and lighter, so that no old figure looks current.
PAST_BAND_COLOURS = ("#efecf3", "#e0dae6", "#cfc6d8", "#bdb1c8", "#ab9cb8")
# Regions, for lines that also carry their name at the end and a mark of their own.
SERIES_COLOURS = ("#a6611a", "#2f7fa8", "#7b5ea7", "#3d8b6e", "#b0527e", "#767676", "#8a8420")
SERIES_MARKS = ("circle", "square", "diamond", "triangle-up", "x", "cross", "star")
SERIES_DASHES = ("solid", "longdash", "dash", "dashdot", "dot", "longdashdot", "solid")

# Lanes have shapes, not only colours: reported is open, evidenced filled, assessed a diamond.
LANE_MARKS = {"reported": "circle-open", "evidenced": "circle", "assessed": "diamond"}

# Divergence has a scale of its own, neutral in the middle: what is claimed, not how good it is.
APART_COLOURS = ("#2d6a9f", "#9dc3e0", "#e4e2dc", "#e3b3c8", "#a23b72")

# Cells of a heatmap: colour and sign by kind. What has no colour is white, hatched where nothing is
# known; a sign stands in it, so that colour says nothing alone.
CELL_COLOURS = {
    **{f"level_{level}": colour for level, colour in enumerate(LEVEL_COLOURS)},
    **dict(zip(("far_below", "below", "same", "above", "far_above"), APART_COLOURS, strict=True)),
    **{"reported": SAID, "evidenced": ACCENT, "assessed": JUDGED},
}
CELL_SIGNS = {
    **{f"level_{level}": str(level) for level in range(5)},
    **{"far_below": "−−", "below": "−", "same": "=", "above": "+", "far_above": "++"},
    **{"reported": "○", "evidenced": "●", "assessed": "◆"},
    **{
        "not_assessed": "…",
        "said_not_applicable": "÷",
        "dated": "·",
        "membership_unknown": "?",
        "not_applicable": "–",
        "not_yet_due": "□",
    },
}

# The names under which the style sheet has them; the script that draws knows the same list.
TOKENS = {
    **{colour: f"--l{level}" for level, colour in enumerate(LEVEL_COLOURS)},
    **{colour: f"--band-{band}" for band, colour in enumerate(BAND_COLOURS)},
    **{colour: f"--past-band-{band}" for band, colour in enumerate(PAST_BAND_COLOURS)},
    **{colour: f"--apart-{place}" for place, colour in enumerate(APART_COLOURS)},
    SAID: "--said",
    JUDGED: "--judged",
    PAST: "--past",
    INK: "--mark",
    ACCENT: "--dot",
}

# Values that are no level, drawn as patterns without a colour of the scale.
PATTERNS = {
    "no_information": {"shape": "/", "fgcolor": INK, "bgcolor": CLEAR, "size": 6, "solidity": 0.25},
    "not_assessed": {"shape": "x", "fgcolor": INK, "bgcolor": CLEAR, "size": 7, "solidity": 0.25},
    "said_not_applicable": {
        "shape": "+",
        "fgcolor": INK,
        "bgcolor": CLEAR,
        "size": 8,
        "solidity": 0.15,
    },
    "dated": {"shape": "\\", "fgcolor": INK, "bgcolor": CLEAR, "size": 8, "solidity": 0.12},
    "not_applicable": {
        "shape": "-",
        "fgcolor": INK,
        "bgcolor": CLEAR,
        "size": 12,
        "solidity": 0.1,
    },
    "membership_unknown": {
        "shape": ".",
        "fgcolor": INK,
        "bgcolor": CLEAR,
        "size": 6,
        "solidity": 0.3,
    },
}


def plain(text: object) -> str:
    """Escape a text for a label, which would otherwise be read as HTML."""
    return escape(str(text), quote=False)


def figure(traces: list[Figure], *, height: int, **layout: Any) -> Figure:
    """A figure with the common layout and the given changes."""
    return {"data": traces, "layout": {**base_layout(height), **layout}}


def base_layout(height: int) -> Figure:
    """The layout of the template with a fixed height in pixels."""
    return {"height": height, **deepcopy(LAYOUT)}


# Without it the lowest label of one axis touches the first of the other.
APART: Figure = {"ticks": "outside", "ticklen": 7, "tickcolor": FAINT}


def axis(**changes: Any) -> Figure:
    """The axis of the template with changes."""
    return {**AXIS, **changes}

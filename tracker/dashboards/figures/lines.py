"""Lines over time, one panel or several beside and below each other, with names at their ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tracker.dashboards.figures.style import (
    SERIES_COLOURS,
    SERIES_DASHES,
    SERIES_MARKS,
    Figure,
    axis,
    figure,
    plain,
)

PANEL, TITLE = 260, 30
TOP, AXIS, KEY_LINE = 6, 34, 22


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a moment (an ISO date or a year), with what a pointer over it reads."""

    x: str | int
    y: float
    hover: str
    is_weak: bool = False  # drawn hollow: it rests on few


@dataclass(frozen=True, slots=True)
class Line:
    """A line in the colour and mark of its place; ``late`` is what is known to be incomplete."""

    name: str
    place: int
    points: tuple[Point, ...]
    late: tuple[Point, ...] = ()  # drawn dotted, from the last point on


@dataclass(frozen=True, slots=True)
class LinePanel:
    """Lines that share a pair of axes; the heading says what of."""

    heading: str
    lines: tuple[Line, ...]


def height(panels: Sequence[LinePanel], panel: int = PANEL, *, key: int = 1) -> int:
    """Panels stand below each other, so that they fit a phone; ``key`` counts legend lines."""
    return len(panels) * (panel + TITLE) + TOP + _foot(key)


def _foot(key: int) -> int:
    return AXIS + key * KEY_LINE


def lines(
    panels: Sequence[LinePanel],
    *,
    y_axis: Figure,
    x_axis: Figure | None = None,
    steps: bool = False,
    panel: int = PANEL,
    key: int = 1,
) -> Figure:
    """All panels with the same axes; one legend, in the same order everywhere."""
    total = height(panels, panel, key=key)
    inside = len(panels) * (panel + TITLE)
    layout: Figure = {}
    traces: list[Figure] = []
    annotations: list[Figure] = []
    for place, each in enumerate(panels):
        number = "" if place == 0 else str(place + 1)
        top = 1 - place * (panel + TITLE) / inside
        # The axis of a panel needs room above the heading of the next.
        bottom = top - (panel + TITLE - (AXIS if place + 1 < len(panels) else 0)) / inside
        layout[f"yaxis{number}"] = axis(
            domain=[max(bottom, 0), top - TITLE / inside], anchor=f"x{number}", **y_axis
        )
        layout[f"xaxis{number}"] = axis(
            anchor=f"y{number}", matches=None if place == 0 else "x", **(x_axis or {})
        )
        annotations.append(_heading(each.heading, top))
        for line in each.lines:
            traces += _traces(line, number, steps=steps, is_first=place == 0)
    return figure(
        traces,
        height=total,
        margin={"l": 8, "r": 12, "t": TOP, "b": _foot(key)},
        showlegend=True,
        annotations=annotations,
        **layout,
    )


def _heading(text: str, top: float) -> Figure:
    return {
        "text": f"<b>{plain(text)}</b>",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": top,
        "yref": "paper",
        "yanchor": "top",
        "showarrow": False,
    }


def _traces(line: Line, number: str, *, steps: bool, is_first: bool) -> list[Figure]:
    """The line itself and, dotted, what is known to be incomplete."""
    known = _trace(line, line.points, number, steps=steps)
    known["showlegend"] = is_first
    if not line.late:
        return [known]
    start = line.points[-1:]
    late = _trace(line, (*start, *line.late), number, steps=steps)
    late["line"] |= {"dash": "dot", "width": 1.5}
    late["showlegend"] = is_first and not line.points
    return [known, late] if line.points else [late]


def _trace(line: Line, points: Sequence[Point], number: str, *, steps: bool) -> Figure:
    place = line.place % len(SERIES_COLOURS)
    drawn: dict[str, Any] = {"color": SERIES_COLOURS[place], "width": 2.5}
    if steps:
        drawn["shape"] = "hv"
    marks: Figure = {"mode": "lines"}
    if not steps:
        drawn["dash"] = SERIES_DASHES[place]
        symbol = SERIES_MARKS[place]
        symbols = [f"{symbol}-open" if point.is_weak else symbol for point in points]
        marks = {"mode": "lines+markers", "marker": {"symbol": symbols, "size": 8}}
    return {
        "type": "scatter",
        **marks,
        "name": plain(line.name),
        "legendgroup": line.name,
        "x": [point.x for point in points],
        "y": [point.y for point in points],
        "text": [plain(point.hover) for point in points],
        "hovertemplate": "%{text}<extra></extra>",
        "line": drawn,
        "xaxis": f"x{number}",
        "yaxis": f"y{number}",
    }

"""Lines over time in one or more panels, labelled at their ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tracker.charts.figures.style import (
    APART,
    SERIES_COLOURS,
    SERIES_DASHES,
    SERIES_MARKS,
    Figure,
    axis,
    figure,
    plain,
)

PANEL, TITLE = 260, 30
TOP, AXIS = 6, 40
MOST_MARKS = 9  # of a stepped line: enough to tell it from the others


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a time (an ISO date or a year), with its hover text.

    Without a value the line is interrupted at this point.
    """

    x: str | int
    y: float | None
    hover: str
    is_weak: bool = False  # drawn hollow: it rests on few


@dataclass(frozen=True, slots=True)
class Line:
    """A line. ``late`` is the part that is known to be incomplete."""

    name: str
    place: int
    points: tuple[Point, ...]
    late: tuple[Point, ...] = ()  # drawn dotted, from the last point on


@dataclass(frozen=True, slots=True)
class LinePanel:
    """Lines that share axes, with a heading."""

    heading: str
    lines: tuple[Line, ...]


def height(panels: Sequence[LinePanel], panel: int = PANEL) -> int:
    """Pixels for all panels, one below the other so that they fit a phone."""
    return len(panels) * (panel + TITLE) + TOP + AXIS


def lines(
    panels: Sequence[LinePanel],
    *,
    y_axis: Figure,
    x_axis: Figure | None = None,
    steps: bool = False,
    panel: int = PANEL,
) -> Figure:
    """All panels with the same axes and one common legend."""
    total = height(panels, panel)
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
            anchor=f"y{number}",
            matches=None if place == 0 else "x",
            tickangle=0,
            **APART,
            **(x_axis or {}),
        )
        annotations.append(_heading(each.heading, top))
        for line in each.lines:
            traces += _traces(line, number, steps=steps, is_first=place == 0)
    return figure(
        traces,
        height=total,
        margin={"l": 8, "r": 12, "t": TOP, "b": AXIS},
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
    """The line, and a dotted line for the incomplete part."""
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
    symbol = SERIES_MARKS[place]
    symbols = [f"{symbol}-open" if point.is_weak else symbol for point in points]
    marker: Figure = {"symbol": symbols, "size": 8}
    drawn: dict[str, Any] = {"color": SERIES_COLOURS[place], "width": 2.5}
    if steps:
        # Dots and dashes show what is incomplete; marks distinguish the lines.
        drawn["shape"] = "hv"
        marker["maxdisplayed"] = MOST_MARKS
    else:
        drawn["dash"] = SERIES_DASHES[place]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "marker": marker,
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

"""Panels of lines with a dot, and a thin bar for what the unknown could still change.

The axis runs from nothing done to complete, so the room between a dot and the far end is the gap.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from tracker.charts.figures.style import ACCENT, INK, Figure, axis, figure, plain

LINE, HEADING, FOOT = 26, 34, 44
OUTLINE = 4  # half the height of a bar that is only an outline
SPAN_COLOUR = "rgba(128,128,128,0.42)"


@dataclass(frozen=True, slots=True)
class Dot:
    """A mean value from 0 to 1. ``symbol`` identifies the lane."""

    value: float
    symbol: str
    hover: str
    colour: str = ACCENT


@dataclass(frozen=True, slots=True)
class DotLine:
    """One line. Without a dot its text says why.

    A span without a dot is drawn as an outline: too little is known to place a dot in it.
    """

    label: str
    text: str
    dot: Dot | None = None
    span: tuple[float, float] | None = None  # from the worst to the best that may be true


@dataclass(frozen=True, slots=True)
class Panel:
    """Lines with a heading."""

    heading: str
    lines: tuple[DotLine, ...]


def height(panels: Sequence[Panel]) -> int:
    """Pixels for all lines, headings and the axis."""
    return sum(HEADING + LINE * len(panel.lines) for panel in panels) + FOOT


def dots(panels: Sequence[Panel], *, room: int = 118) -> Figure:
    """The panels from top to bottom. ``room`` is reserved for the text at the end of each line."""
    placed, headings = _placed(panels)
    drawn = [(place, line) for place, line in placed if line.dot]
    return figure(
        [_spans(placed), _marks(drawn)],
        height=height(panels),
        shapes=[_outline(place, line.span) for place, line in placed if line.span and not line.dot],
        margin={"l": 8, "r": room, "t": 4, "b": 36},
        xaxis=axis(
            range=[-0.03, 1.03],
            tickvals=[0, 0.25, 0.5, 0.75, 1],
            ticktext=[plain(_("nothing done")), "", "", "", plain(_("complete"))],
        ),
        yaxis=axis(
            tickvals=[place for place, _line in placed],
            ticktext=[plain(line.label) for _place, line in placed],
            range=[max((place for place, _line in placed), default=0) + LINE * 0.6, -HEADING],
            showgrid=False,
        ),
        annotations=[
            *(_heading(place, text) for place, text in headings),
            *(_text(place, line) for place, line in placed),
        ],
    )


def _placed(
    panels: Sequence[Panel],
) -> tuple[list[tuple[float, DotLine]], list[tuple[float, str]]]:
    """The position of each line and heading, in pixels from the top."""
    at, lines, headings = 0.0, [], []
    for panel in panels:
        headings.append((at - HEADING * 0.42, panel.heading))
        for line in panel.lines:
            lines.append((at + LINE * 0.45, line))
            at += LINE
        at += HEADING
    return lines, headings


def _spans(placed: Sequence[tuple[float, DotLine]]) -> Figure:
    ends: list[float | None] = []
    levels: list[float | None] = []
    for place, line in placed:
        if line.span and line.dot:
            ends += [*line.span, None]
            levels += [place, place, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": ends,
        "y": levels,
        "line": {"color": SPAN_COLOUR, "width": 5},
        "hoverinfo": "skip",
    }


def _outline(place: float, span: tuple[float, float]) -> Figure:
    return {
        "type": "rect",
        "x0": span[0],
        "x1": span[1],
        "y0": place - OUTLINE,
        "y1": place + OUTLINE,
        "line": {"color": INK, "width": 1},
    }


def _marks(drawn: Sequence[tuple[float, DotLine]]) -> Figure:
    dots_drawn = [(place, line.dot) for place, line in drawn if line.dot]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [dot.value for _place, dot in dots_drawn],
        "y": [place for place, _dot in dots_drawn],
        "marker": {
            "size": 11,
            "symbol": [dot.symbol for _place, dot in dots_drawn],
            "color": [dot.colour for _place, dot in dots_drawn],
            "line": {"color": [dot.colour for _place, dot in dots_drawn], "width": 2},
        },
        "text": [plain(dot.hover) for _place, dot in dots_drawn],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
    }


def _heading(place: float, text: str) -> Figure:
    return {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": place,
        "yref": "y",
        "text": f"<b>{plain(text)}</b>",
        "showarrow": False,
        "font": {"size": 14},
    }


def _text(place: float, line: DotLine) -> Figure:
    """The figures at the end of a line. A reason replaces a missing dot."""
    at_end = line.dot is not None or line.span is not None
    return {
        "x": 1 if at_end else 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": 10 if at_end else 6,
        "y": place,
        "yref": "y",
        "text": plain(line.text) if at_end else f"<i>{plain(line.text)}</i>",
        "showarrow": False,
        "font": {"size": 13},
    }

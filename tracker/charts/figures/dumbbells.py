"""Lines with up to three marks, joined by a bar: the lanes and their difference.

The axis runs from nothing done to complete. The text at the end of a line is what it adds up to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from flask_babel import gettext as _

from tracker.charts.figures.style import ACCENT, Figure, axis, figure, plain

LINE, TITLE, HEADING, FOOT = 28, 16, 38, 44
LONGEST = 36  # letters of a title, as many as a phone has room for
BAR = "rgba(128,128,128,0.42)"


@dataclass(frozen=True, slots=True)
class Mark:
    """A value from 0 to 1. ``shift`` in pixels separates equal values."""

    value: float
    symbol: str
    hover: str
    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """One line with ``title`` above it and ``text`` at its end."""

    label: str
    marks: tuple[Mark, ...]
    title: str = ""
    text: str = ""

    @property
    def title_lines(self) -> list[str]:
        """The title in at most two lines that fit."""
        return wrap(self.title, LONGEST, max_lines=2, placeholder=" …")

    @property
    def room(self) -> int:
        """Height in pixels of the line with its title."""
        return LINE + TITLE * len(self.title_lines) + 2 * self.spread

    @property
    def spread(self) -> int:
        """Pixels that its marks need above and below the middle."""
        return round(max((abs(mark.shift) for mark in self.marks), default=0))


@dataclass(frozen=True, slots=True)
class Group:
    """Lines with a heading. An empty heading has no height."""

    heading: str
    lines: tuple[Dumbbell, ...]

    @property
    def heading_room(self) -> int:
        """Height of the heading in pixels."""
        return HEADING if self.heading else 0


def height(groups: Sequence[Group]) -> int:
    """Pixels for all lines, headings and the axis."""
    return (
        sum(group.heading_room + sum(line.room for line in group.lines) for group in groups) + FOOT
    )


def dumbbells(
    groups: Sequence[Group], names: Mapping[str, str], *, room_at_end: int = 64
) -> Figure:
    """The groups from top to bottom. ``names`` label the symbols in the legend.

    ``room_at_end`` are the pixels for the texts at the ends of the lines.
    """
    placed, headings = _placed(groups)
    end = height(groups) - FOOT
    return figure(
        [_bars(placed), *(_marks(symbol, name, placed) for symbol, name in names.items())],
        height=height(groups),
        showlegend=True,
        margin={"l": 8, "r": room_at_end, "t": 4, "b": 36},
        xaxis=axis(
            range=[-0.03, 1.03],
            tickvals=[0, 0.25, 0.5, 0.75, 1],
            ticktext=[plain(_("nothing done")), "", "", "", plain(_("complete"))],
        ),
        yaxis=axis(
            tickvals=[place for place, _line in placed],
            ticktext=[plain(line.label) for _place, line in placed],
            range=[end, 0],
            showgrid=False,
        ),
        annotations=[
            *(_note(place, f"<b>{plain(text)}</b>", size=14) for place, text in headings),
            *(_title(place, line) for place, line in placed if line.title),
            *(_end(place, line) for place, line in placed if line.text),
        ],
    )


def _placed(
    groups: Sequence[Group],
) -> tuple[list[tuple[float, Dumbbell]], list[tuple[float, str]]]:
    """The middle of each line and heading, in pixels from the top."""
    at, lines, headings = 0.0, [], []
    for group in groups:
        if group.heading:
            headings.append((at + HEADING * 0.6, group.heading))
        at += group.heading_room
        for line in group.lines:
            at += line.room
            lines.append((at - LINE / 2 - line.spread, line))
    return lines, headings


def _bars(placed: Sequence[tuple[float, Dumbbell]]) -> Figure:
    ends: list[float | None] = []
    levels: list[float | None] = []
    for place, line in placed:
        values = [mark.value for mark in line.marks]
        if len(values) > 1:
            ends += [min(values), max(values), None]
            levels += [place, place, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": ends,
        "y": levels,
        "line": {"color": BAR, "width": 5},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _marks(symbol: str, name: str, placed: Sequence[tuple[float, Dumbbell]]) -> Figure:
    drawn = [
        (place, mark) for place, line in placed for mark in line.marks if mark.symbol == symbol
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": plain(name),
        "x": [mark.value for _place, mark in drawn] or [None],
        "y": [place + mark.shift for place, mark in drawn] or [None],
        "text": [plain(mark.hover) for _place, mark in drawn],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "symbol": symbol,
            "size": 12,
            "color": ACCENT,
            "line": {"color": ACCENT, "width": 2},
        },
        "cliponaxis": False,
    }


def _note(place: float, text: str, *, size: int) -> Figure:
    return {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": place,
        "yref": "y",
        "text": text,
        "align": "left",
        "showarrow": False,
        "font": {"size": size},
    }


def _title(place: float, line: Dumbbell) -> Figure:
    text = "<br>".join(plain(part) for part in line.title_lines)
    above = place - LINE * 0.36 - line.spread
    return {**_note(above, text, size=12), "yanchor": "bottom"}


def _end(place: float, line: Dumbbell) -> Figure:
    at_end = bool(line.marks)
    note = _note(place, plain(line.text) if at_end else f"<i>{plain(line.text)}</i>", size=13)
    return {**note, "x": 1, "xshift": 10} if at_end else {**note, "xshift": 6}

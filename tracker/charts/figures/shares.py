"""Horizontal bars of shares, stacked to 100 %.

A part without a colour is drawn as a pattern or as an outline: it is outside of any scale.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from tracker.charts.figures.style import INK, Figure, axis, figure, plain
from tracker.charts.figures.template import CLEAR
from tracker.core import formats

QUARTERS = [0, 0.25, 0.5, 0.75, 1]  # shares that the axis names
BAR = 34
AXIS = 34
TITLE_LINE = 0.5  # of a bar, for each line of a title above it
LONGEST = 42  # letters of such a line, as many as a phone has room for


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled bar, optionally with a title above it. ``gap`` separates it.

    ``code`` is that of the commitment whose page the bar leads to, empty where it leads nowhere.
    """

    label: str
    gap: bool = False
    code: str = ""
    title: str = ""

    @property
    def room(self) -> float:
        """Space above the bar, in bars."""
        return 0.45 * self.gap + TITLE_LINE * len(self.title_lines)

    @property
    def title_lines(self) -> list[str]:
        """The title in at most two lines that fit."""
        return wrap(self.title, LONGEST, max_lines=2, placeholder=" …")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of every bar, as counts."""

    name: str
    colour: str | None
    counts: tuple[int, ...]
    pattern: Mapping[str, Any] | None = None


def height(bars: Sequence[Bar]) -> int:
    """Pixels for the bars and the axis."""
    return round(sum(1 + bar.room for bar in bars) * BAR) + AXIS


def _used(parts: Sequence[Part]) -> list[Part]:
    return [part for part in parts if any(part.counts)]


def shares(bars: Sequence[Bar], parts: Sequence[Part]) -> Figure:
    """The bars from top to bottom. Parts begin at the inline start, as in the legend."""
    places = _places(bars)
    totals = [sum(part.counts[place] for part in parts) for place in range(len(bars))]
    return figure(
        [_trace(part, bars, places, totals) for part in _used(parts)],
        height=height(bars),
        barmode="stack",
        showlegend=True,
        margin={"l": 8, "r": 24, "t": 4, "b": AXIS},
        xaxis=axis(range=[0, 1], tickvals=QUARTERS, ticktext=list(map(formats.percent, QUARTERS))),
        yaxis=axis(
            tickvals=places,
            ticktext=[plain(bar.label) for bar in bars],
            range=[max(places) + 0.6, -0.6],
            showgrid=False,
        ),
        annotations=[
            _title(place, bar) for place, bar in zip(places, bars, strict=True) if bar.title
        ],
    )


def _places(bars: Sequence[Bar]) -> list[float]:
    """The middle of each bar, in bars from the top."""
    at, places = -1.0, []
    for bar in bars:
        at += 1 + bar.room
        places.append(at)
    return places


def _title(place: float, bar: Bar) -> Figure:
    return {
        "text": "<br>".join(plain(line) for line in bar.title_lines),
        "align": "left",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": place - 0.36,
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 12},
    }


def _trace(
    part: Part, bars: Sequence[Bar], places: Sequence[float], totals: Sequence[int]
) -> Figure:
    marker: Figure = {
        "color": part.colour or CLEAR,
        "line": {"color": INK, "width": 0.5 if part.colour else 1},
    }
    if part.pattern:
        marker["pattern"] = dict(part.pattern)
    return {
        "type": "bar",
        "orientation": "h",
        "name": plain(part.name),
        "x": [
            number / total if total else 0
            for number, total in zip(part.counts, totals, strict=True)
        ],
        "y": list(places),
        "width": [0.68] * len(bars),
        "customdata": [
            [number, total, plain(bar.label), bar.code]
            for number, total, bar in zip(part.counts, totals, bars, strict=True)
        ],
        "hovertemplate": "%{customdata[2]}: %{fullData.name} %{customdata[0]} / %{customdata[1]}"
        "<extra></extra>",
        "marker": marker,
        "meta": {"page": "commitment"},
    }

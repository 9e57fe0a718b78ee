"""Horizontal bars of shares, stacked to the whole: how many of what stand where.

A part without a colour is drawn as a pattern or as an outline: it is outside of any scale.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.dashboards.figures.style import CLEAR, INK, Figure, axis, figure, plain

BAR, FOOT = 34, 96


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar by its label; ``gap`` leaves an empty line before it."""

    label: str
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part of every bar, in counts, bar by bar."""

    name: str
    colour: str | None
    counts: tuple[int, ...]
    pattern: Mapping[str, Any] | None = None


def height(bars: int, gaps: int = 0) -> int:
    """Room for so many bars, the axis and the legend below."""
    return (bars + gaps) * BAR + FOOT


def shares(bars: Sequence[Bar], parts: Sequence[Part]) -> Figure:
    """The bars from top to bottom; parts from the inline start, the same in the legend."""
    places = _places(bars)
    totals = [sum(part.counts[place] for part in parts) for place in range(len(bars))]
    return figure(
        [_trace(part, bars, places, totals) for part in parts if any(part.counts)],
        height=height(len(bars), sum(bar.gap for bar in bars)),
        barmode="stack",
        bargap=0.32,
        showlegend=True,
        margin={"l": 8, "r": 24, "t": 4, "b": 8},
        xaxis=axis(range=[0, 1], tickformat=".0%", tickvals=[0, 0.25, 0.5, 0.75, 1]),
        yaxis=axis(
            tickvals=places,
            ticktext=[plain(bar.label) for bar in bars],
            range=[max(places) + 0.6, -0.6],
            showgrid=False,
        ),
    )


def _places(bars: Sequence[Bar]) -> list[int]:
    place, places = -1, []
    for bar in bars:
        place += 2 if bar.gap else 1
        places.append(place)
    return places


def _trace(part: Part, bars: Sequence[Bar], places: Sequence[int], totals: Sequence[int]) -> Figure:
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
        "x": [number / total for number, total in zip(part.counts, totals, strict=True)],
        "y": list(places),
        "customdata": [
            [number, total, plain(bar.label)]
            for number, total, bar in zip(part.counts, totals, bars, strict=True)
        ],
        "hovertemplate": "%{customdata[2]}: %{fullData.name} %{customdata[0]} / %{customdata[1]}"
        "<extra></extra>",
        "marker": marker,
    }

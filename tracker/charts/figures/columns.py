"""Stacked columns over the years: how many States had each value."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.charts.figures.style import APART, INK, SERIES_COLOURS, Figure, axis, figure, plain

HEIGHT = 340
MOST_LABELS = 8


@dataclass(frozen=True, slots=True)
class Layer:
    """One value in every year. Without a colour it gets a neutral one."""

    name: str
    colour: str | None
    counts: tuple[int, ...]


def columns(years: Sequence[int], layers: Sequence[Layer], *, axis_title: str) -> Figure:
    """Years from left to right and layers from the bottom, in the given order."""
    return figure(
        [_trace(place, layer, years) for place, layer in enumerate(layers)],
        height=HEIGHT,
        barmode="stack",
        bargap=0.2,
        showlegend=True,
        margin={"l": 8, "r": 8, "t": 8, "b": 34},
        xaxis=axis(
            tickformat="d",
            dtick=max(1, -(-len(years) // MOST_LABELS)),
            tickangle=0,
            showgrid=False,
            **APART,
        ),
        yaxis=axis(title={"text": plain(axis_title)}, rangemode="tozero"),
    )


def _trace(place: int, layer: Layer, years: Sequence[int]) -> Figure:
    return {
        "type": "bar",
        "name": plain(layer.name),
        "x": list(years),
        "y": list(layer.counts),
        "hovertemplate": "%{x}: %{fullData.name} %{y}<extra></extra>",
        "marker": {
            "color": layer.colour or SERIES_COLOURS[place % len(SERIES_COLOURS)],
            "line": {"color": INK, "width": 0.5},
        },
    }

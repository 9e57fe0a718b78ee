"""Stacked columns over named steps in a fixed order."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.charts.figures.style import INK, SERIES_COLOURS, Figure, axis, figure, plain

HEIGHT = 360


@dataclass(frozen=True, slots=True)
class Layer:
    """One kind of item, counted in every step."""

    name: str
    counts: tuple[int, ...]


def steps(names: Sequence[str], layers: Sequence[Layer], *, axis_title: str, below: str) -> Figure:
    """Steps from left to right and layers from the bottom, in the given order.

    ``below`` says what the names of the steps count, such as days.
    """
    return figure(
        [_trace(place, layer, names) for place, layer in enumerate(layers)],
        height=HEIGHT,
        barmode="stack",
        bargap=0.2,
        showlegend=True,
        margin={"l": 8, "r": 8, "t": 8, "b": 48},
        xaxis=axis(type="category", showgrid=False, title={"text": plain(below)}),
        yaxis=axis(title={"text": plain(axis_title)}, rangemode="tozero", tickformat="d"),
    )


def _trace(place: int, layer: Layer, names: Sequence[str]) -> Figure:
    return {
        "type": "bar",
        "name": plain(layer.name),
        "x": [plain(name) for name in names],
        "y": list(layer.counts),
        "hovertemplate": "%{x}: %{fullData.name} %{y}<extra></extra>",
        "marker": {
            "color": SERIES_COLOURS[place % len(SERIES_COLOURS)],
            "line": {"color": INK, "width": 0.5},
        },
    }

"""The legend of a figure, derived from its traces.

The chart library could draw one too, but it would guess how much room the names need, cut long
ones and follow no direction of writing. Pictures that leave the site have the library's. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from tracker.charts.figures.style import BLANK, TOKENS, Figure
from tracker.charts.figures.template import CLEAR

HATCH = "/"


@dataclass(frozen=True, slots=True)
class Entry:
    """One legend entry: a name and how it is drawn.

    ``shape`` is ``area``, ``line`` or ``mark``; ``colour`` is CSS, None for none. ``pattern`` is
    the library's own sign of it, ``symbol`` that of a point, empty where there is none.
    """

    name: str
    shape: str
    colour: str | None = None
    pattern: str = ""
    symbol: str = ""
    dash: str = "solid"


def key(figure: Figure) -> list[Entry]:
    """The entries in the order of the traces, without duplicates. Empty if no legend is needed."""
    if not figure["layout"].get("showlegend"):
        return []
    entries: dict[str, Entry] = {}
    for trace in figure["data"]:
        entry = _entry(trace)
        if entry and entry.name not in entries:
            entries[entry.name] = entry
    return list(entries.values())


def css(colour: str) -> str | None:
    """A colour as a CSS name where it has one. None if it is transparent."""
    if colour in (CLEAR, BLANK):
        return None
    return f"var({TOKENS[colour]})" if colour in TOKENS else colour


def _entry(trace: Mapping[str, Any]) -> Entry | None:
    name = unescape(trace.get("name", "")).replace("<br>", " ")
    match trace["type"]:
        case "choropleth":
            colour = trace["colorscale"][0][1]
            return Entry(name, "area", css(colour), pattern=HATCH if colour == CLEAR else "")
        case "bar":
            marker = trace["marker"]
            pattern = marker.get("pattern", {}).get("shape", "")
            return Entry(name, "area", css(marker["color"]), pattern=pattern)
        case "scatter" if trace.get("showlegend", True) and name:
            return _of_points(name, trace)
        case _:
            return None


def _of_points(name: str, trace: Mapping[str, Any]) -> Entry:
    marker = trace.get("marker", {})
    symbols = marker.get("symbol", "")
    symbol = symbols if isinstance(symbols, str) else next(iter(symbols), "")
    if "lines" not in trace["mode"]:
        # Marks of many colours mean levels; the key then has the outline of their shape.
        colour = marker.get("color")
        return Entry(name, "mark", css(colour) if isinstance(colour, str) else None, symbol=symbol)
    line = trace["line"]
    return Entry(
        name,
        "line",
        css(line["color"]),
        symbol=symbol.removesuffix("-open"),
        dash=line.get("dash", "solid"),
    )

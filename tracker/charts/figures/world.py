"""A world map of States in classes: areas, dots for small States, outlines for the unknown.

Shapes come with the chart library (Natural Earth at 1:110 million).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.charts.figures.capitals import CAPITALS
from tracker.charts.figures.style import BLANK, INK, TOKENS, Figure, figure, plain
from tracker.charts.figures.template import CLEAR, FAINT

HEIGHT = 520
DOT = 9


@dataclass(frozen=True, slots=True)
class Spot:
    """A State on the map. ``hover`` is its plain hover text."""

    iso3: str
    hover: str


@dataclass(frozen=True, slots=True)
class MapClass:
    """States that are drawn alike.

    Without a colour they are outlined; those with a ``sign`` carry it in their middle, the others
    are hatched by the page.
    """

    name: str
    colour: str | None
    spots: tuple[Spot, ...]
    sign: str = ""
    mark: str = "circle-open-dot"  # of states too small for an area, where there is no colour

    @property
    def code(self) -> str:
        """The code of the class on pages: its colour name, or a sign for none."""
        if self.colour is not None:
            return TOKENS[self.colour].removeprefix("--")
        return "signed" if self.sign else "unknown"


def world(classes: Sequence[MapClass], *, leads_to: Figure) -> Figure:
    """The map. The legend lists the classes in the given order, including empty ones.

    ``leads_to`` says which page a State on this map links to.
    """
    traces: list[Figure] = []
    for each in classes:
        traces += [_areas(each), _dots(each)]
        if each.sign:
            traces.append(_signs(each))
    for trace in traces:
        trace["meta"] = leads_to
    return figure(
        traces,
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        showlegend=True,
        geo={
            "fitbounds": False,
            "projection": {"type": "natural earth"},
            "lataxis": {"range": [-58, 85]},
            "resolution": 110,
            "bgcolor": CLEAR,
            "showframe": False,
            "showland": False,
            "showcoastlines": True,
            "coastlinecolor": FAINT,
            "coastlinewidth": 0.5,
            "showcountries": False,
        },
    )


def _areas(each: MapClass) -> Figure:
    spots = [spot for spot in each.spots if spot.iso3 not in CAPITALS]
    colour = each.colour or (BLANK if each.sign else CLEAR)
    return {
        "type": "choropleth",
        "locationmode": "ISO-3",
        "name": plain(each.name),
        "legendgroup": each.name,
        "locations": [spot.iso3 for spot in spots],
        "z": [1] * len(spots),
        "zmin": 0,
        "zmax": 1,
        "colorscale": [[0, colour], [1, colour]],
        "showscale": False,
        "showlegend": False,
        "marker": {"line": {"color": INK, "width": 0.6}},
        **_hover(spots),
    }


def _dots(each: MapClass) -> Figure:
    """States without an area, and the legend entry of the class."""
    spots = [spot for spot in each.spots if spot.iso3 in CAPITALS]
    return {
        "type": "scattergeo",
        "mode": "markers",
        "name": plain(each.name),
        "legendgroup": each.name,
        "showlegend": True,
        "lat": [CAPITALS[spot.iso3][0] for spot in spots] or [None],
        "lon": [CAPITALS[spot.iso3][1] for spot in spots] or [None],
        "marker": {
            "size": DOT,
            "symbol": "circle" if each.colour else each.mark,
            "color": each.colour or INK,
            "line": {"color": INK, "width": 1},
        },
        **_hover(spots),
    }


def _signs(each: MapClass) -> Figure:
    """A sign in the middle of each area that is neither coloured nor hatched."""
    spots = [spot for spot in each.spots if spot.iso3 not in CAPITALS]
    return {
        "type": "scattergeo",
        "mode": "text",
        "locationmode": "ISO-3",
        "locations": [spot.iso3 for spot in spots],
        "text": [each.sign] * len(spots),
        "showlegend": False,
        "legendgroup": each.name,
        "hoverinfo": "skip",
        "customdata": [spot.iso3 for spot in spots],
    }


def _hover(spots: Iterable[Spot]) -> Figure:
    return {
        "text": [plain(spot.hover) for spot in spots],
        "customdata": [spot.iso3 for spot in spots],
        "hovertemplate": "%{text}<extra></extra>",
    }

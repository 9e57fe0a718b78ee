"""A map of States as the page draws it: outlines, dots and tiles, each leading to a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Flask

from tracker.charts.chart import Chart
from tracker.charts.figures.key import css
from tracker.charts.figures.shapes import WIDTH, height, outlines
from tracker.charts.figures.small_states import RADIUS, dots
from tracker.charts.figures.tiles import TILES
from tracker.charts.figures.world import MapClass
from tracker.gap.snapshot import StateLine, load_snapshot
from tracker.labels import charts
from tracker.web.core.query_params import PageParams
from tracker.web.core.urls import UrlPattern

PAST = "past-"


@dataclass(frozen=True, slots=True)
class MapState:
    """A State on the map, with an outline, a dot or both."""

    iso3: str
    name: str
    words: str  # its name and what the map says of it
    url: str
    code: str  # of its class
    sign: str
    path: str
    dot: tuple[float, float] | None
    tile: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A class in the key: ``colour`` is CSS, None for none; ``colours`` of several drawn alike."""

    name: str
    code: str
    colour: str | None


@dataclass(frozen=True, slots=True)
class MapView:
    """All that the page needs; ``land`` are the outlines of everything that is no State here."""

    width: int
    height: int
    radius: float
    land: str
    states: tuple[MapState, ...]
    regions: tuple[tuple[str, tuple[MapState, ...]], ...]
    key: tuple[KeyEntry, ...]
    past_years: bool

    @property
    def is_drawn(self) -> bool:
        """Whether any State has a place on the map of the world; invented ones have none."""
        return any(state.path or state.dot for state in self.states)


def init_app(app: Flask) -> None:
    """Teach templates the view."""
    app.jinja_env.globals["map_view"] = map_view


def map_view(chart: Chart, asked: PageParams) -> MapView:
    """The map of a chart, with addresses that carry the reading."""
    lines = load_snapshot(asked.reading).states
    spots = [(each, spot) for each in chart.classes for spot in each.spots]
    codes = frozenset(spot.iso3 for _each, spot in spots)
    shapes, small = outlines(), dots(codes)
    addresses = _addresses(chart, asked)
    states = [
        MapState(
            iso3=spot.iso3,
            name=charts.state_name(lines[spot.iso3]),
            words=spot.hover,
            url=addresses.fill(spot.iso3),
            code=each.code,
            sign=each.sign,
            path=shapes[spot.iso3].path if spot.iso3 in shapes else "",
            dot=small.get(spot.iso3),
            tile=TILES.get(spot.iso3),
        )
        for each, spot in spots
    ]
    states.sort(key=lambda state: charts.name_order(state.name))
    return MapView(
        width=WIDTH,
        height=height(),
        radius=RADIUS,
        land="".join(
            shape.path for code, shape in shapes.items() if code not in codes and code != "ATA"
        ),
        states=tuple(states),
        regions=_by_region(states, lines.values()),
        key=_key(chart.classes),
        past_years=any(state.code.startswith(PAST) for state in states),
    )


def _addresses(chart: Chart, asked: PageParams) -> UrlPattern:
    """The pages that States on the map lead to: their own, or a commitment of theirs."""
    given = chart.leads_to
    if given["page"] == "cell":
        return UrlPattern("states.cell", "iso3", asked.carried(), reference=given["reference"])
    return UrlPattern("states.state", "iso3", asked.carried())


def _by_region(
    states: Sequence[MapState], lines: Iterable[StateLine]
) -> tuple[tuple[str, tuple[MapState, ...]], ...]:
    region = {line.iso3: line.region for line in lines}
    groups = [
        (str(name), tuple(state for state in states if region[state.iso3] == code))
        for code, name in charts.REGIONS.items()
    ]
    return tuple((name, group) for name, group in groups if group)


def _key(classes: Sequence[MapClass]) -> tuple[KeyEntry, ...]:
    """The classes in their order; those that are faded share an entry, which the page adds."""
    return tuple(
        KeyEntry(each.name, each.code, css(each.colour) if each.colour else None)
        for each in classes
        if not each.code.startswith(PAST)
    )

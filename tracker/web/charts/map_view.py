"""The map of States: outlines, dots and tiles with links."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import Flask
from flask_babel import gettext as _

from tracker.charts.chart import Chart
from tracker.charts.figures import continent
from tracker.charts.figures.key import css
from tracker.charts.figures.shapes import WIDTH, Point, Shape, height, outlines
from tracker.charts.figures.small_states import RADIUS, dots
from tracker.charts.figures.tiles import TILES
from tracker.charts.figures.world import MapClass
from tracker.gap.snapshot import StateLine, load_snapshot
from tracker.labels import charts
from tracker.review.revisions import is_demonstration
from tracker.web.core.query_params import PageParams
from tracker.web.core.urls import UrlPattern

PAST = "past-"
WORLD_COLUMNS = 27  # of tiles
ANTARCTICA = "ATA"


@dataclass(frozen=True, slots=True)
class Atlas:
    """Outlines, dots of small States, tiles, and the size of the map."""

    name: str
    height: int
    columns: int
    shapes: Mapping[str, Shape]
    dots: Mapping[str, Point]
    tiles: Mapping[str, tuple[int, int]]

    def land(self, codes: Collection[str]) -> str:
        """The outlines outside of these States."""
        hidden = {*codes, ANTARCTICA}
        return "".join(each.path for code, each in self.shapes.items() if code not in hidden)


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
    """A class in the legend. ``colour`` is CSS or None; ``colours`` of classes drawn alike."""

    name: str
    code: str
    colour: str | None


@dataclass(frozen=True, slots=True)
class MapView:
    """The content of the map. ``land``: outlines outside of its States."""

    name: str  # of what is drawn
    width: int
    height: int
    columns: int  # of tiles
    radius: float
    land: str
    states: tuple[MapState, ...]
    regions: tuple[tuple[str, tuple[MapState, ...]], ...]
    key: tuple[KeyEntry, ...]
    past_years: bool

    @property
    def is_drawn(self) -> bool:
        """Whether any State has a location on the map."""
        return any(state.path or state.dot for state in self.states)


def init_app(app: Flask) -> None:
    """Give templates the map."""
    app.jinja_env.globals["map_view"] = map_view


def map_view(chart: Chart, asked: PageParams) -> MapView:
    """The map of a chart, with the reading in every address."""
    lines = load_snapshot(asked.reading).states
    spots = [(each, spot) for each in chart.classes for spot in each.spots]
    codes = frozenset(spot.iso3 for _each, spot in spots)
    atlas = _continent() if is_demonstration() else _world(codes)
    addresses = _addresses(chart, asked)
    states = [
        MapState(
            iso3=spot.iso3,
            name=charts.state_name(lines[spot.iso3]),
            words=spot.hover,
            url=addresses.fill(spot.iso3),
            code=each.code,
            sign=each.sign,
            path=atlas.shapes[spot.iso3].path if spot.iso3 in atlas.shapes else "",
            dot=atlas.dots.get(spot.iso3),
            tile=atlas.tiles.get(spot.iso3),
        )
        for each, spot in spots
    ]
    states.sort(key=lambda state: charts.name_order(state.name))
    return MapView(
        name=atlas.name,
        width=WIDTH,
        height=atlas.height,
        columns=atlas.columns,
        radius=RADIUS,
        land=atlas.land(codes),
        states=tuple(states),
        regions=_by_region(states, lines.values()),
        key=_key(chart.classes),
        past_years=any(state.code.startswith(PAST) for state in states),
    )


def _world(codes: frozenset[str]) -> Atlas:
    return Atlas(_("Map of the world"), height(), WORLD_COLUMNS, outlines(), dots(codes), TILES)


def _continent() -> Atlas:
    return Atlas(
        _("Map of an invented continent"),
        continent.HEIGHT,
        continent.COLUMNS,
        continent.outlines(),
        {},
        continent.TILES,
    )


def _addresses(chart: Chart, asked: PageParams) -> UrlPattern:
    """The page of each State: its own, or that of its commitment."""
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
    """The classes in order. Faded ones share an entry, which the page adds."""
    return tuple(
        KeyEntry(each.name, each.code, css(each.colour) if each.colour else None)
        for each in classes
        if not each.code.startswith(PAST)
    )

"""Outlines of States on an equal-area map, as SVG paths.

The outlines come with the chart library (Natural Earth at 1:110 million) and are read from the
files of set-up: nothing of them is part of this project. Coordinates are half pixels of a map
``WIDTH / 2`` pixels wide, so that a path is short and still smooth on a wide screen.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, hypot, radians, sin, sqrt
from pathlib import Path

Point = tuple[float, float]
Ring = tuple[Point, ...]

WIDTH = 1520
NORTH, SOUTH = 83.7, -57.0  # degrees; members have no more land beyond
BUILT = Path(__file__).resolve().parents[3] / "build" / "static"
SHAPES = "topojson.*/world_110m.json"
TOLERANCE = 0.7  # half pixels that a simplified outline may differ

# Equal Earth (Savric, Patterson and Jenny, 2018), by its published polynomial.
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2
_MERIDIAN = 11.0  # degrees east in the middle, so that no member is cut at the edge but Russia


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline. ``path`` is SVG; ``box`` is the largest part as left, top, right, bottom."""

    path: str
    box: tuple[float, float, float, float]

    @property
    def across(self) -> float:
        """The side of a square with the area of the box."""
        left, top, right, bottom = self.box
        return sqrt(max(right - left, 0) * max(bottom - top, 0))

    @property
    def middle(self) -> Point:
        """The centre of the largest part."""
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2


def project(longitude: float, latitude: float) -> Point:
    """A longitude and latitude as map coordinates, in half pixels from the top left corner."""
    turned = (longitude - _MERIDIAN + 180) % 360 - 180
    x, y = _equal_earth(turned, latitude)
    widest, _ = _equal_earth(180, 0)
    _, top = _equal_earth(0, NORTH)
    scale = WIDTH / (2 * widest)
    return (x + widest) * scale, (top - y) * scale


def height() -> int:
    """The height of the map in half pixels."""
    return round(project(_MERIDIAN, SOUTH)[1])


def _equal_earth(longitude: float, latitude: float) -> Point:
    theta = asin(_M * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    x = radians(longitude) * cos(theta)
    x /= _M * (_A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square))
    return x, theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))


@lru_cache(maxsize=1)
def outlines() -> dict[str, Shape]:
    """Every outline by ISO3 code or by a code of the file's own. Empty before set-up."""
    file = next(iter(sorted(BUILT.glob(SHAPES))), None)
    if file is None:
        return {}
    world = json.loads(file.read_text(encoding="utf-8"))
    arcs = [_decoded(arc, world["transform"]) for arc in world["arcs"]]
    rings: dict[str, list[Ring]] = {}
    for one in world["objects"]["countries"]["geometries"]:
        rings.setdefault(one["id"], []).extend(_rings(one, arcs))
    return {code: shape(parts) for code, parts in rings.items() if parts}


def _decoded(arc: Sequence[Sequence[int]], transform: dict[str, list[float]]) -> Ring:
    """The points of a TopoJSON arc, whose steps are deltas, as map coordinates."""
    (scale_x, scale_y), (left, low) = transform["scale"], transform["translate"]
    x = y = 0
    places = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        places.append(project(x * scale_x + left, y * scale_y + low))
    return simplified(places)


def _rings(one: dict[str, object], arcs: Sequence[Ring]) -> list[Ring]:
    kind, parts = one["type"], one.get("arcs", [])
    polygons = [parts] if kind == "Polygon" else parts
    return [_joined(ring, arcs) for polygon in polygons for ring in polygon]  # type: ignore[attr-defined]


def _joined(ring: Iterable[int], arcs: Sequence[Ring]) -> Ring:
    """The arcs of a ring joined together. A negative number means a reversed arc."""
    places: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        places.extend(arc[1:] if places else arc)
    return tuple(places)


def simplified(places: Sequence[Point]) -> Ring:
    """The points without those that change the line by less than the tolerance."""
    if len(places) < 3:
        return tuple(places)
    stays_at = [False] * len(places)
    stays_at[0] = stays_at[-1] = True
    spans = [(0, len(places) - 1)]
    while spans:
        first, last = spans.pop()
        far, place = 0.0, 0
        for between in range(first + 1, last):
            away = _distance(places[between], places[first], places[last])
            if away > far:
                far, place = away, between
        if far > TOLERANCE:
            stays_at[place] = True
            spans += [(first, place), (place, last)]
    return tuple(one for one, stays in zip(places, stays_at, strict=True) if stays)


def _distance(place: Point, start: Point, end: Point) -> float:
    """The distance of a point from the line between two others."""
    run, rise = end[0] - start[0], end[1] - start[1]
    length = hypot(run, rise)
    if not length:
        return hypot(place[0] - start[0], place[1] - start[1])
    return abs(run * (place[1] - start[1]) - rise * (place[0] - start[0])) / length


def shape(rings: Sequence[Ring]) -> Shape:
    """Return one outline from the rings of its parts."""
    drawn = [text for ring in rings if (text := _path(ring))]
    largest = max(rings, key=_area)
    return Shape("".join(drawn), _box(largest))


def _area(ring: Ring) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def _box(ring: Ring) -> tuple[float, float, float, float]:
    across, down = [x for x, _y in ring], [y for _x, y in ring]
    return min(across), min(down), max(across), max(down)


def _path(ring: Ring) -> str:
    """The ring in whole half pixels with relative steps. Empty if no area is left."""
    places = [(round(x), round(y)) for x, y in ring]
    places = [one for number, one in enumerate(places) if not number or one != places[number - 1]]
    if len(set(places)) < 3:
        return ""
    start = f"M{places[0][0]} {places[0][1]}l"
    steps = [
        f"{x - before[0]}{'' if y < before[1] else ' '}{y - before[1]}"
        for before, (x, y) in zip(places, places[1:], strict=False)
    ]
    text = steps[0] + "".join(step if step[0] == "-" else f" {step}" for step in steps[1:])
    return f"{start}{text}z"

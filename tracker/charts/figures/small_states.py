"""Places dots for small States, moved apart so that they do not overlap."""

from collections.abc import Mapping
from functools import lru_cache
from math import cos, hypot, sin

from tracker.charts.figures.capitals import CAPITALS
from tracker.charts.figures.shapes import Point, Shape, outlines, project

SMALL = 18  # half pixels: an outline less across than this is drawn with a dot
RADIUS = 9.0
APART = 2 * RADIUS + 2  # half pixels between the middles of two dots
ROUNDS = 400
PULL = 0.02  # how strongly a dot is drawn to its own place in each round


@lru_cache(maxsize=8)
def dots(codes: frozenset[str]) -> Mapping[str, Point]:
    """The centre of the dot of each small State, by ISO3 code. No two dots touch."""
    return spread(anchors({code: one for code, one in outlines().items() if code in codes}, codes))


def anchors(shapes: Mapping[str, Shape], codes: frozenset[str]) -> dict[str, Point]:
    """The location of each small State: the middle of its outline, or its capital."""
    small = {code: one.middle for code, one in shapes.items() if one.across < SMALL}
    capitals = {
        code: project(east, north) for code, (north, east) in CAPITALS.items() if code in codes
    }
    return dict(sorted((small | capitals).items()))


def spread(places: Mapping[str, Point]) -> dict[str, Point]:
    """The points, moved as little as needed so that dots around them do not touch."""
    names = list(places)
    home = [places[name] for name in names]
    now = list(home)
    for _round in range(ROUNDS):
        now = [
            (x + (to[0] - x) * PULL, y + (to[1] - y) * PULL)
            for (x, y), to in zip(now, home, strict=True)
        ]
        _pushed_apart(now)
    for _round in range(ROUNDS):
        if not _pushed_apart(now):
            break
    return {name: (round(x, 1), round(y, 1)) for name, (x, y) in zip(names, now, strict=True)}


def _pushed_apart(now: list[Point]) -> bool:
    """Move each pair that is too close by half of the overlap. Whether any moved."""
    moved = False
    for one in range(len(now)):
        for other in range(one + 1, len(now)):
            run, rise = now[other][0] - now[one][0], now[other][1] - now[one][1]
            if abs(run) >= APART or abs(rise) >= APART:
                continue
            away = hypot(run, rise)
            if away >= APART:
                continue
            if away < 0.01:  # the same place: any direction will do, but always the same
                run, rise, away = cos(one), sin(one), 1.0
            push = (APART - min(away, APART) + 0.2) / (2 * away)
            now[one] = (now[one][0] - run * push, now[one][1] - rise * push)
            now[other] = (now[other][0] + run * push, now[other][1] + rise * push)
            moved = True
    return moved

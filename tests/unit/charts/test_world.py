"""The map of States: outlines, dots of small States, tiles, and the table of past years."""

import re
from math import hypot

import pytest

from tracker.charts.figures.capitals import CAPITALS
from tracker.charts.figures.shapes import (
    TOLERANCE,
    WIDTH,
    Shape,
    height,
    outlines,
    project,
    simplified,
)
from tracker.charts.figures.small_states import RADIUS, SMALL, dots, spread
from tracker.charts.figures.tiles import TILES
from tracker.charts.series.map_years import code_of, row_of
from tracker.gap.scoring import Band, Drawn, Grade
from tracker.web.charts.map_view import WORLD_COLUMNS


@pytest.mark.parametrize(
    ("longitude", "latitude", "where"),
    [(11, 0, "the middle"), (-168, 60, "the west"), (-170, -14, "Samoa"), (178, -18, "Fiji")],
)
def test_every_place_of_the_earth_is_on_the_map(
    longitude: float, latitude: float, where: str
) -> None:
    x, y = project(longitude, latitude)

    assert 0 <= x <= WIDTH, where
    assert 0 <= y <= height(), where


def test_map_is_equal_in_area() -> None:
    """Two fields of ten degrees by ten at one latitude are as large in any place."""
    areas = []
    for west in (-60, 20, 100):
        (left, top), (right, _) = project(west, 45), project(west + 10, 45)
        areas.append(right - left)
        assert top == project(0, 45)[1]

    assert max(areas) - min(areas) < 1e-6 * max(areas)


def test_outlines_are_paths_on_the_map() -> None:
    shapes = outlines()

    assert len(shapes) > 170, "outlines are made at set-up"
    for code, shape in shapes.items():
        assert re.fullmatch(r"(M-?\d+ -?\d+l[-\d ]+z)*", shape.path), code
        left, _top, right, _bottom = shape.box
        assert 0 <= left <= right <= WIDTH, code


def test_simplified_line_stays_within_the_tolerance() -> None:
    line = [(float(x), (x % 7) * 0.08) for x in range(60)]

    short = simplified(line)

    assert short == (line[0], line[-1])
    assert simplified([(0, 0), (5, TOLERANCE * 3), (10, 0)]) == (
        (0, 0),
        (5, TOLERANCE * 3),
        (10, 0),
    )


def test_every_state_that_is_small_or_has_no_outline_is_a_dot() -> None:
    shapes = outlines()
    codes = frozenset(TILES)

    drawn = dots(codes)

    for code in codes:
        small = code not in shapes or shapes[code].across < SMALL
        assert (code in drawn) == small, code
        assert code in shapes or code in CAPITALS, code


def test_no_two_dots_touch() -> None:
    middles = sorted(dots(frozenset(TILES)).items())

    for place, (one, (x, y)) in enumerate(middles):
        for other, (across, down) in middles[place + 1 :]:
            assert hypot(across - x, down - y) > 2 * RADIUS, (one, other)


def test_dots_stay_near_their_place() -> None:
    far = 40.0  # half pixels: no dot of the Caribbean leaves the Caribbean
    home = {code: project(east, north) for code, (north, east) in CAPITALS.items()}

    for code, (x, y) in dots(frozenset(TILES)).items():
        if code in home:
            assert hypot(x - home[code][0], y - home[code][1]) < far, code


@pytest.mark.parametrize("number", [1, 2, 5, 20])
def test_dots_in_one_place_are_moved_apart(number: int) -> None:
    middles = list(spread({f"X{one:02}": (100.0, 100.0) for one in range(number)}).values())

    pairs = [
        hypot(a[0] - b[0], a[1] - b[1])
        for place, a in enumerate(middles)
        for b in middles[place + 1 :]
    ]

    assert all(away > 2 * RADIUS for away in pairs)


def test_each_tile_has_a_cell_of_its_own() -> None:
    assert len(TILES) == 195, "all members and the two observers"
    assert len(set(TILES.values())) == 195
    assert max(column for column, _row in TILES.values()) == WORLD_COLUMNS


def test_side_of_a_small_outline_is_that_of_its_largest_part() -> None:
    assert Shape("", (10, 10, 14, 26)).across == 8.0
    assert Shape("", (10, 10, 14, 26)).middle == (12, 18)


@pytest.mark.parametrize(
    ("drawn", "code", "reason"),
    [
        (None, "x", "not yet a member"),
        (Drawn(Grade.NO_INFORMATION), "-", "too little is known"),
        (Drawn(Grade.INDICATIVE, 0.1, Band.NARROW), "0", "current, little to do"),
        (Drawn(Grade.COMPARABLE, 0.9, Band.NEARLY_ALL_UNDONE), "4", "current, nearly all to do"),
        (Drawn(Grade.DATED, 0.1, Band.NARROW, 2013), "a", "last known, little to do"),
        (Drawn(Grade.DATED, 0.5, Band.WIDE, 2013), "c", "last known"),
    ],
)
def test_sign_of_a_year_says_what_is_drawn(drawn: Drawn | None, code: str, reason: str) -> None:
    assert code_of(drawn) == code, reason


def test_row_of_years_before_membership_has_no_figures() -> None:
    row = row_of([None, None])

    assert (row.codes, row.progress, row.last_known) == ("xx", [None, None], [0, 0])

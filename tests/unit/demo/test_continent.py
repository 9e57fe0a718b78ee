"""The map of the invented continent has a place for each invented state."""

import csv

from tools import draw_continent
from tracker.charts.figures import continent
from tracker.charts.figures.shapes import WIDTH
from tracker.cli.demo.making import RECORDS

WIDE_ENOUGH = 48  # half pixels: a state that is easy to point at


def invented() -> set[str]:
    with (RECORDS / "states.csv").open(encoding="utf-8", newline="") as file:
        return {row["iso3"] for row in csv.DictReader(file)}


def test_every_invented_state_has_an_outline_that_is_easy_to_point_at() -> None:
    shapes = continent.outlines()

    assert set(shapes) == invented()
    for code, shape in shapes.items():
        left, top, right, bottom = shape.box
        assert 0 <= left < right <= WIDTH, code
        assert 0 <= top < bottom <= continent.HEIGHT, code
        assert min(right - left, bottom - top) >= WIDE_ENOUGH, code


def test_every_invented_state_has_a_tile_of_its_own() -> None:
    assert set(continent.TILES) == invented()
    assert len(set(continent.TILES.values())) == len(continent.TILES)
    assert max(column for column, _row in continent.TILES.values()) == continent.COLUMNS


def test_the_map_is_what_the_program_draws() -> None:
    text = continent.FILE.read_text(encoding="utf-8")

    assert text == draw_continent.as_text()


def test_neighbours_share_their_border() -> None:
    corners = [{tuple(place) for ring in rings for place in ring} for rings in drawn().values()]
    shared = {
        place for one in corners for other in corners if one is not other for place in one & other
    }

    assert len(shared) > 300


def drawn() -> dict[str, list[list[list[int]]]]:
    return draw_continent.continent()

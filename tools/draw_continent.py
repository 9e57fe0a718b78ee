"""Draws the map of the demonstration: an invented continent with a shape for each invented state.

``python -m tools.draw_continent`` writes ``tracker/charts/figures/continent.json``. A grid of
squares is given to the nearest of the states' middles, with distances bent by a few waves so that
borders are no straight lines. Borders are then smoothed; neighbours keep one common border. The
same program gives the same map: it uses no random number. No shape of a real place is used.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from math import hypot, sin
from pathlib import Path

from tracker.charts.figures.shapes import Point, simplified

FILE = Path(__file__).parents[1] / "tracker" / "charts" / "figures" / "continent.json"
STEP = 8  # half pixels: the side of a square
COLUMNS, ROWS = 190, 98
ROUNDS = 5  # of smoothing
REACH = 16.0  # squares: land ends so far from the nearest middle
ISLAND_REACH = 9.0
SMALLEST = 25  # squares: smaller pieces become sea
SEA = ""
# Column and row of the middle of each state, in squares. Those of one region lie together.
MIDDLES = {
    "XWM": (62, 19),
    "XLG": (44, 27),
    "XUR": (79, 24),
    "XFC": (63, 36),
    "XRV": (82, 41),
    "XCJ": (102, 27),
    "XMF": (122, 21),
    "XNV": (103, 46),
    "XTR": (123, 40),
    "XOB": (143, 30),
    "XPD": (141, 49),
    "XFG": (24, 41),
    "XIV": (41, 48),
    "XJN": (23, 61),
    "XQS": (43, 67),
    "XEX": (64, 55),
    "XAN": (85, 59),
    "XBL": (65, 73),
    "XDG": (106, 64),
    "XSA": (87, 78),
    "XVC": (128, 67),
    "XHY": (148, 77),
    "XYD": (166, 63),
    "XZP": (168, 83),
}
ISLANDS = frozenset({"XVC", "XHY", "XYD", "XZP"})
Corner = tuple[int, int]


def waves(x: float, y: float) -> Point:
    """How far a square is moved before its distances are measured."""
    across = 2.6 * sin(0.21 * y + 0.9) + 1.5 * sin(0.47 * y - 0.13 * x) + 0.8 * sin(1.1 * y + x)
    down = 2.4 * sin(0.19 * x + 0.4) + 1.6 * sin(0.43 * x + 0.17 * y) + 0.8 * sin(1.3 * x - y)
    return x + across, y + down


def owner(column: int, row: int) -> str:
    """The state of a square, or the sea."""
    if not (2 <= column < COLUMNS - 2 and 2 <= row < ROWS - 2):
        return SEA
    x, y = waves(column, row)
    distance, code = min((hypot(x - a, y - b), code) for code, (a, b) in MIDDLES.items())
    return code if distance < (ISLAND_REACH if code in ISLANDS else REACH) else SEA


def squares() -> dict[Corner, str]:
    """Every square of land with its state; small pieces go to a neighbour, or to the sea."""
    owned = {
        (column, row): code
        for column in range(COLUMNS)
        for row in range(ROWS)
        if (code := owner(column, row))
    }
    land: dict[Corner, str] = {}
    loose: list[Corner] = []
    while owned:
        piece = _piece(owned)
        code = owned[piece[0]]
        for square in piece:
            del owned[square]
        if len(piece) >= SMALLEST:
            land |= dict.fromkeys(piece, code)
        else:
            loose += piece
    for _round in range(SMALLEST):
        for square in sorted(loose):
            near = [land[each] for each in _beside(square) if each in land]
            if square not in land and near:
                land[square] = near[0]
    return land


def _beside(square: Corner) -> tuple[Corner, ...]:
    column, row = square
    return (column + 1, row), (column - 1, row), (column, row + 1), (column, row - 1)


def _piece(owned: Mapping[Corner, str]) -> list[Corner]:
    """The squares of one state that are connected with the first one."""
    first = next(iter(owned))
    found, waiting = {first: None}, [first]
    while waiting:
        for near in _beside(waiting.pop()):
            if near not in found and owned.get(near) == owned[first]:
                found[near] = None
                waiting.append(near)
    return list(found)


def rings(land: Mapping[Corner, str], code: str) -> Iterator[list[Corner]]:
    """The borders of a state as closed lines of corners, the state at their right."""
    after: dict[Corner, list[Corner]] = defaultdict(list)
    for (x, y), owned in land.items():
        if owned != code:
            continue
        for start, end, beside in (
            ((x, y), (x + 1, y), (x, y - 1)),
            ((x + 1, y), (x + 1, y + 1), (x + 1, y)),
            ((x + 1, y + 1), (x, y + 1), (x, y + 1)),
            ((x, y + 1), (x, y), (x - 1, y)),
        ):
            if land.get(beside) != code:
                after[start].append(end)
    while after:
        start = next(iter(after))
        ring = [start]
        while (corner := _step(after, ring[-1])) != start:
            ring.append(corner)
        yield ring


def _step(after: dict[Corner, list[Corner]], corner: Corner) -> Corner:
    following = after[corner].pop()
    if not after[corner]:
        del after[corner]
    return following


def smoothed(every: Mapping[str, list[list[Corner]]]) -> dict[Corner, Point]:
    """Where each corner is drawn: corners of one border move alike for both of its states."""
    near: dict[Corner, set[Corner]] = defaultdict(set)
    for lines in every.values():
        for ring in lines:
            for one, other in zip(ring, ring[1:] + ring[:1], strict=True):
                near[one].add(other)
                near[other].add(one)
    places = {corner: (float(corner[0]), float(corner[1])) for corner in near}
    for _round in range(ROUNDS):
        places = {
            corner: _between(place, [places[each] for each in sorted(near[corner])])
            for corner, place in places.items()
        }
    return places


def _between(place: Point, near: list[Point]) -> Point:
    if len(near) != 2:  # where three states meet, or two and the sea
        return place
    (a, b), (c, d) = near
    return (2 * place[0] + a + c) / 4, (2 * place[1] + b + d) / 4


def kept_corners(
    every: Mapping[str, list[list[Corner]]], places: dict[Corner, Point]
) -> set[Corner]:
    """The corners that a simplified border needs; each border is simplified once."""
    owners: dict[frozenset[Corner], list[str]] = defaultdict(list)
    for code, lines in every.items():
        for ring in lines:
            for pair in zip(ring, ring[1:] + ring[:1], strict=True):
                owners[frozenset(pair)].append(code)
    kept: set[Corner] = set()
    back: dict[Point, Corner] = {place: corner for corner, place in places.items()}
    done: set[frozenset[Corner]] = set()
    for lines in every.values():
        for ring in lines:
            for line in _borders(ring, owners):
                if frozenset(line[:2]) in done:
                    continue
                done |= {frozenset(pair) for pair in zip(line, line[1:], strict=False)}
                scaled = [(places[one][0] * STEP, places[one][1] * STEP) for one in line]
                kept |= {back[x / STEP, y / STEP] for x, y in simplified(scaled)}
    return kept


def _borders(
    ring: list[Corner], owners: Mapping[frozenset[Corner], list[str]]
) -> Iterator[list[Corner]]:
    """A ring cut where another neighbour begins."""
    sides = [
        tuple(sorted(owners[frozenset(pair)]))
        for pair in zip(ring, ring[1:] + ring[:1], strict=True)
    ]
    cuts = [place for place in range(len(ring)) if sides[place] != sides[place - 1]]
    if not cuts:
        half = len(ring) // 2
        cuts = [0, half]
    for start, end in zip(cuts, cuts[1:] + [cuts[0] + len(ring)], strict=True):
        yield [ring[place % len(ring)] for place in range(start, end + 1)]


def continent() -> dict[str, list[list[list[int]]]]:
    """The rings of every state in half pixels of the map."""
    land = squares()
    every = {code: list(rings(land, code)) for code in sorted(MIDDLES)}
    places = smoothed(every)
    kept = kept_corners(every, places)
    return {
        code: [
            [
                [round(places[one][0] * STEP), round(places[one][1] * STEP)]
                for one in ring
                if one in kept
            ]
            for ring in lines
        ]
        for code, lines in every.items()
    }


def as_text() -> str:
    """The file with the continent: one state a line."""
    lines = (f'"{code}": {json.dumps(lines)}' for code, lines in continent().items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    """Write the file."""
    FILE.write_text(as_text(), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Colours of charts stay apart in grey and for three kinds of colour blindness, or a sign tells.

Distances are CIEDE2000 between colours as they are then seen: about 2 can just be noticed side by
side. The simulations of protanopia and deuteranopia are those of Viénot, Brettel and Mollon (1999),
that of tritanopia is Brettel, Viénot and Mollon's (1997), as the library `coloraide` has them.
"""

import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from coloraide import Color

from tracker.charts.builders.participation import COLOURS, POLARITIES
from tracker.charts.figures import style

TOKENS = Path(__file__).parents[3] / "tracker" / "web" / "static" / "look" / "tokens.css"
SIGHTS = ("normal", "grayscale", "protan", "deutan", "tritan")
BLIND = ("normal", "protan", "deutan", "tritan")
LEVELS = tuple(f"--l{level}" for level in range(5))
BANDS = tuple(f"--band-{band}" for band in range(5))
PAST_BANDS = tuple(f"--past-band-{band}" for band in range(5))
APART = tuple(f"--apart-{place}" for place in range(5))
LANES = ("--said", "--dot", "--judged")


def tokens(theme: str) -> dict[str, str]:
    """The colours of a theme by name; a dark one changes some of the light ones."""
    light, dark = TOKENS.read_text(encoding="utf-8").split("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{3,6});", light))
    return (
        found
        if theme == "light"
        else found | dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{3,6});", dark))
    )


def seen(colour: str, sight: str) -> Color:
    return Color(colour) if sight == "normal" else Color(colour).filter(sight)


def distance(one: str, other: str, sight: str) -> float:
    return float(seen(one, sight).delta_e(seen(other, sight), method="2000"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("names", "sights", "floor", "reason"),
    [
        (LEVELS, SIGHTS, 7.0, "maps and bars show levels by colour alone, in any order"),
        (BANDS, SIGHTS, 9.0, "maps show bands by colour alone"),
        (APART, BLIND, 6.5, "in grey the signs + and − tell which way"),
        (LANES, BLIND, 7.5, "in grey the shapes circle, dot and diamond tell"),
    ],
)
def test_every_two_colours_of_a_palette_stay_apart(
    theme: str, names: tuple[str, ...], sights: tuple[str, ...], floor: float, reason: str
) -> None:
    colours = tokens(theme)

    near = {
        (sight, one, other): round(distance(colours[one], colours[other], sight), 1)
        for sight in sights
        for one, other in combinations(names, 2)
        if distance(colours[one], colours[other], sight) < floor
    }

    assert near == {}, reason


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sight", SIGHTS)
def test_faded_bands_stay_apart_from_their_neighbours(theme: str, sight: str) -> None:
    colours = [tokens(theme)[name] for name in PAST_BANDS]

    assert min(distance(one, other, sight) for one, other in pairwise(colours)) >= 3.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sight", SIGHTS)
def test_last_known_is_not_taken_for_current(theme: str, sight: str) -> None:
    colours = tokens(theme)
    pairs = zip(BANDS, PAST_BANDS, strict=True)

    # The palest band of all is close to its faded twin, whose year is in its label.
    far = [distance(colours[one], colours[other], sight) for one, other in pairs][1:]

    assert min(far) >= 7.0


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize(
    ("colours", "chart"),
    [
        (tuple(COLOURS.values()), "whether survivors were consulted"),
        (tuple(colour for _name, colour in POLARITIES.values()), "what organisations see"),
        ((style.ACCENT, style.SAID), "seen by others and only reported"),
    ],
)
def test_parts_of_one_bar_stay_apart(colours: tuple[str, ...], chart: str, sight: str) -> None:
    assert min(distance(one, other, sight) for one, other in combinations(colours, 2)) >= 7.0, chart


def test_lines_have_a_mark_of_their_own_where_colours_are_close() -> None:
    count = len(style.SERIES_COLOURS)

    assert len(set(style.SERIES_MARKS[:count])) == count


def test_cells_have_a_sign_of_their_own_where_colours_are_close() -> None:
    for kinds in (("far_below", "below", "same", "above", "far_above"), tuple(style.LANE_MARKS)):
        signs = [style.CELL_SIGNS[kind] for kind in kinds]
        assert len(set(signs)) == len(signs)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", [*(f"l{level}" for level in range(5)), "apart-0", "apart-1"])
def test_sign_in_a_cell_can_be_read(theme: str, name: str) -> None:
    colours = tokens(theme)

    assert Color(colours[f"--{name}"]).contrast(colours[f"--on-{name}"]) >= 4.5

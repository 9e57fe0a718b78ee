"""The map as a reader meets it: where it is, how large each State is, how it is reached."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ColorScheme, Visit
from tests.browser.reader import Reader

LEAST = 8  # pixels that a State must be across, or have a dot of
BOXES = """(selector) => [...document.querySelectorAll(selector)].map((one) => {
  const { x, y, width, height } = one.getBoundingClientRect();
  return [one.closest("[data-s]").dataset.s, x, y, width, height];
})"""
TILE = 24  # pixels: the least size of a target


def boxes(page: Page, selector: str) -> list[tuple[str, float, float, float, float]]:
    """Boxes of what is drawn, with the State's code."""
    return [tuple(box) for box in page.evaluate(BOXES, selector)]


def overlapping(found: list[tuple[str, float, float, float, float]], room: float) -> list[str]:
    """Pairs whose boxes lie on each other by more than some room."""
    pairs = []
    for place, (one, x, y, width, height) in enumerate(found):
        for other, across, down, wide, high in found[place + 1 :]:
            if (
                min(x + width, across + wide) - max(x, across) > room
                and min(y + height, down + high) - max(y, down) > room
            ):
                pairs.append(f"{one} {other}")
    return pairs


def test_map_begins_on_the_first_screen(visit: Visit) -> None:
    page = visit(width=1280, height=800)
    page.goto("/")

    map_box = page.locator("#map svg").bounding_box()

    assert map_box is not None
    assert map_box["y"] + map_box["height"] <= 800
    for part in ("[data-choose]", "[data-slide]", "h1", ".numbers"):
        box = page.locator(part).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 800, part


def test_every_state_is_large_enough_and_no_dot_covers_another(reader: Reader) -> None:
    page = reader.page
    reader.open("/")
    page.locator("label[for=map-as-map]").click()

    outlines, dots = boxes(page, "#map svg a path"), boxes(page, "#map svg a circle")
    sizes = {code: (width * height) ** 0.5 for code, _x, _y, width, height in outlines}
    with_dot = {code for code, *_box in dots}

    assert len(sizes.keys() | with_dot) == 193
    assert [code for code in sizes if sizes[code] < LEAST and code not in with_dot] == []
    assert [code for code, _x, _y, width, _height in dots if width < LEAST] == []
    # Circles: boxes may share a corner, circles may not share a place.
    middles = [(code, x + width / 2, y + width / 2, width) for code, x, y, width, _h in dots]
    near = [
        f"{one} {other}"
        for place, (one, x, y, width) in enumerate(middles)
        for other, across, down, _width in middles[place + 1 :]
        if (across - x) ** 2 + (down - y) ** 2 < width**2
    ]
    assert near == []


def test_tiles_are_targets_that_do_not_overlap(reader: Reader) -> None:
    page = reader.page
    reader.open("/")
    page.locator("label[for=map-as-tiles]").click()

    tiles = boxes(page, "#map .tiles a")

    assert len(tiles) == 193
    assert [code for code, _x, _y, wide, high in tiles if min(wide, high) < TILE] == []
    assert overlapping(tiles, 0.5) == []
    assert reader.measure("sideways") == []


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no script"])
def test_map_and_tiles_are_changed_without_a_script(
    visit: Visit, width: int, scripts: bool
) -> None:
    page = visit(width=width, java_script_enabled=scripts)
    page.goto("/")
    first, second = (".map-frame", ".tiles") if width == 1280 else (".tiles", ".map-frame")
    names = {".map-frame": "Map", ".tiles": "Tiles of one size"}

    expect(page.locator(f"#map {first}")).to_be_visible()
    expect(page.locator(f"#map {second}")).to_be_hidden()
    page.locator("#map").get_by_text(names[second], exact=True).click()

    expect(page.locator(f"#map {second}")).to_be_visible()
    expect(page.locator(f"#map {first}")).to_be_hidden()


def test_name_of_a_state_is_told_on_focus_and_leads_to_it(reader: Reader, width: int) -> None:
    page = reader.page
    reader.open("/?as_of=2013-12-31")
    kind = "svg" if width == 1280 else ".tiles"

    page.locator(f"#map {kind} [data-s=TUV]").focus()

    expect(page.locator("#map [data-now]")).to_contain_text("Tuvalu")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/states/TUV\?as_of=2013-12-31$"))


def test_state_chosen_by_name_is_opened(visit: Visit) -> None:
    page = visit()
    page.goto("/")

    page.get_by_label("Choose a State").fill("kenya")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/states/KEN$"))


def test_state_and_year_are_chosen_without_a_script(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    page.goto("/")

    page.locator("#choose-year").select_option("2013-12-31")
    page.locator("[data-slide] button").click()
    expect(page).to_have_url(re.compile("as_of=2013-12-31"))
    page.get_by_label("Choose a State").fill("Kenya")
    page.locator("[data-choose] button").click()

    expect(page.locator('#content a[href*="/states/KEN"]').first).to_be_visible()


def years_table() -> dict[str, Any]:
    """A table of two past years for Kenya and Fiji: a band, and last known; too little, absent."""
    return {
        "years": [2023, 2024, 2025],
        "sentences": ["In 2023 this.", "In 2024 that.", "In 2025 more."],
        "words": {
            "now": "{state}: progress {progress}%",
            "past": "{state}: progress {progress}%, last known in {year}",
            "unknown": "{state}: too little information",
            "absent": "{state}: not yet a member",
        },
        "names": {"KEN": "Kenya", "FJI": "Fiji"},
        "states": {
            "KEN": ["1-b", [70, None, 65], [0, 0, 2013]],
            "FJI": ["x--", [None, None, None], [0, 0, 0]],
        },
    }


def test_step_of_the_slider_asks_nothing_and_is_quick(visit: Visit) -> None:
    page = visit()
    page.route(
        "**/charts/map/years.json",
        lambda route: route.fulfill(
            content_type="application/json", body=json.dumps(years_table())
        ),
    )
    with page.expect_response("**/charts/map/years.json"):
        page.goto("/")
    page.wait_for_load_state("networkidle")
    kenya, sentence = page.locator("#map svg [data-s=KEN]"), page.locator("#map .sentence")
    today = (kenya.get_attribute("class"), sentence.inner_text())
    asked: list[str] = []
    # Other charts that come into view fetch what they need.
    page.on("request", lambda request: "map" in request.url and asked.append(request.url))

    page.locator("#slide-year").focus()
    page.keyboard.press("ArrowLeft")
    expect(kenya).to_have_class("past-band-1")
    expect(kenya.locator("title")).to_have_text("Kenya: progress 65%, last known in 2013")
    expect(sentence).to_have_text("In 2025 more.")
    page.keyboard.press("ArrowLeft")
    expect(kenya).to_have_class("unknown")
    page.keyboard.press("ArrowLeft")
    expect(kenya).to_have_class("band-1")
    expect(page.locator("#map .tiles [data-s=FJI]")).to_have_class("absent")
    took = page.evaluate(
        """() => {
          const slider = document.querySelector("#slide-year");
          const start = performance.now();
          slider.value = Number(slider.value) + 1;
          slider.dispatchEvent(new Event("input"));
          document.body.getBoundingClientRect();
          return performance.now() - start;
        }"""
    )
    page.keyboard.press("End")
    expect(sentence).to_have_text(today[1])

    assert kenya.get_attribute("class") == today[0]
    assert took < 150, "milliseconds"
    assert asked == []


def test_dark_keeps_the_meaning_of_dark_and_light(visit: Visit, scheme: ColorScheme) -> None:
    page = visit(color_scheme=scheme)
    page.goto("/")

    light = page.evaluate(
        """() => [0, 1, 2, 3, 4].map((band) => {
          const style = getComputedStyle(document.documentElement);
          const hex = style.getPropertyValue(`--band-${band}`).trim();
          const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        })"""
    )

    assert light == sorted(light, reverse=True), "the wider the gap, the darker"


@pytest.mark.parametrize("width", [1280], ids=["wide"])
def test_picture_of_the_map_says_what_day_and_whose(reader: Reader) -> None:
    reader.open("/charts/map?as_of=2013-12-31")

    with reader.page.expect_download() as coming:
        reader.page.locator("#take [data-picture=svg]").click()
    drawn = coming.value.path().read_text(encoding="utf-8")

    for seen in ("How far has each State come?", "31 Dec 2013", "CC BY 4.0", "Kenya:", "#70489c"):
        assert seen in drawn, seen
    assert drawn.count("<title>") > 193

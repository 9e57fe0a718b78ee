"""Exploring by keyboard: cells are read out, choices stand in the address, Back undoes them."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader

wide = pytest.mark.parametrize("width", [1280], ids=["wide"])
SMALL = "/explore?region=oceania&pillar=prosecution"


@wide
def test_cells_are_walked_and_read_out_by_keyboard(reader: Reader) -> None:
    reader.open(SMALL)
    window, line = reader.page.locator(".window"), reader.page.locator(".readout")
    window.locator("canvas").wait_for()

    window.focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown"):
        reader.page.keyboard.press(key)

    expect(line).to_contain_text("Kiribati")
    expect(line.get_by_role("link")).to_have_attribute("href", re.compile("^/states/KIR/"))
    reader.page.keyboard.press("Enter")
    expect(reader.page).to_have_url(re.compile("/states/KIR/"))


@wide
def test_what_is_folded_adds_up_and_stands_in_the_address(reader: Reader) -> None:
    reader.open(SMALL)
    fold = reader.page.get_by_role("button", name="Oceania")

    fold.click()

    expect(reader.page).to_have_url(re.compile("folded=oceania"))
    expect(fold).to_have_attribute("aria-pressed", "true")
    reader.page.locator(".window").focus()
    reader.page.keyboard.press("ArrowRight")
    expect(reader.page.locator(".readout strong")).to_contain_text(re.compile(r"\d"))
    reader.page.go_back()
    expect(reader.page.get_by_role("button", name="Oceania")).to_have_attribute(
        "aria-pressed", "false"
    )


@wide
def test_choice_is_shown_at_once_and_undone_by_back(reader: Reader) -> None:
    reader.open("/explore?view=spread")
    reader.draw()
    title = reader.page.locator("figure .measured")

    reader.page.get_by_label("Region", exact=True).select_option("africa")
    expect(title).to_contain_text("(Africa)")
    expect(reader.page).to_have_url(re.compile("region=africa"))
    reader.page.locator("#x-year").evaluate(
        "(slider) => { slider.value = 2013;"
        " slider.dispatchEvent(new Event('change', {bubbles: true})); }"
    )

    expect(reader.page).to_have_url(re.compile("as_of=2013-12-31"))
    expect(reader.page.locator(".reading")).to_contain_text("31 Dec 2013")
    reader.draw()
    expect(reader.page.locator("svg.main-svg").first).to_be_visible()
    reader.page.go_back()
    expect(reader.page).not_to_have_url(re.compile("as_of"))
    reader.page.go_back()
    expect(title).not_to_contain_text("Africa")


@wide
@pytest.mark.allows_console("Failed to load resource")
def test_lost_cells_leave_the_table(reader: Reader) -> None:
    reader.page.route("**/explore/cells.json*", lambda route: route.fulfill(status=500))

    reader.open("/explore")

    expect(reader.page.get_by_text("The chart could not be drawn.")).to_be_visible()
    expect(reader.page.get_by_role("row", name="Africa, Prevention")).to_be_visible()

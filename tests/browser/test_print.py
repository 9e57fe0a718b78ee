"""On paper: the argument with its figures and sources, without what only a screen can use."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ColorScheme, Visit
from tests.browser.reader import Reader

A4 = 673  # CSS pixels between margins of 16 mm
ON_PAPER = ["/", "/states/KEN", "/states/KEN/TIP-PROTOCOL-01", "/commitments/TIP-PROTOCOL-01"]
FOR_SCREENS = ".masthead nav, main nav, .find, form, .pager, button"
FOLDED = """() => document.querySelectorAll("main details:not([open])").length"""
CHARTS = """() => [...document.querySelectorAll(".plot .main-svg:first-child")].map((picture) => ({
  width: picture.clientWidth,
  ink: getComputedStyle(picture.querySelector("text")).fill,
}))"""


@pytest.mark.parametrize("address", ON_PAPER)
def test_paper_keeps_figures_and_leaves_navigation(visit: Visit, address: str) -> None:
    reader = Reader(visit(width=A4))
    reader.open(address)
    reader.draw()
    reader.unfold()

    reader.page.emulate_media(media="print")

    expect(reader.page.locator("h1")).to_be_visible()
    assert reader.page.locator(f":is({FOR_SCREENS}):visible").count() == 0
    for caption in reader.page.locator("figcaption").all():
        expect(caption).to_be_visible()
    assert reader.measure("cutOff") == []
    assert reader.measure("overlaps") == []


def test_printed_sources_tell_their_addresses(visit: Visit) -> None:
    page = visit(width=A4)
    page.emulate_media(media="print")
    page.goto("/states/KEN/TIP-PROTOCOL-01")

    source = page.locator("#evidence .source a").first
    written = source.evaluate("(link) => getComputedStyle(link, '::after').content")

    assert re.search(r"https?:|attr\(href\)", written)


def test_folded_records_are_opened_for_printing(visit: Visit) -> None:
    page = visit()
    page.goto("/states/KEN/TIP-PROTOCOL-01")
    before = page.evaluate(FOLDED)

    assert seen_while_printing(page, FOLDED) == 0
    assert page.evaluate(FOLDED) == before > 0


@pytest.mark.parametrize("chosen", ["light", "dark"])
def test_charts_are_drawn_anew_for_paper(visit: Visit, chosen: ColorScheme) -> None:
    reader = Reader(visit(color_scheme=chosen))
    reader.open("/states/KEN")
    reader.draw()
    on_screen = reader.page.evaluate(CHARTS)

    on_paper = seen_while_printing(reader.page, CHARTS)

    assert len(on_paper) == len(on_screen)
    assert max(chart["width"] for chart in on_paper) <= A4
    assert {chart["ink"] for chart in on_paper} == {"rgb(0, 0, 0)"}
    assert reader.page.evaluate(CHARTS) == on_screen


def seen_while_printing(page: Page, question: str) -> Any:
    """What a page answers once it has made itself ready to be printed."""
    page.evaluate(f"addEventListener('beforeprint', () => {{ window.answer = ({question})() }})")
    assert page.pdf(format="A4").startswith(b"%PDF")
    return page.evaluate("window.answer")

"""On paper: the argument with its figures and sources, without what only a screen can use."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.reader import Reader

A4 = 673  # CSS pixels between margins of 16 mm
ON_PAPER = ["/", "/states/KEN", "/states/KEN/TIP-PROTOCOL-01", "/commitments/TIP-PROTOCOL-01"]
FOR_SCREENS = ".masthead nav, .find, .reading form, .facets, .pager, .breadcrumb, button"


@pytest.fixture
def reader(visit: Visit) -> Reader:
    """A reader of paper in format A4."""
    page = visit(width=A4)
    page.emulate_media(media="print")
    return Reader(page)


@pytest.mark.parametrize("address", ON_PAPER)
def test_paper_keeps_figures_and_leaves_navigation(reader: Reader, address: str) -> None:
    reader.open(address)
    reader.draw()

    expect(reader.page.locator("h1")).to_be_visible()
    assert reader.page.locator(f":is({FOR_SCREENS}):visible").count() == 0
    for caption in reader.page.locator("figcaption").all():
        expect(caption).to_be_visible()
    assert reader.measure("sideways") == []
    assert reader.measure("cutOff") == []


def test_printed_sources_tell_their_addresses(reader: Reader) -> None:
    reader.open("/states/KEN/TIP-PROTOCOL-01")

    source = reader.page.locator("#evidence .source a").first
    written = source.evaluate("(link) => getComputedStyle(link, '::after').content")

    assert re.search(r"https?:|attr\(href\)", written)


def test_folded_tables_are_opened_for_printing(visit: Visit) -> None:
    page = visit()
    page.goto("/states/KEN/TIP-PROTOCOL-01")
    page.evaluate(
        """addEventListener("beforeprint", () => {
          window.folded = document.querySelectorAll("main details:not([open])").length;
        })"""
    )

    printed = page.pdf(format="A4")

    assert printed.startswith(b"%PDF")
    assert page.evaluate("window.folded") == 0
    assert page.locator("main details[open]").count() == 0

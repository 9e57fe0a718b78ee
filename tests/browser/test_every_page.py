"""What is promised of every public page, whatever it shows: quiet, named, reachable, never wider
than its window, in both colour schemes.
"""

from itertools import groupby

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from tests.browser.addresses import ADDRESSES, FOR_PROGRAMS, NOT_PAGES, PAGES, PLAIN
from tests.browser.reader import Reader
from tracker.web.core.audience import Audience, audience_of

wide = pytest.mark.parametrize("width", [1280], ids=["wide"])
phone = pytest.mark.parametrize("width", [390], ids=["phone"])
# Whom a page may be for, when it needs no account.
OPEN = (Audience.EVERYONE, Audience.GUESTS)
# What may differ between colour schemes and between widths; all else is the same document.
COLOURS = ("color-contrast", "link-in-text-block")
SIZES = ("target-size", "scrollable-region-focusable")


def test_every_public_route_is_looked_at(live_app: Flask) -> None:
    public = {
        rule.endpoint
        for rule in live_app.url_map.iter_rules()
        if audience_of(live_app, rule.endpoint) in OPEN and "GET" in rule.methods
    }

    seen = {name for name in public if name in PAGES or not name.startswith(FOR_PROGRAMS)}
    assert seen - NOT_PAGES == set(PAGES)


def test_no_two_pages_share_a_title(live_app: Flask) -> None:
    client = live_app.test_client()

    titles: dict[str, list[str]] = {}
    for address in PLAIN:
        page = BeautifulSoup(client.get(address).text, "html.parser")
        titles.setdefault(page.title.text if page.title else "", []).append(address)

    assert not [addresses for addresses in titles.values() if len(addresses) > 1]


@wide
@pytest.mark.parametrize("address", ADDRESSES)
def test_page_is_quiet_named_and_accessible(reader: Reader, address: str) -> None:
    """One visit, all that is asked of the wide page; walking comes first, on the page as loaded."""
    reader.open(address)
    if address in PLAIN:
        walk_without_trap(reader, address)
        reader.leave_focus()
    reader.draw()
    reader.unfold()

    assert reader.measure("unnamed") == []
    assert reader.measure("cutOff") == []
    assert reader.measure("squeezed") == []
    assert reader.measure("torn") == []
    assert reader.measure("misnamed") == []
    assert reader.axe() == []
    reader.page.emulate_media(color_scheme="dark")
    assert reader.axe(*COLOURS) == []


@phone
@pytest.mark.parametrize("address", ADDRESSES)
def test_page_fits_the_window_of_a_phone(reader: Reader, address: str) -> None:
    reader.open(address)
    reader.draw()
    reader.unfold()

    assert reader.measure("sideways") == []
    assert reader.measure("cutOff") == []
    assert reader.measure("squeezed") == []
    assert reader.measure("labelsTooLong") == []
    assert reader.measure("overlaps") == []
    assert reader.measure("torn") == []
    assert reader.axe(*COLOURS, *SIZES) == []
    reader.page.emulate_media(color_scheme="dark")
    assert reader.axe(*COLOURS) == []
    reader.page.set_viewport_size({"width": 320, "height": 640})
    assert reader.measure("sideways") == []


def walk_without_trap(reader: Reader, address: str) -> None:
    """Tab leads from the skip link through the page, each stop once, each visible and named."""
    stops = list(reader.walk())

    # A field of a date takes Tab for its day, month and year before it lets go.
    numbers = [number for number, _ in groupby(stop.number for stop in stops)]
    assert "Skip to the content" in stops[0].place
    # The page about the tracker is text alone.
    assert any(stop.in_content for stop in stops) or address == "/about"
    assert numbers == sorted(set(numbers)), "the focus came back to where it had been"
    assert [f"{stop.place}: {wrong}" for stop in stops for wrong in stop.wrong] == []


@wide
def test_skip_link_leads_to_the_content(reader: Reader) -> None:
    reader.open("/states")

    reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Tab")

    assert reader.page.locator("main :focus").count() == 1


@wide
@pytest.mark.parametrize(
    ("damage", "measure"),
    [
        ("document.querySelector('main').style.minWidth = '3000px'", "sideways"),
        ("document.querySelector('main').insertAdjacentHTML('beforeend', '<h1>x</h1>')", "unnamed"),
        ("document.querySelector('#find').labels[0].remove()", "unnamed"),
        ("Object.assign(document.querySelector('.lead').style, SMALL)", "cutOff"),
        ("document.querySelector('.lead').style.inlineSize = '20px'", "squeezed"),
        ("document.querySelector('.lead').style.marginBlockStart = '-60px'", "overlaps"),
        ("document.querySelector('main table').style.display = 'flex'", "torn"),
        ("document.querySelector('tbody tr').style.display = 'flex'", "torn"),
        ("document.querySelector('.lead').setAttribute('aria-label', 'x')", "misnamed"),
        ("document.querySelector('.lead').id = 'find'", "misnamed"),
        ("document.querySelector('.lead').style.transition = 'color 1s'", "moving"),
    ],
)
def test_measure_sees_a_damaged_page(reader: Reader, damage: str, measure: str) -> None:
    reader.open("/states")
    assert reader.measure(measure) == []

    reader.page.evaluate(f"SMALL = {{blockSize: '5px', overflow: 'hidden'}}; {damage}")

    assert reader.measure(measure) != []

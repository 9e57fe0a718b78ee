"""The header of every page: one line on a phone, a menu that needs no script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.reader import Reader
from tracker.web.core.navigation import GROUPS

HIGHEST = 72  # pixels of the header on a phone


@pytest.fixture(params=[390, 320])
def phone(visit: Visit, request: pytest.FixtureRequest) -> Page:
    """A phone whose browser runs no script."""
    return visit(width=request.param, java_script_enabled=False)


@pytest.mark.parametrize("address", ["/", "/states/KEN", "/about", "/sign-in"])
def test_header_leaves_the_phone_to_the_page(phone: Page, address: str) -> None:
    phone.goto(address)

    box = phone.locator(".masthead").bounding_box()

    assert box is not None
    assert box["height"] <= HIGHEST
    for part in (".name", ".to-search", ".menu summary"):
        target = phone.locator(f".masthead {part}").bounding_box()
        assert target is not None
        assert target["height"] >= 24, part


def test_menu_opens_without_a_script_and_shows_every_page(phone: Page) -> None:
    phone.goto("/explore")
    links = phone.locator(".masthead nav a")
    assert not links.first.is_visible()

    phone.locator(".menu summary").click()

    assert links.count() > len(GROUPS)
    for link in links.all():
        expect(link).to_be_visible()
    expect(phone.locator(".masthead .find input[name=q]")).to_be_visible()
    expect(phone.locator('.masthead a[href="/sign-in"]')).to_be_visible()


def test_open_menu_stays_within_the_window(visit: Visit) -> None:
    reader = Reader(visit(width=390))
    reader.open("/actions")

    reader.page.locator(".menu summary").click()

    assert reader.measure("sideways") == []
    assert reader.axe() == []

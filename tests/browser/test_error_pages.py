"""A wrong turn ends on a page like all others, which says what is wrong and leads on."""

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader, open_menu

pytestmark = pytest.mark.allows_console("Failed to load resource")

WRONG_TURNS = [
    pytest.param("/nothing-here", 404, id="no such page"),
    pytest.param("/states/XXX", 404, id="no such state"),
    pytest.param("/states/KEN/NONE-1", 404, id="no such commitment"),
    pytest.param("/states?region=mars", 400, id="no such region"),
    pytest.param("/?as_of=31.12.2013", 400, id="no such day"),
    pytest.param("/commitments?colour=green", 400, id="no such filter"),
]


@pytest.mark.parametrize(("address", "status"), WRONG_TURNS)
def test_error_page_looks_right_and_leads_on(reader: Reader, address: str, status: int) -> None:
    reader.open(address, expect=status)

    assert reader.measure("unnamed") == []
    assert reader.measure("sideways") == []
    assert reader.axe() == []
    ways = reader.page.locator("main ul.plain a")
    assert ways.count() >= 5
    open_menu(reader.page)
    banner = reader.page.get_by_role("banner")
    banner.get_by_role("link", name="States", exact=True).click()
    expect(reader.page.locator("h1")).to_have_text("States")


def test_refused_filter_is_named_and_dropped_by_a_link(reader: Reader) -> None:
    reader.open("/states?region=mars", expect=400)

    expect(reader.page.locator("main")).to_contain_text("region=mars")
    expect(reader.page.locator("main code", has_text="oceania")).to_be_visible()
    reader.page.get_by_role("link", name="Open this page without filters").click()
    expect(reader.page.locator("table.states tbody tr")).to_have_count(195)

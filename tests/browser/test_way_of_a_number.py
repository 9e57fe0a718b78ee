"""From a figure to the records behind it in two clicks, on the day that the reader looks at."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.reader import Reader

pytestmark = pytest.mark.parametrize("width", [1280], ids=["wide"])


def is_argument(page: Page) -> None:
    """Whether this is a cell with its records, their sources and the sum written out."""
    page.locator("#sum summary").click()
    record = page.locator("#evidence .records > li").first
    expect(record).to_contain_text("Counts with strength")
    expect(record.locator(".source a")).to_have_attribute("href", re.compile("^https?://"))
    expect(page.locator("#sum")).to_contain_text(re.compile(r"the gap is 1 − \d"))


def test_map_leads_by_a_state_to_a_cell(reader: Reader) -> None:
    reader.open("/")
    table = unfolded(reader, "map")

    table.get_by_role("link", name="Kenya").click()
    row_of(reader.page, "TIP-PROTOCOL-01").get_by_role("link").click()

    is_argument(reader.page)


def test_commitment_leads_by_its_states_to_a_cell(reader: Reader) -> None:
    reader.open("/charts/commitments-by-level")

    unfolded(reader, "commitments-by-level").locator("td a").first.click()
    reader.page.wait_for_url("**/commitments/*")
    reader.unfold()
    reader.page.locator("details.group").get_by_role("link", name="Kenya").click()

    is_argument(reader.page)


def unfolded(reader: Reader, name: str) -> Locator:
    """The table of a chart, opened where it is folded."""
    figure = reader.page.locator(f"figure#{name}")
    if not figure.locator("table").is_visible():
        figure.locator("details:not(.take) summary").click()
    return figure.locator("table")


def row_of(page: Page, reference: str) -> Locator:
    """The row of a commitment in the list of a state, found by its reference."""
    page.locator(".tabs").get_by_role("link", name="Commitments").click()
    page.locator("#facet-q").fill(reference)
    page.locator("form.facets").get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("#commitments$"))
    return page.locator("#commitments tr", has_text=reference).first


def test_status_of_a_row_is_the_status_of_its_cell(reader: Reader) -> None:
    reader.open("/states/KEN")
    row = row_of(reader.page, "TIP-PROTOCOL-01")
    status = row.locator("td[data-label=Status] .level span").last.inner_text()

    row.get_by_role("link").click()

    expect(reader.page.locator(".lead")).to_contain_text(f"“{status}”")


def test_reading_is_kept_along_the_way_and_dropped(reader: Reader) -> None:
    page = reader.page
    reader.open("/")
    today = page.locator(".first .lead").inner_text()

    page.get_by_text("Settings for this page").click()
    page.get_by_label("Situation on").fill("2013-12-31")
    page.locator(".reading").get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(r"/\?as_of=2013-12-31$"))
    expect(page.locator(".first .lead")).not_to_have_text(today)

    unfolded(reader, "map").get_by_role("link", name="Kenya").click()
    expect(page).to_have_url(re.compile(r"/states/KEN\?as_of=2013-12-31$"))
    row_of(page, "TIP-PROTOCOL-01").get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/states/KEN/TIP-PROTOCOL-01\?as_of=2013-12-31$"))
    expect(page.locator("#sum")).to_contain_text("31 Dec 2013")
    page.locator(".masthead .name").click()
    expect(page.locator(".reading strong")).to_contain_text("31 Dec 2013")

    page.get_by_role("link", name="Reset the settings").click()
    expect(page).to_have_url(re.compile(r"/$"))
    expect(page.locator(".first .lead")).to_have_text(today)


def test_filters_of_a_page_outlive_the_reading(reader: Reader) -> None:
    reader.open("/states?region=oceania&as_of=2013-12-31")

    reader.page.get_by_role("link", name="Reset the settings").click()

    expect(reader.page).to_have_url(re.compile(r"/states\?region=oceania$"))
    expect(reader.page.locator("table.states tbody tr")).to_have_count(14)

"""With scripts switched off everything still works by plain links and forms, and figures stand in
tables.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit


@pytest.fixture
def page(visit: Visit) -> Page:
    """A watched page of a visitor whose browser runs no scripts."""
    return visit(java_script_enabled=False)


def test_dashboard_shows_its_figures_in_tables(page: Page) -> None:
    page.goto("/")

    page.locator("#map details:not(.take) summary").click()

    kenya = page.locator("#map tbody tr", has_text="Kenya")
    expect(kenya).to_be_visible()
    expect(kenya).to_contain_text(re.compile(r"0\.\d\d"))
    for name in ("pillars", "movement", "silence"):
        assert page.locator(f"#{name} table tbody tr").count() > 1
    # Nothing announces a chart that cannot come.
    assert not page.get_by_text("The chart is being drawn").is_visible()
    assert page.locator(".plot:visible").count() == 0


def test_states_are_narrowed_and_found_by_form(page: Page) -> None:
    page.goto("/states")

    form = page.locator("form.facets")
    form.get_by_label("Region", exact=True).select_option(label="Oceania")
    form.get_by_role("button", name="Show").click()

    expect(page.locator("table.states tbody tr")).to_have_count(14)
    form.get_by_label("Name of a State").fill("Фиджи")
    form.get_by_role("button", name="Show").click()
    expect(page.locator("table.states tbody th")).to_have_text(["Fiji"])


def test_commitments_are_searched_and_narrowed_by_form(page: Page) -> None:
    page.goto("/commitments")
    everything = listed(page)

    page.locator("#facet-q").fill("victims")
    page.locator("#facet-pillar").select_option("protection")
    page.get_by_role("button", name="Show").click()

    assert 0 < listed(page) < everything
    rows = page.locator("ol.commitments > li")
    assert rows.count() > 0
    assert rows.filter(has_text="Protection").count() == rows.count()
    page.get_by_role("link", name="Remove all filters").click()
    assert listed(page) == everything


def listed(page: Page) -> int:
    """How many passages the list says that it has."""
    found = re.search(r"[\d,]+", page.locator("header.page-head .lead").inner_text())
    assert found
    return int(found[0].replace(",", ""))


def test_search_of_the_masthead_finds_commitments(page: Page) -> None:
    page.goto("/about")

    page.get_by_role("banner").get_by_role("searchbox").fill("GPA-2010-16")
    page.get_by_role("banner").get_by_role("button", name="Find").click()

    expect(page.locator('#content a[href="/commitments/GPA-2010-16"]')).to_be_visible()


def test_date_and_rules_are_changed_by_form(page: Page) -> None:
    page.goto("/")
    today = page.locator(".first .lead").inner_text()

    page.get_by_text("Settings for this page").click()
    page.get_by_label("Situation on").fill("2013-12-31")
    page.get_by_label("Other evidence", exact=True).check()
    page.locator(".reading").get_by_role("button", name="Show").click()

    expect(page.locator(".reading strong")).to_contain_text("31 Dec 2013")
    expect(page.locator(".reading")).to_contain_text("Other evidence")
    expect(page.locator(".first .lead")).not_to_have_text(today)


def test_states_are_compared_by_form(page: Page) -> None:
    page.goto("/compare")

    page.locator("#add").fill("Kenya, Philippines")
    page.get_by_role("button", name="Add", exact=True).click()

    table = page.locator("figure#compare > .scroll table")
    expect(table).to_contain_text("Kenya")
    expect(table).to_contain_text("Philippines")

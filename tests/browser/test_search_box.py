"""The search box with suggestions, by keyboard and pointer, and without a script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit


def typed(page: Page, text: str, box: str = "#find") -> None:
    """Type into a search box until suggestions are there."""
    page.locator(box).click()
    page.locator(box).press_sequentially(text)
    expect(page.locator("[role=listbox]:visible [role=option]").first).to_be_visible()


def test_keyboard_leads_to_the_commitments_of_a_state(visit: Visit) -> None:
    page = visit(width=1280, height=800)
    page.goto("/about")
    box = page.locator("#find")
    typed(page, "kenya non")

    expect(box).to_have_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert active is not None
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    assert page.evaluate("document.activeElement.id") == "find", "the box keeps the focus"
    page.keyboard.press("Enter")
    page.wait_for_url("**/states/KEN/commitments?theme=non-punishment")


def test_escape_closes_and_enter_searches_for_what_is_typed(visit: Visit) -> None:
    page = visit(width=1280, height=800)
    page.goto("/about")
    typed(page, "kenya")
    page.keyboard.press("Escape")

    expect(page.locator("[role=listbox]").first).to_be_hidden()
    assert page.locator("#find").input_value() == "kenya"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=kenya")


@pytest.mark.parametrize("width", [1280, 390])
def test_suggestion_is_chosen_by_pointer(visit: Visit, width: int) -> None:
    page = visit(width=width)
    page.goto("/search")
    typed(page, "ken", "#search-q")
    box = page.locator("[role=listbox]:visible").bounding_box()

    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.locator("[role=option]:visible", has_text="Kenya").first.click()
    page.wait_for_url("**/states/KEN")


def test_box_on_the_map_suggests_states(visit: Visit) -> None:
    page = visit(width=1280, height=800)
    page.goto("/")
    typed(page, "uga", "#choose-state")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/states/UGA")

"""The page of a state answers at the top and stays short, at a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader

SCREEN = 844  # pixels of a phone's window


@pytest.mark.parametrize(
    ("width", "most"), [(1280, 4_000), (390, 6 * SCREEN)], ids=["wide", "phone"]
)
def test_overview_of_a_state_stays_short(reader: Reader, most: int) -> None:
    reader.open("/states/KEN")
    reader.draw()

    height = reader.page.evaluate("document.documentElement.scrollHeight")

    assert height <= most


@pytest.mark.parametrize("width", [1280], ids=["wide"])
def test_first_screen_tells_progress_who_says_so_and_how_old_that_is(reader: Reader) -> None:
    reader.page.set_viewport_size({"width": 1280, "height": 800})
    reader.open("/states/KEN")

    for part in (".lead", ".overall", "#findings li", "table.glances tbody tr"):
        expect(reader.page.locator(part).first).to_be_in_viewport()

"""Pages in Arabic run from right to left as a whole: nothing is cut off, wider than the window or
misnamed, in both colour schemes. A sample, because every page in English is looked at elsewhere.
"""

import pytest

from tests.browser.reader import Reader

wide = pytest.mark.parametrize("width", [1280], ids=["wide"])
phone = pytest.mark.parametrize("width", [390], ids=["phone"])
SAMPLE = (
    "/ar/",
    "/ar/states/KEN",
    "/ar/states/KEN/GPA-2010-38",
    "/ar/compare?states=KEN,NGA",
    "/ar/explore",
    "/ar/sign-in",
)
COLOURS = ("color-contrast", "link-in-text-block")
SIDES = """() => [...document.querySelectorAll("main h1, main p, main th, main td")]
  .filter((each) => each.offsetParent && getComputedStyle(each).direction === "rtl")
  .filter((each) => ["left", "-webkit-left"].includes(getComputedStyle(each).textAlign))
  .map((each) => each.textContent.trim().slice(0, 60))"""


@wide
@pytest.mark.parametrize("address", SAMPLE)
def test_an_arabic_page_is_named_whole_and_accessible(reader: Reader, address: str) -> None:
    reader.open(address)
    reader.draw()
    reader.unfold()

    assert reader.page.evaluate("document.documentElement.dir") == "rtl"
    assert reader.page.evaluate(SIDES) == []
    assert reader.measure("unnamed") == []
    assert reader.measure("cutOff") == []
    assert reader.measure("squeezed") == []
    assert reader.measure("misnamed") == []
    assert reader.axe() == []
    reader.page.emulate_media(color_scheme="dark")
    assert reader.axe(*COLOURS) == []


@phone
@pytest.mark.parametrize("address", SAMPLE[:4])
def test_an_arabic_page_fits_the_window_of_a_phone(reader: Reader, address: str) -> None:
    reader.open(address)
    reader.draw()
    reader.unfold()

    assert reader.measure("sideways") == []
    assert reader.measure("cutOff") == []
    assert reader.measure("squeezed") == []
    assert reader.measure("overlaps") == []
    reader.page.set_viewport_size({"width": 320, "height": 640})
    assert reader.measure("sideways") == []

"""Readers with less motion, forced colours, larger letters or wider spacing lose nothing."""

import pytest

from tests.browser.conftest import Visit
from tests.browser.reader import Reader

SAMPLE = ["/", "/states/KEN", "/states/KEN/TIP-PROTOCOL-01", "/commitments", "/methodology"]
# WCAG 2.2, success criterion 1.4.12; a constructed sheet, since the page refuses style elements.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""


@pytest.mark.parametrize("address", SAMPLE)
def test_nothing_moves_for_who_wants_no_motion(visit: Visit, address: str) -> None:
    reader = Reader(visit(reduced_motion="reduce"))

    reader.open(address)
    reader.draw()

    assert reader.measure("moving") == []


@pytest.mark.parametrize("address", SAMPLE)
def test_page_is_whole_at_twice_the_size(visit: Visit, address: str) -> None:
    reader = Reader(visit(width=640, height=512, device_scale_factor=2))

    reader.open(address)
    reader.draw()

    assert reader.measure("sideways") == []
    assert reader.measure("cutOff") == []
    assert reader.measure("overlaps") == []


@pytest.mark.parametrize("address", SAMPLE)
def test_letters_alone_may_be_twice_as_large(visit: Visit, address: str) -> None:
    page = visit()
    sizes = {"standard": 32, "fixed": 26}
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": sizes})
    reader = Reader(page)

    reader.open(address)

    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 32
    assert reader.measure("sideways") == []
    assert reader.measure("cutOff") == []
    assert reader.measure("overlaps") == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("address", ["/states/KEN/TIP-PROTOCOL-01", "/states/KEN"])
def test_wider_spacing_of_text_overlaps_nothing(visit: Visit, width: int, address: str) -> None:
    reader = Reader(visit(width=width))
    reader.open(address)
    reader.unfold()

    reader.page.evaluate(SPACED)

    assert reader.measure("sideways") == []
    assert reader.measure("cutOff") == []
    assert reader.measure("overlaps") == []


@pytest.mark.parametrize("address", ["/", "/states/KEN", "/states/KEN/TIP-PROTOCOL-01"])
def test_forced_colours_keep_levels_apart(visit: Visit, address: str) -> None:
    reader = Reader(visit(forced_colors="active"))
    reader.open(address)

    swatches = reader.page.locator("main .level:not(.dated) .swatch:visible")
    looks = {
        swatch.locator("..").inner_text(): swatch.evaluate(
            "(one) => getComputedStyle(one).background + getComputedStyle(one).border"
        )
        for swatch in swatches.all()
    }

    assert len(set(looks.values())) == len(looks)
    assert all(words.strip() for words in looks)


def test_forced_colours_show_place_and_focus(visit: Visit) -> None:
    reader = Reader(visit(forced_colors="active"))
    reader.open("/states")

    stops = [stop for stop, _ in zip(reader.walk(), range(15), strict=False)]

    assert [f"{stop.place}: {wrong}" for stop in stops for wrong in stop.wrong] == []
    paper = reader.page.evaluate("getComputedStyle(document.body).backgroundColor")
    lines = {
        link.get_attribute("aria-current"): link.evaluate(
            "(one) => getComputedStyle(one).borderBlockEndColor"
        )
        for link in reader.page.locator(".masthead nav > ul > li > a").all()
    }
    assert lines[None] == paper != lines["page"], "only the present page is underlined"

"""What leaves the site with a chart: pictures that say where they are from, a frame that fits."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.reader import Reader

wide = pytest.mark.parametrize("width", [1280], ids=["wide"])


@wide
def test_pictures_carry_title_day_and_licence(reader: Reader) -> None:
    reader.open("/charts/state-pillars?state=KEN&as_of=2013-12-31")
    reader.draw()
    pictures = {}

    for kind in ("svg", "png"):
        with reader.page.expect_download() as coming:
            reader.page.locator(f"#take [data-picture={kind}]").click()
        assert coming.value.suggested_filename == f"state-pillars-2013-12-31.{kind}"
        pictures[kind] = coming.value.path().read_bytes()

    drawn = pictures["svg"].decode()
    for seen in ("Kenya: where does it stand", "31 Dec 2013", "CC BY 4.0", "methodology 2"):
        assert seen in drawn
    assert "main-svg" in drawn
    assert drawn.count("data:font/woff2") >= 1
    assert pictures["png"].startswith(b"\x89PNG")
    assert len(pictures["png"]) > 50_000, "a picture without letters or marks is smaller"
    expect(reader.page.locator("#chart-being-saved")).to_have_count(0)


def test_buttons_need_a_script_and_hide_without(visit: Visit) -> None:
    page = visit(java_script_enabled=False)

    page.goto("/charts/pillars")

    expect(page.locator("#take").get_by_text("CSV")).to_be_visible()
    expect(page.locator("[data-picture=png]")).to_be_hidden()
    expect(page.locator("#cite pre").first).to_be_visible()


@wide
def test_frame_tells_how_high_it_is(reader: Reader) -> None:
    # Without a frame around it the page tells itself.
    reader.open("/embed/pillars")
    reader.page.evaluate(
        "addEventListener('message', (event) => { window.heights = [...(window.heights ?? []),"
        " event.data.height]; }); document.querySelector('details').open = true"
    )

    # It tells its first height too, sooner or later; the last one is that of the open page.
    reader.page.wait_for_function(
        "window.heights && Math.abs(window.heights.at(-1) - document.body.scrollHeight) <= 2"
        " && document.querySelector('details').open"
    )


@wide
def test_chart_is_turned_round_for_who_reads_from_the_right(reader: Reader) -> None:
    reader.page.add_init_script(
        "new MutationObserver(() => document.documentElement.setAttribute('dir', 'rtl'))"
        ".observe(document, {childList: true})"
    )
    reader.open("/charts/known")
    (place,) = reader.draw()

    labels = place.locator(".yaxislayer-above text")
    box, edge = labels.first.bounding_box(), place.bounding_box()

    assert box is not None
    assert edge is not None
    assert re.match("Prevention", labels.first.text_content() or "")
    assert box["x"] > edge["x"] + edge["width"] / 2
    assert box["x"] + box["width"] <= edge["x"] + edge["width"] + 1

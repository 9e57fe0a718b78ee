"""Charts come after their tables, draw what the tables say, move nothing, and may fail."""

import pytest
from playwright.sync_api import Request, Route, expect

from tests.browser.addresses import WITH_CHARTS, WITHOUT_CHARTS
from tests.browser.conftest import Visit
from tests.browser.reader import Reader

MARKS = ".point, .points path, .choroplethlayer path, .lines path, .js-line"
LIBRARY = "**/static/plotly*.js"
FIGURES = "**/charts/*.json*"

wide = pytest.mark.parametrize("width", [1280], ids=["wide"])


@pytest.mark.parametrize("address", WITH_CHARTS)
def test_every_chart_of_a_page_shows_marks(reader: Reader, address: str) -> None:
    reader.open(address)

    places = reader.draw()

    assert places
    for place in places:
        assert place.locator(MARKS).count() > 0, place.get_attribute("data-chart")
    assert reader.page.locator(".modebar-btn, .logo, [data-title*='cloud' i]").count() == 0


@wide
def test_table_can_be_read_while_library_is_on_its_way(reader: Reader) -> None:
    waiting: list[Route] = []
    reader.page.route(LIBRARY, lambda route: waiting.append(route))
    with reader.page.expect_request(LIBRARY):
        reader.page.goto("/", wait_until="domcontentloaded")
        reader.page.locator("#pillars [data-chart]").scroll_into_view_if_needed()

    reader.page.locator("#pillars details:not(.take) summary").click()

    expect(reader.page.get_by_role("row", name="Prevention").first).to_be_visible()
    expect(reader.page.locator("#map svg a").first).to_be_visible()
    expect(reader.page.locator("#pillars [data-chart] svg")).to_have_count(0)
    waiting[0].continue_()
    expect(reader.page.locator("#pillars svg.main-svg").first).to_be_visible()


@wide
def test_library_comes_from_this_site_and_the_map_needs_none(reader: Reader, site: str) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    reader.page.on("request", note)
    reader.open("/")
    reader.draw()

    assert len([url for url in asked if url.startswith(f"{site}/static/plotly")]) == 1
    assert [url for url in asked if "topojson" in url] == [], "outlines are part of the page"
    assert [url for url in asked if not url.startswith((f"{site}/", "data:", "blob:"))] == []


@wide
@pytest.mark.parametrize("address", WITHOUT_CHARTS)
def test_page_without_charts_asks_for_no_library(reader: Reader, address: str) -> None:
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))

    reader.open(address)
    reader.page.wait_for_load_state("networkidle")

    assert [url for url in asked if "plotly" in url or "charts" in url] == []


@pytest.mark.parametrize(
    "address", ["/", "/states/KEN", "/commitments/TIP-PROTOCOL-01", "/explore"]
)
def test_nothing_moves_while_charts_are_drawn(reader: Reader, address: str) -> None:
    reader.open(address)

    reader.draw()

    assert reader.shifts() < 0.05


@wide
@pytest.mark.allows_console("Failed to load resource")
@pytest.mark.parametrize("lost", [FIGURES, LIBRARY])
def test_table_and_a_sentence_stand_in_for_a_lost_chart(reader: Reader, lost: str) -> None:
    reader.page.route(lost, lambda route: route.fulfill(status=500))

    reader.open("/states/KEN")

    chart = reader.page.locator("#state-movement")
    chart.scroll_into_view_if_needed()
    expect(chart.get_by_text("The chart could not be drawn.")).to_be_visible()
    expect(chart.get_by_role("row", name="Prevention")).to_be_visible()
    assert reader.axe() == []


def test_letters_of_charts_follow_the_colour_scheme(visit: Visit) -> None:
    reader = Reader(visit(color_scheme="light"))
    reader.open("/states/KEN")
    reader.draw()

    reader.page.emulate_media(color_scheme="dark")

    ink = reader.page.locator("h1").evaluate("(heading) => getComputedStyle(heading).color")
    expect(reader.page.locator("#state-movement svg text").first).to_have_css("fill", ink)

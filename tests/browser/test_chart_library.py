"""The chart bundle draws every kind of figure that pages use: a trace type that was left out of it
would draw nothing, and say nothing.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

STATIC = Path(__file__).parent.parent.parent / "build" / "static"
HOST = "http://charts.invalid"
STATES = ["KEN", "PHL", "BRA", "FRA", "IDN"]


@pytest.fixture
def sheet(browser: Browser) -> Iterator[Page]:
    """An empty page with the chart library, on a host that exists only in this browser."""
    manifest = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
    context = browser.new_context()

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(f"{HOST}/")
        if path:
            route.fulfill(path=STATIC / path)
        else:
            script = f'<script src="/{manifest["plotly.js"]}"></script>'
            route.fulfill(content_type="text/html", body=f"{script}<div id=chart></div>")

    context.route("**/*", answer)
    page = context.new_page()
    page.goto(f"{HOST}/")
    page.evaluate(f"shapes = '{HOST}/{manifest['topojson/']}'")
    yield page
    context.close()


@pytest.mark.parametrize(
    ("trace", "drawn", "at_least"),
    [
        pytest.param({"type": "scatter", "x": [1, 2], "y": [1, 2]}, ".point", 2, id="scatter"),
        pytest.param({"type": "bar", "x": [1, 2], "y": [1, 2]}, ".bars .point", 2, id="bar"),
        pytest.param({"type": "heatmap", "z": [[0, 1], [1, 0]]}, ".hm image", 1, id="heatmap"),
        pytest.param(
            {"type": "choropleth", "locations": STATES, "z": [0, 1, 2, 3, 4]},
            ".choroplethlayer path",
            5,
            id="choropleth",
        ),
        pytest.param(
            {"type": "scattergeo", "locations": STATES, "mode": "markers"},
            ".scattergeo .point",
            5,
            id="scattergeo",
        ),
    ],
)
def test_bundle_draws_each_kind_of_figure(
    sheet: Page, trace: dict[str, object], drawn: str, at_least: int
) -> None:
    sheet.evaluate("trace => Plotly.newPlot('chart', [trace], {}, {topojsonURL: shapes})", trace)

    assert sheet.locator(drawn).count() >= at_least

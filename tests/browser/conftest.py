"""A real Chromium on the seeded site, served by threads of this worker on a free port.

Every page is watched: an error in its console, a request to another host or a breach of its content
security policy fails the test, unless the test says beforehand that it provokes it.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.browser.reader import Reader
from tests.conftest import seed_template, serving, settings
from tests.databases import SQLiteFiles
from tools.browser import find_chromium

# Without these, Chromium calls home at every start, and as root it does not start at all.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A request to another host fails a test; should one slip through, it finds nobody there.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
ColorScheme = Literal["light", "dark"]
Visit = Callable[..., Page]
# Milliseconds; a machine that does much else answers later than the five seconds of Playwright.
expect.set_options(timeout=20_000)
HEIGHTS = {1280: 900, 390: 844}
REPORT_BREACHES = """
document.addEventListener("securitypolicyviolation", (event) =>
  policyBreach(`${event.violatedDirective} refused ${event.blockedURI || "inline"}`));
"""


@pytest.fixture(scope="session")
def live_app(
    run_folder: Path, worker_id: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """The seeded application behind `site`; what browser tests write stays within this worker.

    What a browser sees does not depend on the database: one kind is enough.
    """
    databases = SQLiteFiles(run_folder)
    name = f"live_{worker_id}"
    databases.copy(seed_template(databases, run_folder), name)
    with serving(settings(databases, name, tmp_path_factory.mktemp("live"))) as app:
        yield app


class _Quiet(WSGIRequestHandler):
    """Keeps connections open as the real server does, and writes no log."""

    protocol_version = "HTTP/1.1"

    def log(self, *_args: object) -> None:
        pass


@contextmanager
def listening(app: Flask) -> Iterator[str]:
    """Serve an application by threads of this worker; its address, without a slash at its end."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def site(live_app: Flask) -> Iterator[str]:
    """The address of the running site, without a slash at its end."""
    with listening(live_app) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, or the one that Playwright installed; none at all is an error."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=[1280, 390], ids=["wide", "phone"])
def width(request: pytest.FixtureRequest) -> int:
    """The width of the window, in CSS pixels; a test may choose one by parametrising it."""
    chosen: int = request.param
    return chosen


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> ColorScheme:
    """The colours that the reader prefers; only tests that ask for both run twice."""
    chosen: ColorScheme = request.param
    return chosen


@pytest.fixture
def visit(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Opens a watched page of a visitor who has never been here: `visit(width=390, **more)`.

    What `more` may be is what Playwright's `new_context` takes. A request to another host is seen
    without interception, which would switch off the browser's cache.
    """
    troubles: list[str] = []
    contexts: list[BrowserContext] = []

    def begin(*, width: int = 1280, height: int | None = None, **more: Any) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": height or HEIGHTS.get(width, 900)},
            **{"reduced_motion": "reduce", **more},
        )
        contexts.append(context)
        watch(context, site, troubles)
        return context.new_page()

    yield begin
    for context in contexts:
        context.close()
    allowed = [text for mark in request.node.iter_markers("allows_console") for text in mark.args]
    left = [trouble for trouble in troubles if not any(text in trouble for text in allowed)]
    assert not left, "the page was not quiet:\n" + "\n".join(left)


def watch(context: BrowserContext, site: str, troubles: list[str]) -> None:
    """Note whatever a page of this visitor should not do."""
    inside = (f"{site}/", "data:", "blob:")

    def left(asked: Request) -> None:
        if not asked.url.startswith(inside):
            troubles.append(f"asked another host for {asked.url}")

    context.expose_binding("policyBreach", lambda _source, text: troubles.append(text))
    context.add_init_script(REPORT_BREACHES)
    context.on("request", left)
    context.on("weberror", lambda failure: troubles.append(f"uncaught: {failure.error}"))
    context.on(
        "console",
        lambda message: message.type == "error" and troubles.append(f"console: {message.text}"),
    )


@pytest.fixture
def page(visit: Visit, width: int) -> Page:
    """A watched page in a window of this width: `page.goto("/states")`."""
    return visit(width=width)


@pytest.fixture
def reader(page: Page) -> Reader:
    """Someone who looks at such a page: `reader.open("/states")`."""
    return Reader(page)

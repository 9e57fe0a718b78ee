"""How soon a reader can read: bytes on the way, the first table, the first chart, what moves.

Each page is opened by a browser that has never been here, on the seed, as the real server sends it:
once as a desk has it, once as a telephone on a slow line with a slow processor. The server has
answered each page before: what a fresh process costs is in `tests/bench.py`.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import FLAGS  # noqa: E402 - found only from the root of the project
from tools.browser import find_chromium  # noqa: E402

TRIES = 3
COLUMNS = (
    *("page", "HTML + CSS", "fonts", "scripts", "chart library", "data"),
    *("first table", "first chart", "shifts"),
)
PAGES = {
    "Dashboard": "/",
    "A state": "/states/KEN",
    "A commitment": "/commitments/TIP-PROTOCOL-01",
    "Heatmap": "/explore",
}
MARKS = ".plot .point, .plot .choroplethlayer path, .plot .js-line, .window .spacer[style]"
# A table is there with its first row and something painted; a chart once its marks are. Charts come
# near by themselves, as a reader who looks for the first one would scroll.
WATCH = """
const seen = (window.seen = {moved: 0});
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) seen.moved += shift.value;
}).observe({type: "layout-shift", buffered: true});
function look() {
  const painted = performance.getEntriesByName("first-contentful-paint").length;
  if (painted && document.querySelector("main table tbody tr")) seen.table ??= performance.now();
  const place = document.querySelector("[data-chart], [data-cells]");
  if (place && !seen.near) {
    seen.near = true;
    place.scrollIntoView({block: "center"});
  }
  if (document.querySelector("MARKS")) seen.chart ??= performance.now();
  if (!seen.chart) requestAnimationFrame(look);
}
requestAnimationFrame(look);
""".replace("MARKS", MARKS)


@dataclass(frozen=True, slots=True)
class Profile:
    """A reader's device: None is what this machine gives."""

    name: str
    width: int
    height: int
    bytes_a_second: int | None = None
    delay: int = 0  # milliseconds there and back
    slower: int = 1  # times


DESK = Profile("Desk, 1280 px", 1280, 900)
PHONE = Profile(
    "Telephone, 390 px, 1.6 Mbit/s, 150 ms, processor 4 times slower", 390, 844, 200_000, 150, 4
)


@dataclass(frozen=True, slots=True)
class Seen:
    """One visit: milliseconds, kilobytes on the wire by sort, and the sum of all shifts."""

    table: float
    chart: float
    moved: float
    kilobytes: dict[str, float]


def sort_of(address: str, kind: str) -> str:
    """What a request is for, as the table tells it."""
    if "/static/plotly" in address or "topojson" in address:
        return "library"
    return {"Document": "html", "Stylesheet": "css", "Font": "fonts", "Script": "scripts"}.get(
        kind, "data"
    )


def visit(browser: Browser, site: str, address: str, profile: Profile) -> Seen:
    """Open a page for the first time and stay until its first chart is drawn."""
    context = browser.new_context(
        viewport={"width": profile.width, "height": profile.height}, reduced_motion="reduce"
    )
    context.add_init_script(WATCH)
    page = context.new_page()
    sent = _watched(context, page, profile)
    page.goto(f"{site}{address}")
    page.locator(MARKS).first.wait_for(state="attached", timeout=120_000)
    page.wait_for_load_state("networkidle")
    seen: dict[str, Any] = page.evaluate("window.seen")
    context.close()
    return Seen(seen["table"], seen["chart"], seen["moved"], {k: n / 1000 for k, n in sent.items()})


def _watched(context: BrowserContext, page: Page, profile: Profile) -> Counter[str]:
    """Bytes by sort, filled as they come; the line and the processor as the profile has them."""
    sent: Counter[str] = Counter()
    sorts: dict[str, str] = {}
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    if profile.bytes_a_second:
        line.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": profile.delay,
                "downloadThroughput": profile.bytes_a_second,
                "uploadThroughput": profile.bytes_a_second // 2,
            },
        )
        line.send("Emulation.setCPUThrottlingRate", {"rate": profile.slower})

    def begun(event: dict[str, Any]) -> None:
        sorts[event["requestId"]] = sort_of(event["request"]["url"], event.get("type", ""))

    def ended(event: dict[str, Any]) -> None:
        sent[sorts.get(event["requestId"], "data")] += int(event["encodedDataLength"])

    line.on("Network.requestWillBeSent", begun)
    line.on("Network.loadingFinished", ended)
    return sent


def rows(browser: Browser, site: str, profile: Profile) -> Iterator[str]:
    """The table of one profile, in Markdown."""
    yield f"{profile.name}:"
    yield ""
    yield f"| {' | '.join(COLUMNS)} |"
    yield f"|---{'|---:' * (len(COLUMNS) - 1)}|"
    for name, address in PAGES.items():
        tries = [visit(browser, site, address, profile) for _ in range(TRIES)]
        weighed = tries[-1].kilobytes

        def kilobytes(*sorts: str, of: dict[str, float] = weighed) -> str:
            return f"{sum(of.get(sort, 0) for sort in sorts):,.1f} kB"

        yield (
            f"| {name} `{address}` | {kilobytes('html', 'css')} | {kilobytes('fonts')} |"
            f" {kilobytes('scripts')} | {kilobytes('library')} | {kilobytes('data')} |"
            f" {median(one.table for one in tries):,.0f} ms |"
            f" {median(one.chart for one in tries):,.0f} ms |"
            f" {max(one.moved for one in tries):.3f} |"
        )
    yield ""


@contextmanager
def served() -> Iterator[str]:
    """The real server on the seed, in a folder that is thrown away, each page answered once."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as folder:
        settings = {**os.environ, "DATA_DIR": folder, "PORT": str(port)}
        settings.pop("DATABASE_URL", None)
        for command in (("db", "upgrade"), ("seed", "load", "seed_data")):
            program = [sys.executable, "-m", "flask", "--app", "wsgi", *command]
            subprocess.run(program, cwd=ROOT, env=settings, check=True, capture_output=True)
        gunicorn = [str(Path(sys.executable).with_name("gunicorn")), "--config", "gunicorn.conf.py"]
        server = subprocess.Popen([*gunicorn, "wsgi:app"], cwd=ROOT, env=settings)
        site = f"http://127.0.0.1:{port}"
        try:
            for address in PAGES.values():
                _answered(f"{site}{address}")
            yield site
        finally:
            server.terminate()
            server.wait()


def _answered(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address).read()  # noqa: S310 - our own server
        except urllib.error.URLError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"{address} does not answer")


def main() -> None:
    """Measure and print; or serve until interrupted, for tools of others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--serve", action="store_true", help="only serve, and say where")
    given = parser.parse_args()
    with served() as site:
        if given.serve:
            print(site, flush=True)
            sys.stdin.read()
            return
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
            for profile in (DESK, PHONE):
                for line in rows(browser, site, profile):
                    print(line, flush=True)
            browser.close()


if __name__ == "__main__":
    main()

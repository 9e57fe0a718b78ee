"""Finds Chromium for the browser tests, or installs it; they are never skipped in silence.

Set-up and the tests both ask here, so it may use the standard library alone.
"""

import os
import shutil
from pathlib import Path

from tools.steps import VENV, SetUpFailed, run, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
# Without these fonts the pages in Arabic and Chinese are rows of empty boxes.
DEBIAN = ("chromium", "fonts-noto-core", "fonts-noto-cjk")


def find_chromium() -> str | None:
    """The machine's own Chromium; None if there is none. The setting CHROMIUM names another."""
    if named := os.environ.get("CHROMIUM"):
        return named
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or (str(MAC) if MAC.exists() else None)


def chromium() -> None:
    """Make sure that the browser tests have a browser."""
    if find_chromium():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("Installing Chromium and fonts with apt-get")
        try:
            _from_debian()
        except SetUpFailed as failure:
            say(str(failure))
        else:
            return
    say("Installing Chromium with Playwright")
    run(
        *(VENV / "bin" / "playwright", "install", "chromium"),
        sorry="The browser tests need Chromium and none could be installed. Install one (Debian:"
        " apt-get install chromium) or name it: CHROMIUM=/path/to/chromium make test",
    )


def _from_debian() -> None:
    """Debian's package, which brings the system libraries that Playwright's own build lacks."""
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    sorry = "apt-get could not install Chromium."
    run("apt-get", "update", "-qq", sorry=sorry, settings=quiet)
    run(
        *("apt-get", "install", "-y", "-qq", "--no-install-recommends", *DEBIAN),
        sorry=sorry,
        settings=quiet,
    )

"""Proves that set-up works from nothing: a clone of the last commit, `make run`, and an answer.

Run as `.venv/bin/python -m tools.fresh [PYTHON ...]`. Without names it tries one Python of each
supported version that the machine has. What is not committed is not in the clone.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from tools.steps import ROOT, SetUpFailed, main_of, run, say

VERSIONS = ((3, 11), (3, 12), (3, 13), (3, 14))
LIMIT = 1200  # seconds until the site must answer; a slow registry takes most of it
ADDRESSES = ("/healthz", "/", "/states/KEN")
ASK_VERSION = "import sys; print(*sys.version_info[:2])"


def pythons() -> list[str]:
    """One Python of each supported version: those on the path, then those that pyenv keeps."""
    named = ["python3", *(f"python{major}.{minor}" for major, minor in VERSIONS)]
    candidates = [path for path in map(shutil.which, named) if path]
    candidates += sorted(map(str, Path.home().glob(".pyenv/versions/3.*/bin/python3")))
    found: dict[tuple[int, ...], str] = {}
    for candidate in candidates:
        version = _version(candidate)
        if version in VERSIONS:
            found.setdefault(version, candidate)
    return [found[version] for version in sorted(found)]


def _version(python: str) -> tuple[int, ...]:
    """The version of a Python; empty if it does not start."""
    done = subprocess.run(
        [python, "-c", ASK_VERSION], capture_output=True, text=True, check=False, cwd="/"
    )
    return tuple(map(int, done.stdout.split())) if not done.returncode else ()


def set_up_and_ask(python: str) -> float:
    """Set up in a new clone with this Python until the site answers; returns the seconds."""
    began = time.monotonic()
    scratch = Path(tempfile.mkdtemp(prefix="tracker-fresh-"))
    clone, log = scratch / "clone", scratch / "log"
    try:
        run("git", "clone", "--quiet", ROOT, clone, sorry="The project could not be cloned.")
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        # A setting of this machine would lead to another database, or to made-up data.
        drop = ("DATABASE_URL", "DATA_DIR", "VIRTUAL_ENV", "PYTHONPATH", "MAKEFLAGS", "MAKELEVEL")
        settings = {name: value for name, value in os.environ.items() if name not in drop}
        with log.open("w") as output:
            site = subprocess.Popen(
                ["make", "run", f"PYTHON={python}"],
                cwd=clone,
                env=settings | {"PORT": str(port)},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            _wait(site, f"http://127.0.0.1:{port}", log)
        finally:
            _stop(site)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return time.monotonic() - began


def _wait(site: "subprocess.Popen[bytes]", base: str, log: Path) -> None:
    """Ask until every address answers; what `make run` said is shown if it ends before."""
    deadline = time.monotonic() + LIMIT
    for address in ADDRESSES:
        while not _answers(base + address):
            if site.poll() is not None or time.monotonic() > deadline:
                say(log.read_text(encoding="utf-8", errors="replace")[-4000:])
                raise SetUpFailed(f"`make run` in a new clone did not answer at {address}.")
            time.sleep(0.5)


def _answers(address: str) -> bool:
    """Whether this address answers with a page; a wrong answer is an error of its own."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - our own http
            return bool(answer.status == 200)
    except urllib.error.HTTPError as error:
        raise SetUpFailed(f"{address} answered {error.code}.") from error
    except OSError:
        return False


def _stop(site: "subprocess.Popen[bytes]") -> None:
    """End the server and what it started."""
    if site.poll() is None:
        os.killpg(site.pid, signal.SIGTERM)
        try:
            site.wait(timeout=40)
        except subprocess.TimeoutExpired:
            os.killpg(site.pid, signal.SIGKILL)
            site.wait()


def main() -> None:
    """Try every Python that is named, or one of each supported version."""
    for python in sys.argv[1:] or pythons():
        version = ".".join(map(str, _version(python)))
        say(f"Setting up from nothing with Python {version} ({python})")
        say(f"  the site answered after {set_up_and_ask(python):.0f} s")


if __name__ == "__main__":
    main_of(main)

"""How many unchanged public pages a second the server answers, and how soon after a publication.

Each tree is served by its own gunicorn on its own copy of the seed in SQLite. Runs of the trees
take turns, so that other work on the machine slows both alike: compare the ratios. Needs `wrk`.

    .venv/bin/python tests/bench_cache.py --beside ../older-checkout
"""

import argparse
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("/", "/states/KEN")
VISITED, NEW = "/states/UGA", "/states/PHL"
CONNECTIONS = 20
# One public change of one record of Kenya, by a process of its own.
PUBLISH = """
from sqlalchemy import select
from tracker import create_app
from tracker.core.db import db, writing
from tracker.evidence.models import IndicatorValue
from tracker.registry.models import State
from tracker.review import publication
app = create_app()
with app.app_context(), writing():
    values = select(IndicatorValue).join(State, State.id == IndicatorValue.state_id)
    values = values.where(State.iso3 == "KEN", IndicatorValue.ended_at.is_(None))
    publication.withdraw(db.session.scalars(values).first(), reason="A measurement.")
    db.session.commit()
"""


def main() -> None:
    """Measure this tree and, if one is named, an older one beside it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--beside", type=Path, help="another checkout, measured in turns")
    parser.add_argument("--seconds", type=int, default=5, help="length of each run")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    trees = {"this": ROOT} | ({"beside": given.beside.resolve()} if given.beside else {})
    with tempfile.TemporaryDirectory() as folder:
        data = {name: seed(tree, Path(folder) / name) for name, tree in trees.items()}
        found: dict[tuple[str, str], list[float]] = {}
        for _round in range(given.rounds):
            for name, tree in trees.items():
                with serving(tree, data[name]) as port:
                    for what, figure in measure(tree, data[name], port, given.seconds):
                        found.setdefault((what, name), []).append(figure)
    report(found, list(trees))


def seed(tree: Path, data: Path) -> Path:
    """A folder with the seed in a database of this tree's own schema."""
    data.mkdir()
    for words in (["db", "upgrade"], ["seed", "load", "seed_data"], ["gap", "rebuild"]):
        flask = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
        subprocess.run(flask, cwd=tree, env=environment(data), check=True, capture_output=True)  # noqa: S603
    return data


def environment(data: Path, **more: str) -> dict[str, str]:
    """The settings of a server on this folder, and of nothing else."""
    return {"PATH": os.environ["PATH"], "DATA_DIR": str(data), **more}


@contextmanager
def serving(tree: Path, data: Path) -> Iterator[int]:
    """The real server of a tree on a free port; yields the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "gunicorn", "wsgi:app"]
    server = subprocess.Popen(  # noqa: S603
        words, cwd=tree, env=environment(data, PORT=str(port)), stdout=subprocess.DEVNULL
    )
    try:
        for _try in range(150):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.2)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def measure(tree: Path, data: Path, port: int, seconds: int) -> Iterator[tuple[str, float]]:
    """Requests a second of unchanged pages; milliseconds of the first page after a change."""
    for address in PAGES:
        first_page(port, address)
        yield f"requests a second of `{address}`", load(port, address, seconds)
    first_page(port, VISITED)
    first_page(port, VISITED)
    publish = [sys.executable, "-c", PUBLISH]
    subprocess.run(publish, cwd=tree, env=environment(data), check=True)  # noqa: S603
    yield f"milliseconds of `{VISITED}`, read before the change", first_page(port, VISITED)
    subprocess.run(publish, cwd=tree, env=environment(data), check=True)  # noqa: S603
    yield f"milliseconds of `{NEW}`, never read before", first_page(port, NEW)


def first_page(port: int, address: str) -> float:
    """Milliseconds to the whole answer, which must be a page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    began = time.perf_counter()
    connection.request("GET", address, headers={"Accept-Encoding": "gzip, br"})
    answer = connection.getresponse()
    answer.read()
    took = time.perf_counter() - began
    connection.close()
    if answer.status != http.HTTPStatus.OK:
        raise SystemExit(f"{address} answered {answer.status}")
    return took * 1000


def load(port: int, address: str, seconds: int) -> float:
    """Requests a second that wrk got answered over its connections; none may fail."""
    wrk = shutil.which("wrk")
    if wrk is None:
        raise SystemExit("Install wrk first, for example: apt install wrk")
    words = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-H", "Accept-Encoding: gzip, br"]
    words.append(f"http://127.0.0.1:{port}{address}")
    seen = subprocess.run(words, capture_output=True, text=True, check=True).stdout  # noqa: S603
    if "Non-2xx" in seen:
        raise SystemExit(seen)
    return float(re.findall(r"Requests/sec:\s+([0-9.]+)", seen)[0])


def report(found: dict[tuple[str, str], list[float]], trees: list[str]) -> None:
    """The table for docs/benchmarks.md: medians of the runs."""
    print(f"| {' | '.join(['what', *trees])} |")
    print(f"|---|{'---:|' * len(trees)}")
    for what in dict.fromkeys(what for what, _name in found):
        figures = [f"{median(found[what, name]):,.1f}" for name in trees]
        print(f"| {what} | {' | '.join(figures)} |")
    print(f"\nProcesses to run on average in the minute before: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()

"""How long large files take to be checked and written; run by hand, never by the tests.

Run: python tests/bench_imports.py [--kind indicator_values] [--rows 50000] [--database URL].
Makes the demonstration in a folder that is removed afterwards; with --database, which must be
empty, its records lie in that one. All states and records are invented.
"""

import argparse
import csv
import io
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
FIRST = date(1990, 1, 1)
held: list[float] = []


def main() -> None:
    """Make a demonstration, bring a file, and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--kind", choices=("indicator_values", "commitments"), default="indicator_values"
    )
    options.add_argument("--rows", type=int, default=50_000)
    options.add_argument("--database")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        if chosen.database:
            os.environ["DATABASE_URL"] = chosen.database
        measure(chosen.kind, chosen.rows)


def measure(kind: str, rows: int) -> None:
    """Print how long each step takes, by the thread that serves the pages."""
    from flask_migrate import upgrade

    from tracker import create_app
    from tracker.core.db import db

    app = create_app()
    with app.app_context():
        upgrade()
        app.test_cli_runner().invoke(args=["demo"], catch_exceptions=False)
        content = values(rows) if kind == "indicator_values" else commitments(rows)
        size = len(content) / 1024**2
        print(f"{rows:,} {kind} of {size:.1f} MB on {db.engine.dialect.name}")
        print(f"memory before: {memory()} MB\n")
        before = memory()
        timed(app)
        run = begun(app, kind, content)
        for step, task, again in (
            ("check", "plan", False),
            ("write", "write", False),
            ("check the same file again", "plan", True),
        ):
            if again:
                run = begun(app, kind, content, quiet=True)
            told = worked(app, run, task)
            print(f"| {step} | {told[0]:.1f} | {rows / told[0]:,.0f} | {memory() - before} |")
            print(f"  {told[1]}; memory is the most used so far, beyond what the site uses")
            print(f"  lock on writing held for {held[-1]:.1f} s")


def begun(app: Any, kind: str, content: bytes, *, quiet: bool = False) -> int:
    """Id of a run with the file, its columns matched."""
    from tests import people
    from tracker.core.db import db, writing
    from tracker.exchange.imports import runs
    from tracker.exchange.imports.importable_kinds import OFFERS
    from tracker.policy.predicates import Role

    db.session.rollback()
    with writing():
        actor = people.actor(people.holder(Role.ADMINISTRATOR))
        start = time.perf_counter()
        folder = Path(app.config["DATA_DIR"])
        run = runs.begin(
            actor, OFFERS[kind], None, name=f"{kind}.csv", content=content, data_dir=folder
        )
        looked = runs.look(actor, run, folder)
        runs.choose_columns(actor, run, looked.matching)
        number = run.id
        db.session.commit()
    if not quiet:
        took = time.perf_counter() - start
        print(f"| look at it: encoding, table, columns | {took:.1f} | | |")
    return number


def worked(app: Any, number: int, task: str) -> tuple[float, str]:
    """Seconds until the thread has done it, and what came of it."""
    from tracker.core.db import db, writing
    from tracker.exchange.imports import background
    from tracker.exchange.imports.models import ImportRun

    held.clear()
    with writing():
        run = db.session.get_one(ImportRun, number, populate_existing=True)
        run.task = task
        db.session.commit()
    start = time.perf_counter()
    background.wake(app)
    background.wait(app, 3600)
    took = time.perf_counter() - start
    db.session.rollback()
    run = db.session.get_one(ImportRun, number, populate_existing=True)
    told = f"{run.state} {run.counts} {run.failure or ''}"
    db.session.rollback()
    return took, told


def timed(app: Any) -> None:
    """Note how long each transaction that writes is open."""
    from tracker.exchange.imports.background import InBackground

    plain = InBackground.writing

    @contextmanager
    def writing(self: Any) -> Iterator[None]:
        start = time.perf_counter()
        with plain(self):
            yield
        held.append(time.perf_counter() - start)

    InBackground.writing = writing  # type: ignore[method-assign]


def values(rows: int) -> bytes:
    """Values of indicators of the invented states, a day apart."""
    from tracker.evidence import storage as evidence
    from tracker.registry import storage as registry_storage
    from tracker.storage.records import load_existing_drafts

    states = [key[0] for key in load_existing_drafts(registry_storage.STATES)]
    source = next(iter(load_existing_drafts(evidence.SOURCES)))[0]
    scales: dict[str, list[str]] = {}
    for indicator, value in load_existing_drafts(registry_storage.INDICATOR_LEVELS):
        scales.setdefault(indicator, []).append(value)
    names = sorted(scales)
    header = ("reference", "indicator", "state", "value", "effective_on", "source", "act", "note")
    made = []
    for number in range(rows):
        indicator = names[number % len(names)]
        scale = scales[indicator]
        state = states[number // len(names) % len(states)]
        day = FIRST + timedelta(days=number // (len(names) * len(states)))
        reference = f"BENCH-{number}"
        value = scale[number % len(scale)]
        made.append((reference, indicator, state, value, day.isoformat(), source, "", ""))
    return spelled(header, made)


def commitments(rows: int) -> bytes:
    """Commitments of the first invented instrument."""
    from tracker.registry import storage as registry_storage
    from tracker.storage.records import load_existing_drafts

    draft = next(iter(load_existing_drafts(registry_storage.COMMITMENTS).values()))
    cells = draft.cells()
    made = [
        [*({**cells, "reference": f"BENCH-{number}", "position": str(1000 + number)}).values()]
        for number in range(rows)
    ]
    return spelled(tuple(cells), made)


def spelled(header: tuple[str, ...], rows: list[Any]) -> bytes:
    """The rows as a file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def memory() -> int:
    """The most memory that the process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()

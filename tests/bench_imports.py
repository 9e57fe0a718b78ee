"""How long large files take to be checked and written; run by hand, never by the tests.

Run: python tests/bench_imports.py [--kind indicator_values] [--rows 50000] [--database URL].
With --table 10000 100000 it measures instead how long one value takes beside so many others.
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
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
FIRST = date(2005, 1, 1)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
SERIES = 10  # values of one indicator for one state
TRIES = 9
held: list[tuple[float, float]] = []  # seconds by the clock, and of the processor


def main() -> None:
    """Make a demonstration, bring a file, and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--kind", choices=("indicator_values", "commitments"), default="indicator_values"
    )
    options.add_argument("--rows", type=int, default=50_000)
    options.add_argument("--database")
    options.add_argument("--table", type=int, nargs="+", metavar="ROWS")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        if chosen.database:
            os.environ["DATABASE_URL"] = chosen.database
        if chosen.table:
            measure_one_value(sorted(chosen.table))
        else:
            measure(chosen.kind, chosen.rows)


def measure_one_value(sizes: list[int]) -> None:
    """Print what recording one value takes beside more and more others, in processor time.

    The series of a state and an indicator keep their length: there are more indicators.
    """
    from flask_migrate import upgrade

    from tracker import create_app
    from tracker.core.db import db, writing
    from tracker.gap import standing

    app = create_app()
    with app.app_context():
        upgrade()
        seed = str(Path(__file__).parents[1] / "seed_data")
        app.test_cli_runner().invoke(args=["seed", "load", seed], catch_exceptions=False)
        filled = 0
        print("| values beside it | one value, ms of user and system time |\n|---:|---:|")
        for size in sizes:
            filled = filled_up(filled, size)
            with writing():
                standing.rebuild()
                db.session.commit()
            taken = sorted(one_value(f"ONE-{size}-{number}", number) for number in range(TRIES))
            print(f"| {size:,} | {taken[TRIES // 2] * 1000:.1f} |", flush=True)


def filled_up(filled: int, size: int) -> int:
    """Put invented values beside those of the seed until there are so many; how many there are."""
    from sqlalchemy import insert, select

    from tracker.core.db import db
    from tracker.evidence.models import IndicatorValue, Source
    from tracker.registry.models import Commitment, Indicator, Measure, State

    states = list(db.session.scalars(select(State.id)))
    source = db.session.scalars(select(Source.id)).first()
    commitment = db.session.scalars(select(Commitment.id)).first()
    columns: dict[str, Any] = {"type": "process", "kind": "ordinal", "direction": "up"}
    while filled < size:
        code = f"BENCH-{filled}"
        indicator = Indicator(code=code, title=code, statement=code, **columns)
        db.session.add(indicator)
        db.session.flush()
        rows = [
            {
                "reference": f"{code}-{state}-{day}",
                "indicator_id": indicator.id,
                "state_id": state,
                "value": "3",
                "effective_on": FIRST + timedelta(days=day),
                "effective_precision": "day",
                "source_id": source,
                "published_at": LONG_AGO,
            }
            for state in states
            for day in range(SERIES)
        ][: size - filled]
        db.session.execute(insert(IndicatorValue.__table__), rows)
        filled += len(rows)
        if len(rows) < SERIES * len(states) or filled >= size:
            db.session.add(
                Measure(
                    indicator_id=indicator.id,
                    commitment_id=commitment,
                    reason="Measured and thrown away.",
                    published_at=LONG_AGO,
                )
            )
    db.session.commit()
    return filled


def one_value(reference: str, number: int) -> float:
    """User and system seconds of recording one value of the newest indicator, committed."""
    from sqlalchemy import select

    from tracker.accounts.actor import OPERATOR
    from tracker.core.clock import PartialDate
    from tracker.core.db import db, writing
    from tracker.evidence import service
    from tracker.evidence.drafts import IndicatorValueDraft
    from tracker.evidence.models import Source
    from tracker.registry.models import Indicator

    newest = select(Indicator.code).order_by(Indicator.id.desc()).limit(1)
    draft = IndicatorValueDraft(
        reference=reference,
        indicator=db.session.scalars(newest).one(),
        state="KEN",
        value="3",
        effective_on=PartialDate(date(2015, 1, 1) + timedelta(days=number), "day"),
        source=db.session.scalars(select(Source.code)).first() or "",
        act=None,
        note="Measured and thrown away.",
    )
    db.session.rollback()
    before = processor()
    with writing():
        service.record_indicator_values(OPERATOR, [draft])
        db.session.commit()
    return processor() - before


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
            took, spent, words = worked(app, run, task)
            print(
                f"| {step} | {took:.1f} | {spent:.1f} | {rows / spent:,.0f} | {memory() - before} |"
            )
            print(f"  {words}; memory is the most used so far, beyond what the site uses")
            print(
                "  lock on writing held for {:.2f} s, {:.2f} s of the processor".format(*held[-1])
            )
        if kind == "indicator_values":
            took, spent = raw()
            print(
                f"| the same rows into a table with the same indexes | {took:.1f} | {spent:.2f} |"
            )


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
        looked = runs.load_view(actor, run, folder)
        runs.choose_columns(actor, run, looked.matching)
        number = run.id
        db.session.commit()
    if not quiet:
        took = time.perf_counter() - start
        print(f"| look at it: encoding, table, columns | {took:.1f} | | |")
    return number


def worked(app: Any, number: int, task: str) -> tuple[float, float, str]:
    """Seconds until the thread has done it, its user and system time, and what came of it."""
    from tracker.core.db import db, writing
    from tracker.exchange.imports import background
    from tracker.exchange.imports.models import ImportRun

    held.clear()
    with writing():
        run = db.session.get_one(ImportRun, number, populate_existing=True)
        run.task = task
        db.session.commit()
    start, spent = time.perf_counter(), processor()
    background.wake(app)
    background.wait(app, 3600)
    took, spent = time.perf_counter() - start, processor() - spent
    db.session.rollback()
    run = db.session.get_one(ImportRun, number, populate_existing=True)
    seen = f"{run.state} {run.counts} {run.failure or ''}"
    db.session.rollback()
    return took, spent, seen


def raw() -> tuple[float, float]:
    """Seconds, and of these the processor's, of storing what was imported by the driver alone."""
    from sqlalchemy import Column, Index, MetaData, Table, select

    from tracker.core import bulk
    from tracker.core.db import db, writing
    from tracker.evidence.models import IndicatorValue

    stored: Any = IndicatorValue.__table__
    names = tuple(each.name for each in stored.columns if each.name != "id")
    query = select(*(stored.c[name] for name in names)).where(stored.c.reference.like("BENCH-%"))
    rows = [tuple(row) for row in db.session.execute(query)]
    table = Table(
        "raw_value",
        MetaData(),
        *(Column(each.name, each.type, primary_key=each.primary_key) for each in stored.columns),
    )
    for number, index in enumerate(stored.indexes):
        Index(f"raw_{number}", *(table.c[each.name] for each in index.columns))
    Index("raw_reference", table.c.reference, unique=True)
    db.session.rollback()
    with writing():
        table.create(db.session.connection())
        start, spent = time.perf_counter(), processor()
        bulk.insert(bulk.encode(table, names, rows))
        db.session.commit()
        return time.perf_counter() - start, processor() - spent


def processor() -> float:
    """User and system seconds of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def timed(app: Any) -> None:
    """Note how long each transaction that writes is open."""
    from tracker.exchange.imports.background import InBackground

    plain = InBackground.writing

    @contextmanager
    def writing(self: Any) -> Iterator[None]:
        with plain(self):
            # Entered, the lock is waited for with the first statement.
            start, spent = time.perf_counter(), processor()
            yield
            held.append((time.perf_counter() - start, processor() - spent))

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

"""How long the whole data set takes to export, and that a million rows cost no memory.

Run: python tests/bench_exchange.py [--rows 1000000] [--seed] [--traced]. The rows are indicator
values of invented states in a database of its own, in a folder that is removed afterwards. With
--seed it measures the real seed instead; --traced counts what Python allocates, and takes longer.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
STATES, INDICATORS, TOGETHER = 190, 10, 10_000
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def main() -> None:
    """Fill a database, export it in both forms and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--seed", action="store_true")
    options.add_argument("--traced", action="store_true")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        os.environ.pop("DATABASE_URL", None)
        from flask_migrate import upgrade

        from tracker import create_app

        app = create_app()
        with app.app_context():
            upgrade()
            if chosen.seed:
                app.test_cli_runner().invoke(args=["seed", "load", "seed_data"])
            else:
                fill(chosen.rows)
            measure(Path(folder), traced=chosen.traced)


def fill(number: int) -> None:
    """That many indicator values, each of a day of its own."""
    from sqlalchemy import insert

    from tests import factories as make
    from tracker.core.db import db
    from tracker.evidence.models import IndicatorValue
    from tracker.gap import standing

    make.commitment("PLAN-01")
    states = [
        make.state(f"X{chr(65 + n // 26)}{chr(65 + n % 26)}", f"Land {n}").id for n in range(STATES)
    ]
    source = make.source().id
    indicators = [make.indicator(f"IND-{n}").id for n in range(INDICATORS)]
    standing.rebuild()
    db.session.commit()

    def rows() -> Iterator[dict[str, Any]]:
        for n in range(number):
            yield {
                "reference": f"V-{n}",
                "indicator_id": indicators[n % INDICATORS],
                "state_id": states[n // INDICATORS % STATES],
                "value": "3",
                "effective_on": date(1950, 1, 1) + timedelta(days=n // (INDICATORS * STATES)),
                "effective_precision": "day",
                "source_id": source,
                "note": "A value that was invented to be counted, with a note of usual length.",
                "published_at": LONG_AGO,
            }

    some: list[dict[str, Any]] = []
    for row in rows():
        some.append(row)
        if len(some) == TOGETHER:
            db.session.execute(insert(IndicatorValue), some)
            some.clear()
    if some:
        db.session.execute(insert(IndicatorValue), some)
    db.session.commit()
    db.session.expunge_all()


def measure(folder: Path, *, traced: bool) -> None:
    """Print seconds, rows a second, sizes and the most memory."""
    from tracker.exchange.downloads.catalogue import download
    from tracker.exchange.downloads.csv_stream import csv_stream
    from tracker.exchange.downloads.selection import Selection
    from tracker.exchange.package import builder
    from tracker.gap.snapshot import load_snapshot
    from tracker.gap.standing import default_params

    reading = default_params()
    load_snapshot(reading)  # kept by a site that runs; it does not grow with the values
    before = resident()
    if traced:
        tracemalloc.start()
    print("| what | rows | seconds | rows a second | size |")
    print("|---|---:|---:|---:|---:|")

    file = download("indicator_values")
    begun, size = time.perf_counter(), 0
    for piece in csv_stream(file.header, file.rows(Selection(reading))):
        size += len(piece)
    report("indicator_values.csv", file.count(Selection(reading)), begun, size)

    database, package = folder / "out.sqlite", folder / "out.zip"
    builder.one_moment()
    begun = time.perf_counter()
    made, tables = builder.make_database(database, reading)
    number = sum(table.rows for table in tables)
    report("database file", number, begun, database.stat().st_size)
    begun = time.perf_counter()
    builder.make_package(package, database, made, tables)
    report("data package of it", number, begun, package.stat().st_size)
    if traced:
        print(f"\nmost that Python allocated at once: {tracemalloc.get_traced_memory()[1]:,} B")
    print(f"\nresident before {before} MB, most {resident()} MB")


def report(what: str, rows: int, begun: float, size: int) -> None:
    """A line of the table."""
    seconds = time.perf_counter() - begun
    print(
        f"| {what} | {rows:,} | {seconds:.1f} | {rows / seconds:,.0f} | {size / 1e6:.1f} MB |",
        flush=True,
    )


def resident() -> int:
    """The most memory that the process held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()

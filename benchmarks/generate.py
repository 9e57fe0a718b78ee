"""Fills a database with any number of invented records, the same ones for the same seed.

    python -m benchmarks.generate --entries 100000 build/100k.sqlite
    python -m benchmarks.generate --entries 100000 postgresql://localhost/bench

The tables must be empty, or not there: then they are made and the seed is loaded first. The States
are invented, and the database has the mark of a demonstration. It is for measurements only. On
PostgreSQL the role must be allowed to write without checks (a superuser).
"""

import argparse
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random
from time import monotonic

from sqlalchemy import inspect

from benchmarks import world
from benchmarks.actions import Actions
from benchmarks.buffer import Buffer
from benchmarks.bulk import Writer, writer
from benchmarks.chain import Chain
from benchmarks.reports import LAST_MOMENT, Reports
from tracker import create_app
from tracker.audit import trail
from tracker.core.db import db
from tracker.gap import standing
from tracker.search import indexing

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Read the command line and fill the database."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("database", help="path of a SQLite file, or address of a database")
    options.add_argument("--entries", type=int, default=10_000, help="published entries of reports")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    generate(chosen.database, chosen.entries, chosen.seed)


def generate(database: str, entries: int, seed: int = 1) -> None:
    """Fill a database with so many published entries and half as many public actions."""
    url = database if "://" in database else f"sqlite:///{Path(database).resolve()}"
    os.environ["DATABASE_URL"] = url
    began = monotonic()
    app = create_app()
    with app.app_context():
        if not inspect(db.engine).has_table("state"):
            _flask("db", "upgrade")
            _flask("seed", "load", "seed_data")
        with closing(writer(db.engine)) as to:
            fill(to, entries, seed)
        standing.rebuild()
        db.session.commit()
        indexing.rebuild(db.session.commit)
        db.session.commit()
    print(f"{entries:,} entries, {entries // 2:,} actions in {monotonic() - began:.0f} s")


def fill(to: Writer, entries: int, seed: int) -> None:
    """Add the records; refuses a database that has reports or actions."""
    if to.execute("SELECT count(*) FROM report").fetchone()[0]:
        raise SystemExit("This database has reports already. Choose an empty one.")
    random, buffer = Random(seed), Buffer(to)  # noqa: S311 - invented records, no secrets
    world.rename_states(to)
    places = world.build(to, buffer, random)
    chain = Chain(buffer, *_head(to))
    reports = Reports(buffer, chain, places, random).write(entries)
    Actions(buffer, chain, places, random).write(entries // 2)
    buffer.flush()
    _finish(to, chain, reports + entries // 2)
    to.commit()


def _head(to: Writer) -> tuple[int, str]:
    """Number and hash of the last event; before the first one the head has no row."""
    found = to.execute("SELECT sequence, hash FROM audit_head").fetchone()
    if found is None:
        to.execute(
            "INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, :hash)", hash=trail.GENESIS
        )
    return tuple(found or (0, trail.GENESIS))


def _finish(to: Writer, chain: Chain, changes: int) -> None:
    """Set the head of the trail, the revisions of all parts and the mark of a demonstration."""
    to.execute(
        "UPDATE audit_head SET sequence = :sequence, hash = :hash",
        sequence=chain.sequence,
        hash=chain.head,
    )
    moment = to.moment(LAST_MOMENT)
    to.execute(
        "UPDATE public_revision SET number = number + :changes, changed_at = :at,"
        " demonstration = :yes",
        changes=changes,
        at=moment,
        yes=True,
    )
    to.execute(
        "INSERT INTO part_revision (part, number, changed_at)"
        " SELECT 'state:' || id, (SELECT number FROM public_revision), :at FROM state",
        at=moment,
    )


def _flask(*command: str) -> None:
    """Run a command of the application; stop with its words if it fails."""
    program = [sys.executable, "-m", "flask", "--app", "wsgi", *command]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)


if __name__ == "__main__":
    main()

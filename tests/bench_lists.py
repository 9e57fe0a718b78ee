"""How long public lists take beside many records; run by hand, never by the tests.

Run: python tests/bench_lists.py [--actions 100000] [--reports 3000] [--database URL] [--files]
[--collector 20000]. Makes a database of invented records in a folder that is removed afterwards.
Each page is made anew for a reader with a cookie; times are user and system milliseconds, the
median of five. With --files it measures files of all records and long pages of the API instead.
--collector is the number of new objects after which Python looks for cycles (gunicorn.conf.py).
"""

import argparse
import gc
import os
import resource
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
STATES, COMMITMENTS, ORGANISATIONS = 20, 30, 100
FIRST_DAY = date(2012, 1, 1)
LONG_AGO = datetime(2021, 1, 1, tzinfo=UTC)
TRIES = 5
AT_ONCE = 5_000
FILES = (
    "/data/actions.csv",
    "/data/action_commitments.csv",
    "/data/report_entries.csv",
    "/api/v1/actions?limit=500",
    "/api/v1/report-entries?limit=500",
)


def main() -> None:
    """Fill a database and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--actions", type=int, default=100_000)
    options.add_argument("--reports", type=int, default=3_000)
    options.add_argument("--database")
    options.add_argument("--files", action="store_true")
    options.add_argument("--collector", type=int, default=20_000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        if chosen.database:
            os.environ["DATABASE_URL"] = chosen.database
        measure(chosen.actions, chosen.reports, FILES if chosen.files else (), chosen.collector)


def measure(actions: int, reports: int, files: tuple[str, ...], collector: int) -> None:
    """Print what each page takes, or each file."""
    from flask_migrate import upgrade

    from tracker import create_app
    from tracker.core.db import db
    from tracker.gap import standing
    from tracker.review import publication

    app = create_app()
    with app.app_context():
        upgrade()
        addresses = fill(actions, reports)
        publication.registry_changed()
        standing.rebuild()
        db.session.commit()
        print(f"{actions:,} actions, {reports:,} reports on {db.engine.dialect.name}\n")
    print("| page | ms |\n|---|---:|")
    gc.collect()
    gc.freeze()
    gc.set_threshold(collector, 20, 20)
    client = app.test_client()
    client.set_cookie("x", "1")
    for address in files or addresses:
        taken = sorted(spent(client, address) for _try in range(TRIES))
        print(f"| `{address}` | {taken[TRIES // 2] * 1000:.0f} |", flush=True)


def spent(client: Any, address: str) -> float:
    """User and system seconds of one answer."""
    from tracker.api.core import responses

    responses._PAGES.discard(lambda _key: True)
    before = processor()
    answer = client.get(address)
    answer.get_data()
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    return processor() - before


def processor() -> float:
    """User and system seconds of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def fill(actions: int, reports: int) -> list[str]:
    """Put the records in; returns the addresses of the pages that show them."""
    from tests import factories as make
    from tracker.core.db import db

    plan = make.instrument("PLAN")
    commitments = [
        make.commitment(f"PLAN-{number:02}", of=plan) for number in range(1, COMMITMENTS + 1)
    ]
    states = [make.state(f"X{first}{last}") for first in "AB" for last in "ABCDEFGHIJ"]
    organisations = [make.organisation(f"Watchers {number}") for number in range(ORGANISATIONS)]
    action = make.action(states[0], commitments[0], level=2, by=organisations[0])
    report = make.report(states[0], commitments[0], level=2)
    db.session.commit()
    ids = [[one.id for one in each] for each in (states, commitments, organisations)]
    more_actions(action, actions, *ids)
    more_reports(report, reports, ids[0], ids[1])
    db.session.commit()
    return [
        "/actions",
        "/actions?page=100",
        "/actions?commitment=PLAN-07",
        "/actions?state=XAB",
        f"/organisations/{organisations[7].public_id}",
        f"/actions/{action.reference}",
        "/reports",
        "/reports?page=20",
        "/activity",
        "/api/v1/actions?limit=100",
    ]


def more_actions(
    first: Any, number: int, states: list[int], commitments: list[int], organisations: list[int]
) -> None:
    """As many as asked, each on one commitment and with one source."""
    from tracker.evidence.models import Action, ActionCommitment, Citation

    like, bearing, source = (
        row_of(each) for each in (first, first.bearings[0], first.citations[0])
    )
    rows = (
        like
        | {
            "id": first.id + place,
            "reference": f"ACT-M{place:07}",
            "state_id": states[place % len(states)],
            "organisation_id": organisations[place * 7 % len(organisations)],
            "effective_on": FIRST_DAY + timedelta(days=place % 4000),
            "published_at": LONG_AGO + timedelta(minutes=place),
        }
        for place in range(1, number + 1)
    )
    insert(Action, rows)
    beside = range(1, number + 1)
    bearings = (
        bearing
        | {
            "action_id": first.id + place,
            "commitment_id": commitments[place * 11 % len(commitments)],
        }
        for place in beside
    )
    insert(ActionCommitment, bearings)
    insert(Citation, (source | {"action_id": first.id + place} for place in beside))


def more_reports(first: Any, number: int, states: list[int], commitments: list[int]) -> None:
    """As many as asked, each with an entry on every commitment."""
    from tracker.reporting.models import Report, ReportEntry

    like, entry = row_of(first), row_of(first.entries[0])
    rows = (
        like
        | {
            "id": first.id + place,
            "reference": f"REP-M{place:06}",
            "state_id": states[place % len(states)],
            "period_end": FIRST_DAY + timedelta(days=place),
            "published_at": LONG_AGO + timedelta(minutes=place),
        }
        for place in range(1, number + 1)
    )
    insert(Report, rows)
    entries = (
        entry | {"report_id": first.id + place, "commitment_id": commitment}
        for place in range(1, number + 1)
        for commitment in commitments
    )
    insert(ReportEntry, entries)


def row_of(record: Any) -> dict[str, Any]:
    """The columns of a record, without its id where the database gives one."""
    columns = record.__table__.columns
    return {column.name: getattr(record, column.name) for column in columns if column.name != "id"}


def insert(model: Any, rows: Iterator[dict[str, Any]]) -> None:
    """Insert rows, some thousands at a time."""
    from itertools import islice

    from sqlalchemy import insert as into

    from tracker.core.db import db

    while some := list(islice(rows, AT_ONCE)):
        db.session.execute(into(model.__table__), some)


if __name__ == "__main__":
    main()

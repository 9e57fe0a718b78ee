"""How long saving one entry of a report takes as its writer types; run by hand, never by the tests.

Run: python tests/bench_autosave.py [--commitments 235] [--database URL] [--profile].
Makes a database of invented records in a folder that is removed afterwards. All commitments are
answered; then one entry is saved again and again, as a script does. Times are user and system
milliseconds of the whole request with its sign-in, audit event and commit.
"""

import argparse
import cProfile
import json
import os
import pstats
import resource
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
TRIES = 41
TOKENS: dict[str, str] = {}  # one serves all forms of a session
JSON = {"Accept": "application/json"}
LONG_AGO = datetime(2021, 1, 1, tzinfo=UTC)


def main() -> None:
    """Fill a database and print what one save takes."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--commitments", type=int, default=235)
    options.add_argument("--database")
    options.add_argument("--profile", action="store_true")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        if chosen.database:
            os.environ["DATABASE_URL"] = chosen.database
        measure(chosen.commitments, profile=chosen.profile)


def measure(commitments: int, *, profile: bool) -> None:
    """Print the median of many saves."""
    from flask_migrate import upgrade
    from sqlalchemy import event

    from tests import people
    from tracker import create_app
    from tracker.gap import standing

    try:
        from tracker.core.db import db
        from tracker.policy.predicates import Role
    except ImportError:  # an earlier checkout
        from tracker.db import db  # type: ignore[import-not-found,no-redef]
        from tracker.policy.predicates import Role
    from tracker.review import publication

    app = create_app()
    with app.app_context():
        upgrade()
        report = fill(commitments)
        standing.rebuild()
        publication.registry_changed()
        focal = people.holder(Role.FOCAL_POINT, state="XAA")
        db.session.commit()
        browser = people.Browser(app.test_client()).enter(focal)
        db.session.remove()
    versions = {
        f"/workspace/reports/{report}/PLAN-{number}": 0 for number in range(1, commitments + 1)
    }
    for address in versions:
        versions[address] = saved(browser.client, address, 0, "Begun.")
    address = f"/workspace/reports/{report}/PLAN-7"
    statements: list[str] = []
    with app.app_context():
        event.listen(
            db.engine, "before_cursor_execute", lambda _c, _k, text, *_more: statements.append(text)
        )
        dialect = db.engine.dialect.name
    taken = []
    for number in range(TRIES):
        statements.clear()
        before = processor()
        versions[address] = saved(browser.client, address, versions[address], f"Text {number}.")
        taken.append(processor() - before)
    print(f"{commitments} answered commitments on {dialect}")
    print(f"one save: {sorted(taken)[TRIES // 2] * 1000:.1f} ms, {len(statements)} statements")
    if profile:
        print("\n\n".join(" ".join(each.split())[:200] for each in statements))
        profiler = cProfile.Profile()
        profiler.enable()
        for number in range(TRIES):
            versions[address] = saved(browser.client, address, versions[address], f"More {number}.")
        profiler.disable()
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(90)


def saved(client: Any, address: str, version: int, text: str) -> int:
    """The version of the entry after a save."""
    from tests.people import form_token

    if not TOKENS:
        TOKENS["form"] = form_token(client.get(address).text)
    form = {"choice": "2", "measures_taken": text, "survivors": "not_stated", "version": version}
    form["csrf_token"] = TOKENS["form"]
    answer = client.post(address, data=form, headers=JSON)
    if answer.status_code != 200:
        raise RuntimeError(f"{answer.status} {answer.text[:300]}")
    return int(json.loads(answer.text)["version"])


def fill(commitments: int) -> str:
    """A report of an invented state about a plan with so many commitments; its reference."""
    from tests import factories as make
    from tracker.reporting.models import Report

    plan = make.instrument("PLAN")
    for number in range(1, commitments + 1):
        make.commitment(f"PLAN-{number}", of=plan, published_at=LONG_AGO)
    state = make.state("XAA")
    make.saved(
        Report(
            reference="R-XAA-BENCH",
            state_id=state.id,
            status="draft",
            version=1,
            title="An invented report",
            period_start=date(2021, 1, 1),
            period_end=date(2024, 12, 31),
            survivors="not_stated",
        )
    )
    return "R-XAA-BENCH"


def processor() -> float:
    """User and system seconds of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()

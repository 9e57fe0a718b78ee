"""What first answers cost beside many records: another day, a change; run by hand only.

Run: DATABASE_URL=sqlite:///COPY DATA_DIR=FOLDER python tests/bench_past.py [--state XAB].
The database is changed: records of another State are withdrawn. The page cache is off. Times are
user and system milliseconds of the first answer; memory is that of the process after it.
"""

import argparse
import os
import resource
import sys
import time
from pathlib import Path

# The checkout that is measured is the one from which this is called.
sys.path.insert(0, str(Path.cwd()))
KILO = 1024


def main() -> None:
    """Print a table of first answers."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--state", default="KEN")
    options.add_argument("--other", default="UGA", help="the State whose records change")
    options.add_argument("--day", default="2015-06-30")
    chosen = options.parse_args()
    os.environ["PAGE_CACHE_MB"] = "0"
    from tracker import create_app

    app = create_app()
    client = app.test_client()
    client.set_cookie("x", "1")
    print("| first answer | ms | MiB |\n|---|---:|---:|")
    first(client, "/")
    first(client, f"/states/{chosen.other}")
    withdraw_one(app, chosen.other)
    first(client, f"/states/{chosen.state}", after="a change of another State")
    first(client, f"/states/{chosen.state}/card.pdf")
    first(client, f"/states/{chosen.state}?as_of={chosen.day}")
    withdraw_one(app, chosen.other)
    first(client, "/", after="a change")
    first(client, f"/?as_of={chosen.day}")
    first(client, f"/?known_by={chosen.day}&as_of={chosen.day}")


def first(client: object, address: str, *, after: str = "") -> None:
    """Measure one answer."""
    before = processor()
    answer = client.get(address)  # type: ignore[attr-defined]
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    taken = (processor() - before) * 1000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KILO
    seen = f"`{address}`{' after ' + after if after else ''}"
    print(f"| {seen} | {taken:,.0f} | {peak:,} |", flush=True)


def processor() -> float:
    """User and system seconds of this process so far."""
    return time.process_time()


def withdraw_one(app: object, iso3: str) -> None:
    """One public change of one record of a State."""
    from sqlalchemy import select

    from tracker.core.db import db, writing
    from tracker.evidence.models import IndicatorValue
    from tracker.registry.models import State
    from tracker.review import publication

    values = (
        select(IndicatorValue)
        .join(State, State.id == IndicatorValue.state_id)
        .where(State.iso3 == iso3, IndicatorValue.ended_at.is_(None))
    )
    with app.app_context(), writing():  # type: ignore[attr-defined]
        publication.withdraw(db.session.scalars(values).first(), reason="A measurement.")
        db.session.commit()


if __name__ == "__main__":
    main()

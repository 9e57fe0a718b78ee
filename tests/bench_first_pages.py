"""How long the first page after a public change takes; run by hand, never by the tests.

Run: python tests/bench_first_pages.py FOLDER, where FOLDER is the DATA_DIR of a seeded site. A copy
of its database is measured: before each page a value of Kenya is withdrawn. Times are milliseconds
of the processor, medians over nine States (over three for pages of all States).
"""

import argparse
import gc
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
COMMITMENT = "TIP-PROTOCOL-01"
READ_BEFORE = ("/", "/states/KEN", "/states/FRA", f"/commitments/{COMMITMENT}")
NEVER_READ = ("PHL", "BRA", "PER", "THA", "NGA", "IND", "MEX", "ITA", "SWE")
NEW_OBJECTS = 20_000  # before Python looks for cycles, as in gunicorn.conf.py
OF_ALL_STATES = 3  # times that their pages are made anew; they take longest


def main() -> None:
    """Copy the site and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path, metavar="FOLDER")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(chosen.folder, folder, dirs_exist_ok=True)
        os.environ["DATA_DIR"] = folder
        measure()


def measure() -> None:
    """Print what each kind of page takes."""
    from tracker import create_app

    app = create_app()
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, 20, 20)
    client = app.test_client()
    for address in READ_BEFORE:
        milliseconds(client, address)
    taken: dict[str, list[float]] = defaultdict(list)
    for number, iso3 in enumerate(NEVER_READ):
        pages = {
            "a State that was read before": "/states/FRA",
            "a State that was never read": f"/states/{iso3}",
            "a commitment of such a State": f"/states/{iso3}/{COMMITMENT}",
        }
        if number < OF_ALL_STATES:
            pages |= {"a commitment": f"/commitments/{COMMITMENT}", "the dashboard": "/"}
        for what, address in pages.items():
            withdraw_a_value(app)
            taken[what].append(milliseconds(client, address))
    print("| first page after a change | ms |\n|---|---:|")
    for what, times in taken.items():
        print(f"| {what} | {statistics.median(times):,.1f} |")


def withdraw_a_value(app: Any) -> None:
    """One public change of the records of Kenya."""
    from sqlalchemy import select

    from tracker.core.db import db, writing
    from tracker.evidence.models import IndicatorValue
    from tracker.registry.models import State
    from tracker.review import publication

    with app.app_context(), writing():
        of_kenya = select(IndicatorValue).join(State, State.id == IndicatorValue.state_id)
        current = of_kenya.where(State.iso3 == "KEN", IndicatorValue.ended_at.is_(None))
        publication.withdraw(db.session.scalars(current).first(), reason="A measurement.")
        db.session.commit()


def milliseconds(client: Any, address: str) -> float:
    """Processor time of one whole answer."""
    before = time.process_time()
    answer = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    answer.get_data()
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    return (time.process_time() - before) * 1000


if __name__ == "__main__":
    main()

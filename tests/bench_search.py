"""How long the search takes over many invented actions; run by hand, never by the tests.

Run: python tests/bench_search.py [--actions 20000] [--answers 10000] [--database URL]. Writes a
database of its own into a folder that is removed afterwards; with --database, which must be empty,
into that one.
"""

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
_TEXT = """
victims shelter law adopted court convicted labour inspectors training police budget survivors
consulted compensation fund prosecution trafficking children migrants hotline committee plan report
identification referral border training judges prosecutors assistance residence permit employers
recruitment fees supply chains awareness campaign schools statistics national rapporteur statute
"""
WORDS = _TEXT.split()
ASKED = (
    "victims",
    "victim compensation",
    '"residence permit"',
    "examplia prosecutors",
    "64/293",
    "trafiking",
    "xylophone",
    "law court police budget training plan report",
)


def main() -> None:
    """Fill a database and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--actions", type=int, default=20_000)
    options.add_argument("--answers", type=int, default=10_000)
    options.add_argument("--database")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        if chosen.database:
            os.environ["DATABASE_URL"] = chosen.database
        measure(chosen.actions, chosen.answers)


def measure(number: int, answers: int) -> None:
    """Print how long indexing and each search take."""
    from flask_migrate import upgrade

    from tests import factories as make
    from tracker import create_app
    from tracker.core import clock
    from tracker.core.db import db
    from tracker.review import publication
    from tracker.search import indexing
    from tracker.search.results import SearchFilter, search

    app = create_app()
    with app.app_context():
        upgrade()
        fill(number)
        report(answers)
        print(f"{number:,} invented actions, {answers:,} answers of reports", end="")
        print(f" on {db.engine.dialect.name}\n")
        print("| work | ms |\n|---|---:|")
        print_time("rebuild the index", lambda: indexing.rebuild(db.session.commit))
        db.session.commit()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        today = clock.today()
        asked = SearchFilter("victims", today, today)
        print_time("the first search of a process, without its page", lambda: search(asked))
        used = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
        more = make.commitment("PLAN-02", of=make.instrument("MORE"))
        act = make.action(make.state("XZZ"), more, level=1, title="One more act")
        print_time("announce one more action", lambda: publication.touch_public(act))
        db.session.commit()
        client = app.test_client()
        for asked in ASKED:
            print_time(f"page for `{asked}`", lambda asked=asked: page(client, asked), times=5)
        print(f"\nThe first search took {used} MB.")


def fill(number: int) -> None:
    """Twenty states and as many actions as asked, all published."""
    from tests import factories as make
    from tracker.core.db import db

    chance = random.Random(7)  # noqa: S311 - it invents texts, it guards nothing
    plan = make.instrument("PLAN", symbol="A/RES/64/293")
    passage = ids(make.commitment("PLAN-01", of=plan))
    codes = [f"X{first}{last}" for first in "AB" for last in "ABCDEFGHIJ"]
    states = [ids(make.state(code, f"Examplia {code}")) for code in codes]
    by = ids(make.organisation("Circle of invented watchers"))
    for place in range(number):
        make.action(
            chance.choice(states),
            passage,
            level=2,
            by=by,
            title=" ".join(chance.choices(WORDS, k=8)),
            account=" ".join(chance.choices(WORDS, k=60)) + f" case{place % 5000}",
            effective_on=date(2015, 1, 1) + timedelta(days=place % 3600),
        )
        if place % 2000 == 0:
            db.session.commit()
            db.session.expunge_all()


def report(answers: int) -> None:
    """As many answers of fifty words, a hundred in each report of a state of its own."""
    from tests import factories as make
    from tracker.core.db import db

    chance = random.Random(8)  # noqa: S311 - it invents texts, it guards nothing
    plan = make.instrument("ASKS")
    passages = [ids(make.commitment(f"ASKS-{place:03}", of=plan)) for place in range(100)]
    for place in range(answers // 100):
        first, last = divmod(place, 26)
        state = make.state(f"Y{chr(65 + first)}{chr(65 + last)}", f"Reportia {place}")
        sent = make.report(state, passages[0], level=2)
        for passage in passages[1:]:
            make.entry(sent, passage, level=2, measures_taken=" ".join(chance.choices(WORDS, k=50)))
        db.session.commit()
        db.session.expunge_all()


def ids(row: Any) -> Any:
    """What an action needs of a row once its session has let it go."""
    return SimpleNamespace(id=row.id)


def page(client: Any, asked: str) -> None:
    """One page of results, made anew."""
    answer = client.get("/search", query_string={"q": asked})
    assert answer.status_code == 200


def print_time(what: str, work: Callable[[], Any], times: int = 1) -> None:
    """Print the fastest of some runs."""
    taken = []
    for _time in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    print(f"| {what} | {min(taken) * 1000:,.0f} |")


if __name__ == "__main__":
    main()

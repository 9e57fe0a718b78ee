"""What thousands of recommendations to single states cost the other pages: before, and after.

On the seed in a database of its own that is thrown away: generated rows about real states must
be seen by nobody. `.venv/bin/python tests/bench_recommendations.py --rows 10000`.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from flask import Flask

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
PAGES = (
    "/",
    "/commitments",
    "/commitments/GPA-2010-38",
    "/states/KEN",
    "/states/KEN?recommendations=1",
    "/explore",
    "/search?q=training",
    "/data",
    "/recommendations",
    "/recommendations?state=KEN",
    "/recommendations?q=protect+victims",
)
WARM = 8
_TEXT = "strengthen measures against trafficking identify protect victims train officials judges"
WORDS = _TEXT.split()
ISSUES = ("Trafficking", "Rights of the child", "Women; Migrants", "An issue of no list")
POSITIONS = ("Supported", "Noted", "Supported/Noted", "")


def generated(rows: int, states: list[str]) -> list[dict[str, str]]:
    """Rows as a file of the Universal Periodic Review has them, the same at each run."""
    return [
        {
            "mechanism": "UPR",
            "session": str(20 + number // len(states) % 20),
            "date": "2016-05",
            "state": states[number % len(states)],
            "number": f"{100 + number // len(states)}.{number % 9}",
            "wording": " ".join(WORDS[number * place % len(WORDS)] for place in range(1, 26)),
            "issues": ISSUES[number % len(ISSUES)],
            "position": POSITIONS[number // 7 % len(POSITIONS)],
        }
        for number in range(rows)
    ]


def measured(app: Flask) -> dict[str, float]:
    """Milliseconds to each page once kept, the fastest of several, and to a rebuild."""
    from tracker.gap import standing

    client, found = app.test_client(), {}
    for page in PAGES:
        tries = []
        for _ in range(WARM + 1):
            started = perf_counter()
            client.get(page, buffered=True)
            tries.append(perf_counter() - started)
        found[page] = min(tries) * 1000
    with app.app_context():
        started = perf_counter()
        standing.rebuild()
        found["gap rebuild"] = (perf_counter() - started) * 1000
    return found


def main() -> None:
    """Seed, measure, bring, measure again, and print both beside each other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "SECRET_KEY": "of a bench"}
        from tracker import create_app
        from tracker.accounts.actor import OPERATOR
        from tracker.core.db import db, writing
        from tracker.gap import repository
        from tracker.registry.recommendation_drafts import RecommendationDraft
        from tracker.registry.recommendation_service import put_recommendations

        app = create_app()
        for command in (["db", "upgrade"], ["seed", "load", str(ROOT / "seed_data")]):
            app.test_cli_runner().invoke(args=command, catch_exceptions=False)
        before = measured(app)
        with app.app_context(), writing():
            cells = generated(rows, list(repository.states().values()))
            started = perf_counter()
            drafts = [RecommendationDraft.parse(row) for row in cells]
            put_recommendations(OPERATOR, drafts)
            db.session.commit()
            print(f"{rows} recommendations brought in {perf_counter() - started:.1f} s")
        after = measured(app)
    for name, earlier in before.items():
        print(f"{name:40} {earlier:8.1f} {after[name]:8.1f} ms")


if __name__ == "__main__":
    main()

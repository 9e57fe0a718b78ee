"""Which tests `make test` runs on SQLite alone, and how that list is made.

The list holds tests whose statements other tests issue on PostgreSQL too. A test that is not in it
runs on both databases, so a new test does. Tests of what may differ although the statements are the
same (transactions, sorting, days, simultaneous writes) are never in it.

    make test ARGS="--lean --record-statements=build/statements"
    .venv/bin/python -m tests.lean build/statements
"""

import re
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests import statements
from tests.statements import Seen

HERE = Path(__file__).parent
LIST = HERE / "sqlite_only.txt"
SERVERS = HERE / "machines"  # starts many servers and takes a minute: make test-all runs it
# Parts of the path or the name of tests that run on both, whatever they issue.
BOTH = re.compile(
    r"audit|migration|simultan|at_once|outbox|import|package|search|api/test_lists|publi|known_by"
    r"|as_of|past|over_years|order|sort|busy|crash|lock|race|twice|concurr|isolation|erasing|redact"
    r"|withheld|retry|again|safety|transaction|conflict|unique"
)
RECORDS = HERE.parent / "build" / "statements"
# What caches hold, and the clock, decide in part which test issues a statement. A few are therefore
# only named; more than these fail the run.
MOST_MISSED = 15
FIXTURES = ""  # in place of a test
TIMES = 2  # tests on PostgreSQL for a statement, since caches decide in part which test issues it
WHAT_TO_DO = (
    "Tests in tests/sqlite_only.txt issue these statements and no test on PostgreSQL does. This"
    " takes the cheapest such tests out of that file:\n"
    "    .venv/bin/python -m tests.lean --mend build/statements"
)
HEAD = "# Tests that `make test` runs on SQLite alone; made and explained by tests/lean.py.\n"


def name_of(item: pytest.Item) -> str:
    """A test without its parameters: web/test_lists.py::test_list_is_sorted."""
    path = item.path.relative_to(HERE) if item.path.is_relative_to(HERE) else item.path
    return f"{path}::{getattr(item, 'originalname', item.name)}"


def _bare(name: str) -> str:
    return name.rpartition("::")[2]


def sqlite_only() -> frozenset[str]:
    """The names of the functions; the path is for readers, since files move."""
    lines = LIST.read_text(encoding="utf-8").splitlines() if LIST.exists() else []
    return frozenset(_bare(line) for line in lines if line and not line.startswith("#"))


_SQLITE_ONLY = sqlite_only()


def on_sqlite_only(name: str) -> bool:
    """Whether a test runs on SQLite alone."""
    return _bare(name) in _SQLITE_ONLY


def is_left_out(item: pytest.Item) -> bool:
    """Whether this is the PostgreSQL half of a test that needs none, or a test of whole servers."""
    if item.path.is_relative_to(SERVERS):
        return True
    callspec = getattr(item, "callspec", None)
    return (
        callspec is not None
        and callspec.params.get("databases") == "postgresql"
        and on_sqlite_only(name_of(item))
    )


def chosen(issued: Mapping[str, set[str]], seconds: dict[str, float]) -> set[str]:
    """Of the tests of each statement those that issue all of them, the cheapest first.

    Those of BOTH are among them. A statement that two tests issue or more is issued by two of them.
    """
    by_test: dict[str, set[str]] = defaultdict(set)
    for key, tests in issued.items():
        for test in tests - {FIXTURES}:
            by_test[test].add(key)
    kept = {test for test in by_test if BOTH.search(test)}
    wanted = {key: min(TIMES, len(tests - {FIXTURES})) for key, tests in issued.items()}
    for test in kept:
        for key in by_test[test]:
            wanted[key] -= 1
    left = {key for key, times in wanted.items() if times > 0}
    while left:
        best = max(
            sorted(set(by_test) - kept),
            key=lambda test: len(by_test[test] & left) / (0.3 + seconds.get(test, 0.0)),
        )
        kept.add(best)
        for key in by_test[best]:
            wanted[key] -= 1
        left = {key for key in left if wanted[key] > 0}
    return kept


def mended(names: list[str], seen: Seen, seconds: dict[str, float]) -> list[str]:
    """The list without the tests that issue what PostgreSQL lacked in this run."""
    lost = {
        key: {test for test in tests if _bare(test) in set(map(_bare, names))}
        for key, tests in seen["sqlite"].items()
        if key not in seen["postgresql"]
    }
    needed = set(map(_bare, chosen(lost, seconds)))
    return [name for name in names if _bare(name) not in needed]


def extended(names: list[str], seen: Seen, seconds: dict[str, float]) -> list[str]:
    """The list with the tests that PostgreSQL did not need in this run, as others issue the same.

    A test of the list that ran on PostgreSQL too, as it does in a whole run, is decided anew.
    """
    on_postgresql = {test for tests in seen["postgresql"].values() for test in tests} - {FIXTURES}
    kept = chosen(seen["postgresql"], seconds)
    # A name that two files share stands for both tests, so it is left out only if both may be.
    needed = {_bare(test) for test in kept}
    found = (set(names) - on_postgresql) | (on_postgresql - kept)
    return sorted(test for test in found if _bare(test) not in needed)


def main() -> None:
    """Write the list from the records of a run; `--mend` only takes tests out of it."""
    seen, _texts, seconds = statements.read(Path(sys.argv[-1]).glob("statements-*.json"))
    lines = LIST.read_text(encoding="utf-8").splitlines() if LIST.exists() else []
    change = mended if "--mend" in sys.argv else extended
    names = change([line for line in lines if line and line[0] != "#"], seen, seconds)
    LIST.write_text(HEAD + "\n".join(names) + "\n", encoding="utf-8")
    print(f"{len(names)} tests run on SQLite alone.")


if __name__ == "__main__":
    main()

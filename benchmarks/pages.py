"""How long lists and pages take beside few and many records, before and after a change.

    python -m benchmarks.pages 10k.sqlite 1m.sqlite
    python -m benchmarks.pages 10k.sqlite 1m.sqlite --before CHECKOUT old10k.sqlite old1m.sqlite

The databases come from ``benchmarks.generate``, the small one first, with the tables of the
checkout that reads them. Times are milliseconds of processor time of answers that are made anew by
a process that has answered before. ``--write FILE`` puts the table into a document.
"""

import argparse
import json
import os
import platform
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEADING = "## Lists and pages beside a million records"
Times = Mapping[str, tuple[float, float, int]]
FIXED = {
    "Actions": "/actions",
    "Actions on one commitment": "/actions?commitment=GPA-2010-38",
    "Actions of one State": "/actions?state=XAB",
    "One organisation": "/organisations/bench-007",
    "Reports": "/reports",
    "Latest updates": "/activity",
    "Latest updates, as a feed": "/activity.atom",
    "Who has reported": "/reporting",
    "Decisions": "/decisions",
    "A State": "/states/XAB",
    "Records of a State": "/states/XAB/records",
    "API: 100 actions": "/api/v1/actions?limit=100",
    "API: 100 actions of a State": "/api/v1/actions?limit=100&state=XAB",
    # The cursor names the first of June 2015.
    "API: 100 actions, deep": "/api/v1/actions?limit=100&after=WyIyMDE1LTA2LTAxIiwiQS1BIl0",
    "API: 100 entries of reports": "/api/v1/report-entries?limit=100",
    "API: 10 reports": "/api/v1/reports?limit=10",
}
PUBLIC = "published_at IS NOT NULL AND ended_at IS NULL"


def main() -> None:
    """Read the command line and print, or write, the table."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("databases", nargs=2, type=Path)
    options.add_argument("--before", nargs=3, type=Path, metavar=("CHECKOUT", "SMALL", "LARGE"))
    options.add_argument("--write", type=Path, help="document that has, or gets, the section")
    chosen = options.parse_args()
    now = [measure(ROOT, database) for database in chosen.databases]
    before = (
        [measure(chosen.before[0], database) for database in chosen.before[1:]]
        if chosen.before
        else None
    )
    made = "\n".join(table(now, before))
    print(made)
    if chosen.write:
        chosen.write.write_text(renewed(chosen.write.read_text("utf-8"), made), "utf-8")


def addresses(database: Path) -> dict[str, str]:
    """The pages that are asked for; some depend on what the database holds."""
    with sqlite3.connect(database.resolve()) as connection:
        action = _one(
            connection,
            f"SELECT reference FROM action WHERE {PUBLIC} AND name_withheld = 0"  # noqa: S608
            " ORDER BY effective_on DESC LIMIT 1 OFFSET 100",
        )
        report = _one(connection, f"SELECT reference FROM report WHERE {PUBLIC} LIMIT 1 OFFSET 100")  # noqa: S608
        actions = _one(connection, f"SELECT count(*) FROM action WHERE {PUBLIC}")  # noqa: S608
        reports = _one(connection, f"SELECT count(*) FROM report WHERE {PUBLIC}")  # noqa: S608
    return FIXED | {
        "One action": f"/actions/{action}",
        "One report": f"/reports/{report}",
        "Actions, last page": f"/actions?page={-(-int(actions) // 50)}",
        "Actions, page in the middle": f"/actions?page={int(actions) // 100}",
        "Reports, last page": f"/reports?page={-(-int(reports) // 50)}",
        "Decisions, page 50": "/decisions?page=50",
    }


def _one(connection: sqlite3.Connection, query: str) -> str:
    return str(connection.execute(query).fetchone()[0])


def measure(checkout: Path, database: Path) -> Times:
    """What a process of a checkout takes for each page beside a database."""
    settings = os.environ | {"DATABASE_URL": f"sqlite:///{database.resolve()}"}
    done = subprocess.run(  # noqa: S603 - this file's own program
        [sys.executable, str(ROOT / "benchmarks" / "answers.py")],
        cwd=checkout,
        env=settings,
        input=json.dumps(addresses(database)),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    found: Times = json.loads(done.stdout.splitlines()[-1])
    return found


def table(now: Sequence[Times], before: Sequence[Times] | None) -> Iterator[str]:
    """The lines of the table, in Markdown."""
    names = ("before, small", "before, large", "growth") if before else ()
    heads = ("page", *names, "small", "large", "growth", "first answer, large")
    yield f"Python {platform.python_version()}, {os.cpu_count()} processors, SQLite."
    yield ""
    yield f"| {' | '.join(heads)} |"
    yield f"|---|{'---:|' * (len(heads) - 1)}"
    for name in now[0]:
        cells = [name]
        for times in filter(None, (before, now)):
            small, large = times[0][name][1], times[1][name][1]
            cells += [f"{small:,.0f}", f"{large:,.0f}", f"{large / small:.2f}"]
        cells.append(f"{now[1][name][0]:,.0f}")
        yield f"| {' | '.join(cells)} |"


def renewed(document: str, made: str) -> str:
    """The document with the table behind its heading in place of the one before."""
    begin = document.find(HEADING)
    if begin < 0:
        return f"{document.rstrip()}\n\n{HEADING}\n\n{made}\n"
    text_end = document.find("\nPython ", begin)
    end = document.find("\n## ", begin + 1)
    tail = document[end:] if end > 0 else ""
    head = document[: text_end + 1] if 0 < text_end < (end if end > 0 else len(document)) else ""
    return f"{head or document[:end].rstrip() + chr(10) * 2}{made}\n{tail}"


if __name__ == "__main__":
    main()

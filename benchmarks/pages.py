"""How long lists and pages take beside few and many records, before and after a change.

    python -m benchmarks.pages 10k.sqlite 1m.sqlite
    python -m benchmarks.pages 10k.sqlite 1m.sqlite --before CHECKOUT old10k.sqlite old1m.sqlite

The databases come from ``benchmarks.generate``, the small one first, with the tables of the
checkout that reads them. Times are milliseconds of processor time of answers that are made anew by
a process that has answered before. ``--write FILE`` puts the table into a document.
"""

import argparse
import base64
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


def cursor(*key: str) -> str:
    """A place in a list of the API."""
    text = json.dumps(key, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


FIXED = {
    "Actions": "/actions",
    "Actions on one commitment": "/actions?commitment=GPA-2010-38",
    "Actions of one State": "/actions?state=XAB",
    "Actions of one region": "/actions?region=africa",
    "Actions of one theme": "/actions?theme=data",
    "Actions of one kind": "/actions?kind=law",
    "Actions of one organisation": "/actions?organisation=bench-007",
    "Actions that contradict": "/actions?polarity=contradicts",
    "One organisation": "/organisations/bench-007",
    "Reports": "/reports",
    "Reports of one region": "/reports?region=africa",
    "Latest updates": "/activity",
    "Latest updates of one State": "/activity?state=XAB",
    "Latest updates, as a feed": "/activity.atom",
    "Who has reported": "/reporting",
    "Decisions": "/decisions",
    "Commitments": "/commitments",
    "One commitment": "/commitments/GPA-2010-38",
    "A State": "/states/XAB",
    "Commitments of a State": "/states/XAB/commitments",
    "Timeline of a State": "/states/XAB/timeline",
    "Reports of a State": "/states/XAB/reports",
    "Records of a State": "/states/XAB/records",
    "One commitment of a State": "/states/XAB/GPA-2010-38",
    "Card of a State as PDF": "/states/XAB/card.pdf",
    "API: 100 actions": "/api/v1/actions?limit=100",
    "API: 100 actions of a State": "/api/v1/actions?limit=100&state=XAB",
    "API: 100 actions on a commitment": "/api/v1/actions?limit=100&commitment=GPA-2010-38",
    "API: 100 actions of an organisation": "/api/v1/actions?limit=100&organisation=bench-007",
    "API: 100 actions of a kind": "/api/v1/actions?limit=100&kind=law",
    "API: 100 entries of reports": "/api/v1/report-entries?limit=100",
    "API: 100 entries on a commitment": "/api/v1/report-entries?limit=100&commitment=GPA-2010-38",
    "API: 100 entries of a State": "/api/v1/report-entries?limit=100&state=XAB",
    "API: 10 reports": "/api/v1/reports?limit=10",
    "API: 10 reports of a State": "/api/v1/reports?limit=10&state=XAB",
    "API: 100 values": "/api/v1/indicator-values?limit=100",
    "API: 100 values of a State": "/api/v1/indicator-values?limit=100&state=XAB",
    "API: 100 standings": "/api/v1/standings?limit=100",
    "API: 100 recommendations": "/api/v1/recommendations?limit=100",
    "API: 100 positions": "/api/v1/positions?limit=100",
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
        # Places in the middle of the lists of the API.
        of_action = _middle(connection, "effective_on", "action")
        of_report = _middle(connection, "period_end", "report")
        of_entry = _middle(connection, "period_end", "report", "A")
        of_value = _middle(connection, "effective_on", "indicator_value")
    api = "/api/v1"
    return FIXED | {
        "API: 100 actions, deep": f"{api}/actions?limit=100&after={of_action}",
        "API: 100 actions of a kind, deep": f"{api}/actions?limit=100&kind=law&after={of_action}",
        "API: 100 entries, deep": (f"{api}/report-entries?limit=100&after={of_entry}"),
        "API: 10 reports, deep": f"{api}/reports?limit=10&after={of_report}",
        "API: 100 values, deep": f"{api}/indicator-values?limit=100&after={of_value}",
        "One action": f"/actions/{action}",
        "One report": f"/reports/{report}",
        "Actions, last page": f"/actions?page={-(-int(actions) // 50)}",
        "Actions, page in the middle": f"/actions?page={int(actions) // 100}",
        "Reports, last page": f"/reports?page={-(-int(reports) // 50)}",
        "Decisions, page 50": "/decisions?page=50",
    }


def _middle(connection: sqlite3.Connection, day: str, table: str, *more: str) -> str:
    """The place in the middle of a list of the API."""
    total = int(_one(connection, f"SELECT count(*) FROM {table} WHERE {PUBLIC}"))  # noqa: S608
    query = (
        f"SELECT {day}, reference FROM {table} WHERE {PUBLIC}"  # noqa: S608
        f" ORDER BY {day} DESC, reference DESC LIMIT 1 OFFSET {total // 2}"
    )
    return cursor(*connection.execute(query).fetchone(), *more)


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

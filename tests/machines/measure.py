"""Measures what a row and a request cost: `python -m tests.machines.measure`.

Processor time is counted, not the clock, so that other work on the machine matters little. The
figures in docs/scaling.md are from here.
"""

import http.client
import os
import sys
import tempfile
from pathlib import Path

from sqlalchemy import select

from tests.api import writing
from tests.applications import RUN, serving
from tests.machines import cluster
from tests.machines.cluster import Database, wait_for
from tracker.accounts.models import Organisation
from tracker.core.db import db
from tracker.policy.predicates import Role

TABLES = (
    "report_entry",
    "action",
    "action_commitment",
    "citation",
    "indicator_value",
    "audit_event",
    "audit_content",
    "standing",
)
KEY = "a key that signs nothing of worth"
TICKS = os.sysconf("SC_CLK_TCK")
# What is asked, how often, and with which body.
REQUESTS: dict[str, tuple[str, int, str | None]] = {
    "front page, stored": ("/", 300, None),
    "a state's page, stored": ("/states/{first}", 300, None),
    "front page, made anew": ("/?as_of=2026-{month:02}-{day:02}", 5, None),
    "a state's page, made anew": ("/states/{state}", 10, None),
    "API, 100 actions": ("/api/v1/actions?limit=100", 30, None),
    "API, one commitment": ("/api/v1/commitments/{commitment}", 40, None),
    "API, an action is begun": ("/api/v1/actions", 40, '{{"state": "{first}"}}'),
}


def main() -> None:
    """Start a database with the demonstration and a node, measure both, stop them."""
    programs = cluster.postgresql()
    assert programs is not None, "PostgreSQL is missing"
    with tempfile.TemporaryDirectory(dir="/dev/shm") as name:  # noqa: S108 - private to this run
        folder = Path(name)
        folder.chmod(0o711)
        (folder / "databases").mkdir()
        database = Database(folder / "databases" / "primary", programs)
        database.create()
        database.start("shared_buffers=256MB")
        try:
            _measure(database, folder)
        finally:
            database.stop()


def _measure(database: Database, folder: Path) -> None:
    settings = {
        "DATABASE_URL": database.address,
        "DATA_DIR": str(folder / "data"),
        "SECRET_KEY": KEY,
    }
    for command in (("db", "upgrade"), ("demo",)):
        arguments = [sys.executable, "-m", "flask", "--app", "wsgi", *command]
        program = cluster.Program(arguments, settings, folder / "flask.log").start()
        assert program.process is not None
        assert program.process.wait() == 0, (folder / "flask.log").read_text()[-2000:]
    _print_rows(database)
    token = _token(database, folder)
    port = cluster.free_port()
    node = cluster.node(port, settings, folder)
    try:
        wait_for("the node listens", lambda: cluster.answers(port))
        _print_requests(database, node, port, token)
    finally:
        node.kill()


def _token(database: Database, folder: Path) -> str:
    """A token of a contributor of the demonstration."""
    os.environ[RUN] = str(folder)
    address = database.address.replace("postgresql://", "postgresql+psycopg://", 1)
    given = {"SQLALCHEMY_DATABASE_URI": address, "SECRET_KEY": KEY, "DATA_DIR": folder / "data"}
    with serving(given) as app, app.app_context():
        organisation = db.session.scalars(
            select(Organisation.id).where(Organisation.kind == "civil_society")
        ).first()
        return writing.token(Role.CONTRIBUTOR, organisation_id=organisation)


def _print_rows(database: Database) -> None:
    database.query("VACUUM ANALYZE")
    print("| table | rows | bytes a row | of these indexes |\n|---|---:|---:|---:|")
    for table in TABLES:
        found = database.query(
            f"SELECT count(*), pg_total_relation_size('{table}'), pg_indexes_size('{table}')"  # noqa: S608
            f" FROM {table}"
        )
        rows, size, indexes = (int(str(number)) for number in found[0])
        print(
            f"| `{table}` | {rows:,} | {size / max(rows, 1):,.0f} | {indexes / max(rows, 1):,.0f} |"
        )


def _print_requests(database: Database, node: cluster.Program, port: int, token: str) -> None:
    states = [str(row[0]) for row in database.query("SELECT iso3 FROM state ORDER BY iso3")]
    commitment = str(database.query("SELECT min(reference) FROM commitment")[0][0])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def ask(pattern: str, number: int, body: str | None) -> int:
        known = {
            "first": states[0],
            "state": states[number % len(states)],
            "commitment": commitment,
            "month": number % 9 + 1,
            "day": number % 27 + 1,
        }
        headers = {"Host": "127.0.0.1", "Accept-Encoding": "br"}
        if body is not None:
            headers |= {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
            body = body.format(**known)
        method = "GET" if body is None else "POST"
        connection.request(method, pattern.format(**known), body, headers=headers)
        answer = connection.getresponse()
        size = len(answer.read())
        assert answer.status in (200, 201), (pattern, answer.status)
        return size

    assert node.process is not None
    cost = _Cost(node.process.pid, database)
    print("| request | bytes sent | ms of the node | ms of PostgreSQL | requests a core |")
    print("|---|---:|---:|---:|---:|")
    for what, (pattern, times, body) in REQUESTS.items():
        size = ask(pattern, 0, body)  # whatever is made once is made by now
        before = cost.so_far()
        for number in range(1, times + 1):
            ask(pattern, number, body)
        web, data = ((now - then) / times for now, then in zip(cost.so_far(), before, strict=True))
        cells = (what, f"{size:,}", f"{web:.2f}", f"{data:.2f}", f"{1000 / (web + data):,.0f}")
        print(f"| {' | '.join(cells)} |", flush=True)


class _Cost:
    """Processor time of a node and of the database, in milliseconds."""

    def __init__(self, node: int, database: Database) -> None:
        self.node, self.database = node, database

    def so_far(self) -> tuple[float, float]:
        """What the node and the database have used."""
        assert self.database.process is not None
        return _with_children(self.node), _with_children(self.database.process.pid)


def _with_children(number: int) -> float:
    children = Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii").split()
    return sum(_milliseconds(each) for each in (number, *map(int, children)))


def _milliseconds(number: int) -> float:
    fields = Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    main()

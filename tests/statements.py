"""Which SQL statements a run issues on each database, so that fewer tests need to run on both.

A test whose statements other tests issue on PostgreSQL too may run on SQLite alone. For that to
stay honest, a lean run compares: each statement that it issued on SQLite must have been issued on
PostgreSQL as well. Statements are compared as PostgreSQL would spell them, without their values.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Dialect, Engine, event
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.sql.compiler import SQLCompiler

_POSTGRESQL: Dialect = postgresql.dialect(paramstyle="named")  # type: ignore[no-untyped-call]
_INSERT = re.compile(r"INSERT INTO (\S+) \(([^)]*)\) VALUES")
# Migrations spell these for each database, and run on both anyway.
_OF_MIGRATIONS = re.compile(r"CREATE|ALTER|DROP|INSERT INTO _alembic_tmp_")
# Each database is asked in words of its own for the index of the search (FTS5, tsvector) and for
# the versions of a reference (a range, LIKE); the tests of both run on both.
_OF_SQLITE = re.compile(
    r"\bsearch_text\b.*\bMATCH\b|\b(INTO|FROM) search_text\b"
    r"|\.reference >= \S+ AND \w+\.reference < ",
    re.DOTALL,
)

Seen = dict[str, dict[str, set[str]]]  # by kind of database, by statement: the tests


def spelling(compiled: SQLCompiler) -> str | None:
    """A statement as PostgreSQL spells it; None for what only one of the two databases knows."""
    if _OF_MIGRATIONS.match(compiled.string) or _OF_SQLITE.search(compiled.string):
        return None
    if inserted := _INSERT.match(compiled.string):
        # Drivers differ in how they get a new row's number, which is no matter of ours.
        columns = sorted(name.strip(' "') for name in inserted[2].split(","))
        conflict = " ON CONFLICT" if "ON CONFLICT" in compiled.string else ""
        # A reserved word is quoted on one of them alone.
        table = inserted[1].strip('"')
        return f"INSERT INTO {table} ({', '.join(columns)}){conflict}"
    try:
        statement: Any = compiled.statement
        return str(statement.compile(dialect=_POSTGRESQL, column_keys=compiled.column_keys))
    except (SQLAlchemyError, AttributeError, NotImplementedError):
        return None


class Recorder:
    """Notes what each test of this process issues, from `start` on."""

    def __init__(self) -> None:
        self.test = ""
        self.seconds: dict[str, float] = defaultdict(float)
        self.texts: dict[str, str] = {}
        self._seen: Seen = {"sqlite": defaultdict(set), "postgresql": defaultdict(set)}
        self._keys: dict[tuple[str, str], str | None] = {}

    def start(self) -> None:
        """Listen to every engine of this process."""
        event.listen(Engine, "before_cursor_execute", self._note)

    def stop(self) -> None:
        """Listen no longer."""
        event.remove(Engine, "before_cursor_execute", self._note)

    def _note(self, connection: Any, *rest: Any) -> None:
        compiled = rest[3].compiled if rest[3] is not None else None
        if isinstance(compiled, SQLCompiler):
            kind = connection.dialect.name
            key = self._key(kind, compiled)
            if key is not None:
                self._seen[kind][key].add(self.test)

    def _key(self, kind: str, compiled: SQLCompiler) -> str | None:
        known = (kind, compiled.string)
        if known not in self._keys:
            text = spelling(compiled)
            key = (
                None if text is None else hashlib.blake2s(text.encode(), digest_size=8).hexdigest()
            )
            if key is not None and text is not None:
                self.texts[key] = text
            self._keys[known] = key
        return self._keys[known]

    def write(self, folder: Path, worker: str) -> None:
        """Leave what was seen in a file of this worker."""
        seen = {
            kind: {key: sorted(tests) for key, tests in keys.items()}
            for kind, keys in self._seen.items()
        }
        whole = {"seen": seen, "texts": self.texts, "seconds": self.seconds}
        (folder / f"statements-{worker}.json").write_text(json.dumps(whole), encoding="utf-8")


def read(files: Iterable[Path]) -> tuple[Seen, dict[str, str], dict[str, float]]:
    """What all workers saw: the statements, their texts and the seconds of each test."""
    seen: Seen = {"sqlite": defaultdict(set), "postgresql": defaultdict(set)}
    texts: dict[str, str] = {}
    seconds: dict[str, float] = defaultdict(float)
    for file in files:
        whole = json.loads(file.read_text(encoding="utf-8"))
        texts |= whole["texts"]
        for test, spent in whole["seconds"].items():
            seconds[test] += spent
        for kind, keys in whole["seen"].items():
            for key, tests in keys.items():
                seen[kind][key].update(tests)
    return seen, texts, seconds


def missed(seen: Seen, texts: dict[str, str], on_sqlite_only: Callable[[str], bool]) -> list[str]:
    """The statements that PostgreSQL did not get since a test ran on SQLite alone, with the test.

    What a test that ran on both issued on SQLite alone belongs to SQLite, or to chance.
    """
    found = []
    for key in sorted(seen["sqlite"].keys() - seen["postgresql"].keys()):
        if tests := sorted(filter(on_sqlite_only, seen["sqlite"][key])):
            found.append(f"{tests[0]} issues\n    {texts[key]}")
    return found

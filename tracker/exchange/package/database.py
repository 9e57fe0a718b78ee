"""Writes the data set as an SQLite file with typed tables, references and views.

Rows go from their query into the file one by one. ``_tables`` describes the tables; ``columns`` and
comments in the schema describe the columns.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tracker.exchange.downloads.catalogue import Download
from tracker.exchange.downloads.selection import Described, Selection
from tracker.exchange.package.cells import SQL_TYPES, Stored, stored
from tracker.exchange.package.views import views

APPLICATION_ID = 0x43545231  # "CTR1": what `file` and others know such a file by
TOGETHER = 2_000  # rows between two reports of progress
BROKEN_AT_A_TIME = 5_000

Progress = Callable[[str, int], None]
"""Told the name of a table and how many of its rows are written so far."""


@dataclass(frozen=True, slots=True)
class Table:
    """A written table.

    ``left_out`` counts rows that name something which is not public, so that no reference of the
    data set leads nowhere.
    """

    file: Download
    rows: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns that refer to the key of another table."""

    columns: tuple[str, ...]
    table: str
    key: tuple[str, ...]


def references(file: Download, files: Mapping[str, Download]) -> tuple[Reference, ...]:
    """The references of a file to other files of the data set."""
    return tuple(
        Reference(link.columns, link.kind, files[link.kind].key)
        for link in file.links
        if link.kind in files and len(files[link.kind].key) == len(link.columns)
    )


def write_database(
    path: Path,
    files: Mapping[str, Download],
    selection: Selection,
    *,
    about: Mapping[str, str],
    progress: Progress = lambda _name, _rows: None,
) -> tuple[Table, ...]:
    """Write all files as tables of one database. ``about`` becomes ``_meta``."""
    with closing(sqlite3.connect(path)) as database:
        # Nobody reads the file before it is whole, and what fails is thrown away.
        database.executescript(
            f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=4096;"
            # What is left out again must not lie in pages that the file no longer uses.
            "PRAGMA secure_delete=ON;"
            f"PRAGMA application_id={APPLICATION_ID};"
        )
        for file in files.values():
            database.execute(create(file, files))
            _fill(database, file, selection, progress)
        for file in files.values():
            for statement in indexes(file, files):
                database.execute(statement)
        left_out = _leave_out(database)
        tables = tuple(
            Table(file, _count(database, name), left_out[name]) for name, file in files.items()
        )
        _describe(database, tables, about)
        for statement in views(files):
            database.execute(statement)
        database.execute("ANALYZE")
        database.commit()
    return tables


def read_rows(database: sqlite3.Connection, file: Download) -> Iterator[Sequence[Stored]]:
    """The rows of a table in the order of writing."""
    columns = ", ".join(quoted(name) for name in file.header)
    yield from database.execute(f"SELECT {columns} FROM {quoted(file.name)} ORDER BY rowid")  # noqa: S608


def create(file: Download, files: Mapping[str, Download]) -> str:
    """The CREATE TABLE statement with a comment for each column."""
    lines = [_column(column) for column in file.columns]
    bounds = [*_keys(file, files)]
    body = [
        f"{line}{',' if place < len(lines) + len(bounds) else ''}  -- {words}"
        for place, (line, words) in enumerate(lines, start=1)
    ]
    body += [
        f"  {line}{',' if place < len(bounds) else ''}"
        for place, line in enumerate(bounds, start=1)
    ]
    head = f"CREATE TABLE {quoted(file.name)} (  -- {_one_line(file.about)}"
    return "\n".join((head, *body, ")"))


def _column(column: Described) -> tuple[str, str]:
    parts = [f"  {quoted(column.name)}", SQL_TYPES[column.type]]
    if column.required:
        parts.append("NOT NULL")
    unit = f" [{_one_line(column.unit)}]" if column.unit else ""
    return " ".join(parts), f"{_one_line(column.holds)}{unit}"


def _keys(file: Download, files: Mapping[str, Download]) -> Iterator[str]:
    if file.key:
        yield f"PRIMARY KEY ({_listed(file.key)})"
    for one in references(file, files):
        yield (
            f"FOREIGN KEY ({_listed(one.columns)})"
            f" REFERENCES {quoted(one.table)} ({_listed(one.key)})"
        )


def indexes(file: Download, files: Mapping[str, Download]) -> Iterator[str]:
    """An index for each reference that the primary key does not cover."""
    for one in references(file, files):
        if file.key[: len(one.columns)] != one.columns:
            name = quoted("_".join((file.name, "by", *one.columns)))
            yield f"CREATE INDEX {name} ON {quoted(file.name)} ({_listed(one.columns)})"


def _fill(
    database: sqlite3.Connection, file: Download, selection: Selection, progress: Progress
) -> None:
    marks = ", ".join("?" * len(file.columns))
    insert = f"INSERT INTO {quoted(file.name)} VALUES ({marks})"  # noqa: S608
    rows, written = _stored_rows(file, selection), 0
    progress(file.name, 0)
    while some := list(islice(rows, TOGETHER)):
        database.executemany(insert, some)
        written += len(some)
        progress(file.name, written)


def _stored_rows(file: Download, selection: Selection) -> Iterator[tuple[Stored, ...]]:
    columns = file.columns
    for row in file.rows(selection):
        yield tuple(stored(column, cell) for column, cell in zip(columns, row, strict=True))


def _leave_out(database: sqlite3.Connection) -> Counter[str]:
    """Delete rows with dangling references, repeatedly."""
    found: Counter[str] = Counter()
    query = 'SELECT DISTINCT "table", rowid FROM pragma_foreign_key_check LIMIT ?'
    while broken := database.execute(query, (BROKEN_AT_A_TIME,)).fetchall():
        for name, rowid in broken:
            database.execute(f"DELETE FROM {quoted(name)} WHERE rowid = ?", (rowid,))  # noqa: S608
            found[name] += 1
    return found


def _count(database: sqlite3.Connection, name: str) -> int:
    number: int = database.execute(f"SELECT count(*) FROM {quoted(name)}").fetchone()[0]  # noqa: S608
    return number


_DESCRIPTION = """
CREATE TABLE _meta (  -- What this data set is, and how to have the same again
  "name" TEXT NOT NULL PRIMARY KEY, "value" TEXT NOT NULL
);
CREATE TABLE _tables (  -- Every table
  "name" TEXT NOT NULL PRIMARY KEY, "title" TEXT NOT NULL, "about" TEXT NOT NULL,
  "rows" INTEGER NOT NULL,
  "left_out" INTEGER NOT NULL,  -- Rows not here, for they name what is not public
  "licence" TEXT NOT NULL
);
"""


def _describe(
    database: sqlite3.Connection, tables: Iterable[Table], about: Mapping[str, str]
) -> None:
    database.executescript(_DESCRIPTION)
    database.executemany("INSERT INTO _meta VALUES (?, ?)", about.items())
    for table in tables:
        file = table.file
        texts = (str(file.title), str(file.about), table.rows, table.left_out, str(file.licence))
        database.execute("INSERT INTO _tables VALUES (?, ?, ?, ?, ?, ?)", (file.name, *texts))


def quoted(name: str) -> str:
    """A quoted SQL name."""
    return '"' + name.replace('"', '""') + '"'


def _listed(names: Iterable[str]) -> str:
    return ", ".join(quoted(name) for name in names)


def _one_line(text: object) -> str:
    return " ".join(str(text).split())

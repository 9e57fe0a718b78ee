"""Writes many rows into a table: ``executemany`` on SQLite, ``COPY`` on PostgreSQL.

Nothing is checked and no service is asked: whoever uses it vouches for the rows.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any, Protocol

from sqlalchemy import JSON, Boolean, Date, Engine, Table, text

from tracker.core.db import UTCDateTime

AT_ONCE = 20_000

Row = tuple[Any, ...]


class Writer(Protocol):
    """Adds rows to tables within one transaction."""

    def insert(self, table: Table, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
        """Add the rows; each holds the values of the columns in their order."""

    def execute(self, statement: str, **values: Any) -> Any:
        """Run one statement of SQL that both databases understand; returns the cursor."""

    def moment(self, value: datetime) -> Any:
        """A moment as a statement has to name it."""

    def commit(self) -> None:
        """End the transaction and collect statistics."""

    def close(self) -> None:
        """Give the connection back; what was not committed is lost."""


def writer(engine: Engine) -> Writer:
    """The writer for the database of the engine."""
    return PostgreSQLWriter(engine) if engine.dialect.name == "postgresql" else SQLiteWriter(engine)


class SQLiteWriter:
    """Rows by ``executemany``, without a sync to the disk between them."""

    def __init__(self, engine: Engine) -> None:
        self._connection: Any = engine.raw_connection()
        self._connection.detach()  # its settings are for no other transaction
        for pragma in ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -400000"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute("BEGIN IMMEDIATE")

    def insert(self, table: Table, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
        """Add the rows, dates and moments spelled as the application reads them."""
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
        self._connection.executemany(statement, _converted(rows, _spellings(table, columns)))

    def execute(self, statement: str, **values: Any) -> Any:
        """Run one statement."""
        return self._connection.execute(statement, values)

    def moment(self, value: datetime) -> str:
        """As the application spells it."""
        return _moment(value)

    def commit(self) -> None:
        """End the transaction and collect statistics."""
        self._connection.execute("COMMIT")
        self._connection.execute("ANALYZE")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class PostgreSQLWriter:
    """Rows by ``COPY``; the sequence of the ids is set behind the last one afterwards."""

    def __init__(self, engine: Engine) -> None:
        self._connection = engine.connect()
        self._connection.execute(text("SET LOCAL session_replication_role = replica"))

    def insert(self, table: Table, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
        """Add the rows."""
        cursor = self._connection.connection.cursor()
        statement = f"COPY {table.name} ({', '.join(columns)}) FROM STDIN"
        spelled = _converted(rows, _as_json(table, columns))
        with cursor.copy(statement) as copy:
            for row in spelled:
                copy.write_row(row)
        if "id" in columns:
            self._connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'),"  # noqa: S608
                    f" (SELECT max(id) FROM {table.name}))"
                )
            )

    def execute(self, statement: str, **values: Any) -> Any:
        """Run one statement."""
        return self._connection.execute(text(statement), values)

    def moment(self, value: datetime) -> datetime:
        """As it is."""
        return value

    def commit(self) -> None:
        """End the transaction and collect statistics."""
        self._connection.commit()
        self._connection.execute(text("ANALYZE"))
        self._connection.commit()

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()


Spelling = Callable[[Any], Any]


def _converted(rows: Iterable[Row], spellings: dict[int, Spelling]) -> Iterator[Row]:
    places = tuple(spellings.items())
    for row in rows:
        values = list(row)
        for place, spell in places:
            if values[place] is not None:
                values[place] = spell(values[place])
        yield tuple(values)


def _spellings(table: Table, columns: tuple[str, ...]) -> dict[int, Spelling]:
    by_type: dict[type, Spelling] = {
        UTCDateTime: _moment,
        Date: date.isoformat,
        Boolean: int,
        JSON: _json,
    }
    kinds = ((place, table.c[name].type) for place, name in enumerate(columns))
    return {
        place: spell
        for place, kind in kinds
        for known, spell in by_type.items()
        if type(kind) is known
    }


def _as_json(table: Table, columns: tuple[str, ...]) -> dict[int, Spelling]:
    return {
        place: _json for place, name in enumerate(columns) if isinstance(table.c[name].type, JSON)
    }


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _json(value: Any) -> str:
    return json.dumps(value)

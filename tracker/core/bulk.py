"""Inserts many rows into one table: ``COPY`` on PostgreSQL, one ``executemany`` on SQLite.

Rows are encoded first, for which no transaction is needed: what is left to do under the lock on
writing is to hand finished rows to the driver. They pass no mapped object and no statement of
their own. Columns that are left out take their defaults of the database, such as the next id.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table

from tracker.core.db import cleaned_error, db, note_change

MOST_REMEMBERED = 10_000  # values of one column
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class EncodedRows:
    """Rows of a table, each value as the driver takes it."""

    table: Table
    columns: tuple[str, ...]
    rows: Sequence[Row]


def encode(table: Table, columns: tuple[str, ...], rows: Iterable[Row]) -> EncodedRows:
    """The rows, whose values are in the order of the columns, as the driver takes them."""
    dialect = db.engine.dialect
    encoders: list[tuple[int, Callable[[Any], Any]]] = []
    for place, name in enumerate(columns):
        kind = table.c[name].type
        encoder = kind.dialect_impl(dialect).bind_processor(dialect)
        if encoder is not None:
            # Many rows share their days and moments, which take the longest to spell.
            repeats = kind.python_type in (date, datetime)
            encoders.append((place, lru_cache(MOST_REMEMBERED)(encoder) if repeats else encoder))
    return EncodedRows(table, columns, [_encoded(row, encoders) for row in rows])


def _encoded(row: Row, encoders: Sequence[tuple[int, Callable[[Any], Any]]]) -> Row:
    values = list(row)
    for place, encoder in encoders:
        values[place] = encoder(values[place])
    return tuple(values)


def insert(encoded: EncodedRows) -> None:
    """Insert the rows within the present transaction; raises what any insert raises."""
    if not encoded.rows:
        return
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        _copy(connection, encoded)
    else:
        marks = ", ".join("?" * len(encoded.columns))
        # The names are those of our own tables.
        statement = f"INSERT INTO {_target(connection, encoded)} VALUES ({marks})"  # noqa: S608
        connection.exec_driver_sql(statement, list(encoded.rows))


def _copy(connection: Connection, encoded: EncodedRows) -> None:
    """``COPY`` is a matter of the driver: SQLAlchemy neither notes it nor translates its errors."""
    driver: Any = connection.connection
    statement = f"COPY {_target(connection, encoded)} FROM STDIN"
    note_change(connection)
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in encoded.rows:
                copy.write_row(row)
    except connection.dialect.loaded_dbapi.Error as error:
        raise cleaned_error(connection, statement, error) from None


def _target(connection: Connection, encoded: EncodedRows) -> str:
    quoted = connection.dialect.identifier_preparer
    columns = ", ".join(map(quoted.quote, encoded.columns))
    return f"{quoted.format_table(encoded.table)} ({columns})"

"""Database basics: metadata with named constraints, a UTC type, safe SQLite connections.

SQLite and PostgreSQL are equals here. Nothing in this module knows a table.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    ExceptionContext,
    Index,
    MetaData,
    Row,
    Select,
    event,
    text,
)
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from tracker.core.routing import RoutingSession, is_writing

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The base of all models, with the naming convention that migrations rely on."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base, session_options={"class_": RoutingSession})


class UTCDateTime(TypeDecorator[datetime]):
    """An aware timestamp in UTC on both databases. Naive ones are refused.

    SQLite hands datetimes back naive, PostgreSQL aware: callers see only aware ones.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert for the database. Refuses naive timestamps."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert from the database: always aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


_WROTE = "tracker_wrote"  # on a connection: a change was sent in its present transaction


@contextmanager
def writing() -> Iterator[None]:
    """Transactions inside this context take SQLite's write lock at once.

    A read that upgrades to a write fails immediately in WAL mode instead of waiting; doors enter
    here before their first query when a request or a command may write.
    """
    token = is_writing.set(True)
    try:
        yield
    finally:
        is_writing.reset(token)


def has_changes() -> bool:
    """Whether the current transaction has changes, flushed or not."""
    session = db.session()
    if session.new or session.dirty or session.deleted:
        return True
    return session.in_transaction() and bool(session.connection().info.get(_WROTE))


def release_write_lock() -> None:
    """End the current transaction before slow work such as hashing or parsing.

    Nothing may have been changed in it. Others may write meanwhile, so what was read before may be
    different afterwards. Raises RuntimeError where a change would be lost, written or not.
    """
    if has_changes():
        raise RuntimeError("slow work comes before the first change of a transaction")
    db.session.rollback()


@contextmanager
def reading() -> Iterator[None]:
    """Read without the write lock in a request that writes later. Ends two transactions."""
    release_write_lock()
    token = is_writing.set(False)
    try:
        yield
        release_write_lock()
    finally:
        is_writing.reset(token)


def plain_rows(query: Select[*tuple[Any, ...]]) -> Sequence[Row[*tuple[Any, ...]]]:
    """The rows of a query as plain tuples, outside of the session. For long lists."""
    db.session.flush()
    return db.session.connection().execute(query).all()


def released(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The parts of a long response, without an open transaction while a client reads slowly.

    What the pieces are made of reads in steps of its own, so each step may begin a new one.
    """
    for piece in pieces:
        db.session.expunge_all()  # what was loaded stays as it is
        db.session.rollback()
        yield piece


def note_changes(engine: Engine) -> None:
    """Mark connections whose current transaction has written to the database."""

    @event.listens_for(engine, "after_cursor_execute")
    def _sent(
        connection: Connection,
        cursor: Any,
        statement: str,
        parameters: Any,
        _context: Any,
        _many: bool,
    ) -> None:
        if statement.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE"):
            note_change(connection)

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.info.pop(_WROTE, None)


def note_change(connection: Connection) -> None:
    """Mark that the present transaction of a connection has sent a change to the database."""
    connection.info[_WROTE] = True


# PostgreSQL's raise_exception: what RAISE EXCEPTION in a trigger of a migration gives.
_RAISED_BY_A_TRIGGER = "P0001"


def hide_values(engine: Engine) -> None:
    """Keep parameters out of database errors, so that logs never repeat them.

    ``hide_parameters`` of SQLAlchemy covers its own message. PostgreSQL adds lines that repeat
    rows and keys (DETAIL, CONTEXT), and quotes values that it cannot read: of its messages only the
    state, and the names of table, column and constraint, are left. The messages of our own triggers
    repeat nothing and stay.
    """

    @event.listens_for(engine, "handle_error")
    def _clean(context: ExceptionContext) -> None:
        message = _without_values(context.original_exception)
        if message is None:
            return
        context.original_exception.args = (message,)
        if context.sqlalchemy_exception is not None:
            kind = type(context.original_exception)
            context.sqlalchemy_exception.args = (f"({kind.__module__}.{kind.__name__}) {message}",)


def cleaned_error(connection: Connection, statement: str, error: BaseException) -> BaseException:
    """An error of the driver as SQLAlchemy raises it, repeating nothing of what was written.

    For what the driver alone can do, such as ``COPY``.
    """
    dialect = connection.dialect
    message = _without_values(error)
    if message is not None:
        error.args = (message,)
    return DBAPIError.instance(
        statement, None, error, dialect.loaded_dbapi.Error, hide_parameters=True, dialect=dialect
    )


def _without_values(error: BaseException) -> str | None:
    """A driver's error without quoted values. None if it quotes nothing."""
    diagnosis = getattr(error, "diag", None)
    if diagnosis is None:
        # SQLite names tables and columns, and quotes no parameter.
        return None
    state = getattr(error, "sqlstate", None)
    if state == _RAISED_BY_A_TRIGGER:
        return f"state={state} {diagnosis.message_primary}"
    parts = {
        "state": state,
        "table": diagnosis.table_name,
        "column": diagnosis.column_name,
        "constraint": diagnosis.constraint_name,
    }
    known = " ".join(f"{name}={value}" for name, value in parts.items() if value)
    # Without a state it comes from the connection, and says what is wrong with that.
    return known or None


def truncate_log(engine: Engine) -> bool:
    """Write SQLite's log into the database file and truncate it.

    Call it after the commit that removed something for good. Returns whether it succeeded: a
    simultaneous reader blocks it. Does nothing on PostgreSQL.
    """
    if engine.dialect.name != "sqlite":
        return True
    # Not of the pool: a connection of its own begins no transaction, within which none can be.
    with closing(engine.raw_connection()) as connection:
        busy, _frames, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def update_statistics(engine: Engine) -> None:
    """Have SQLite look at a sample of each index, from which it plans its queries.

    Without it SQLite assumes the same of every index, and enters one that finds half a million
    rows before one that finds ten. PostgreSQL does this by itself.
    """
    if engine.dialect.name != "sqlite":
        return
    with closing(engine.raw_connection()) as connection:
        connection.execute("PRAGMA analysis_limit = 1000")
        # Table by table, so that the lock is short.
        for table in db.metadata.sorted_tables:
            connection.execute(f'ANALYZE "{table.name}"')


def _make_for_owner(engine: Engine) -> None:
    """Create a new database file that only its owner can read."""
    place = engine.url.database
    if place and place != ":memory:" and not place.startswith("file:"):
        with suppress(OSError):
            os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def is_unique_violation(error: IntegrityError) -> bool:
    """Whether a unique constraint failed: another writer was first."""
    if isinstance(error.orig, sqlite3.IntegrityError):
        return error.orig.sqlite_errorcode in (
            sqlite3.SQLITE_CONSTRAINT_UNIQUE,
            sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY,
        )
    return getattr(error.orig, "sqlstate", None) == "23505"


def at_most_one(name: str, *columns: str, where: str) -> Index:
    """A unique index over the rows that match ``where``, on both databases."""
    condition = text(where)
    return Index(name, *columns, unique=True, sqlite_where=condition, postgresql_where=condition)


def guard_sqlite(engine: Engine) -> None:
    """Set pragmas that keep acknowledged writes, and begin transactions explicitly."""
    if engine.dialect.name != "sqlite":
        return
    _make_for_owner(engine)

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        # The driver would begin transactions late and never for reads; we begin them below.
        connection.isolation_level = None
        for pragma in (
            "busy_timeout = 60000",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "trusted_schema = OFF",
            # What is removed is overwritten, not only marked as free.
            "secure_delete = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing.get() else "BEGIN")

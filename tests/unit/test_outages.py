"""Which errors of a database mean that a request can be sent again later."""

import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import (
    DBAPIError,
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
    TimeoutError,
)

from tracker.core.outages import Outage, is_busy, outage_of

BUSY, CONFLICT, AWAY = Outage.BUSY, Outage.CONFLICT, Outage.AWAY
POSTGRESQL = [
    ("40001", CONFLICT, "two serializable transactions"),
    ("40P01", CONFLICT, "a deadlock, of which this transaction was chosen"),
    ("55P03", BUSY, "lock_timeout"),
    ("57014", BUSY, "statement_timeout, which counts the wait for a lock"),
    ("57P01", AWAY, "the server stops"),
    ("57P02", AWAY, "a process of the server was killed, and it recovers"),
    ("57P03", AWAY, "the server starts"),
    ("53300", AWAY, "too many connections"),
    ("53100", AWAY, "the disk is full"),
    ("08006", AWAY, "the connection was lost"),
    ("25006", AWAY, "the server has become a standby"),
    ("25P03", AWAY, "the server ended an idle transaction with its connection"),
    ("25P02", None, "the transaction failed before, for a reason that counts"),
    ("23505", None, "the same was written before"),
    ("42P01", None, "there is no such table"),
    ("22001", None, "the text is too long for its column"),
    ("P0001", None, "a trigger of ours refused it"),
]
SQLITE = [
    ("SQLITE_BUSY", BUSY, "another connection writes"),
    ("SQLITE_BUSY_SNAPSHOT", BUSY, "another connection wrote since this one read"),
    ("SQLITE_BUSY_RECOVERY", BUSY, "another process reads the log after a crash"),
    ("SQLITE_LOCKED", BUSY, "another statement of the connection uses the table"),
    ("SQLITE_CANTOPEN", AWAY, "the folder is not mounted"),
    ("SQLITE_FULL", AWAY, "the disk is full"),
    ("SQLITE_IOERR_FSYNC", AWAY, "the disk fails"),
    ("SQLITE_READONLY", AWAY, "the disk was mounted again for reading only"),
    ("SQLITE_CORRUPT", None, "it stays broken until somebody repairs it"),
    ("SQLITE_ERROR", None, "there is no such table"),
    ("SQLITE_CONSTRAINT_UNIQUE", None, "the same was written before"),
]


@pytest.mark.parametrize(("state", "expected", "reason"), POSTGRESQL)
def test_a_state_of_postgresql_is_an_outage(
    state: str, expected: Outage | None, reason: str
) -> None:
    try:
        kind = psycopg.errors.lookup(state)
    except KeyError:
        kind = psycopg.OperationalError
    original = kind("hidden")
    original.sqlstate = state
    assert outage_of(DBAPIError.instance("", {}, original, psycopg.Error)) is expected, reason


@pytest.mark.parametrize(("code", "expected", "reason"), SQLITE)
def test_a_result_code_of_sqlite_is_an_outage(
    code: str, expected: Outage | None, reason: str
) -> None:
    original = sqlite3.OperationalError("hidden")
    original.sqlite_errorcode = getattr(sqlite3, code)
    assert outage_of(OperationalError("", {}, original)) is expected, reason


@pytest.mark.parametrize(
    ("error", "expected", "reason"),
    [
        (
            OperationalError("", {}, psycopg.OperationalError("connection refused")),
            AWAY,
            "the driver could not connect, so no server gave a state",
        ),
        (
            OperationalError("", {}, psycopg.errors.ConnectionTimeout("timeout expired")),
            AWAY,
            "the server does not answer",
        ),
        (
            InterfaceError("", {}, psycopg.InterfaceError("the connection is closed")),
            AWAY,
            "the connection was closed under the request",
        ),
        (
            InternalError("", {}, psycopg.InternalError("x"), connection_invalidated=True),
            AWAY,
            "SQLAlchemy found the connection lost",
        ),
        (TimeoutError("QueuePool limit"), BUSY, "every connection of the pool is in use"),
        (
            OperationalError("", {}, sqlite3.OperationalError("without a code")),
            None,
            "nothing says that it will go better later",
        ),
        (OperationalError("", {}, Exception("anything")), None, "no driver raised it"),
        (IntegrityError("", {}, psycopg.IntegrityError("x")), None, "the rows are refused"),
        (ValueError("x"), None, "no database is concerned"),
    ],
)
def test_an_error_without_a_code_is_an_outage(
    error: Exception, expected: Outage | None, reason: str
) -> None:
    assert outage_of(error) is expected, reason


def test_only_other_transactions_make_a_database_busy() -> None:
    assert is_busy(TimeoutError())
    assert not is_busy(OperationalError("", {}, psycopg.OperationalError("refused")))

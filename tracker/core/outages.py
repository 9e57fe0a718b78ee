"""Says whether an error means that the database cannot be used at the moment, and why.

Such a request can be sent again later. Everything else that a database refuses is a fault of ours.
The classes are those of the SQLSTATE codes (PostgreSQL, appendix A) and the result codes of SQLite.
"""

import sqlite3
from enum import StrEnum

from sqlalchemy.exc import DBAPIError, TimeoutError


class Outage(StrEnum):
    """Why the database cannot be used."""

    BUSY = "busy"  # another transaction holds a lock for longer than anybody waits
    CONFLICT = "conflict"  # another transaction changed the same; this one was rolled back
    AWAY = "away"  # it does not answer, ends connections, or accepts no change


_CONFLICTS = frozenset(
    {
        "40001",  # serialization_failure
        "40P01",  # deadlock_detected
    }
)
_BUSY = frozenset(
    {
        "55P03",  # lock_not_available: lock_timeout
        "57014",  # query_canceled: statement_timeout, which counts the wait for a lock as well
    }
)
_AWAY = frozenset(
    {
        "25006",  # read_only_sql_transaction: this server has become a standby
        "25P03",  # idle_in_transaction_session_timeout
        "57P01",  # admin_shutdown
        "57P02",  # crash_shutdown
        "57P03",  # cannot_connect_now: it starts, stops or recovers
        "57P05",  # idle_session_timeout
    }
)
_AWAY_CLASSES = (
    "08",  # connection exception
    "53",  # insufficient resources: connections, memory, disk
    "58",  # system error of the server
)
_LOCKED = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_UNUSABLE = frozenset(
    {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY}
)
_LOST = frozenset({"OperationalError", "InterfaceError", "ConnectionTimeout"})


def outage_of(error: BaseException) -> Outage | None:
    """Why the database cannot be used; None where the error means something else."""
    if isinstance(error, TimeoutError):
        return Outage.BUSY  # every connection of the pool is in use
    if not isinstance(error, DBAPIError):
        return None
    if isinstance(error.orig, sqlite3.Error):
        return _of_sqlite(getattr(error.orig, "sqlite_errorcode", None))
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        # Without a state the driver speaks and not the server: there is no connection.
        lost = error.connection_invalidated or type(error.orig).__name__ in _LOST
        return Outage.AWAY if lost else None
    if state in _CONFLICTS:
        return Outage.CONFLICT
    if state in _BUSY:
        return Outage.BUSY
    return Outage.AWAY if state in _AWAY or state[:2] in _AWAY_CLASSES else None


def _of_sqlite(code: int | None) -> Outage | None:
    primary = None if code is None else code & 0xFF
    if primary in _LOCKED:
        return Outage.BUSY
    return Outage.AWAY if primary in _UNUSABLE else None


def is_busy(error: BaseException) -> bool:
    """Whether only other transactions stood in the way."""
    return outage_of(error) in (Outage.BUSY, Outage.CONFLICT)

"""Checks whether the read replica answers and is close enough to the primary.

Positions in the write-ahead log are compared by the server as numbers: as texts, ``0/9`` would be
greater than ``0/10``. The primary is asked first, so that a replica at that position or beyond has
everything that was committed before the check began.
"""

import logging
from threading import Lock
from time import monotonic
from typing import NamedTuple

from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from tracker.core.db import db
from tracker.core.routing import REPLICA

EXTENSION = "tracker-replica"
DEFAULT_MAX_LAG = 10.0  # seconds
CHECK_SECONDS = 1.0  # for how long one check holds
RETRY_SECONDS = 5.0  # until a replica that could not be used is asked again
_log = logging.getLogger(__name__)

_OF_PRIMARY = text(
    "SELECT CAST(pg_current_wal_lsn() AS text) AS position, clock_timestamp() AS asked_at,"
    " pg_postmaster_start_time() AS started_at"
)
# NULL: nothing was replayed since the server started.
_OF_REPLICA = text(
    "SELECT pg_is_in_recovery() AS is_standby, pg_postmaster_start_time() AS started_at,"
    " pg_wal_lsn_diff(CAST(:position AS pg_lsn), CASE WHEN pg_is_in_recovery()"
    " THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END) AS bytes_behind,"
    " EXTRACT(EPOCH FROM CAST(:asked_at AS timestamptz) - pg_last_xact_replay_timestamp())"
    " AS seconds"
)
_ANSWERS = text("SELECT 1")


class Lag(NamedTuple):
    """How far a replica is behind: at most ``seconds``, None if unknown."""

    bytes_behind: int
    seconds: float | None


class NotAReplica(Exception):
    """DATABASE_READ_URL points to a server that is no replica."""


class Replica:
    """The replica of one application. All threads share the result of a check."""

    def __init__(self, primary: Engine, replica: Engine, max_lag: float = DEFAULT_MAX_LAG) -> None:
        self.primary, self.engine, self.max_lag = primary, replica, max_lag
        self._lock = Lock()
        self._is_usable = False
        self._holds_until = 0.0

    def is_usable(self) -> bool:
        """Whether the replica may answer readers now.

        One thread checks at a time. The others use the primary meanwhile and do not wait.
        """
        if monotonic() < self._holds_until:
            return self._is_usable
        if not self._lock.acquire(blocking=False):
            return False
        try:
            self._note(self._check())
        finally:
            self._lock.release()
        return self._is_usable

    def mark_failed(self) -> None:
        """Use the primary for a while after a query on the replica failed."""
        self._note(False)

    def _note(self, is_usable: bool) -> None:
        if self._is_usable and not is_usable:
            _log.warning("the read replica cannot be used, reading from the primary")
        self._is_usable = is_usable
        self._holds_until = monotonic() + (CHECK_SECONDS if is_usable else RETRY_SECONDS)

    def _check(self) -> bool:
        try:
            lag = self.lag()
        except (SQLAlchemyError, NotAReplica):
            return False
        if lag is None or lag.bytes_behind <= 0:
            return True
        return lag.seconds is not None and lag.seconds <= self.max_lag

    def lag(self) -> Lag | None:
        """How far the replica is behind. None if the primary cannot be asked.

        Raises SQLAlchemyError if the replica does not answer, NotAReplica if it is a second
        primary. While the primary is away, the replica is the best there is.
        """
        if self.engine.dialect.name != "postgresql":
            with self.engine.connect() as connection:
                connection.execute(_ANSWERS)
            return None
        try:
            with self.primary.connect() as connection:
                primary = connection.execute(_OF_PRIMARY).one()
        except SQLAlchemyError:
            primary = None
        with self.engine.connect() as connection:
            if primary is None:
                connection.execute(_ANSWERS)
                return None
            found = connection.execute(_OF_REPLICA, primary._asdict()).one()
        if not found.is_standby and found.started_at != primary.started_at:
            raise NotAReplica
        return Lag(
            int(found.bytes_behind) if found.bytes_behind is not None else 2**63,
            None if found.seconds is None else float(found.seconds),
        )


def init_app(app: Flask) -> None:
    """Set up the replica, if one is configured. Needs an application context."""
    engines = db.engines
    if REPLICA in engines:
        max_lag = float(app.config.get("DATABASE_READ_MAX_LAG", DEFAULT_MAX_LAG))
        app.extensions[EXTENSION] = Replica(db.engine, engines[REPLICA], max_lag)


def of_app(app: Flask) -> Replica | None:
    """The replica of an application. None if everything is read from the primary."""
    found: Replica | None = app.extensions.get(EXTENSION)
    return found


def engine_for_readers(app: Flask, primary: Engine) -> Engine:
    """The engine that serves readers of public pages now."""
    replica = of_app(app)
    return replica.engine if replica is not None and replica.is_usable() else primary

"""Chooses for each session between the primary database and a replica of it.

A session uses the primary unless ``read_from_replica`` was called for it, and returns to the
primary for good with its first change. Nothing else in the application names a database.
"""

from contextvars import ContextVar
from typing import Any

from flask_sqlalchemy.session import Session
from sqlalchemy import Connection, Engine, UpdateBase

REPLICA = "replica"  # name of the bind, see SQLALCHEMY_BINDS
_READS = "tracker.core.reads_replica"  # in a session's info

# Whether transactions begun in this context may write; see ``tracker.core.db.writing``.
is_writing: ContextVar[bool] = ContextVar("tracker_db_writing", default=False)


class RoutingSession(Session):
    """A session that reads from the replica where it was allowed to."""

    def get_bind(
        self,
        mapper: Any | None = None,
        clause: Any | None = None,
        bind: Engine | Connection | None = None,
        **kwargs: Any,
    ) -> Engine | Connection:
        """The engine of the primary, or of the replica while this session only reads."""
        if bind is None and reads_from_replica(self):
            if not is_writing.get() and not isinstance(clause, UpdateBase):
                return self._db.engines[REPLICA]
            read_from_primary(self)
        return super().get_bind(mapper, clause, bind, **kwargs)


def read_from_replica(session: Session) -> None:
    """Have a session read from the replica until its first change."""
    session.info[_READS] = True


def read_from_primary(session: Session) -> None:
    """Have a session use the primary for everything that follows."""
    session.info.pop(_READS, None)


def reads_from_replica(session: Session) -> bool:
    """Whether a session reads from the replica."""
    return bool(session.info.get(_READS))

"""Routes each session to the primary database or its replica.

A session uses the primary unless ``read_from_replica`` was called in its application context, and
returns to the primary for good with its first change. The choice is kept with the context, not with
the session: a file that is streamed after the request has ended is read in a new session of the
same context. Nothing else in the application names a database.
"""

from contextvars import ContextVar
from typing import Any

from flask import g
from flask_sqlalchemy.session import Session
from sqlalchemy import Connection, Engine, UpdateBase

REPLICA = "replica"  # name of the bind, see SQLALCHEMY_BINDS
_READS = "reads_replica"  # in flask.g

# Whether transactions begun in this context may write; see ``tracker.core.db.writing``.
is_writing: ContextVar[bool] = ContextVar("tracker_db_writing", default=False)


class RoutingSession(Session):
    """A session that reads from the replica where this is allowed."""

    def get_bind(
        self,
        mapper: Any | None = None,
        clause: Any | None = None,
        bind: Engine | Connection | None = None,
        **kwargs: Any,
    ) -> Engine | Connection:
        """The primary's engine, or the replica's while this session only reads."""
        if bind is None and reads_from_replica():
            if not is_writing.get() and not isinstance(clause, UpdateBase):
                return self._db.engines[REPLICA]
            read_from_primary()
        return super().get_bind(mapper, clause, bind, **kwargs)


def read_from_replica() -> None:
    """Read from the replica in this context until the first change."""
    setattr(g, _READS, True)


def read_from_primary() -> None:
    """Use the primary in this context from now on."""
    g.pop(_READS, None)


def reads_from_replica() -> bool:
    """Whether this context reads from the replica."""
    return bool(g.get(_READS))

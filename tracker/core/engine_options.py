"""Connection options for the primary database and its replica."""

from collections.abc import Mapping
from typing import Any

# A server that is gone without a word is noticed after these seconds, not after the two hours of
# the operating system. They mean nothing to a socket of this machine.
_CONNECTION = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
_TIMEOUTS = (
    "-c statement_timeout=30000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000"
)
_READ_ONLY = "-c default_transaction_read_only=on"


def of_primary(url: str, *, pooled: bool = False) -> dict[str, Any]:
    """Options for the primary. ``pooled``: PgBouncer is in front of it."""
    return _options(url, _TIMEOUTS, pooled=pooled)


def of_replica(url: str, *, pooled: bool = False) -> dict[str, Any]:
    """Options for the replica, which refuses every change."""
    return _options(url, f"{_TIMEOUTS} {_READ_ONLY}", pooled=pooled)


def _options(url: str, startup: str, *, pooled: bool) -> dict[str, Any]:
    # What is written may be anybody's words, address or secret: no error repeats it.
    options: dict[str, Any] = {"hide_parameters": True}
    if not url.startswith("postgresql"):
        return options
    return {
        **options,
        "pool_pre_ping": True,
        "pool_size": 10,
        "max_overflow": 0,
        "connect_args": {**_CONNECTION, **_of_session(startup, pooled=pooled)},
    }


def _of_session(startup: str, *, pooled: bool) -> Mapping[str, Any]:
    """Session settings for each connection.

    PgBouncer before 1.20 refuses the parameter ``options``, and before 1.21 it gives the next
    statement to a server that does not know what was prepared on another one.
    """
    return {"prepare_threshold": None} if pooled else {"options": startup}

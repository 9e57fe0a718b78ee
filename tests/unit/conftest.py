"""Unit tests decide on facts in memory: one that reaches a database or the network fails."""

import socket
import sqlite3
from typing import Any, NoReturn

import psycopg
import pytest
from sqlalchemy.pool import Pool


def _refuse(*_args: Any, **_kwargs: Any) -> NoReturn:
    pytest.fail("a unit test reached for a database or the network; move it out of tests/unit")


@pytest.fixture(autouse=True)
def nothing_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every way out of the process that this project has ends in a failure."""
    for owner, way in (
        (Pool, "connect"),
        (sqlite3, "connect"),
        (sqlite3.dbapi2, "connect"),
        (psycopg, "connect"),
        (psycopg.Connection, "connect"),
        (socket.socket, "connect"),
        (socket.socket, "connect_ex"),
    ):
        monkeypatch.setattr(owner, way, _refuse)

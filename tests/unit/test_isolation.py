"""The guard around unit tests is itself held by tests: it must refuse each way out."""

import socket
import sqlite3
from collections.abc import Callable

import psycopg
import pytest
from sqlalchemy import create_engine


def knock() -> None:
    """Connect to a port of this machine, closing the socket whatever happens."""
    with socket.socket() as plain:
        plain.connect(("127.0.0.1", 9))


@pytest.mark.parametrize(
    "reach",
    [
        pytest.param(lambda: sqlite3.connect(":memory:"), id="the driver of SQLite"),
        pytest.param(lambda: psycopg.connect("host=127.0.0.1"), id="the driver of PostgreSQL"),
        pytest.param(lambda: create_engine("sqlite://").connect(), id="an engine"),
        pytest.param(knock, id="a socket"),
    ],
)
def test_unit_test_cannot_reach_outside_the_process(reach: Callable[[], object]) -> None:
    with pytest.raises(pytest.fail.Exception, match="reached for a database"):
        reach()

"""The two databases that tests run on, behind one shape: named databases that can be copied.

Knows how to make, copy, freeze, drop and wait for a database; nothing of what is in one.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql
from sqlalchemy import Engine, event


class Databases(Protocol):
    """Named databases of one kind."""

    kind: str

    def url(self, name: str) -> str:
        """The address of a database, as the application's settings spell it."""

    def create(self, name: str) -> None:
        """Make an empty database; one of that name is replaced."""

    def copy(self, source: str, target: str) -> None:
        """Make `target` equal to `source`, which nobody may be connected to."""

    def freeze(self, name: str) -> None:
        """Refuse every later write to this database."""

    def drop(self, name: str) -> None:
        """Remove a database, if it is there, with whatever is still connected to it."""


class SQLiteFiles:
    """Databases as files of one folder."""

    kind = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite3"

    def url(self, name: str) -> str:
        if self._file(name).with_suffix(".frozen").exists():
            return f"sqlite:///file:{self._file(name)}?mode=ro&uri=true"
        return f"sqlite:///{self._file(name)}"

    def create(self, name: str) -> None:
        self.drop(name)
        self._file(name).touch()

    def copy(self, source: str, target: str) -> None:
        self.drop(target)
        # The last connection to the source has closed, so its log is empty: one file is all.
        shutil.copyfile(self._file(source), self._file(target))

    def freeze(self, name: str) -> None:
        self._file(name).with_suffix(".frozen").touch()

    def drop(self, name: str) -> None:
        for ending in (".sqlite3", ".sqlite3-wal", ".sqlite3-shm", ".frozen"):
            (self.folder / f"{name}{ending}").unlink(missing_ok=True)


class PostgreSQLServer:
    """Databases of one server, whose address names a database one may connect to."""

    kind = "postgresql"

    def __init__(self, address: str, prefix: str) -> None:
        self.address = address
        self.prefix = prefix

    def url(self, name: str) -> str:
        parts = urlsplit(self.address)
        return urlunsplit(parts._replace(scheme="postgresql+psycopg", path=f"/{self.prefix}{name}"))

    def create(self, name: str) -> None:
        self.copy("template0", name)

    def copy(self, source: str, target: str) -> None:
        known = source if source == "template0" else self.prefix + source
        self.drop(target)
        self._do("CREATE DATABASE {} TEMPLATE {}", self.prefix + target, known)

    def freeze(self, name: str) -> None:
        self._do("ALTER DATABASE {} SET default_transaction_read_only = on", self.prefix + name)

    def drop(self, name: str) -> None:
        self._do("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.prefix + name)

    def drop_all(self) -> None:
        """Remove everything this run made on a server that outlives it."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            found = connection.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [self.prefix]
            ).fetchall()
        for (name,) in found:
            self.drop(name.removeprefix(self.prefix))

    def _do(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.address, autocommit=True) as connection:
            # The names are this file's own, and quoted all the same.
            composed = sql.SQL(statement).format(*map(sql.Identifier, names))
            connection.execute(composed)


@contextmanager
def impatient(engine: Engine) -> Iterator[None]:
    """Inside, connections wait 60 ms for a lock; none of them is kept after."""

    def hurry(connection: Any, *_rest: object) -> None:
        if engine.dialect.name == "sqlite":
            connection.execute("PRAGMA busy_timeout = 60")
            return
        connection.execute("SET lock_timeout = 60")
        connection.commit()

    event.listen(engine, "checkout", hurry)
    try:
        yield
    finally:
        event.remove(engine, "checkout", hurry)
        engine.dispose()

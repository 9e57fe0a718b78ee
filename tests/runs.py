"""Folders of test runs, in memory where the machine lends some; what ended leaves nothing there.

PostgreSQL copies a database in 30 ms in memory. On a disk that is 50 ms at best, and 500 ms on an
ext4 without a journal, which keeps from using again what another test has just deleted.
"""

import fcntl
import os
import shutil
import tempfile
import time
from pathlib import Path

from tests import postgres

PREFIX = "tracker-tests-"
ALIVE = "alive"  # a file that a run keeps locked until it ends, however that comes about
ROOM = 3 * 2**30  # bytes; a run takes less than one GiB
GRACE = 3600  # seconds for which a folder is left alone, locked or not

_locks: dict[Path, int] = {}  # open files


def begin(memory: Path) -> Path:
    """Make the folder of a run in `memory`, or among other temporary files if there is no room."""
    fits = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    if fits:
        sweep(memory)
    run = Path(tempfile.mkdtemp(prefix=PREFIX, dir=memory if fits else None))
    _locks[run] = os.open(run / ALIVE, os.O_CREAT | os.O_RDWR)
    fcntl.flock(_locks[run], fcntl.LOCK_EX)
    return run


def sweep(memory: Path) -> None:
    """Remove what runs left that were killed: it would take memory until the machine restarts."""
    for run in memory.glob(f"{PREFIX}*"):
        alive = run / ALIVE
        if not alive.exists() or time.time() - alive.stat().st_mtime < GRACE:
            continue
        with alive.open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            postgres.stop(run)
            shutil.rmtree(run, ignore_errors=True)

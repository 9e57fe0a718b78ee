"""Lists live processes of this site by file locks, which the system releases when a process ends.

Each process that takes something on holds a lock on a file of its own in DATA_DIR, for as long as
it lives, however it ends. Whoever can have that lock knows that the owner is gone.
"""

import fcntl
import hashlib
import os
import secrets
import socket
from contextlib import suppress
from datetime import timedelta
from functools import cache
from pathlib import Path
from threading import Lock

from flask import current_app

from tracker.core import clock

FOLDER = "processes"
_PLACE = "place"

_names: dict[tuple[int, Path], str] = {}
_guard = Lock()


def own_name() -> str:
    """The name of this process, by which other processes can check whether it still runs."""
    folder = _folder()
    with _guard:
        # By process: one that was forked is another one.
        key = (os.getpid(), folder)
        if key not in _names:
            _names[key] = f"{_place(folder)}:{_begin(folder)}"
        return _names[key]


def has_ended(name: str) -> bool:
    """Whether the process of that name has ended.

    Of a process that keeps its files elsewhere, on another machine, nothing is known: it is not
    called gone.
    """
    folder = _folder()
    place, _colon, process = name.partition(":")
    if place != _place(folder) or not process.isalnum():
        return False
    file = folder / process
    try:
        handle = os.open(file, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    file.unlink(missing_ok=True)
    return True


def sweep() -> None:
    """Delete the files of processes that ended more than a day ago."""
    folder = _folder()
    # A file that was made just now may not be locked yet, and is left alone.
    before = clock.now().timestamp() - timedelta(days=1).total_seconds()
    for file in folder.iterdir():
        with suppress(FileNotFoundError):
            if file.name != _PLACE and file.stat().st_mtime < before:
                has_ended(f"{_place(folder)}:{file.name}")


def _begin(folder: Path) -> str:
    """Create and lock the file of this process. The handle stays open until the process ends."""
    process = secrets.token_hex(8)
    handle = os.open(folder / process, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    fcntl.flock(handle, fcntl.LOCK_EX)
    return process


def _place(folder: Path) -> str:
    """A key that identifies this folder on this machine.

    A shared folder is the same on several machines, but not every one passes locks on: what runs
    elsewhere is not known to have ended.
    """
    place = folder / _PLACE
    with suppress(FileExistsError):
        # Written to a temporary file and linked, so that it is never read half-written.
        aside = folder / f"{_PLACE}-{secrets.token_hex(4)}"
        if not place.exists():
            aside.touch(0o600)
            aside.write_text(secrets.token_hex(8), encoding="ascii")
            try:
                os.link(aside, place)
            finally:
                aside.unlink()
    return f"{place.read_text(encoding='ascii')}-{_machine()}"


@cache
def _machine() -> str:
    """A short name of this machine: its host name and, where the system has one, its machine id."""
    with suppress(OSError):
        number = Path("/etc/machine-id").read_text(encoding="ascii").strip()
        return hashlib.sha256(f"{socket.gethostname()}\n{number}".encode()).hexdigest()[:8]
    return hashlib.sha256(socket.gethostname().encode()).hexdigest()[:8]


def _folder() -> Path:
    folder = Path(current_app.config["DATA_DIR"]).resolve() / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder

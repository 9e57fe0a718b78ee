"""Builds today's data set once for each public revision and day, and stores it.

One process or thread builds at a time, and the others wait for a while. A rename publishes the
complete file, so nobody reads half of it.
"""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import BoundedSemaphore

from flask import current_app

from tracker.core.db import db
from tracker.core.languages import forced_locale
from tracker.exchange.package import builder
from tracker.exchange.package.database import Progress, create
from tracker.exchange.package.descriptor import Edition
from tracker.gap.facts import ScoringParams
from tracker.gap.standing import default_params

FOLDER = "archives"
PACKAGE, DATABASE, ABOUT = "commitments-tracker.zip", "commitments-tracker.sqlite", "about.json"
FORMAT = "1"  # of what is written; another number makes every kept data set be made anew
KEPT = 2  # the present one, and the one before for those who are about to take it
PATIENCE = 25.0  # seconds that somebody waits for another maker
MAY_WAIT = 2  # of a process at a time; its other threads go on answering
_LOOK_AGAIN = 0.2
_OWNER_ONLY = 0o600

_waiting = BoundedSemaphore(MAY_WAIT)


class BuildInProgress(Exception):
    """Another process is building it. A later request will succeed."""


@dataclass(frozen=True, slots=True)
class CachedFile:
    """A complete file and its size."""

    path: Path
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Archives:
    """Both files of one edition. ``rows`` by table, ``version`` from the edition."""

    package: CachedFile
    database: CachedFile
    version: str
    rows: dict[str, int]


def found() -> Archives | None:
    """Today's data set, if it was built since the last public change."""
    return _read(_root() / _name(builder.edition(default_params())))


def archives(*, progress: Progress = lambda _name, _rows: None) -> Archives:
    """Today's data set, built if needed. Raises BuildInProgress."""
    ready = found()
    if ready is not None:
        return ready
    root = _root()
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(root):
        # Whoever waited finds what the other made; and what was published meanwhile is in.
        builder.one_moment()
        reading = default_params()
        name = _name(builder.edition(reading))
        return _read(root / name) or _make(root, name, reading, progress)


def drop_all() -> None:
    """Delete every stored data set, because one may contain a removed text.

    Raises BeingMade while another is being made, which may hold it too.
    """
    root = _root()
    if root.exists():
        with _alone(root):
            for folder in (path for path in root.iterdir() if path.is_dir()):
                shutil.rmtree(folder)


def _make(root: Path, name: str, reading: ScoringParams, progress: Progress) -> Archives:
    _sweep(root)
    folder = Path(tempfile.mkdtemp(prefix="making-", dir=root))
    try:
        database, package = folder / DATABASE, folder / PACKAGE
        made, tables = builder.make_database(database, reading, progress=progress)
        builder.make_package(package, database, made, tables, progress=progress)
        about = {
            "version": made.version,
            "rows": {table.file.name: table.rows for table in tables},
            "sha256": {path.name: _synced(path) for path in (database, package)},
        }
        (folder / ABOUT).write_text(json.dumps(about), encoding="utf-8")
        for path in folder.iterdir():
            path.chmod(_OWNER_ONLY)
        os.replace(folder, root / name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        db.session.rollback()
    _drop_old(root)
    ready = _read(root / name)
    if ready is None:
        raise OSError(f"{name} is gone right after it was made")
    return ready


def _read(folder: Path) -> Archives | None:
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        package, database = (
            CachedFile(path, path.stat().st_size, about["sha256"][path.name])
            for path in (folder / PACKAGE, folder / DATABASE)
        )
    except FileNotFoundError:
        return None
    return Archives(package, database, about["version"], about["rows"])


def _name(edition: Edition) -> str:
    """A folder name that contains everything on which the bytes depend."""
    files = builder.packed()
    # In the language of the data set, not in that of the request.
    with forced_locale(builder.LANGUAGE):
        schema = [create(file, files) for file in files.values()]
    parts = (FORMAT, json.dumps(asdict(edition), default=str, sort_keys=True), *schema)
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
    return f"r{edition.revision}-{edition.as_of:%Y%m%d}-{digest}"


def _root() -> Path:
    return Path(current_app.config["DATA_DIR"]) / FOLDER


def _synced(path: Path) -> str:
    """Sync a file to disk and return its SHA-256."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    return digest


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Take the build lock. Raises BuildInProgress if that takes too long."""
    (root / "lock").touch(_OWNER_ONLY)
    with (root / "lock").open("a") as lock:
        if not _taken(lock.fileno()) and not _waited(lock.fileno()):
            raise BuildInProgress
        yield  # closing the file gives the lock up, also when a process dies


def _waited(lock: int) -> bool:
    if not _waiting.acquire(blocking=False):
        return False
    try:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if _taken(lock):
                return True
            time.sleep(_LOOK_AGAIN)
        return False
    finally:
        _waiting.release()


def _taken(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sweep(root: Path) -> None:
    """Delete the remains of an interrupted build. Needs the build lock."""
    for left in root.glob("making-*"):
        shutil.rmtree(left, ignore_errors=True)


def _drop_old(root: Path) -> None:
    folders = sorted(root.glob("r*-*"), key=lambda folder: folder.stat().st_mtime, reverse=True)
    for old in folders[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)

"""Stores files by the hash of their content, outside of served folders.

A file is written aside, synchronised and renamed, and its folder synchronised, before its row is
written: a row never names a file that a loss of power took. Files that no row names are swept.
"""

import fcntl
import hashlib
import os
import re
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from tracker.core import clock

FOLDER = "files"
_ASIDE = "incoming"
_LOCK = "lock"
_PIECE = 1024 * 1024
_HASH = re.compile(r"[0-9a-f]{64}")
_KEPT = re.compile(r"[0-9a-f]{62}")
_SHELF = re.compile(r"[0-9a-f]{2}")


@dataclass(frozen=True, slots=True)
class Soundness:
    """The result of verification: missing and altered files, by hash."""

    checked: int
    missing: tuple[str, ...]
    altered: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether every file exists and is unaltered."""
        return not self.missing and not self.altered


@dataclass(frozen=True, slots=True)
class Store:
    """The attached files of a site. ``data_dir`` is DATA_DIR. Folders are created when needed."""

    data_dir: Path

    def store(self, content: bytes) -> str:
        """Write the content durably and return its hash. Storing it twice has no effect."""
        sha256 = hashlib.sha256(content).hexdigest()
        place = self._place(sha256)
        with self._held(fcntl.LOCK_SH):
            if place.exists() and _hash_of(place) == sha256:
                # Looks as new, so that a sweep does not take it from under the new row.
                os.utime(place)
                return sha256
            self._make(place.parent)
            _write(self._make(self._folder / _ASIDE), place, content)
        return sha256

    def open_file(self, sha256: str) -> BinaryIO:
        """Open the content for reading. Raises FileNotFoundError."""
        return self._place(sha256).open("rb")

    def read(self, sha256: str) -> bytes:
        """The whole content. Raises FileNotFoundError."""
        with self.open_file(sha256) as file:
            return file.read()

    def sweep(
        self, known: Collection[str], *, older_than: timedelta, dry_run: bool = False
    ) -> list[Path]:
        """Delete old files that no row names. Returns their hashes."""
        latest = clock.now().timestamp() - older_than.total_seconds()
        named = frozenset(known)
        with self._held(fcntl.LOCK_EX):
            orphans = [
                place
                for sha256, place in self._all()
                if sha256 not in named and place.stat().st_mtime < latest
            ]
            for place in () if dry_run else orphans:
                place.unlink()
        return orphans

    def verify(self, known: Collection[str]) -> Soundness:
        """Compare every file that a row names with its hash."""
        missing, altered = [], []
        for sha256 in sorted(known):
            try:
                if _hash_of(self._place(sha256)) != sha256:
                    altered.append(sha256)
            except FileNotFoundError:
                missing.append(sha256)
        return Soundness(len(known), tuple(missing), tuple(altered))

    @property
    def _folder(self) -> Path:
        return self.data_dir / FOLDER

    def _place(self, sha256: str) -> Path:
        if not _HASH.fullmatch(sha256):
            raise FileNotFoundError(sha256)
        return self._folder / sha256[:2] / sha256[2:]

    def _all(self) -> Iterator[tuple[str | None, Path]]:
        """Every file with its hash; None for temporary files that were never renamed."""
        for shelf in sorted(self._folder.iterdir()):
            if not shelf.is_dir():
                continue
            for place in sorted(shelf.iterdir()):
                if _SHELF.fullmatch(shelf.name) and _KEPT.fullmatch(place.name):
                    yield shelf.name + place.name, place
                elif shelf.name == _ASIDE:
                    yield None, place

    def _make(self, folder: Path) -> Path:
        """Create a folder for the owner only and sync it to disk."""
        if not folder.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
            _synchronise(folder.parent)
        return folder

    @contextmanager
    def _held(self, how: int) -> Iterator[None]:
        """Hold the lock that allows many writers, but none during a sweep."""
        self._make(self._folder)
        handle = os.open(self._folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, how)
            yield
        finally:
            os.close(handle)


def _write(aside: Path, place: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=aside)  # readable to this user alone
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _synchronise(place.parent)


def _synchronise(folder: Path) -> None:
    """Sync the folder to disk, so that new names survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _hash_of(place: Path) -> str:
    digest = hashlib.sha256()
    with place.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()

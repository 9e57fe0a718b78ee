"""Temporary files of one user, stored completely or not at all, and deleted later.

A shelf is a folder; what a file is about is in its name only as a hash.
"""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tracker.core import clock


@dataclass(frozen=True, slots=True)
class TempStore:
    """A folder of files that expire."""

    folder: Path
    good_for: timedelta

    def put(self, *about: str, content: bytes) -> None:
        """Store a file in place of the previous one, and delete expired ones."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.sweep()
        # Readable to this user alone, whole or not at all: written aside, then renamed.
        handle, aside = tempfile.mkstemp(dir=self.folder, prefix=".")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        now = clock.now().timestamp()
        os.utime(aside, (now, now))
        Path(aside).replace(self._place(about))

    def get(self, *about: str) -> bytes | None:
        """The stored file. None if there is none or it has expired."""
        place = self._place(about)
        try:
            return None if self._is_old(place) else place.read_bytes()
        except FileNotFoundError:
            return None

    def drop(self, *about: str) -> None:
        """Delete the file."""
        self._place(about).unlink(missing_ok=True)

    def _place(self, about: tuple[str, ...]) -> Path:
        return self.folder / hashlib.sha256("\x1f".join(about).encode()).hexdigest()

    def sweep(self) -> None:
        """Delete expired files."""
        if not self.folder.is_dir():
            return
        for place in self.folder.iterdir():
            try:
                if self._is_old(place):
                    place.unlink(missing_ok=True)
            except FileNotFoundError:
                continue  # another process swept it

    def _is_old(self, place: Path) -> bool:
        return clock.now().timestamp() - place.stat().st_mtime > self.good_for.total_seconds()

"""Workbooks between preview and confirmation: kept on this machine, for the session that sent them.

Nothing of it goes through the browser again, so nothing can be exchanged on the way. A file is
named by a digest of session and report: one of each at most, and no other session can name it.
What was not confirmed within the hour is removed.
"""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tracker import clock

FOLDER = "uploads"
GOOD_FOR = timedelta(hours=1)
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Upload:
    """A workbook as it was sent; the name is only shown, never used as one of a file."""

    name: str
    content: bytes


def keep(data_dir: Path, session_id: str, report: str, upload: Upload) -> None:
    """Keep a workbook in the place of one sent before, and remove what was forgotten."""
    folder = data_dir / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    _sweep(folder)
    place = _place(folder, session_id, report)
    # Readable to this user alone, whole or not at all: written aside, then renamed.
    handle, aside = tempfile.mkstemp(dir=folder, prefix=".")
    with os.fdopen(handle, "wb") as file:
        file.write(upload.name[:LONGEST_NAME].replace("\n", " ").encode() + b"\n" + upload.content)
        file.flush()
        os.fsync(file.fileno())
    now = clock.now().timestamp()
    os.utime(aside, (now, now))
    Path(aside).replace(place)


def kept(data_dir: Path, session_id: str, report: str) -> Upload | None:
    """What this session sent for the report, None where there is nothing or it is too old."""
    place = _place(data_dir / FOLDER, session_id, report)
    try:
        if _is_old(place):
            return None
        name, _line, content = place.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    return Upload(name.decode(), content)


def forget(data_dir: Path, session_id: str, report: str) -> None:
    """Remove it: it was written, or is not wanted."""
    _place(data_dir / FOLDER, session_id, report).unlink(missing_ok=True)


def _place(folder: Path, session_id: str, report: str) -> Path:
    named = hashlib.sha256(f"{session_id}\x1f{report}".encode()).hexdigest()
    return folder / f"{named}.xlsx"


def _sweep(folder: Path) -> None:
    for place in folder.iterdir():
        try:
            if _is_old(place):
                place.unlink(missing_ok=True)
        except FileNotFoundError:
            continue  # another process swept it


def _is_old(place: Path) -> bool:
    return clock.now().timestamp() - place.stat().st_mtime > GOOD_FOR.total_seconds()

"""Stores uploaded workbooks between preview and confirmation, for one session.

Nothing of it goes through the browser again, so nothing can be exchanged on the way. A file is
named by a digest of session and report: one of each at most, and no other session can name it.
What was not confirmed within the hour is removed.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tracker.exchange.temp_store import TempStore

FOLDER = "uploads"
GOOD_FOR = timedelta(hours=1)
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded workbook. Its name is only displayed, never used as a path."""

    name: str
    content: bytes


def store(data_dir: Path, session_id: str, report: str, upload: Upload) -> None:
    """Store a workbook in place of the previous one, and delete expired ones."""
    name = upload.name[:LONGEST_NAME].replace("\n", " ")
    _shelf(data_dir).put(session_id, report, content=name.encode() + b"\n" + upload.content)


def load(data_dir: Path, session_id: str, report: str) -> Upload | None:
    """The workbook of this session for the report. None if there is none or it has expired."""
    found = _shelf(data_dir).get(session_id, report)
    if found is None:
        return None
    name, _line, content = found.partition(b"\n")
    return Upload(name.decode(), content)


def forget(data_dir: Path, session_id: str, report: str) -> None:
    """Delete the workbook after it was written or cancelled."""
    _shelf(data_dir).drop(session_id, report)


def _shelf(data_dir: Path) -> TempStore:
    return TempStore(data_dir / FOLDER, GOOD_FOR)

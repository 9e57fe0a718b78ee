"""Workbooks between preview and confirmation: kept on this machine, for the session that sent them.

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
    """A workbook as it was sent; the name is only shown, never used as one of a file."""

    name: str
    content: bytes


def store(data_dir: Path, session_id: str, report: str, upload: Upload) -> None:
    """Keep a workbook in the place of one sent before, and remove what was forgotten."""
    name = upload.name[:LONGEST_NAME].replace("\n", " ")
    _shelf(data_dir).put(session_id, report, content=name.encode() + b"\n" + upload.content)


def load(data_dir: Path, session_id: str, report: str) -> Upload | None:
    """What this session sent for the report, None where there is nothing or it is too old."""
    found = _shelf(data_dir).get(session_id, report)
    if found is None:
        return None
    name, _line, content = found.partition(b"\n")
    return Upload(name.decode(), content)


def forget(data_dir: Path, session_id: str, report: str) -> None:
    """Remove it: it was written, or is not wanted."""
    _shelf(data_dir).drop(session_id, report)


def _shelf(data_dir: Path) -> TempStore:
    return TempStore(data_dir / FOLDER, GOOD_FOR)

"""Dates of sessions of the Working Group on the Universal Periodic Review. Pure.

``review_sessions.csv`` has a row for each session whose date a named source gives. For other
sessions the importing person is asked. A session's recommendations count from its last day, when
reports are adopted.
"""

import csv
from functools import cache
from pathlib import Path

from tracker.core.clock import PartialDate

SESSIONS = Path(__file__).with_name("review_sessions.csv")


@cache
def _dates() -> dict[int, PartialDate]:
    with SESSIONS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {int(row["session"]): PartialDate.parse(row["ended"]) for row in rows}


def date_of(session: int | None) -> PartialDate | None:
    """When a session ended, with its precision. None if no source was found."""
    return None if session is None else _dates().get(session)

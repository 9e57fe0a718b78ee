"""Cached snapshots of one reading at the ends of years.

Pages with links to them start computing in the background, so that the next page is fast.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import date
from threading import Thread

from flask import Flask

from tracker.core.cache import Cache
from tracker.core.db import db
from tracker.gap.facts import ScoringParams
from tracker.gap.snapshot import Snapshot
from tracker.gap.snapshots_by_year import snapshots_over
from tracker.review.revisions import cached, dated_revision

SNAPSHOTS: Cache[tuple[Snapshot, ...]] = Cache(1)  # of ten megabytes and more a day

_under_way: set[tuple[object, ...]] = set()
_log = logging.getLogger(__name__)


def snapshots_at(reading: ScoringParams, days: Sequence[date]) -> tuple[Snapshot, ...]:
    """A snapshot for each day, cached until something public changes."""
    return cached(
        SNAPSHOTS, (reading, *days), dated_revision(), lambda: tuple(snapshots_over(reading, days))
    )


def warm(
    app: Flask, reading: ScoringParams, days: Sequence[date], work: Callable[[], None]
) -> None:
    """Run some work over these snapshots in the background, unless it is done or running."""
    key = (db.engine, dated_revision(), reading, *days)
    is_made = SNAPSHOTS.get((db.engine, reading, *days), dated_revision()) is not None
    if is_made or key in _under_way:
        return
    _under_way.add(key)

    def run() -> None:
        try:
            with app.app_context():
                work()
        except Exception:
            # A later request will report the error. No request waits for this thread.
            _log.exception("pictures of years were not made ready")
        finally:
            _under_way.discard(key)

    Thread(target=run, name="years", daemon=True).start()

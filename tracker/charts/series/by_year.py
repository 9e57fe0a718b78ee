"""Pictures of one reading at the ends of years, kept: what it takes seconds to make is made once.

A page that leads to them has them made in the background, so that whoever follows hardly waits.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date
from threading import Lock, Thread

from flask import Flask

from tracker.core.db import db
from tracker.gap.facts import ScoringParams
from tracker.gap.snapshot import Snapshot
from tracker.gap.snapshots_by_year import snapshots_over
from tracker.review.publication import revision

KEPT = 2  # of some fifteen megabytes each

_kept: OrderedDict[tuple[object, ...], tuple[Snapshot, ...]] = OrderedDict()
_making = Lock()
_under_way: set[tuple[object, ...]] = set()
_log = logging.getLogger(__name__)


def snapshots_at(reading: ScoringParams, days: Sequence[date]) -> tuple[Snapshot, ...]:
    """A picture for each day, from the keep if nothing public has changed since."""
    key = _key(reading, days)
    # One at a time: who asks while they are being made waits for them instead of making them too.
    with _making:
        if key not in _kept:
            _kept[key] = tuple(snapshots_over(reading, days))
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
        return _kept[key]


def warm(
    app: Flask, reading: ScoringParams, days: Sequence[date], work: Callable[[], None]
) -> None:
    """Have some work over these pictures done beside the request, unless they are kept or begun."""
    key = _key(reading, days)
    if key in _kept or key in _under_way:
        return
    _under_way.add(key)

    def run() -> None:
        try:
            with app.app_context():
                work()
        except Exception:
            # Who asks for it is told then; nobody waits for this one.
            _log.exception("pictures of years were not made ready")
        finally:
            _under_way.discard(key)

    Thread(target=run, name="years", daemon=True).start()


def _key(reading: ScoringParams, days: Sequence[date]) -> tuple[object, ...]:
    return db.engine, revision(), reading, *days

"""How many rows each file has, kept while nothing public changes: some have to be gone through."""

from collections import OrderedDict
from threading import Lock

from tracker.core.db import db
from tracker.exchange.downloads.catalogue import Download
from tracker.exchange.downloads.selection import Selection
from tracker.review.publication import dated_revision

KEPT_COUNTS = 1_000  # a page of all files needs some thirty

_kept: OrderedDict[tuple[object, ...], int] = OrderedDict()
_lock = Lock()


def counted(file: Download, selection: Selection) -> int:
    """The number of rows of a file under a selection."""
    filters = tuple(sorted(selection.filters.items()))
    key = (db.engine, dated_revision(), file.name, selection.reading, filters)
    with _lock:
        found = _kept.get(key)
    if found is None:
        found = file.count(selection)
        with _lock:
            _kept[key] = found
            while len(_kept) > KEPT_COUNTS:
                _kept.popitem(last=False)
    return found

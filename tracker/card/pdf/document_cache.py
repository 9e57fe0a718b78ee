"""Documents that were made once and have not changed since: the latest few, in this process."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from tracker.card.builder import DueReport, StateCard
from tracker.card.pdf.document import Contents, document
from tracker.core.db import db
from tracker.labels import charts

KEPT = 60  # some 80 kB each

_kept: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
_lock = Lock()


def cached_document(
    card: StateCard, due: DueReport, address: str, make: Callable[[], Contents]
) -> bytes:
    """The PDF of a card; ``address``, which it prints, is part of what it depends on."""
    silent = tuple(each.due_id for each in due.silent)
    ahead = due.following.due_id if due.following else None
    key = (
        *(db.engine, card.revision, card.reading, card.since, card.line.iso3),
        *(charts.language(), address, silent, due.asked, ahead),
    )
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    made = document(make())
    with _lock:
        _kept[key] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made

"""Documents that were made once and have not changed since: the latest few, in this process."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from tracker.dashboards import words
from tracker.dashboards.card.building import Owed, StateCard
from tracker.dashboards.card.paper.document import Contents, document
from tracker.db import db

KEPT = 60  # some 80 kB each

_kept: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
_lock = Lock()


def kept_document(card: StateCard, due: Owed, address: str, make: Callable[[], Contents]) -> bytes:
    """The PDF of a card; ``address``, which it prints, is part of what it depends on."""
    silent = tuple(each.due_id for each in due.silent)
    ahead = due.following.due_id if due.following else None
    key = (
        *(db.engine, card.revision, card.reading, card.since, card.line.iso3),
        *(words.language(), address, silent, due.asked, ahead),
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

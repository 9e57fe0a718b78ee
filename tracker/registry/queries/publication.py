"""Since when this tracker tells anything at all."""

from collections import OrderedDict
from datetime import date, datetime

from sqlalchemy import Engine, func, select

from tracker.core.db import db
from tracker.registry.models import Commitment
from tracker.review.publication import dated_revision

MOST_KEPT = 4  # databases and revisions of one process
_kept: OrderedDict[tuple[Engine, tuple[int, datetime | None]], date] = OrderedDict()


def first_published() -> date | None:
    """The day on which the first commitment became public, None before that."""
    key = (db.engine, dated_revision())
    day = _kept.get(key)
    if day is not None:
        return day
    moment = db.session.scalar(select(func.min(Commitment.published_at)))
    if moment is None:
        return None
    _kept[key] = moment.date()
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)
    return moment.date()

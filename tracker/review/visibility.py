"""Conditions for records that are public on a day, and effective by a day.

The twins of ``Publication.known`` and ``clock.first_day``.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from tracker.core import clock
from tracker.review.publishable import Publishable


def public_at(
    model: type[Publishable], known_by: date, *, moment: datetime | None = None
) -> ColumnElement[bool]:
    """Whether a row was public at the end of the day ``known_by`` (UTC).

    ``moment`` is given by what reads a long list in several steps: what became public or ended
    after it, on a day that is not over, changes none of them.
    """
    end = datetime.combine(known_by + timedelta(days=1), time.min, tzinfo=UTC)
    if moment is not None:
        end = min(end, moment + timedelta.resolution)
    return and_(
        model.published_at.is_not(None),
        model.published_at < end,
        or_(model.ended_at.is_(None), model.ended_at >= end),
    )


def begun_at(
    last_day: Any, precision: Any, as_of: date, *, upto: date | None = None
) -> ColumnElement[bool]:
    """Whether a record's day, month or year had begun by the day ``as_of``.

    What is listed. A record counts in figures only from its last day, so a list may hold one that
    counts later; pages then say from when. ``upto`` leaves out what counts from a later day. It
    becomes one bound with the other: SQLite enters an index by one upper bound alone.
    """
    latest = clock.latest_begun(as_of)
    month_end, year_end = clock.ends_of(latest)
    return and_(
        last_day <= (year_end if upto is None else min(year_end, upto)),
        or_(
            last_day <= latest,
            precision == "year",
            and_(precision == "month", last_day <= month_end),
        ),
    )


def has_begun(last_day: date, precision: str, as_of: date) -> bool:
    """The same for one record in memory."""
    return clock.first_day(last_day, precision) <= clock.latest_begun(as_of)

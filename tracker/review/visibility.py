"""Which records were public on a day, as a clause of a query; the twin of ``Publication.known``."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, or_

from tracker.review.publishable import Publishable


def public_at(model: type[Publishable], known_by: date) -> ColumnElement[bool]:
    """Whether a row was public at the end of the day ``known_by`` (UTC)."""
    end = datetime.combine(known_by + timedelta(days=1), time.min, tzinfo=UTC)
    return and_(
        model.published_at.is_not(None),
        model.published_at < end,
        or_(model.ended_at.is_(None), model.ended_at >= end),
    )

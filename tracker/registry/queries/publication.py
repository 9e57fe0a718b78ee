"""When this tracker began to publish."""

from datetime import date

from sqlalchemy import func, select

from tracker.core.cache import Cache
from tracker.core.db import db
from tracker.registry.models import Commitment
from tracker.review.publishable import REGISTRY
from tracker.review.revisions import cached, revised_parts

FIRST_DAYS: Cache[date | None] = Cache(4)


def first_published() -> date | None:
    """The day on which the first commitment became public. None before that."""
    return cached(FIRST_DAYS, ("first published",), revised_parts(REGISTRY), _first_published)


def _first_published() -> date | None:
    moment = db.session.scalar(select(func.min(Commitment.published_at)))
    return None if moment is None else moment.date()

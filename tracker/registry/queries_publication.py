"""Since when this tracker tells anything at all."""

from datetime import date

from sqlalchemy import func, select

from tracker.db import db
from tracker.registry.models import Commitment


def first_published() -> date | None:
    """The day on which the first commitment became public, None before that."""
    moment = db.session.scalar(select(func.min(Commitment.published_at)))
    return moment.date() if moment else None

"""Earlier values of the registry, kept because figures of past days depend on them.

Wording may change freely; a pillar, an addressee, a scale or a tier moves figures. Their earlier
text is kept with the moment until which it held, so that any day can be shown again.
"""

from datetime import UTC, date, datetime, time

from sqlalchemy import select

from tracker.core import clock
from tracker.core.db import db
from tracker.storage.models import PastValue


def remember_past(subject: str, key: str, column: str, text: str) -> None:
    """Save the earlier value of a column."""
    held_until = clock.now()
    db.session.add(
        PastValue(subject=subject, key=key, column=column, text=text, held_until=held_until)
    )


def past_values(subject: str, known_by: date) -> dict[tuple[str, str], str]:
    """Values at the end of a day that differ from current ones, by key and column."""
    if known_by >= clock.today():
        return {}
    evening = datetime.combine(known_by, time.max, tzinfo=UTC)
    query = (
        select(PastValue.key, PastValue.column, PastValue.text)
        .where(PastValue.subject == subject, PastValue.held_until > evening)
        .order_by(PastValue.held_until.desc(), PastValue.id.desc())
    )
    # The one that ended first after that evening was the one that held then: it comes last here.
    return {(key, column): text for key, column, text in db.session.execute(query)}

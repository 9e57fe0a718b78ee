"""The public history of an assessment: when it began to count and what ended it."""

from datetime import date

from sqlalchemy import select

from tracker.assessment.models import Assessment
from tracker.core.db import db
from tracker.core.errors import NotFound
from tracker.review.history import History, of_publication, with_hidings

KIND = "assessment"


def history(reference: str, known_by: date) -> History:
    """The events of an assessment that was public by the day. Raises NotFound."""
    row = db.session.scalar(select(Assessment).where(Assessment.reference == reference))
    events = tuple(of_publication(row, known_by=known_by)) if row else ()
    if not events:
        raise NotFound(KIND, reference)
    return History(KIND, reference, with_hidings(events, row, known_by=known_by))

"""The public history of a report: its transitions in order."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.core.db import db
from tracker.core.errors import NotFound
from tracker.reporting.models import Report
from tracker.review.history import History, end_of, of_moves, of_publication, with_hidings
from tracker.review.lifecycle import Move

KIND = "report"
# Why a report was once sent back is between the reviewers and the state.
REASONS = frozenset({Move.WITHDRAW})


def history(reference: str, known_by: date) -> History:
    """The events of a report that was public by the day. Raises NotFound."""
    query = select(Report).where(Report.reference == reference)
    report = db.session.scalar(query.options(selectinload(Report.moves)))
    if report is None or report.published_at is None or report.published_at >= end_of(known_by):
        raise NotFound(KIND, reference)
    events = tuple(of_moves(report.moves, known_by=known_by, reasons=REASONS))
    events = events or tuple(of_publication(report, known_by=known_by))
    return History(KIND, reference, with_hidings(events, report, known_by=known_by))

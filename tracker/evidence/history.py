"""The public history of actions and replies: submissions, decisions, corrections, withdrawals.

If a name is withheld, all dates are shown as months. Reasons for a return are shown once the record
is public, remarks at fields never.
"""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.core.db import db
from tracker.core.errors import NotFound
from tracker.evidence.models import Action, Reply
from tracker.review.history import (
    PRIVATE,
    History,
    HistoryEvent,
    end_of,
    of_moves,
    of_publication,
    with_hidings,
)
from tracker.review.lifecycle import Move
from tracker.review.models import Submission
from tracker.review.submissions import Kind

REASONS = frozenset({Move.RETURN, Move.WITHDRAW})
_MODELS: dict[Kind, Any] = {Kind.ACTION: Action, Kind.REPLY: Reply}


def history(kind: Kind, reference: str, known_by: date) -> History:
    """The events of a record that was public by the day. Raises NotFound."""
    model = _MODELS[kind]
    query = select(model).where(model.reference == reference)
    moves = selectinload(model.submission).selectinload(Submission.moves)
    record: Action | Reply | None = db.session.scalar(query.options(moves))
    if record is None or record.published_at is None or record.published_at >= end_of(known_by):
        raise NotFound(kind, reference)
    return History(kind, reference, events_of(record, known_by))


def events_of(record: Action | Reply, known_by: date) -> tuple[HistoryEvent, ...]:
    """The events of a public record until the end of a day."""
    to_month = record.name_withheld
    made = record.submission.moves if record.submission else ()
    events = tuple(
        of_moves(made, known_by=known_by, reasons=REASONS, hidden=PRIVATE, to_month=to_month)
    )
    events = events or tuple(of_publication(record, known_by=known_by, to_month=to_month))
    return with_hidings(events, record, known_by=known_by, to_month=to_month)

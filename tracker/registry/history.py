"""The public history of a commitment: added, changed, retired.

Changes come from the audit trail, which has the values before and after every load. It is not shown
who loaded.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from tracker.audit.models import AuditContent, AuditEvent
from tracker.core.db import db
from tracker.core.errors import NotFound
from tracker.registry.drafts import CommitmentDraft
from tracker.registry.models import Commitment
from tracker.review.history import History, HistoryEvent, HistoryEventKind, end_of, of_publication

KIND = "commitment"
LOADED = "registry:commitments:loaded"


def history(reference: str, known_by: date) -> History:
    """The events of a commitment that was public by the day. Raises NotFound."""
    row = db.session.scalar(select(Commitment).where(Commitment.reference == reference))
    published = tuple(of_publication(row, known_by=known_by)) if row else ()
    if not published:
        raise NotFound(KIND, reference)
    began, *ended = published
    return History(KIND, reference, (began, *_changes(reference, known_by), *ended))


def _changes(reference: str, known_by: date) -> Iterator[HistoryEvent]:
    titles = {column.name: str(column.holds) for column in CommitmentDraft.columns()}
    query = (
        select(AuditEvent.happened_at, AuditContent.body)
        .join(AuditContent, AuditContent.sequence == AuditEvent.sequence)
        .where(
            AuditEvent.verb == LOADED,
            AuditEvent.happened_at < end_of(known_by),
            AuditContent.body.is_not(None),
        )
        .order_by(AuditEvent.sequence)
    )
    for happened_at, body in db.session.execute(query):
        for column, (before, after) in body.get("changed", {}).get(reference, {}).items():
            yield HistoryEvent(
                HistoryEventKind.CHANGED,
                happened_at.date(),
                detail=titles.get(column, column),
                before=before,
                after=after,
            )

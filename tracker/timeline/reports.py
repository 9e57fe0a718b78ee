"""Submitted and published reports on the timeline.

That something was sent in answer to a due date is public on the day; what it says is not before it
is published. A report that answers no due date is not mentioned before.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, case, exists, false, func, literal, null, or_, select
from sqlalchemy.orm import aliased

from tracker.registry.filters import Narrow, commitments_in, narrowed, states_in
from tracker.registry.models import State
from tracker.reporting.models import DueDate, Report, ReportEntry, ReportingCycle
from tracker.review.publication import Ending
from tracker.timeline.event import EventKind, RecordKind, TimelineQuery
from tracker.timeline.rows import Rows

WITHDRAWN = func.coalesce(Report.ended_as == Ending.WITHDRAWN, false())


def _entered(narrow: Narrow) -> Narrow:
    """Turn a condition on entries into one on reports."""
    answered = ReportEntry.answer.is_not(None)
    return lambda code: Report.id.in_(select(ReportEntry.report_id).where(narrow(code), answered))


NARROWING: dict[str, Narrow] = {
    **states_in(Report.state_id),
    **{
        name: _entered(narrow) for name, narrow in commitments_in(ReportEntry.commitment_id).items()
    },
}
COMMITMENT_FILTERS = frozenset(commitments_in(ReportEntry.commitment_id))


def rows(asked: TimelineQuery) -> Iterator[Rows]:
    """Submitted, published, withdrawn."""
    clauses = narrowed(NARROWING, asked.filters)
    if not COMMITMENT_FILTERS & asked.filters.keys():
        # Which commitments a report speaks to is not known before it is published.
        yield _sent(narrowed(NARROWING, asked.filters))
    yield Rows(
        RecordKind.REPORT,
        EventKind.PUBLISHED,
        moment=Report.published_at,
        key=Report.reference,
        joins=_with_due,
        columns={
            **_TOLD,
            "title": case((Report.ended_at.is_(None), Report.title)),
            "effective": Report.period_end,
            "effective_precision": literal("day"),
            "detail": Report.survivors,
            "gone": WITHDRAWN,
        },
        clauses=clauses,
    )
    yield Rows(
        RecordKind.REPORT,
        EventKind.WITHDRAWN,
        moment=Report.ended_at,
        key=Report.reference,
        joins=_with_due,
        columns={**_TOLD, "gone": literal(True)},
        clauses=[*clauses, Report.published_at.is_not(None), WITHDRAWN],
    )


_TOLD: dict[str, Any] = {
    "iso3": State.iso3,
    "reference": Report.reference,
    "about": ReportingCycle.code,
    "about_title": ReportingCycle.title,
    "due": DueDate.due_on,
}


def _with_due(query: Any) -> Any:
    return (
        query.select_from(Report)
        .join(State, State.id == Report.state_id)
        .outerjoin(DueDate, DueDate.id == Report.due_id)
        .outerjoin(ReportingCycle, ReportingCycle.id == DueDate.cycle_id)
    )


def _sent(clauses: list[Any]) -> Rows:
    """The first submission for a due date, which decides whether it was in time."""
    earlier = aliased(Report)
    is_first = ~exists().where(
        earlier.due_id == Report.due_id,
        or_(earlier.ended_as.is_(None), earlier.ended_as != Ending.WITHDRAWN),
        or_(
            earlier.submitted_at < Report.submitted_at,
            and_(earlier.submitted_at == Report.submitted_at, earlier.id < Report.id),
        ),
    )
    published = case((Report.published_at.is_not(None), Report.reference), else_=null())
    return Rows(
        RecordKind.REPORT,
        EventKind.SENT,
        moment=Report.submitted_at,
        key=Report.reference,
        joins=_with_due,
        columns={**_TOLD, "reference": published},
        clauses=[*clauses, Report.due_id.is_not(None), ~WITHDRAWN, is_first],
    )

"""How many states reported in each round, counted by the database. Reads only.

The twin of ``obligations``, which tells the same state by state.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, select

from tracker.core import sql_days  # noqa: F401 - teaches ``func`` the days
from tracker.core.cache import Cache
from tracker.core.db import plain_rows
from tracker.registry.models import State
from tracker.reporting.models import DueDate, Report, ReportingCycle
from tracker.reporting.obligations import RoundLine, stood_at, was_sent
from tracker.reporting.vocabulary import Punctuality
from tracker.review.revisions import cached, dated_revision

_ROUNDS: Cache[tuple[RoundLine, ...]] = Cache(50)


def rounds(
    as_of: date, known_by: date, *, states: Iterable[str] | None = None
) -> tuple[RoundLine, ...]:
    """The rounds at the two dates, the latest first; counted once for each public change.

    ``states`` limits the counts to these codes; a round that asked none of them is left out.
    """
    chosen = None if states is None else tuple(sorted(states))
    key = ("rounds", as_of, known_by, chosen)
    return cached(_ROUNDS, key, dated_revision(), lambda: _counted(as_of, known_by, chosen))


def _counted(as_of: date, known_by: date, states: tuple[str, ...] | None) -> tuple[RoundLine, ...]:
    return tuple(
        RoundLine(
            row.code,
            row.title,
            row.period_start,
            row.period_end,
            row.first_due_on,
            row.last_due_on,
            {each: getattr(row, each.value) for each in Punctuality},
        )
        for row in plain_rows(_query(min(as_of, known_by), known_by, states))
    )


def _query(day: date, known_by: date, states: tuple[str, ...] | None) -> Any:
    # Grouped by ids first: titles are joined to the few rounds, not to each due date.
    sent = (
        select(Report.due_id, func.min(Report.submitted_at).label("at"))
        .where(*was_sent(day))
        .group_by(Report.due_id)
        .subquery()
    )
    query = (
        select(
            DueDate.cycle_id,
            DueDate.period_end,
            func.min(DueDate.period_start).label("period_start"),
            func.min(DueDate.due_on).label("first_due_on"),
            func.max(DueDate.due_on).label("last_due_on"),
            *(_number(clause).label(name.value) for name, clause in _standings(sent, day).items()),
        )
        .outerjoin(sent, sent.c.due_id == DueDate.id)
        .where(stood_at(known_by))
        .group_by(DueDate.cycle_id, DueDate.period_end)
    )
    if states is not None:
        query = query.where(DueDate.state_id.in_(select(State.id).where(State.iso3.in_(states))))
    counted = query.subquery()
    return (
        select(ReportingCycle.code, ReportingCycle.title, counted)
        .join(counted, counted.c.cycle_id == ReportingCycle.id)
        .order_by(counted.c.period_end.desc(), ReportingCycle.code)
    )


def _standings(sent: Any, day: date) -> dict[Punctuality, Any]:
    """The rule of ``punctuality`` as clauses; exactly one holds of each due date."""
    is_late = func.day_of(sent.c.at) > DueDate.due_on
    is_due = DueDate.due_on < day
    return {
        Punctuality.REPORTED: and_(sent.c.at.is_not(None), ~is_late),
        Punctuality.REPORTED_LATE: and_(sent.c.at.is_not(None), is_late),
        Punctuality.SILENT: and_(sent.c.at.is_(None), is_due),
        Punctuality.NOT_YET_DUE: and_(sent.c.at.is_(None), ~is_due),
    }


def _number(clause: Any) -> Any:
    return func.sum(case((clause, 1), else_=0))

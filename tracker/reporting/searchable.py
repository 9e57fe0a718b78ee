"""What search may read of reports: the frame of those that were published and not withdrawn."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from tracker.db import db
from tracker.registry.models import State
from tracker.reporting.models import DueDate, Report, ReportingCycle
from tracker.review.publication import Ending


@dataclass(frozen=True, slots=True)
class ReportText:
    """The words of a published report's frame; absent ones are None."""

    reference: str
    iso3: str
    title: str
    cycle_title: str | None
    survivors_how: str | None
    period_end: date
    public_from: date
    public_until: date | None


def report_texts() -> tuple[ReportText, ...]:
    """Every report ever published and not withdrawn, the latest period first."""
    query = (
        select(
            Report.reference,
            State.iso3,
            Report.title,
            ReportingCycle.title.label("cycle_title"),
            Report.survivors_how,
            Report.period_end,
            Report.published_at,
            Report.ended_at,
        )
        .join(Report.state)
        .outerjoin(DueDate, DueDate.id == Report.due_id)
        .outerjoin(ReportingCycle, ReportingCycle.id == DueDate.cycle_id)
        .where(
            Report.published_at.is_not(None),
            or_(Report.ended_as.is_(None), Report.ended_as != Ending.WITHDRAWN),
        )
        .order_by(Report.period_end.desc(), Report.reference.desc())
    )
    return tuple(
        ReportText(
            reference=row.reference,
            iso3=row.iso3,
            title=row.title,
            cycle_title=row.cycle_title,
            survivors_how=row.survivors_how,
            period_end=row.period_end,
            public_from=row.published_at.date(),
            public_until=row.ended_at.date() if row.ended_at else None,
        )
        for row in db.session.execute(query)
    )

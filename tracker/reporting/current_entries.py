"""The State's current level on a cell, for parts below the gap in the layers.

The twin of the reported lane of a plain reading; ``tests/evidence`` holds the two together.
"""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from tracker.core.db import db
from tracker.registry.models import Commitment, State
from tracker.reporting.due_status import months_after
from tracker.reporting.models import Report, ReportEntry
from tracker.review.visibility import public_at

SPEAKS_MONTHS = 60  # how long an entry counts; that of docs/methodology.md


def reported_levels(iso3: str, references: Iterable[str], on: date) -> dict[str, int]:
    """The level in the State's latest public report on the day, by commitment.

    A commitment is left out where no report speaks to it, where the latest gives no level,
    or where that one is too old to count.
    """
    query = (
        select(Commitment.reference, ReportEntry.level, Report.period_end)
        .join(ReportEntry.report)
        .join(Report.state)
        .join(Commitment, Commitment.id == ReportEntry.commitment_id)
        .where(
            State.iso3 == iso3,
            Commitment.reference.in_(tuple(references)),
            ReportEntry.answer.is_not(None),
            Report.period_end <= on,
            public_at(Report, on),
        )
        .order_by(Report.period_end, Report.published_at, Report.reference)
    )
    # The last one of each commitment stays: the latest period, then publication, then reference.
    said = {
        row.reference: row.level
        for row in db.session.execute(query)
        if months_after(row.period_end, SPEAKS_MONTHS) >= on
    }
    return {reference: level for reference, level in said.items() if level is not None}

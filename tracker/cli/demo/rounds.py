"""The regular reporting cycle of the demonstration: every two years, three rounds so far."""

from datetime import date

from sqlalchemy import select

from tracker.accounts.actor import OPERATOR
from tracker.core.db import db
from tracker.registry.models import State
from tracker.reporting import cycles
from tracker.reporting.cycle_drafts import CycleDraft
from tracker.reporting.models import DueDate, ReportingCycle
from tracker.reporting.vocabulary import Scope

CODE = "DEMO-ROUNDS"


def define(today: date) -> None:
    """Define the cycle. Its third round was due in March of last year."""
    year = today.year - 6
    draft = CycleDraft(
        code=CODE,
        title="Invented reports every two years",
        statement="An invented cycle: what was done in the two years before.",
        instruments=("GPA-2010",),
        scope=Scope.ALL_MEMBERS,
        regional_group=None,
        states=(),
        first_period_start=date(year - 1, 1, 1),
        first_period_end=date(year, 12, 31),
        first_due_on=date(year + 1, 3, 31),
        every_months=24,
        last_due_on=date(year + 5, 12, 31),
    )
    cycles.define_cycle(OPERATOR, draft)


def due_dates() -> dict[tuple[str, int], DueDate]:
    """Every due date of the cycle by State code and round, counted from 0."""
    query = (
        select(State.iso3, DueDate)
        .join(DueDate.state)
        .join(DueDate.cycle)
        .where(ReportingCycle.code == CODE)
        .order_by(DueDate.due_on)
    )
    rows = db.session.execute(query).all()
    periods = sorted({due.period_end for _iso3, due in rows})
    return {(iso3, periods.index(due.period_end)): due for iso3, due in rows}

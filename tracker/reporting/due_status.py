"""Who has reported, who is late, and who has not reported: rules about dates. Pure.

Methodology 1: silence is a report due and none submitted; late is submitted after the due date. A
report counts as late from the day after it is due.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.reporting.vocabulary import Punctuality


@dataclass(frozen=True, slots=True)
class ReportingPeriod:
    """One round of a cycle: its period and its due date."""

    period_start: date
    period_end: date
    due_on: date


def reporting_periods(
    first: ReportingPeriod, *, every_months: int | None, last_due_on: date | None
) -> Iterator[ReportingPeriod]:
    """All rounds of a cycle. Only one if it does not repeat."""
    yield first
    if every_months is None or last_due_on is None:
        return
    number = 1
    while True:
        months = number * every_months
        due_on = months_after(first.due_on, months)
        if due_on > last_due_on:
            return
        yield ReportingPeriod(
            months_after(first.period_start, months),
            months_after(first.period_end, months, keep_month_end=True),
            due_on,
        )
        number += 1


def months_after(day: date, months: int, *, keep_month_end: bool = False) -> date:
    """The same day of a later month, or its last day if it is shorter.

    With ``keep_month_end`` the last day of a month stays the last day.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    last = monthrange(year, month)[1]
    at_end = keep_month_end and day.day == monthrange(day.year, day.month)[1]
    return date(year, month, last if at_end else min(day.day, last))


def punctuality(due_on: date, submitted_on: date | None, *, as_of: date) -> Punctuality:
    """The status of a due report at the end of a day. Later submissions are not yet known."""
    submitted = submitted_on if submitted_on is not None and submitted_on <= as_of else None
    if submitted is not None:
        return Punctuality.REPORTED_LATE if submitted > due_on else Punctuality.REPORTED
    return Punctuality.SILENT if as_of > due_on else Punctuality.NOT_YET_DUE

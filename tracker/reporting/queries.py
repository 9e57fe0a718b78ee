"""Public views of published reports."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select

from tracker.core import clock
from tracker.core.db import db
from tracker.registry.models import Commitment, State
from tracker.reporting.models import EntryFact, Report, ReportEntry
from tracker.review.visibility import public_at

VIEWED_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class ReportView:
    """A published progress report. ``entries`` counts its commitments."""

    reference: str
    iso3: str
    title: str
    period_start: date | None
    period_end: date
    published_on: date
    entries: int


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry on one commitment. ``level`` only if the answer is a level."""

    report: str
    title: str
    period_start: date | None
    period_end: date
    published_on: date
    answer: str
    level: int | None
    reason: str | None
    measures_taken: str | None
    survivors: str


def reports_of_state(
    iso3: str, as_of: date, known_by: date, *, after: date | None = None
) -> tuple[ReportView, ...]:
    """The State's reports that count at the two dates, latest first.

    ``after`` leaves those on a period that ends later than this day alone.
    """
    query = _report_query(as_of, known_by).where(State.iso3 == iso3)
    if after is not None:
        query = query.where(Report.period_end > after)
    return tuple(_report_view(row) for row in db.session.execute(query))


def latest_reports(as_of: date, known_by: date) -> dict[str, ReportView]:
    """The latest report at the two dates, by ISO3 code. Absent if there is none."""
    latest: dict[str, str] = {}
    for place in report_places(as_of, known_by):
        latest.setdefault(place.iso3, place.reference)
    views = report_views(latest.values())
    return {iso3: views[reference] for iso3, reference in latest.items()}


class ReportPlace(NamedTuple):
    """The position of a report among all, for choosing those of a page."""

    reference: str
    iso3: str
    period_end: date


def report_places(as_of: date, known_by: date) -> list[ReportPlace]:
    """The positions of all reports that count at the two dates, latest period first."""
    query = select(Report.reference, State.iso3, Report.period_end).join(Report.state)
    rows = db.session.execute(_that_count(query, as_of, known_by))
    return [ReportPlace(*row) for row in rows]


def report_views(references: Iterable[str]) -> dict[str, ReportView]:
    """Published reports by reference. Only their entries are counted."""
    wanted = list(references)
    found: dict[str, ReportView] = {}
    for start in range(0, len(wanted), VIEWED_AT_A_TIME):
        some = wanted[start : start + VIEWED_AT_A_TIME]
        query = _viewed().where(Report.reference.in_(some), Report.published_at.is_not(None))
        found |= {row.reference: _report_view(row) for row in db.session.execute(query)}
    return found


def number_of_entries(reports: Iterable[str], commitments: Iterable[str]) -> int:
    """The number of entries of these reports on these commitments."""
    return _counted(select(func.count(ReportEntry.id)), reports, commitments)


def number_of_facts(reports: Iterable[str], commitments: Iterable[str]) -> int:
    """The number of responses to records in those entries."""
    query = select(func.count(EntryFact.record)).join(EntryFact.entry)
    return _counted(query, reports, commitments)


def _counted(query: Any, reports: Iterable[str], commitments: Iterable[str]) -> int:
    within = query.join(ReportEntry.report).join(ReportEntry.commitment)
    number = db.session.scalar(
        within.where(
            ReportEntry.answer.is_not(None),
            Report.reference.in_(tuple(reports)),
            Commitment.reference.in_(tuple(commitments)),
        )
    )
    return number or 0


def _report_query(as_of: date, known_by: date) -> Any:
    return _that_count(_viewed(), as_of, known_by)


def _that_count(query: Any, as_of: date, known_by: date) -> Any:
    """The reports that count at the two dates, latest period first."""
    return query.where(
        Report.period_end <= clock.latest_begun(as_of), public_at(Report, known_by)
    ).order_by(Report.period_end.desc(), Report.published_at.desc(), Report.reference.desc())


def _viewed() -> Any:
    """A query for the columns of a report view."""
    entries = (
        select(func.count())
        .where(ReportEntry.report_id == Report.id, ReportEntry.answer.is_not(None))
        .correlate(Report)
    ).scalar_subquery()
    return select(
        Report.reference,
        State.iso3,
        Report.title,
        Report.period_start,
        Report.period_end,
        Report.published_at,
        entries.label("entries"),
    ).join(Report.state)


def _report_view(row: Any) -> ReportView:
    return ReportView(
        reference=row.reference,
        iso3=row.iso3,
        title=row.title,
        period_start=row.period_start,
        period_end=row.period_end,
        published_on=row.published_at.date(),
        entries=row.entries,
    )


def entries(reports: Iterable[str], commitment: str) -> dict[str, EntryView]:
    """Entries of published reports on one commitment, by report reference."""
    wanted = tuple(reports)
    if not wanted:
        return {}
    query = (
        select(ReportEntry, Report)
        .join(ReportEntry.report)
        .join(ReportEntry.commitment)
        .where(
            Report.reference.in_(wanted),
            Report.published_at.is_not(None),
            Commitment.reference == commitment,
        )
    )
    return {row.Report.reference: _entry_view(row) for row in db.session.execute(query)}


def _entry_view(row: Any) -> EntryView:
    entry, report = row.ReportEntry, row.Report
    return EntryView(
        report=report.reference,
        title=report.title,
        period_start=report.period_start,
        period_end=report.period_end,
        published_on=report.published_at.date(),
        answer=entry.answer,
        level=entry.level,
        reason=entry.reason,
        measures_taken=entry.measures_taken,
        survivors=entry.survivors,
    )

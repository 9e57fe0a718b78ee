"""Texts of reports for search: those published and not withdrawn."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from tracker.core.db import db
from tracker.registry.models import Commitment, State
from tracker.reporting.models import DueDate, Report, ReportEntry, ReportingCycle
from tracker.review.publication import Ending


@dataclass(frozen=True, slots=True)
class ReportText:
    """The title and texts of a published report. Missing ones are None."""

    id: int
    reference: str
    iso3: str
    title: str
    cycle_title: str | None
    survivors_how: str | None
    period_end: date
    public_from: date
    public_until: date | None


@dataclass(frozen=True, slots=True)
class EntryText:
    """An entry on one commitment. ``said`` is never empty."""

    id: int
    report: str
    iso3: str
    commitment: str
    title: str
    said: tuple[str, ...]
    period_end: date
    public_from: date
    public_until: date | None


def published_reports(after: int, most: int) -> Sequence[int]:
    """Ids of reports that were ever published, in batches by id."""
    query = select(Report.id).where(Report.id > after, Report.published_at.is_not(None))
    return db.session.scalars(query.order_by(Report.id).limit(most)).all()


def reports_of_cycles(cycles: Collection[int]) -> Sequence[Report]:
    """Published reports for due dates of these cycles."""
    query = select(Report).join(DueDate, DueDate.id == Report.due_id)
    query = query.where(DueDate.cycle_id.in_(cycles), Report.published_at.is_not(None))
    return db.session.scalars(query).all()


def report_texts(
    ids: Collection[int] = (), *, references: Collection[str] = ()
) -> tuple[ReportText, ...]:
    """The reports with these ids or references that are published and not withdrawn."""
    query = (
        select(
            Report.id,
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
        .where(*_public(), _among(ids, references))
    )
    return tuple(
        ReportText(
            id=row.id,
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


def entry_texts(
    ids: Collection[int] = (),
    *,
    references: Collection[str] = (),
    commitments: Collection[str] | None = None,
) -> tuple[EntryText, ...]:
    """Every finished entry of such reports that has a text.

    ``commitments`` None: on all of them.

    An entry that repeats another's answer is found through that one.
    """
    texts = (
        ReportEntry.measures_taken,
        ReportEntry.challenges,
        ReportEntry.assistance,
        ReportEntry.survivors_how,
        ReportEntry.reason,
    )
    query = (
        select(
            ReportEntry.id,
            Report.reference,
            State.iso3,
            Commitment.reference.label("commitment"),
            Commitment.title,
            Report.period_end,
            Report.published_at,
            Report.ended_at,
            *(text.label(f"text_{place}") for place, text in enumerate(texts)),
        )
        .join(ReportEntry.report)
        .join(Report.state)
        .join(ReportEntry.commitment)
        .where(*_public(), ReportEntry.answer.is_not(None), ReportEntry.lead_id.is_(None))
        .where(_among(ids, references))
    )
    if commitments is not None:
        query = query.where(Commitment.reference.in_(commitments))
    found = []
    for row in db.session.execute(query):
        texts_of_row = (getattr(row, f"text_{place}") for place in range(len(texts)))
        said = tuple(text for text in texts_of_row if text)
        if said:
            found.append(
                EntryText(
                    id=row.id,
                    report=row.reference,
                    iso3=row.iso3,
                    commitment=row.commitment,
                    title=row.title,
                    said=said,
                    period_end=row.period_end,
                    public_from=row.published_at.date(),
                    public_until=row.ended_at.date() if row.ended_at else None,
                )
            )
    return tuple(found)


def _among(ids: Collection[int], references: Collection[str]) -> ColumnElement[bool]:
    return Report.id.in_(ids) if ids else Report.reference.in_(references)


def _public() -> tuple[ColumnElement[bool], ...]:
    return (
        Report.published_at.is_not(None),
        or_(Report.ended_as.is_(None), Report.ended_as != Ending.WITHDRAWN),
    )

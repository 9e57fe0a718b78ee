"""Queries of unpublished reports: a State's own and those under review.

The number of queries does not grow with the records. Which commitments a report is asked about
depends on the state's treaties; ``tracker.workspace.report_editor`` brings the two together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from tracker.accounts.actor import Actor
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import NotFound
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.registry.models import Commitment, Instrument, State
from tracker.reporting.conflicts import Saved
from tracker.reporting.drafts import EntryDraft, ReportDraft
from tracker.reporting.entries import RecordResponse, entry_draft, frame_draft
from tracker.reporting.models import (
    DueDate,
    EntryFact,
    EntryValue,
    Report,
    ReportEntry,
    ReportingCycle,
    ReportMove,
    cycle_instrument,
)
from tracker.reporting.vocabulary import FactResponse
from tracker.review import assignment
from tracker.review.assignment import Assignee
from tracker.review.lifecycle import Move, Status
from tracker.review.visibility import public_at


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateReport:
    """One's own report with its last event.

    ``instruments`` are those its cycle asks about; None for an extra report, which may speak to
    all that applies. ``reason`` is why it was last returned, while it is returned or reopened;
    ``was_sent`` stays true when it is a draft again.
    """

    reference: str
    iso3: str
    frame: ReportDraft
    status: Status
    version: int
    due_id: int | None
    cycle: str | None
    cycle_title: str | None
    due_on: date | None
    instruments: frozenset[str] | None
    moved_at: datetime | None
    reason: str | None
    was_sent: bool


@dataclass(frozen=True, slots=True)
class PrivateEntry:
    """An entry for its writer. ``repeats`` names the commitment with the same answer."""

    saved: Saved
    repeats: str | None
    facts: tuple[RecordResponse, ...]


@dataclass(frozen=True, slots=True)
class LastPublishedAnswer:
    """The State's last published answer on a commitment, as a starting point."""

    report: str
    period_end: date
    draft: EntryDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedReport:
    """A report that waits for a decision. ``times_sent`` is above 1 if it was returned."""

    reference: str
    iso3: str
    title: str
    period_start: date | None
    period_end: date
    cycle_title: str | None
    due_on: date | None
    sent_at: datetime
    times_sent: int
    entries: int
    hands: Assignee


def own_reports(actor: Actor) -> tuple[PrivateReport, ...]:
    """Every report of the actor's States, newest first."""
    require(actor, Permission.WORKSPACE_SEE)
    return _private_reports(_own(actor).order_by(Report.id.desc()))


def private_report(actor: Actor, reference: str) -> PrivateReport:
    """One report of the actor's States. Raises NotFound."""
    require(actor, Permission.WORKSPACE_SEE)
    found = _private_reports(_own(actor).where(Report.reference == reference))
    if not found:
        raise NotFound("report", reference)
    return found[0]


def review_queue(actor: Actor) -> tuple[QueuedReport, ...]:
    """Reports that wait for a decision, longest first, except of one's own States."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    sent = (
        select(
            ReportMove.report_id,
            func.max(ReportMove.made_at).label("sent_at"),
            func.count().label("times"),
        )
        .where(ReportMove.move == Move.SUBMIT)
        .group_by(ReportMove.report_id)
        .subquery()
    )
    entries = (
        select(func.count())
        .where(ReportEntry.report_id == Report.id, ReportEntry.answer.is_not(None))
        .correlate(Report)
        .scalar_subquery()
    )
    query = (
        select(Report, State.iso3, sent.c.sent_at, sent.c.times, entries.label("entries"))
        .join(Report.state)
        .join(sent, sent.c.report_id == Report.id)
        .where(Report.status == Status.SUBMITTED, State.iso3.not_in(actor.states))
        .options(selectinload(Report.due).selectinload(DueDate.cycle))
        .order_by(sent.c.sent_at, Report.id)
    )
    return tuple(_queued(row, actor) for row in db.session.execute(query))


def entries_of(
    references: Iterable[str], commitments: Iterable[str] | None = None
) -> dict[str, dict[str, PrivateEntry]]:
    """Entries of these reports by report and commitment. The caller checks permission.

    ``commitments`` narrows them to these; an entry then names the one that it repeats only where
    that is among them.
    """
    query = (
        select(ReportEntry)
        .join(ReportEntry.report)
        .where(Report.reference.in_(tuple(references)))
        .options(contains_eager(ReportEntry.report), selectinload(ReportEntry.facts), *_WHOLE)
    )
    if commitments is not None:
        wanted = select(Commitment.id).where(Commitment.reference.in_(tuple(commitments)))
        query = query.where(ReportEntry.commitment_id.in_(wanted))
    rows = db.session.scalars(query).all()
    names = {row.id: row.commitment.reference for row in rows}
    found: dict[str, dict[str, PrivateEntry]] = defaultdict(dict)
    for row in rows:
        facts = [
            RecordResponse(one.record, FactResponse(one.response), one.note) for one in row.facts
        ]
        found[row.report.reference][row.commitment.reference] = PrivateEntry(
            Saved(entry_draft(row), row.version),
            names.get(row.lead_id) if row.lead_id else None,
            tuple(facts),
        )
    return found


def last_published_answers(iso3: str) -> dict[str, LastPublishedAnswer]:
    """The answers in the State's latest public report, by commitment."""
    ranked = (
        select(
            ReportEntry.id,
            func.row_number()
            .over(
                partition_by=ReportEntry.commitment_id,
                order_by=(
                    Report.period_end.desc(),
                    Report.published_at.desc(),
                    Report.reference.desc(),
                ),
            )
            .label("place"),
        )
        .join(ReportEntry.report)
        .join(Report.state)
        .where(
            State.iso3 == iso3,
            public_at(Report, clock.today()),
            ReportEntry.answer.is_not(None),
        )
        .subquery()
    )
    query = (
        select(ReportEntry)
        .join(ranked, ranked.c.id == ReportEntry.id)
        .where(ranked.c.place == 1)
        .options(selectinload(ReportEntry.report), *_WHOLE)
    )
    return {
        row.commitment.reference: LastPublishedAnswer(
            row.report.reference, row.report.period_end, entry_draft(row)
        )
        for row in db.session.scalars(query)
    }


def answered_records(iso3: str) -> frozenset[str]:
    """References of records to which a report of the State responds.

    A report that was withdrawn or discarded answers nothing.
    """
    query = (
        select(EntryFact.record)
        .join(EntryFact.entry)
        .join(ReportEntry.report)
        .join(Report.state)
        .where(State.iso3 == iso3, Report.status.not_in((Status.WITHDRAWN, Status.DISCARDED)))
    )
    return frozenset(db.session.scalars(query))


_WHOLE = (
    joinedload(ReportEntry.commitment).load_only(Commitment.reference),
    selectinload(ReportEntry.values).selectinload(EntryValue.indicator),
)


def _own(actor: Actor) -> Any:
    return (
        select(Report)
        .join(Report.state)
        .where(State.iso3.in_(actor.reports_for))
        .options(
            selectinload(Report.state),
            selectinload(Report.due).selectinload(DueDate.cycle),
            selectinload(Report.moves),
        )
        .execution_options(populate_existing=True)
    )


def _private_reports(query: Any) -> tuple[PrivateReport, ...]:
    rows = db.session.scalars(query).all()
    asked = instruments_of({row.due.cycle_id for row in rows if row.due})
    return tuple(_private_report(row, asked) for row in rows)


def _private_report(row: Report, asked: Mapping[int, frozenset[str]]) -> PrivateReport:
    returns = [move.reason for move in row.moves if move.move == Move.RETURN]
    waiting = row.status in (Status.RETURNED, Status.DRAFT, Status.CLEARED)
    return PrivateReport(
        reference=row.reference,
        iso3=row.state.iso3,
        frame=frame_draft(row),
        status=Status(row.status),
        version=row.version,
        due_id=row.due_id,
        cycle=row.due.cycle.code if row.due else None,
        cycle_title=row.due.cycle.title if row.due else None,
        due_on=row.due.due_on if row.due else None,
        instruments=asked[row.due.cycle_id] if row.due else None,
        moved_at=row.moves[-1].made_at if row.moves else None,
        reason=returns[-1] if returns and waiting else None,
        was_sent=row.submitted_at is not None,
    )


def instruments_of(cycle_ids: Iterable[int]) -> dict[int, frozenset[str]]:
    """By cycle, the codes of the texts that it asks about."""
    wanted = tuple(cycle_ids)
    found: dict[int, set[str]] = {cycle_id: set() for cycle_id in wanted}
    query = (
        select(ReportingCycle.id, Instrument.code)
        .join(cycle_instrument, cycle_instrument.c.cycle_id == ReportingCycle.id)
        .join(Instrument, Instrument.id == cycle_instrument.c.instrument_id)
        .where(ReportingCycle.id.in_(wanted))
    )
    for cycle_id, code in db.session.execute(query) if wanted else ():
        found[cycle_id].add(code)
    return {cycle_id: frozenset(codes) for cycle_id, codes in found.items()}


def _queued(row: Any, actor: Actor) -> QueuedReport:
    report = row.Report
    return QueuedReport(
        reference=report.reference,
        iso3=row.iso3,
        title=report.title,
        period_start=report.period_start,
        period_end=report.period_end,
        cycle_title=report.due.cycle.title if report.due else None,
        due_on=report.due.due_on if report.due else None,
        sent_at=row.sent_at,
        times_sent=row.times,
        entries=row.entries,
        hands=assignment.assignee_of(actor, report),
    )

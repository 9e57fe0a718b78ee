"""One report for pages: title, entries and history. The query decides who may see it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from tracker.accounts.actor import Actor
from tracker.core.db import db
from tracker.core.errors import NotFound
from tracker.policy.permission_map import may, require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Subject
from tracker.registry.models import Commitment, State
from tracker.reporting.drafts import EntryDraft
from tracker.reporting.entries import RecordResponse, entry_draft
from tracker.reporting.models import DueDate, EntryValue, Report, ReportEntry, ReportMove
from tracker.reporting.obligations import LANGUAGES, round_code
from tracker.reporting.vocabulary import FactResponse
from tracker.review.lifecycle import BEFORE_REVIEWERS, MAY_SAY_WHY, REASONED, Move, Status
from tracker.review.publication import Ending


@dataclass(frozen=True, slots=True)
class Passage:
    """The commitment of an entry, with its locator."""

    reference: str
    title: str
    pillar: str
    instrument: str
    instrument_title: str
    locator: str


@dataclass(frozen=True, slots=True)
class EntryPage:
    """An entry on one commitment. ``repeats`` names the commitment with the same text."""

    passage: Passage
    draft: EntryDraft
    facts: tuple[RecordResponse, ...]
    repeats: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One transition of the report by role. ``reason`` if the reader may know it."""

    move: Move
    role: str
    made_at: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class Later:
    """How a report ended after the shown day, as a warning for those who cite that day."""

    ended_on: date
    ended_as: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """A whole report. ``entries`` is empty after a withdrawal.

    ``round`` and ``due_on`` are None for an extra report, which answers no due date.
    """

    reference: str
    iso3: str
    names: Mapping[str, str]
    title: str
    period_start: date | None
    period_end: date
    survivors: str
    survivors_how: str | None
    status: Status
    version: int
    cycle_title: str | None
    round: str | None
    due_on: date | None
    submitted_on: date | None
    published_on: date | None
    ended_on: date | None
    ended_as: str | None
    ended_reason: str | None
    successor: str | None
    later: "Later | None"
    entries: tuple[EntryPage, ...]
    history: tuple[Step, ...]

    @property
    def records(self) -> tuple[str, ...]:
        """References of the records to which its entries respond."""
        return tuple(sorted({fact.record for entry in self.entries for fact in entry.facts}))


def public_report(reference: str, known_by: date) -> ReportPage:
    """A report as readers see it. Raises NotFound if it was not public by the day.

    Before the day it ended it is shown as it then was; once withdrawn only that it was, and why.
    """
    report = _report(reference)
    if report is None or not _began(report, known_by):
        raise NotFound("report", reference)
    return _public(report, known_by)


def public_reports(references: Iterable[str], known_by: date) -> dict[str, ReportPage]:
    """Reports as readers see them, by reference, without those not public by the day.

    The number of queries does not grow with theirs, but for those that another took the place of.
    """
    wanted = tuple(references)
    found = db.session.scalars(_reports().where(Report.reference.in_(wanted))) if wanted else ()
    return {
        report.reference: _public(report, known_by) for report in found if _began(report, known_by)
    }


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=UTC)


def _began(report: Report, known_by: date) -> bool:
    return report.published_at is not None and report.published_at < _end_of(known_by)


def _public(report: Report, known_by: date) -> ReportPage:
    end = _end_of(known_by)
    ended = report.ended_at is not None and report.ended_at < end
    withdrawn = ended and report.ended_as == Ending.WITHDRAWN
    moves = [move for move in report.moves if move.made_at < end]
    return _page(
        report,
        status=Status(report.ended_as or "") if ended else Status.PUBLISHED,
        entries=() if withdrawn else _entries(report, finished_only=True),
        # Why a report was once sent back is between the reviewers and the state.
        history=[_step(move, tells_reason=move.move == Move.WITHDRAW) for move in moves],
    )


def own_report_page(actor: Actor, reference: str) -> ReportPage:
    """A report of the actor's States with any status and every reason."""
    require(actor, Permission.WORKSPACE_SEE)
    report = _report(reference)
    if report is None or report.state.iso3 not in actor.reports_for:
        raise NotFound("report", reference)
    return _whole(report)


def report_under_review(actor: Actor, reference: str) -> ReportPage:
    """A submitted report for those who decide on it, except their own State's."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    report = _report(reference)
    if report is None or report.status not in BEFORE_REVIEWERS:
        raise NotFound("report", reference)
    if not may(actor, Permission.PUBLICATION_DECIDE, Subject(state=report.state.iso3)):
        raise NotFound("report", reference)
    return _whole(report)


def _whole(report: Report) -> ReportPage:
    return _page(
        report,
        status=Status(report.status),
        entries=_entries(report, finished_only=False),
        history=[
            _step(move, tells_reason=move.move in REASONED | MAY_SAY_WHY) for move in report.moves
        ],
    )


def _report(reference: str) -> Report | None:
    return db.session.scalar(_reports().where(Report.reference == reference))


def _reports() -> Select[Report]:
    return (
        select(Report)
        .options(
            selectinload(Report.state),
            selectinload(Report.due).selectinload(DueDate.cycle),
            selectinload(Report.moves),
            selectinload(Report.entries).options(
                selectinload(ReportEntry.commitment).selectinload(Commitment.instrument),
                selectinload(ReportEntry.values).selectinload(EntryValue.indicator),
                selectinload(ReportEntry.facts),
            ),
        )
        .execution_options(populate_existing=True)
    )


def _page(
    report: Report, *, status: Status, entries: Sequence[EntryPage], history: Sequence[Step]
) -> ReportPage:
    ended = status in (Status.SUPERSEDED, Status.WITHDRAWN)
    return ReportPage(
        reference=report.reference,
        iso3=report.state.iso3,
        names=_names(report.state),
        title=report.title,
        period_start=report.period_start,
        period_end=report.period_end,
        survivors=report.survivors,
        survivors_how=report.survivors_how,
        status=status,
        version=report.version,
        cycle_title=report.due.cycle.title if report.due else None,
        round=round_code(report.due.cycle.code, report.due.period_end) if report.due else None,
        due_on=report.due.due_on if report.due else None,
        submitted_on=report.submitted_at.date() if report.submitted_at else None,
        published_on=report.published_at.date() if report.published_at else None,
        ended_on=report.ended_at.date() if ended and report.ended_at else None,
        ended_as=report.ended_as if ended else None,
        ended_reason=report.ended_reason if ended else None,
        successor=_successor(report) if status is Status.SUPERSEDED else None,
        later=None if ended else _later(report),
        entries=tuple(entries),
        history=tuple(history),
    )


def _later(report: Report) -> Later | None:
    if report.ended_at is None:
        return None
    return Later(report.ended_at.date(), report.ended_as or "", report.ended_reason)


def _names(state: State) -> dict[str, str]:
    return {code: getattr(state, f"name_{code}") for code in LANGUAGES}


def _entries(report: Report, *, finished_only: bool) -> tuple[EntryPage, ...]:
    """The entries by instrument and commitment."""
    rows = sorted(
        (row for row in report.entries if row.answer or not finished_only),
        key=lambda row: (row.commitment.instrument.code, row.commitment.position),
    )
    leads = {row.id: row.commitment.reference for row in report.entries}
    return tuple(
        EntryPage(
            Passage(
                row.commitment.reference,
                row.commitment.title,
                row.commitment.pillar,
                row.commitment.instrument.code,
                row.commitment.instrument.title,
                row.commitment.locator,
            ),
            entry_draft(row),
            tuple(
                RecordResponse(fact.record, FactResponse(fact.response), fact.note)
                for fact in row.facts
            ),
            leads.get(row.lead_id) if row.lead_id else None,
        )
        for row in rows
    )


def _step(move: ReportMove, *, tells_reason: bool) -> Step:
    return Step(Move(move.move), move.role, move.made_at, move.reason if tells_reason else None)


def _successor(report: Report) -> str | None:
    """The next published report on the same due date."""
    query = select(Report.reference).where(
        Report.state_id == report.state_id, Report.published_at >= report.ended_at
    )
    if report.due_id is not None:
        query = query.where(Report.due_id == report.due_id)
    else:
        query = query.where(Report.due_id.is_(None), Report.period_end == report.period_end)
    return db.session.scalar(query.order_by(Report.published_at, Report.id).limit(1))

"""Approval of a draft report: the focal point asks, the validating authority decides.

A request stays open until the report is approved, returned with a reason, deleted, or asked for
again after a change. The report stays a draft meanwhile. Notes and reasons are the state's own:
the audit trail says that there was one, and no reader, reviewer or export sees it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from blinker import signal
from flask_babel import gettext as _
from sqlalchemy import select

from tracker.accounts.actor import Actor
from tracker.audit import trail
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import Conflict, Invalid
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.registry.models import Commitment, State
from tracker.reporting import content_hash, transitions
from tracker.reporting.models import ApprovalRequest, Report, ReportEntry, ReportMove
from tracker.review.conflicts import IllegalMove
from tracker.review.lifecycle import Move, Status

NOTE_LIMIT = 2_000

# Sent after a request was made or returned, in its transaction, with ``actor`` and ``request``.
approval_moved = signal("tracker.reporting.approval-moved")


class Outcome(StrEnum):
    """The result of a request for approval."""

    APPROVED = "approved"
    RETURNED = "returned"
    REPLACED = "replaced"  # the focal point asked again after a change
    DELETED = "deleted"  # the draft was given up


_CLOSING = {Move.CLEAR: Outcome.APPROVED, Move.DISCARD: Outcome.DELETED}


class AlreadyAsked(Conflict):
    """This text already waits for approval."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference} waits for approval already")


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """The last request of a report. ``outcome`` None: it is open.

    ``returned_at`` is when the request before it was returned, None where there was none.
    """

    asked_at: datetime
    note: str | None
    content: str
    outcome: Outcome | None
    closed_at: datetime | None
    reason: str | None
    returned_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether the authority has not answered yet."""
        return self.outcome is None

    @property
    def is_returned(self) -> bool:
        """Whether it was returned and not requested again."""
        return self.outcome is Outcome.RETURNED


def listen() -> None:
    """Close open requests when a report is approved or deleted."""
    transitions.report_moved.connect(_on_move)


def ask(
    actor: Actor, reference: str, *, note: str = "", seen: str | None = None
) -> ApprovalRequest:
    """Ask the authority to approve a complete draft.

    Raises Invalid by field where it is unfinished, AlreadyAsked where the same text waits, and
    ChangedSinceViewed if its content is no longer that which was ``seen``, if given.
    """
    require(actor, Permission.MOVES_MAKE)
    report = transitions.held_by_state(actor, reference, Permission.REPORT_DRAFT)
    if report.status != Status.DRAFT:
        raise IllegalMove(report.status, Move.CLEAR)
    content_hash.require_same_content(report, seen)
    text = _checked("note", note)
    missing = transitions.faults(report)
    if missing:
        raise Invalid(missing)
    content, earlier = content_hash.content_hash(report), _open(report)
    if earlier is not None and earlier.content == content:
        raise AlreadyAsked(reference)
    if earlier is not None:
        _close(actor, earlier, Outcome.REPLACED)
    request = ApprovalRequest(
        report=report,
        content=content,
        asked_at=clock.now(),
        asked_by=actor.key,
        note=text or None,
    )
    db.session.add(request)
    db.session.flush()
    trail.record(
        actor,
        "reporting:approval:asked",
        f"report:{reference}",
        {"content": content, "note": bool(text)},
    )
    approval_moved.send(None, actor=actor, request=request)
    return request


def send_back(actor: Actor, reference: str, *, reason: str) -> ApprovalRequest:
    """Return a draft to the focal point. Raises Invalid without a reason.

    Raises IllegalMove if no request is open.
    """
    require(actor, Permission.MOVES_MAKE)
    report = transitions.held_by_state(actor, reference, Permission.REPORT_CLEAR)
    request = _open(report)
    if request is None:
        raise IllegalMove(report.status, Move.RETURN)
    text = _checked("reason", reason)
    if not text:
        raise Invalid({"reason": [_("Write what has to be changed.")]})
    request.reason = text
    _close(actor, request, Outcome.RETURNED)
    content = {"content": request.content}
    trail.record(actor, "reporting:approval:returned", f"report:{reference}", content)
    approval_moved.send(None, actor=actor, request=request)
    return request


def last_of(actor: Actor, references: Iterable[str]) -> dict[str, Approval]:
    """The last request of each report, for the actor's States only."""
    require(actor, Permission.WORKSPACE_SEE)
    query = (
        select(ApprovalRequest, Report.reference)
        .join(ApprovalRequest.report)
        .join(Report.state)
        .where(Report.reference.in_(tuple(references)), State.iso3.in_(actor.reports_for))
        .order_by(ApprovalRequest.id)
        .execution_options(populate_existing=True)
    )
    found: dict[str, Approval] = {}
    for row, reference in db.session.execute(query):
        before = found.get(reference)
        found[reference] = _view(row, before)
    return found


def last(actor: Actor, reference: str) -> Approval | None:
    """The last request of one report. None if nobody asked."""
    require(actor, Permission.WORKSPACE_SEE)
    return last_of(actor, [reference]).get(reference)


def changed_since(actor: Actor, reference: str, moment: datetime) -> tuple[str, ...]:
    """Commitments whose entries were changed after a time, in order."""
    require(actor, Permission.WORKSPACE_SEE)
    query = (
        select(Commitment.reference)
        .join(ReportEntry, ReportEntry.commitment_id == Commitment.id)
        .join(ReportEntry.report)
        .join(Report.state)
        .where(
            Report.reference == reference,
            State.iso3.in_(actor.reports_for),
            ReportEntry.changed_at > moment,
        )
        .order_by(Commitment.reference)
    )
    return tuple(db.session.scalars(query))


def _view(row: ApprovalRequest, before: Approval | None) -> Approval:
    returned = before.closed_at if before and before.is_returned else None
    if returned is None and before is not None and before.outcome is Outcome.REPLACED:
        returned = before.returned_at
    return Approval(
        asked_at=row.asked_at,
        note=row.note,
        content=row.content,
        outcome=Outcome(row.outcome) if row.outcome else None,
        closed_at=row.closed_at,
        reason=row.reason,
        returned_at=returned,
    )


def _on_move(_sender: object, *, actor: Actor, step: ReportMove) -> None:
    outcome = _CLOSING.get(Move(step.move))
    request = _open(step.report) if outcome else None
    if request is not None and outcome is not None:
        _close(actor, request, outcome)


def _open(report: Report) -> ApprovalRequest | None:
    query = select(ApprovalRequest).where(
        ApprovalRequest.report_id == report.id, ApprovalRequest.closed_at.is_(None)
    )
    return db.session.scalar(query.execution_options(populate_existing=True))


def _close(actor: Actor, request: ApprovalRequest, outcome: Outcome) -> None:
    request.closed_at, request.closed_by, request.outcome = clock.now(), actor.key, outcome
    db.session.flush()


def _checked(field: str, text: str) -> str:
    """The trimmed text. Raises Invalid if it is too long."""
    stripped = text.strip()
    if len(stripped) > NOTE_LIMIT:
        raise Invalid({field: [_("use at most %(limit)s characters", limit=NOTE_LIMIT)]})
    return stripped

"""Moving a report as a whole: cleared, submitted, published or returned, withdrawn.

Every move is one conditional update (the status must still be the one that was seen), a row that
says who did it, when and why, an audit event, and what follows for readers.
"""

from sqlalchemy import select, update

from tracker import clock
from tracker.accounts.actor import Actor
from tracker.audit import trail
from tracker.db import db
from tracker.errors import Conflict, Invalid, NotFound
from tracker.policy.grants import may, require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Role, Subject
from tracker.reporting.drafting import draft_of
from tracker.reporting.drafts import unfinished
from tracker.reporting.models import Report, ReportMove
from tracker.review import publication
from tracker.review.lifecycle import REASONED, Move, Status, after

NEEDS = {
    Move.CLEAR: Permission.REPORT_CLEAR,
    Move.REOPEN: Permission.REPORT_REOPEN,
    Move.SUBMIT: Permission.REPORT_CLEAR,
    Move.PUBLISH: Permission.PUBLICATION_DECIDE,
    Move.RETURN: Permission.PUBLICATION_DECIDE,
    Move.WITHDRAW: Permission.REPORT_CLEAR,
}
REASON_LIMIT = 5_000


class IllegalMove(Conflict):
    """The report is not where this move starts; somebody else may have moved it."""

    def __init__(self, status: str, move: Move) -> None:
        super().__init__(f"a report that is {status} cannot be moved: {move}")
        self.status, self.move = status, move


def clear(actor: Actor, reference: str) -> Report:
    """The validating authority clears a draft; raises Invalid by entry where it is unfinished."""
    require(actor, Permission.MOVES_MAKE)
    report = _movable(actor, reference, Move.CLEAR)
    missing = faults(report)
    if missing:
        raise Invalid(missing)
    return _move(actor, report, Move.CLEAR, None)


def reopen(actor: Actor, reference: str) -> Report:
    """Make a cleared or returned report a draft again."""
    require(actor, Permission.MOVES_MAKE)
    return _move(actor, _movable(actor, reference, Move.REOPEN), Move.REOPEN, None)


def submit(actor: Actor, reference: str) -> Report:
    """The validating authority sends a cleared report to the reviewers."""
    require(actor, Permission.MOVES_MAKE)
    report = _move(actor, _movable(actor, reference, Move.SUBMIT), Move.SUBMIT, None)
    report.submitted_at = clock.now()
    db.session.flush()
    return report


def publish(actor: Actor, reference: str) -> Report:
    """A reviewer publishes: the entries feed the reported lane at once.

    A report that answers the same due date supersedes the one published before; reports of other
    periods stay public, for the lane takes the latest that has an entry.
    """
    require(actor, Permission.MOVES_MAKE)
    report = _move(actor, _movable(actor, reference, Move.PUBLISH), Move.PUBLISH, None)
    earlier = _earlier(report)
    with publication.one_change():
        for old in earlier:
            _move(actor, old, Move.SUPERSEDE, None)
            publication.end_as_superseded(old)
        publication.publish([report])
    return report


def return_(actor: Actor, reference: str, *, reason: str) -> Report:
    """A reviewer sends a report back, saying why."""
    require(actor, Permission.MOVES_MAKE)
    return _move(actor, _movable(actor, reference, Move.RETURN), Move.RETURN, reason)


def withdraw(actor: Actor, reference: str, *, reason: str) -> Report:
    """The validating authority withdraws a published report; that it was, and why, stays."""
    require(actor, Permission.MOVES_MAKE)
    report = _move(actor, _movable(actor, reference, Move.WITHDRAW), Move.WITHDRAW, reason)
    publication.withdraw(report, reason=reason)
    return report


def faults(report: Report) -> dict[str, list[str]]:
    """What keeps a draft from being cleared, by commitment and field, such as GPA-2010-16.level."""
    if not report.entries:
        return {"entries": ["the report has no entry"]}
    return {
        f"{entry.commitment.reference}.{field}": [text]
        for entry in sorted(report.entries, key=lambda each: each.commitment.reference)
        for field, text in unfinished(draft_of(entry)).items()
    }


def _movable(actor: Actor, reference: str, move: Move) -> Report:
    """The report, if the charter lets the actor make the move; else as if it were not there."""
    report = db.session.scalar(select(Report).where(Report.reference == reference))
    if report is None or not may(actor, NEEDS[move], Subject(state=report.state.iso3)):
        raise NotFound("report", reference)
    return report


def _move(actor: Actor, report: Report, move: Move, reason: str | None) -> Report:
    before = Status(report.status)
    to = after(before, move)
    if to is None:
        raise IllegalMove(report.status, move)
    reason = (reason or "").strip() or None
    if move in REASONED and (reason is None or len(reason) > REASON_LIMIT):
        raise Invalid({"reason": [f"say why, in at most {REASON_LIMIT} characters"]})
    changed = db.session.execute(
        update(Report)
        .where(Report.id == report.id, Report.status == before)
        .values(status=to, version=Report.version + 1)
        .execution_options(synchronize_session=False)
    )
    if not changed.rowcount:
        raise IllegalMove(report.status, move)
    db.session.refresh(report)
    db.session.add(
        ReportMove(
            report_id=report.id,
            move=move,
            from_status=before,
            to_status=to,
            made_at=clock.now(),
            actor=actor.key,
            role=_role(actor, move),
            reason=reason,
        )
    )
    db.session.flush()
    trail.record(
        actor,
        f"reporting:report:{move}",
        f"report:{report.reference}",
        {"from": before, "to": to, "reason": reason},
    )
    return report


def _role(actor: Actor, move: Move) -> str:
    """The role in which a move was made: what the public history says instead of a name."""
    if move in (Move.PUBLISH, Move.RETURN, Move.SUPERSEDE):
        return Role.REVIEWER
    if Role.VALIDATING_AUTHORITY in actor.roles:
        return Role.VALIDATING_AUTHORITY
    return Role.FOCAL_POINT


def _earlier(report: Report) -> list[Report]:
    """Published reports that answer the same due date."""
    if report.due_id is None:
        return []
    query = select(Report).where(
        Report.due_id == report.due_id,
        Report.id != report.id,
        Report.status == Status.PUBLISHED,
    )
    return list(db.session.scalars(query))

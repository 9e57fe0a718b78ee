"""Transitions of a whole report: approve, discard, submit, publish, return, withdraw.

Every move is one conditional update (the status must still be the one that was seen), a row that
says who did it, when and why, what follows for readers, and an audit event, in that order: the
public revision is locked before the trail's head, as everywhere.
"""

from blinker import signal
from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from tracker.accounts.actor import Actor
from tracker.accounts.conditional_update import compare_and_set
from tracker.audit import trail
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import Invalid, NotFound
from tracker.policy.permission_map import may, require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Role, Subject
from tracker.reporting import content_hash
from tracker.reporting.drafts import unfinished, unfinished_frame
from tracker.reporting.entries import entry_draft, frame_draft
from tracker.reporting.models import EntryValue, Report, ReportEntry, ReportMove
from tracker.review import assignment, publication, recusals
from tracker.review.conflicts import IllegalMove
from tracker.review.lifecycle import (
    BEFORE_REVIEWERS,
    MAY_SAY_WHY,
    REASONED,
    Move,
    Status,
    after,
)

NEEDS = {
    Move.CLEAR: Permission.REPORT_CLEAR,
    Move.DISCARD: Permission.REPORT_DRAFT,
    Move.REOPEN: Permission.REPORT_REOPEN,
    Move.SUBMIT: Permission.REPORT_CLEAR,
    Move.PUBLISH: Permission.PUBLICATION_DECIDE,
    Move.RETURN: Permission.PUBLICATION_DECIDE,
    Move.WITHDRAW: Permission.REPORT_CLEAR,
}
REASON_LIMIT = 5_000

# Sent after each move, in its transaction, with ``actor`` and ``step``.
report_moved = signal("tracker.reporting.report-moved")


def clear(actor: Actor, reference: str, *, seen: str | None = None) -> Report:
    """Approve a draft as the validating authority. Raises Invalid by field if unfinished.

    Raises ChangedSinceViewed if its content is no longer that which was ``seen``, if given.
    """
    require(actor, Permission.MOVES_MAKE)
    report = _movable(actor, reference, Move.CLEAR)
    _refuse_illegal(report, Move.CLEAR)
    content_hash.require_same_content(report, seen)
    missing = faults(report)
    if missing:
        raise Invalid(missing)
    return _audit(actor, _step(actor, report, Move.CLEAR))


def reopen(actor: Actor, reference: str) -> Report:
    """Turn an approved or returned report into a draft again."""
    require(actor, Permission.MOVES_MAKE)
    report = _movable(actor, reference, Move.REOPEN)
    return _audit(actor, _step(actor, report, Move.REOPEN))


def discard(actor: Actor, reference: str, *, reason: str = "") -> Report:
    """Discard a draft. Its due date can be answered anew. The reason is optional.

    What was once sent is never discarded, even while it is a draft again: raises IllegalMove.
    """
    require(actor, Permission.MOVES_MAKE)
    report = _movable(actor, reference, Move.DISCARD)
    if report.submitted_at is not None:
        raise IllegalMove(report.status, Move.DISCARD)
    return _audit(actor, _step(actor, report, Move.DISCARD, reason=reason))


def submit(actor: Actor, reference: str, *, seen: str | None = None) -> Report:
    """Send an approved report to the reviewers, as the validating authority.

    The first time decides whether the report was late: a return and its correction do not.
    Raises ChangedSinceViewed if its content is no longer that which was ``seen``, if given.
    """
    require(actor, Permission.MOVES_MAKE)
    report = _movable(actor, reference, Move.SUBMIT)
    _refuse_illegal(report, Move.SUBMIT)
    content_hash.require_same_content(report, seen)
    step = _step(actor, report, Move.SUBMIT)
    step.report.submitted_at = step.report.submitted_at or step.made_at
    publication.touch_public(step.report)
    return _audit(actor, step)


def publish(actor: Actor, reference: str) -> Report:
    """Publish as a reviewer. The entries count in the reported lane at once.

    It supersedes the report published before on the same due date or, extra, on the same period;
    reports of other periods stay public, for the lane takes the latest that has an entry.
    """
    require(actor, Permission.MOVES_MAKE)
    report = held(actor, reference)
    assignment.refuse_claimed(actor, report, reference)
    steps = [_step(actor, report, Move.PUBLISH)]
    steps += [_step(actor, old, Move.SUPERSEDE) for old in _earlier(report)]
    with publication.one_change():
        for step in steps[1:]:
            publication.end_as_superseded(step.report)
        publication.publish([report])
    for step in reversed(steps):
        _audit(actor, step)
    return report


def return_(actor: Actor, reference: str, *, reason: str) -> Report:
    """Return a report as a reviewer, with a reason."""
    require(actor, Permission.MOVES_MAKE)
    report = held(actor, reference)
    assignment.refuse_claimed(actor, report, reference)
    return _audit(actor, _step(actor, report, Move.RETURN, reason=reason))


def withdraw(actor: Actor, reference: str, *, reason: str) -> Report:
    """Withdraw a published report as the authority. The fact and the reason stay public."""
    require(actor, Permission.MOVES_MAKE)
    step = _step(actor, _movable(actor, reference, Move.WITHDRAW), Move.WITHDRAW, reason=reason)
    publication.withdraw(step.report, reason=step.reason or "")
    return _audit(actor, step)


def faults(report: Report) -> dict[str, list[str]]:
    """Everything that prevents approval: by field of the frame and of each entry.

    An entry's fields are named with their commitment, such as GPA-2010-16.level. One with nothing
    in it is no entry: it is left out of what is published; one that speaks to a known record needs
    its answer, so that readers see what is said.
    """
    missing = {field: [text] for field, text in unfinished_frame(frame_draft(report)).items()}
    query = (
        select(ReportEntry)
        .where(ReportEntry.report_id == report.id)
        .options(
            selectinload(ReportEntry.commitment),
            selectinload(ReportEntry.values).selectinload(EntryValue.indicator),
            selectinload(ReportEntry.facts),
        )
    )
    read = [(entry_draft(entry), entry.facts) for entry in db.session.scalars(query)]
    drafts = [draft for draft, facts in read if facts or not draft.is_blank]
    if not drafts:
        missing["entries"] = [_("the report has no answers yet")]
    for draft in sorted(drafts, key=lambda each: each.commitment):
        for field, text in unfinished(draft).items():
            missing[f"{draft.commitment}.{field}"] = [text]
    return missing


def held(actor: Actor, reference: str) -> Report:
    """A submitted report for those who decide on it, locked until the transaction ends.

    Raises NotFound where one may not decide on it, as if it were not there.
    """
    require(actor, Permission.MOVES_MAKE)
    return _movable(actor, reference, Move.PUBLISH)


def held_by_state(actor: Actor, reference: str, permission: Permission) -> Report:
    """A locked report of a State for which the actor has the permission. Raises NotFound."""
    require(actor, Permission.MOVES_MAKE)
    return _held_for(actor, reference, permission)


def _movable(actor: Actor, reference: str, move: Move) -> Report:
    return _held_for(actor, reference, NEEDS[move])


def _held_for(actor: Actor, reference: str, permission: Permission) -> Report:
    """The report, locked until the transaction ends, if the actor has the permission.

    Else it is as if the report were not there. Reviewers know of no report before it is sent.
    """
    query = select(Report).where(Report.reference == reference)
    held = query.with_for_update(of=Report).execution_options(populate_existing=True)
    report = db.session.scalar(held)
    if report is None or not may(actor, permission, Subject(state=report.state.iso3)):
        raise NotFound("report", reference)
    deciding = permission is Permission.PUBLICATION_DECIDE
    if deciding and (
        report.status not in BEFORE_REVIEWERS or recusals.is_declared(actor, f"report:{reference}")
    ):
        raise NotFound("report", reference)
    return report


def _refuse_illegal(report: Report, move: Move) -> Status:
    to = after(Status(report.status), move)
    if to is None:
        raise IllegalMove(report.status, move)
    return to


def _step(actor: Actor, report: Report, move: Move, *, reason: str | None = None) -> ReportMove:
    """Make one transition of the report and record it."""
    before, to = Status(report.status), _refuse_illegal(report, move)
    stated = _reason(move, reason)
    moved = compare_and_set(
        update(Report)
        .where(Report.id == report.id, Report.status == before)
        .values(status=to, version=Report.version + 1, claimed_by=None, claimed_at=None)
    )
    db.session.refresh(report)
    if not moved:
        raise IllegalMove(report.status, move)
    step = ReportMove(
        report=report,
        move=move,
        from_status=before,
        to_status=to,
        made_at=clock.now(),
        actor=actor.key,
        role=_role(actor, move),
        reason=stated,
    )
    db.session.add(step)
    db.session.flush()
    return step


def _reason(move: Move, reason: str | None) -> str | None:
    """The reason. Raises Invalid if it is missing where required, or too long."""
    if move not in REASONED | MAY_SAY_WHY:
        return None
    text = (reason or "").strip()
    if not text and move in MAY_SAY_WHY:
        return None
    if not text or len(text) > REASON_LIMIT:
        raise Invalid(
            {"reason": [_("give the reason, in at most %(limit)s characters", limit=REASON_LIMIT)]}
        )
    return text


def _audit(actor: Actor, step: ReportMove) -> Report:
    db.session.flush()
    content = {"from": step.from_status, "to": step.to_status, "reason": step.reason}
    verb = f"reporting:report:{step.move}"
    trail.record(actor, verb, f"report:{step.report.reference}", content)
    report_moved.send(None, actor=actor, step=step)
    return step.report


def _role(actor: Actor, move: Move) -> Role:
    """The role of the actor, which the public history shows instead of a name."""
    if move in (Move.PUBLISH, Move.RETURN, Move.SUPERSEDE):
        return Role.REVIEWER
    if Role.VALIDATING_AUTHORITY in actor.roles and move is not Move.DISCARD:
        return Role.VALIDATING_AUTHORITY
    return Role.FOCAL_POINT


def _earlier(report: Report) -> list[Report]:
    """Published reports that this one supersedes."""
    query = select(Report).where(
        Report.state_id == report.state_id,
        Report.id != report.id,
        Report.status == Status.PUBLISHED,
    )
    if report.due_id is not None:
        query = query.where(Report.due_id == report.due_id)
    else:
        query = query.where(
            Report.due_id.is_(None),
            Report.period_start == report.period_start,
            Report.period_end == report.period_end,
        )
    return list(db.session.scalars(query))

"""Redacts a record that identifies a person or that the law orders to remove.

Withdrawing a record only ends its publication. Redaction also removes its texts, reviewers'
remarks, sources, files, and audit contents. What stays: that the record existed, its State and
date, and who redacted it, why and when.
"""

from flask_babel import gettext as _
from sqlalchemy import delete, select

from tracker.accounts.actor import Actor
from tracker.audit import trail
from tracker.audit.models import AuditEvent
from tracker.core.db import db
from tracker.core.errors import Invalid, NotFound
from tracker.evidence.emptied import empty_words
from tracker.evidence.models import Action, Attachment, Reply
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Role
from tracker.review import hiding, publication, submissions
from tracker.review.lifecycle import Move, Status
from tracker.review.models import Submission
from tracker.review.submissions import Kind
from tracker.review.versions import of_family

REASON_LIMIT = 400


def redact(actor: Actor, reference: str, *, reason: str) -> tuple[str, ...]:
    """Remove the texts of an action or reply in all its versions, and everything written about it.

    What is public of it stops being so in the same moment. ``reason`` is public and may not repeat
    what is removed. Files are only let go here; ``flask files sweep`` removes them from the disk.
    Returns the references that were emptied; raises NotFound, and Invalid without a reason.
    """
    require(actor, Permission.RECORD_REDACT)
    stated = _reason(reason)
    versions = _versions(reference)
    if not versions:
        raise NotFound("record", reference)
    hiding.close_for_removal(actor, versions)
    for version in versions:
        _redact_one(actor, version, stated)
    return versions


def _versions(reference: str) -> tuple[str, ...]:
    """The references of a record and all its corrections, starting from any of them."""
    found: set[str] = set()
    for model in (Submission, Action, Reply):
        query = select(model.reference).where(of_family(model.reference, reference))
        found |= set(db.session.scalars(query))
    return tuple(sorted(found))


def _redact_one(actor: Actor, reference: str, reason: str) -> None:
    submission = db.session.scalar(select(Submission).where(Submission.reference == reference))
    record = _record(reference)
    if record is not None:
        was_public = record.published_at is not None
        _end(record, reason)
        empty_words(record)
        if record.ended_reason and record.ended_as == "superseded":
            record.ended_reason = None
        if was_public:
            # Pages that show what it was are made anew, and search forgets its words.
            publication.touch_public(record, erased=True)
    if submission is not None:
        _empty_submission(actor, submission, reason)
    db.session.flush()
    _empty_trail(actor, reference, reason)
    trail.record(actor, "evidence:record:redacted", f"record:{reference}", {"reason": reason})


def _record(reference: str) -> Action | Reply | None:
    action = db.session.scalar(select(Action).where(Action.reference == reference))
    if action is not None:
        return action
    return db.session.scalar(select(Reply).where(Reply.reference == reference))


def _reason(reason: str) -> str:
    text = reason.strip()
    if not text or len(text) > REASON_LIMIT:
        raise Invalid(
            {"reason": [_("give the reason, in at most %(limit)s characters", limit=REASON_LIMIT)]}
        )
    return text


def _end(record: Action | Reply, reason: str) -> None:
    if record.published_at is not None and record.ended_at is None:
        publication.withdraw(record, reason=reason)


def _empty_submission(actor: Actor, submission: Submission, reason: str) -> None:
    if submission.status == Status.PUBLISHED:
        submissions.step(actor, submission, Move.WITHDRAW, role=Role.OPERATOR, reason=reason)
    submission.text = {}
    submission.own_key = None
    for move in submission.moves:
        # The reason of the withdrawal is the one that was just given, and public.
        if move.reason != reason:
            move.reason = None
        move.remarks = None
        move.note = None
    submission.settlements.clear()
    db.session.execute(delete(Attachment).where(Attachment.submission_id == submission.id))


def _empty_trail(actor: Actor, reference: str, reason: str) -> None:
    """Redact the audit events of the record. The events and their chain remain."""
    subjects = [f"{kind}:{reference}" for kind in Kind]
    query = select(AuditEvent.sequence).where(AuditEvent.subject.in_(subjects))
    for sequence in db.session.scalars(query).all():
        trail.redact(actor, sequence, reason=reason)

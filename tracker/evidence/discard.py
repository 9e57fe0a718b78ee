"""Deletes a draft for good, with its text, sources, files and remarks.

A reviewer's decision counts in the public register of decisions. It stays with its reason around an
empty draft, which its writers no longer find. Everything else is deleted.
"""

from sqlalchemy import delete

from tracker.accounts.actor import Actor
from tracker.audit import trail
from tracker.core.db import db
from tracker.evidence.models import Action, Attachment, Reply
from tracker.evidence.queries.own_submissions import writing_role
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.review import submissions
from tracker.review.conflicts import IllegalMove
from tracker.review.lifecycle import OPEN, Move
from tracker.review.models import Submission


def may_be_given_up(submission: Submission) -> bool:
    """Whether it is a draft."""
    return submission.status in OPEN


def was_decided(submission: Submission) -> bool:
    """Whether a reviewer ever decided on it."""
    return any(step.waited is not None for step in submission.moves)


def discard_draft(actor: Actor, submission: Submission, written: Action | Reply | None) -> None:
    """Delete a draft with the record ``written`` from it. The caller has found and locked it.

    Raises IllegalMove where it is no draft.
    """
    require(actor, Permission.SUBMISSIONS_KEEP)
    if not may_be_given_up(submission):
        raise IllegalMove(submission.status, Move.DISCARD)
    db.session.execute(delete(Attachment).where(Attachment.submission_id == submission.id))
    if written is not None:
        db.session.delete(written)
        db.session.flush()
    if was_decided(submission):
        _empty(actor, submission)
        return
    subject = f"{submission.kind}:{submission.reference}"
    verb = f"evidence:{submission.kind}:discarded"
    db.session.delete(submission)
    db.session.flush()
    trail.record(actor, verb, subject, {})


def _empty(actor: Actor, submission: Submission) -> None:
    submission.text = {}
    submission.own_key = None
    submission.settlements.clear()
    for move in submission.moves:
        # A remark stands at a field and may repeat what stood there.
        move.remarks = None
        move.note = None
    submissions.step(actor, submission, Move.DISCARD, role=writing_role(submission, actor))

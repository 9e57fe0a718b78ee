"""Finds submissions for those who decide on them. One's own are never found.

Submissions of one's own State or organisation do not exist here, and neither do replies to one's
own organisation's records. Reviewers see nothing before it is submitted.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from tracker.accounts.actor import Actor
from tracker.core.db import db
from tracker.core.errors import NotFound
from tracker.evidence.models import Action, Reply
from tracker.policy.permission_map import may, require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Subject
from tracker.review import recusals, submissions
from tracker.review.lifecycle import GIVEN_UP, Status
from tracker.review.models import Submission
from tracker.review.submissions import PREFIXES, Kind

Record = Action | Reply
ABOUT_ACTION = "action:"
_UNSEEN = GIVEN_UP | {Status.DRAFT}


def held(actor: Actor, reference: str) -> Submission:
    """The submission, locked until the transaction ends. Raises NotFound without permission."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    kind = Kind.REPLY if reference.startswith(f"{PREFIXES[Kind.REPLY]}-") else Kind.ACTION
    submission = submissions.find(kind, reference)
    if submission is None or submission.status in _UNSEEN or not decides(actor, submission):
        raise NotFound("submission", reference)
    return submission


def load_submission(actor: Actor, reference: str) -> Submission:
    """The same without a lock, for viewing."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    query = select(Submission).where(Submission.reference == reference)
    fresh = query.execution_options(populate_existing=True)
    submission: Submission | None = db.session.scalar(fresh)
    if submission is None or submission.status in _UNSEEN or not decides(actor, submission):
        raise NotFound("submission", reference)
    return submission


def decides(by: Actor, submission: Submission) -> bool:
    """Whether the actor may decide on it and has declared no conflict of interest."""
    if recusals.is_declared(by, subject_of(submission)):
        return False
    return all(may(by, Permission.PUBLICATION_DECIDE, subject) for subject in _subjects(submission))


def subject_of(submission: Submission) -> str:
    """Its kind and reference for the audit trail and declarations."""
    return f"{submission.kind}:{submission.reference}"


def _subjects(submission: Submission) -> Iterator[Subject]:
    yield Subject(submission.state, submission.organisation_id)
    about = submission.about or ""
    if about.startswith(ABOUT_ACTION):
        query = select(Action.organisation_id).where(
            Action.reference == about.removeprefix(ABOUT_ACTION)
        )
        yield Subject(submission.state, db.session.scalar(query))


def record_of(submission: Submission) -> Record:
    """The row written at submission. Raises NotFound without one."""
    record = record_or_none(submission)
    if record is None:
        raise NotFound("submission", submission.reference)
    return record


def record_or_none(submission: Submission) -> Record | None:
    """The same. None for an action that a reviewer must classify first."""
    model: Any = Action if submission.kind == Kind.ACTION else Reply
    query = select(model).where(model.submission_id == submission.id)
    record: Record | None = db.session.scalar(query)
    return record

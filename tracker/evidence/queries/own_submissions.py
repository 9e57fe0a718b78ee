"""Finds a submission for its own side. For everybody else it does not exist."""

from tracker.accounts.actor import Actor
from tracker.core.errors import NotFound
from tracker.policy.permission_map import may, require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Role, Subject
from tracker.review import submissions
from tracker.review.lifecycle import GIVEN_UP
from tracker.review.models import Submission
from tracker.review.submissions import Kind


def own_submission(actor: Actor, kind: Kind, reference: str) -> Submission:
    """The submission, locked until the transaction ends. Raises NotFound."""
    require(actor, Permission.SUBMISSIONS_KEEP)
    found = submissions.find(kind, reference)
    if found is None or found.status in GIVEN_UP:
        raise NotFound(kind, reference)
    if not may(actor, Permission.SUBMISSION_WRITE, subject_of(found)):
        raise NotFound(kind, reference)
    return found


def subject_of(submission: Submission) -> Subject:
    """Its owner: the organisation or, if none is named, the State.

    The state that an organisation writes of has no part in what it submits.
    """
    if submission.organisation_id is not None:
        return Subject(organisation=submission.organisation_id)
    return Subject(state=submission.state)


def writing_role(submission: Submission, actor: Actor) -> Role:
    """The role in which the actor moves it, which histories show instead of a name."""
    if submission.organisation_id is not None:
        return Role.CONTRIBUTOR
    authority = any(
        held.role is Role.VALIDATING_AUTHORITY and held.state == submission.state
        for held in actor.held
    )
    return Role.VALIDATING_AUTHORITY if authority else Role.FOCAL_POINT

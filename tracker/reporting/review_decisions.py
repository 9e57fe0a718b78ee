"""Reviewers' decisions on a report: claim, check, decide on the version that was seen.

The moves themselves are ``moving``'s.
"""

from collections.abc import Collection
from enum import StrEnum

from flask_babel import gettext as _
from sqlalchemy import select

from tracker.accounts.actor import Actor
from tracker.audit import trail
from tracker.core.db import db
from tracker.core.errors import Invalid
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.reporting import transitions
from tracker.reporting.models import Report
from tracker.review import assignment, recusals
from tracker.review.assignment import Assignee
from tracker.review.conflicts import ChangedSinceViewed, IllegalMove
from tracker.review.lifecycle import Move, Status


class Check(StrEnum):
    """One check before publication."""

    PEOPLE = "people"  # nothing by which a victim or a witness could be recognised
    SOURCES = "sources"  # each source is named so that it can be found
    LEVELS = "levels"  # each level fits its definition and the measures described


def claim(actor: Actor, reference: str) -> Report:
    """Reserve it for a day. Raises ClaimedByAnother if another reviewer has it."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    report = transitions.held(actor, reference)
    _refuse_decided(report)
    if assignment.assign(actor, report, reference):
        _audit(actor, report, "claimed")
    return report


def release(actor: Actor, reference: str) -> Report:
    """Give up the reservation. Others' reservations are left alone."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    report = transitions.held(actor, reference)
    if assignment.unassign(actor, report):
        _audit(actor, report, "released")
    return report


def recuse(actor: Actor, reference: str) -> None:
    """Declare a conflict of interest. Another reviewer decides, and one no longer sees it."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    report = transitions.held(actor, reference)
    _refuse_decided(report)
    assignment.unassign(actor, report)
    if recusals.declare(actor, f"report:{reference}"):
        _audit(actor, report, "recused")


def assignee(actor: Actor, reference: str) -> Assignee:
    """Who has claimed it, as far as the actor may know."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    query = select(Report).where(Report.reference == reference)
    return assignment.assignee_of(actor, db.session.scalars(query).one())


def publish_checked(
    actor: Actor, reference: str, *, version: int, checked: Collection[str]
) -> Report:
    """Publish a report after all checks. Raises Invalid for missing ones."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    _refuse_unseen(actor, reference, version)
    left = [check for check in Check if check not in checked]
    if left:
        raise Invalid({check: [_("check this before you publish")] for check in left})
    return transitions.publish(actor, reference)


def return_unchanged(actor: Actor, reference: str, *, version: int, reason: str) -> Report:
    """Return a report that has not changed since it was checked, with a reason."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    _refuse_unseen(actor, reference, version)
    return transitions.return_(actor, reference, reason=reason)


def _refuse_unseen(actor: Actor, reference: str, version: int) -> None:
    """Raise an error if it was returned and submitted again since it was checked."""
    report = transitions.held(actor, reference)
    _refuse_decided(report)
    assignment.refuse_claimed(actor, report, reference)
    if report.version != version:
        raise ChangedSinceViewed(reference)


def _refuse_decided(report: Report) -> None:
    if report.status != Status.SUBMITTED:
        raise IllegalMove(report.status, Move.PUBLISH)


def _audit(actor: Actor, report: Report, verb: str) -> None:
    trail.record(actor, f"reporting:report:{verb}", f"report:{report.reference}", {})

"""Reviewers at work on a report: taken up, looked at, decided over the version that was seen.

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
    """One thing that is looked at before publication."""

    PEOPLE = "people"  # nothing by which a victim or a witness could be recognised
    SOURCES = "sources"  # each source is named so that it can be found
    LEVELS = "levels"  # each level fits its definition and the measures told


def claim(actor: Actor, reference: str) -> Report:
    """Take it up for a day; raises ClaimedByAnother while another reviewer is at work on it."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    report = transitions.held(actor, reference)
    _refuse_decided(report)
    if assignment.assign(actor, report, reference):
        _audit(actor, report, "claimed")
    return report


def release(actor: Actor, reference: str) -> Report:
    """Give it back; what one has not taken up is left."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    report = transitions.held(actor, reference)
    if assignment.unassign(actor, report):
        _audit(actor, report, "released")
    return report


def recuse(actor: Actor, reference: str) -> None:
    """Declare a conflict of interest: another reviewer decides, and one sees it no more."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    report = transitions.held(actor, reference)
    _refuse_decided(report)
    assignment.unassign(actor, report)
    if recusals.declare(actor, f"report:{reference}"):
        _audit(actor, report, "recused")


def assignee(actor: Actor, reference: str) -> Assignee:
    """Who is at work on it, as far as the actor may know."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    query = select(Report).where(Report.reference == reference)
    return assignment.assignee_of(actor, db.session.scalars(query).one())


def publish_checked(
    actor: Actor, reference: str, *, version: int, checked: Collection[str]
) -> Report:
    """Publish a report once everything was looked at; raises Invalid by what was not."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    _refuse_unseen(actor, reference, version)
    left = [check for check in Check if check not in checked]
    if left:
        raise Invalid({check: [_("check this before you publish")] for check in left})
    return transitions.publish(actor, reference)


def return_unchanged(actor: Actor, reference: str, *, version: int, reason: str) -> Report:
    """Send back a report that is still as it was looked at, saying why."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    _refuse_unseen(actor, reference, version)
    return transitions.return_(actor, reference, reason=reason)


def _refuse_unseen(actor: Actor, reference: str, version: int) -> None:
    """Raise NotAsSeen where it went back and came again since it was looked at."""
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

"""Reviewers' decisions on actions and replies: claim, check, publish, return or decline.

A decision applies to the version that was seen, is made by a person without ties to it, and is
recorded with its effects in one transaction. Nothing is published while a passage that may identify
a person has not been judged harmless.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from tracker.accounts.actor import Actor
from tracker.audit import trail
from tracker.core import clock, formats
from tracker.core.db import db
from tracker.core.errors import Invalid, NotFound
from tracker.evidence.models import Action, Reply
from tracker.evidence.privacy_check import (
    ReviewedFinding,
    findings_of,
    settlement,
    texts_of,
    unsettled_by_reviewers,
)
from tracker.evidence.queries.under_review import Record, held, record_of, subject_of
from tracker.evidence.reply_targets import answerable
from tracker.evidence.second_review import reasons_for_two
from tracker.evidence.withholding import (
    fields_that_name,
    refuse_name_in_reason,
    withhold_in_all_versions,
)
from tracker.pii.finder import find_certain
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Role
from tracker.review import assignment, publication, recusals, submissions
from tracker.review.conflicts import (
    ChangedSinceViewed,
    IllegalMove,
    NeedsSecond,
    NoLongerPublic,
    SameReviewer,
)
from tracker.review.lifecycle import IN_REVIEW, Move, Status
from tracker.review.models import Submission
from tracker.review.submissions import DeclineReason, Kind

REMARK_LIMIT = 1_000


class ReviewCheck(StrEnum):
    """One check before publication."""

    PEOPLE = "people"  # nothing by which a victim or a witness could be recognised
    SOURCES = "sources"  # each source is named so that it can be found, with its right tier
    LEVEL = "level"  # polarity and level fit the account and the level's definition
    DATES = "dates"  # dates are those of the act, as precise as the sources


# A reply is the other side's word: it is looked at for personal data alone.
LOOKS: Mapping[Kind, tuple[ReviewCheck, ...]] = {
    Kind.ACTION: tuple(ReviewCheck),
    Kind.REPLY: (ReviewCheck.PEOPLE,),
}


def claim(actor: Actor, reference: str) -> Submission:
    """Reserve it for a day. Raises ClaimedByAnother if another reviewer has it."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    submission = held(actor, reference)
    if submissions.claim(actor, submission):
        _audit(actor, submission, "claimed", {})
    return submission


def release(actor: Actor, reference: str) -> Submission:
    """Give up the reservation. Others' reservations are left alone."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    submission = held(actor, reference)
    if assignment.unassign(actor, submission):
        _audit(actor, submission, "released", {})
    return submission


def recuse(actor: Actor, reference: str) -> None:
    """Declare a conflict of interest. Another reviewer decides, and one no longer sees it.

    Raises IllegalMove where nothing is to be decided, or where one approved it already: that
    approval counts, so another reviewer has to return it.
    """
    require(actor, Permission.REVIEW_QUEUE_SEE)
    submission = held(actor, reference)
    decided = submission.status not in IN_REVIEW
    if decided or submissions.approved_by(submission) == actor.key:
        raise IllegalMove(submission.status, Move.PUBLISH)
    assignment.unassign(actor, submission)
    if recusals.declare(actor, subject_of(submission)):
        _audit(actor, submission, "recused", {})


def settle(actor: Actor, reference: str, *, field: str, fingerprint: str, found: str) -> Submission:
    """Decide whether a passage that may identify a person is harmful.

    Raises NotFound where the text has no such place, Invalid for another word than the two.
    """
    require(actor, Permission.REVIEW_QUEUE_SEE)
    submission = _open(actor, reference)
    if found not in set(ReviewedFinding):
        raise Invalid({"found": [_("say whether it is harmless or harmful")]})
    for place in findings_of(submission):
        if (place.field, place.fingerprint) == (field, fingerprint):
            row = settlement(submission, place)
            row.settled_as, row.settled_by, row.settled_at = found, actor.key, clock.now()
            content = {"field": field, "finding": place.kind, "found": found}
            _audit(actor, submission, "settled", content)
            return submission
    raise NotFound("finding", fingerprint)


def approve(
    actor: Actor, reference: str, *, version: int, checked: Collection[str], note: str = ""
) -> Submission:
    """First of two approvals. Raises Invalid for open checks.

    ``note`` is for the second reviewer; it may not name people either. Where one reviewer is
    enough there is no first of two: IllegalMove.
    """
    require(actor, Permission.REVIEW_QUEUE_SEE)
    submission = _seen(actor, reference, version)
    _refuse_unclassified(submission)
    if not reasons_for_two(submission):
        raise IllegalMove(submission.status, Move.APPROVE)
    _refuse_unchecked(submission, checked)
    submissions.step(actor, submission, Move.APPROVE, role=Role.REVIEWER, note=_checked_note(note))
    return submission


def publish(actor: Actor, reference: str, *, version: int, checked: Collection[str]) -> Submission:
    """Publish it. A correction supersedes the corrected record at the same moment.

    Raises Invalid for open checks, NeedsSecond if nobody has approved it yet, SameReviewer if the
    same person decides twice, and NoLongerPublic if the corrected or answered record is gone.
    """
    require(actor, Permission.REVIEW_QUEUE_SEE)
    submission = _seen(actor, reference, version)
    _refuse_unclassified(submission)
    if submission.status == Status.SUBMITTED and reasons_for_two(submission):
        raise NeedsSecond(reference)
    if submissions.approved_by(submission) == actor.key:
        raise SameReviewer(reference)
    _refuse_unchecked(submission, checked)
    _refuse_answering_nothing(submission)
    record, old = record_of(submission), _corrected(submission)
    withhold_in_all_versions(actor, record)
    # Before the steps: the public revision is locked before the trail's head, as everywhere.
    if old is None:
        publication.publish([record])
    else:
        publication.supersede(old, record)
    submissions.step(actor, submission, Move.PUBLISH, role=Role.REVIEWER)
    if old is not None and old.submission is not None:
        submissions.step(actor, old.submission, Move.SUPERSEDE, role=Role.REVIEWER)
    return submission


def return_(
    actor: Actor, reference: str, *, version: int, reason: str, remarks: Mapping[str, str]
) -> Submission:
    """Return it with reasons and with remarks at fields.

    The reason becomes public with the record, the remarks never.
    """
    require(actor, Permission.REVIEW_QUEUE_SEE)
    submission = _seen(actor, reference, version)
    _refuse_telling(reason)
    refuse_name_in_reason(submission, reason)
    submissions.step(
        actor,
        submission,
        Move.RETURN,
        role=Role.REVIEWER,
        reason=reason,
        remarks=_remarks(submission, remarks),
    )
    return submission


def decline(actor: Actor, reference: str, *, version: int, ground: str, reason: str) -> Submission:
    """Decline publication. Readers see only the ground."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    submission = _seen(actor, reference, version)
    if ground not in set(DeclineReason):
        raise Invalid({"ground": [_("choose the ground for declining")]})
    submissions.step(
        actor,
        submission,
        Move.DECLINE,
        role=Role.REVIEWER,
        ground=DeclineReason(ground),
        reason=reason,
    )
    return submission


def remarkable(submission: Submission) -> tuple[str, ...]:
    """The fields that can have remarks: all that are filled in."""
    captions = [field for field in texts_of(submission) if field not in submission.text]
    given = [field for field, text in submission.text.items() if text.strip()]
    return (*given, *captions)


# What a decision asks -----------------------------------------------------------------------


def _open(actor: Actor, reference: str) -> Submission:
    """A submission that waits for a decision and that nobody else has claimed."""
    submission = held(actor, reference)
    if submission.status not in IN_REVIEW:
        raise IllegalMove(submission.status, Move.PUBLISH)
    assignment.refuse_claimed(actor, submission, reference)
    return submission


def _seen(actor: Actor, reference: str, version: int) -> Submission:
    """The same, if it has not changed since it was checked."""
    submission = _open(actor, reference)
    if submission.version != version:
        raise ChangedSinceViewed(reference)
    return submission


def _refuse_unclassified(submission: Submission) -> None:
    if submission.unclassified:
        raise Invalid({"kind": [_("classify the action before you publish it")]})


def _refuse_unchecked(submission: Submission, checked: Collection[str]) -> None:
    """Raise Invalid for missing checks and for open or harmful passages."""
    faults: dict[str, list[str]] = {
        look: [_("check this before you publish")]
        for look in LOOKS[Kind(submission.kind)]
        if look not in checked
    }
    left = unsettled_by_reviewers(findings_of(submission))
    if any(one.settled_as is ReviewedFinding.HARMFUL for one in left):
        faults["findings"] = [
            _("a place was settled as harmful; return the record so that the authors remove it")
        ]
    elif left:
        faults["findings"] = [_("settle every place that could identify a person")]
    named = fields_that_name(submission)
    if named:
        message = _(
            "the name that must be withheld appears in: %(fields)s", fields=formats.listed(named)
        )
        faults["name"] = [message]
    if faults:
        raise Invalid(faults)


def _refuse_telling(reason: str) -> None:
    """Refuse a public reason that repeats what must stay private."""
    if find_certain(reason):
        message = _("readers will see this; remove anything that could identify a person")
        raise Invalid({"reason": [message]})


def _checked_note(note: str) -> str:
    """The trimmed note. Raises Invalid if it is too long or names a person."""
    said = note.strip()
    if len(said) > REMARK_LIMIT:
        raise Invalid({"note": [_("use at most %(limit)s characters", limit=REMARK_LIMIT)]})
    if find_certain(said):
        raise Invalid({"note": [_("remove anything that could identify a person")]})
    return said


def _remarks(submission: Submission, remarks: Mapping[str, str]) -> dict[str, str]:
    allowed = remarkable(submission)
    said = {field: " ".join(text.split()) for field, text in remarks.items()}
    remarks = {field: text for field, text in said.items() if text and field in allowed}
    long = {
        field: [_("use at most %(limit)s characters", limit=REMARK_LIMIT)]
        for field, text in remarks.items()
        if len(text) > REMARK_LIMIT
    }
    if long:
        raise Invalid(long)
    return remarks


def _refuse_answering_nothing(submission: Submission) -> None:
    if submission.kind == Kind.REPLY and answerable(submission.about) is None:
        raise NoLongerPublic(submission.about or "")


def _corrected(submission: Submission) -> Record | None:
    """The public record that this one replaces. None if it corrects nothing."""
    if submission.replaces is None:
        return None
    model: Any = Action if submission.kind == Kind.ACTION else Reply
    query = select(model).where(model.reference == submission.replaces)
    old: Record | None = db.session.scalar(query)
    if old is None or old.published_at is None or old.ended_at is not None:
        raise NoLongerPublic(submission.replaces)
    return old


def _audit(actor: Actor, submission: Submission, verb: str, content: Mapping[str, str]) -> None:
    verb = f"evidence:{submission.kind}:{verb}"
    trail.record(actor, verb, subject_of(submission), dict(content))

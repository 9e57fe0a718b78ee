"""Logs actions: begin, save, submit, recall, correct and withdraw them.

This is the contributor's side of a submission. Every typed text is saved, valid or not. Only
complete texts that identify nobody go to reviewers.
"""

from collections.abc import Callable, Mapping, Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from tracker.accounts import identifiers
from tracker.accounts.actor import Actor
from tracker.core.db import db
from tracker.core.errors import Invalid
from tracker.evidence import privacy_check, withholding
from tracker.evidence.action_drafts import (
    OWN_KEY_LIMIT,
    TEXT_FIELDS,
    ActionDraft,
    finished,
    unclassified,
)
from tracker.evidence.action_writer import action_of, refuse_unknown, state_id, write_action
from tracker.evidence.discard import discard_draft
from tracker.evidence.models import Attachment
from tracker.evidence.queries.own_submissions import own_submission
from tracker.evidence.withholding import earlier_version_withholds, refuse_name_in_reason
from tracker.pii.finder import find_certain
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Role, Subject
from tracker.review import publication, submissions
from tracker.review.conflicts import IllegalMove, TextConflict
from tracker.review.lifecycle import IN_REVIEW, OPEN, SUBMISSION_MOVES, Move, Status, after
from tracker.review.models import Submission
from tracker.review.submissions import Kind
from tracker.schema.fields import YES, clean

MOST_TYPED = 20_000  # characters of a field that are kept, readable or not
# A correction in one of these is still on its way; there is one of each record at most.
UNDER_WAY = frozenset({Status.DRAFT, Status.RETURNED}) | IN_REVIEW


def begin(actor: Actor, organisation_id: int, text: Mapping[str, str]) -> Submission:
    """Create a draft for an organisation with the text typed so far."""
    require(actor, Permission.ACTION_LOG, Subject(organisation=organisation_id))
    submission = submissions.begin(
        actor, Kind.ACTION, parse_text(text), state=None, organisation_id=organisation_id
    )
    return _copy_queue_columns(submission)


def save(actor: Actor, reference: str, text: Mapping[str, str], *, version: int) -> Submission:
    """Save the text over the version that the writer saw.

    Raises TextConflict where a colleague saved first, IllegalMove where it is no draft any more,
    Invalid for a field that there is not, or a text beyond all limits.
    """
    require(actor, Permission.SUBMISSIONS_KEEP)
    submission = own_submission(actor, Kind.ACTION, reference)
    submissions.write(actor, submission, parse_text(text), version=version)
    return _copy_queue_columns(submission)


def discard(actor: Actor, reference: str) -> None:
    """Delete a draft with its files. A reviewer's decisions stay without their texts."""
    require(actor, Permission.SUBMISSIONS_KEEP)
    submission = own_submission(actor, Kind.ACTION, reference)
    discard_draft(actor, submission, action_of(submission))


def submit(actor: Actor, reference: str, *, version: int) -> Submission:
    """Send a draft for review and create its record for reviewers.

    Raises Invalid by field if it is unfinished or may identify a person, TextConflict if it changed
    since the writer checked it, and IllegalMove if it is no draft.
    """
    require(actor, Permission.SUBMISSIONS_KEEP)
    submission = own_submission(actor, Kind.ACTION, reference)
    if submission.status not in OPEN:
        raise IllegalMove(submission.status, Move.SUBMIT)
    if submission.version != version:
        raise TextConflict(submission.text, submission.version, submission.text)
    errors = faults(submission)
    if errors:
        raise Invalid(errors)
    _write(submission, finished(submission.text))
    submissions.step(actor, submission, Move.SUBMIT, role=Role.CONTRIBUTOR)
    return submission


def _write(submission: Submission, draft: ActionDraft) -> None:
    """Create the record for reviewers, unless they must classify the action first."""
    submission.unclassified = bool(unclassified(draft))
    submission.classified_by = submission.classified_at = None
    if not submission.unclassified:
        write_action(submission, draft)
    elif (before := action_of(submission)) is not None:
        db.session.delete(before)
        db.session.flush()


def faults(submission: Submission) -> dict[str, list[str]]:
    """Everything that prevents submission, by field. Empty if nothing does."""
    errors: dict[str, list[str]] = {}
    for check in _CHECKS:
        try:
            check(submission)
        except Invalid as invalid:
            for name, reasons in invalid.errors.items():
                errors[name] = [*errors.get(name, ()), *reasons]
    return errors


def recall(actor: Actor, reference: str) -> Submission:
    """Take back a submission without a decision. It becomes a draft again."""
    require(actor, Permission.SUBMISSIONS_KEEP)
    submission = own_submission(actor, Kind.ACTION, reference)
    submissions.step(actor, submission, Move.RECALL, role=Role.CONTRIBUTOR)
    return submission


def reopen(actor: Actor, reference: str) -> Submission:
    """Reopen a returned submission."""
    require(actor, Permission.SUBMISSIONS_KEEP)
    submission = own_submission(actor, Kind.ACTION, reference)
    submissions.step(actor, submission, Move.REOPEN, role=Role.CONTRIBUTOR)
    return submission


def withdraw(actor: Actor, reference: str, *, reason: str) -> Submission:
    """End publication at once. The reason and the fact of publication remain.

    A correction of it that waits for a reviewer becomes a draft again: it corrects nothing now.
    """
    require(actor, Permission.SUBMISSIONS_KEEP)
    submission = own_submission(actor, Kind.ACTION, reference)
    action = action_of(submission)
    if after(Status(submission.status), Move.WITHDRAW, SUBMISSION_MOVES) is None or action is None:
        raise IllegalMove(submission.status, Move.WITHDRAW)
    stated = public_reason(reason)
    refuse_name_in_reason(submission, stated)
    # The public revision is locked before the trail's head, as everywhere.
    publication.withdraw(action, reason=stated)
    submissions.step(actor, submission, Move.WITHDRAW, role=Role.CONTRIBUTOR, reason=stated)
    correction = correction_under_way(submission)
    if correction is not None and correction.status in IN_REVIEW:
        submissions.step(actor, correction, Move.RECALL, role=Role.CONTRIBUTOR)
    return submission


def correct(actor: Actor, reference: str) -> Submission:
    """Create a draft that corrects a published action, with its text and files.

    Where a correction is under way already, that one. Raises IllegalMove where nothing is public.
    """
    require(actor, Permission.SUBMISSIONS_KEEP)
    submission = own_submission(actor, Kind.ACTION, reference)
    if submission.status != Status.PUBLISHED:
        raise IllegalMove(submission.status, Move.SUPERSEDE)
    under_way = correction_under_way(submission)
    if under_way is not None:
        return under_way
    correction = submissions.begin(
        actor,
        Kind.ACTION,
        submission.text,
        state=submission.state,
        organisation_id=submission.organisation_id,
        replaces=submission.reference,
    )
    _copy_files(submission, correction)
    return _copy_queue_columns(correction)


def correction_under_way(submission: Submission) -> Submission | None:
    """The open correction of a submission. None if there is none."""
    return db.session.scalar(
        select(Submission).where(
            Submission.replaces == submission.reference, Submission.status.in_(UNDER_WAY)
        )
    )


def parse_text(text: Mapping[str, str], names: Sequence[str] = TEXT_FIELDS) -> dict[str, str]:
    """The text without empty fields. Raises Invalid by field."""
    errors = {name: [_("this field does not exist")] for name in text.keys() - set(names)}
    cleaned = {name: clean(text[name]) for name in names if name in text}
    for name, each in cleaned.items():
        if len(each) > MOST_TYPED or _is_broken(each):
            errors[name] = [_("enter a text of at most %(most)s characters", most=MOST_TYPED)]
    if errors:
        raise Invalid(errors)
    return {name: each for name, each in cleaned.items() if each}


def _is_broken(text: str) -> bool:
    """Whether it has NUL or lone surrogates, which databases cannot store."""
    return any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in text)


def public_reason(reason: str) -> str:
    """A valid public reason: present, not too long, without identifying data."""
    text = reason.strip()
    if not text or len(text) > submissions.REASON_LIMIT:
        limit = submissions.REASON_LIMIT
        raise Invalid(
            {"reason": [_("give the reason, in at most %(limit)s characters", limit=limit)]}
        )
    if find_certain(text):
        message = _("readers will see this; remove anything that could identify a person")
        raise Invalid({"reason": [message]})
    return text


def _copy_queue_columns(submission: Submission) -> Submission:
    """Copy from the text the columns by which lists and queues select."""
    text = submission.text
    iso3 = text.get("state")
    submission.state = iso3 if state_id(iso3) is not None else None
    asked = text.get("withhold_name") == YES
    submission.name_withheld = asked or earlier_version_withholds(submission)
    own_key = text.get("own_key", "")
    submission.own_key = own_key if 0 < len(own_key) <= OWN_KEY_LIMIT else None
    db.session.flush()
    return submission


def _copy_files(original: Submission, correction: Submission) -> None:
    """Copy the references to files to a correction. Their content is stored once."""
    query = select(Attachment).where(Attachment.submission_id == original.id)
    for each in db.session.scalars(query.order_by(Attachment.position)):
        identity = {
            column.name: getattr(each, column.name)
            for column in Attachment.__table__.columns
            if column.name not in ("id", "public_id", "submission_id")
        }
        db.session.add(
            Attachment(
                public_id=identifiers.public_id(),
                submission_id=correction.id,
                **identity,
            )
        )


# What keeps it back --------------------------------------------------------------------------


def _refuse_unfinished(submission: Submission) -> None:
    refuse_unknown(finished(submission.text))


def _refuse_recognisable(submission: Submission) -> None:
    held = privacy_check.faults(privacy_check.findings_of(submission))
    if held:
        raise Invalid(held)


def _refuse_naming_itself(submission: Submission) -> None:
    held = withholding.faults(submission)
    if held:
        raise Invalid(held)


def _refuse_unseen_files(submission: Submission) -> None:
    """Refuse pictures that nobody has checked, because faces cannot be searched."""
    unseen = db.session.scalars(
        select(Attachment.position).where(
            Attachment.submission_id == submission.id,
            Attachment.searched_whole.is_(False),
            Attachment.people_confirmed.is_(False),
        )
    ).all()
    if unseen:
        raise Invalid(
            {
                "files": [
                    _(
                        "look at each file with pictures and confirm that no person can be "
                        "recognised"
                    )
                ]
            }
        )


def _refuse_own_key_twice(submission: Submission) -> None:
    own_key, root = submission.own_key, submission.reference.partition(".")[0]
    if own_key is None:
        return
    other = db.session.scalar(
        select(Submission.reference).where(
            Submission.organisation_id == submission.organisation_id,
            Submission.kind == Kind.ACTION,
            Submission.own_key == own_key,
            Submission.status != Status.DRAFT,
            Submission.reference != root,
            Submission.reference.not_like(f"{root}.%"),
        )
    )
    if other is not None:
        raise Invalid({"own_key": [_("%(other)s already has this number", other=other)]})


def _refuse_correcting_what_ended(submission: Submission) -> None:
    if submission.replaces is None:
        return
    base = db.session.scalar(
        select(Submission.status).where(Submission.reference == submission.replaces)
    )
    if base != Status.PUBLISHED:
        raise Invalid({"replaces": [_("the action that this corrects is no longer public")]})


_CHECKS: tuple[Callable[[Submission], None], ...] = (
    _refuse_unfinished,
    _refuse_recognisable,
    _refuse_naming_itself,
    _refuse_unseen_files,
    _refuse_own_key_twice,
    _refuse_correcting_what_ended,
)

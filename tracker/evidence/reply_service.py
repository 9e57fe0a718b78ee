"""Replies to records: begin, save, submit, recall, correct and withdraw them.

A State replies to what others recorded about it, an organisation to what a State reports. A side
has one current reply to a record; a new one replaces it.
"""

from collections.abc import Mapping

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError

from tracker.accounts.actor import Actor
from tracker.core.db import db
from tracker.core.errors import Invalid, NotFound
from tracker.evidence import privacy_check, withholding
from tracker.evidence.action_service import UNDER_WAY, parse_text, public_reason
from tracker.evidence.action_writer import citation, state_id, strongest_first
from tracker.evidence.discard import discard_draft
from tracker.evidence.models import Reply
from tracker.evidence.queries.own_submissions import own_submission, writing_role
from tracker.evidence.reply_drafts import REPLY_FIELDS, ReplyDraft, finished
from tracker.evidence.reply_targets import Answerable, ReplyTarget, answerable
from tracker.evidence.withholding import earlier_version_withholds, refuse_name_in_reason
from tracker.policy.permission_map import may, require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Subject
from tracker.review import publication, submissions
from tracker.review.conflicts import IllegalMove, TextConflict
from tracker.review.lifecycle import IN_REVIEW, OPEN, SUBMISSION_MOVES, Move, Status, after
from tracker.review.models import Submission
from tracker.review.submissions import Kind
from tracker.schema.fields import YES

_KEYS = {
    ReplyTarget.ACTION: "action_id",
    ReplyTarget.ENTRY: "entry_id",
    ReplyTarget.ASSESSMENT: "assessment_id",
}


def begin(actor: Actor, about: str, *, organisation_id: int | None = None) -> Submission:
    """Create a draft reply for a State or an organisation.

    The one under way is gone on with; where an answer is public, the draft begins with its text
    and will take its place. Raises NotFound for what cannot be answered, also by this side.
    """
    require(actor, Permission.SUBMISSIONS_KEEP)
    record = _own_to_answer(actor, about, organisation_id)
    standing = _of_side(record, organisation_id)
    if standing is not None and standing.status in UNDER_WAY:
        return standing
    public = standing if standing is not None and standing.status == Status.PUBLISHED else None
    try:
        with db.session.begin_nested():
            submission = submissions.begin(
                actor,
                Kind.REPLY,
                public.text if public else {},
                state=record.iso3,
                organisation_id=organisation_id,
                replaces=public.reference if public else None,
                about=about,
            )
    except IntegrityError:
        # The same side began an answer between the look and the insert.
        begun = _of_side(record, organisation_id)
        if begun is None:
            raise
        return begun
    return _copy_queue_columns(submission)


def save(actor: Actor, reference: str, text: Mapping[str, str], *, version: int) -> Submission:
    """Save the text over the version that the writer saw.

    Raises TextConflict where a colleague saved first, IllegalMove where it is no draft any more,
    Invalid for a field that there is not, or a text beyond all limits.
    """
    require(actor, Permission.SUBMISSIONS_KEEP)
    submission = own_submission(actor, Kind.REPLY, reference)
    submissions.write(actor, submission, parse_text(text, REPLY_FIELDS), version=version)
    return _copy_queue_columns(submission)


def submit(actor: Actor, reference: str, *, version: int) -> Submission:
    """Send a draft to the reviewers, who check it for personal data only.

    Raises Invalid by field if it is unfinished or may identify a person, TextConflict if it changed
    since the writer checked it, and IllegalMove if it is no draft.
    """
    require(actor, Permission.SUBMISSIONS_KEEP)
    submission = own_submission(actor, Kind.REPLY, reference)
    if submission.status not in OPEN:
        raise IllegalMove(submission.status, Move.SUBMIT)
    if submission.version != version:
        raise TextConflict(submission.text, submission.version, submission.text)
    errors = faults(submission)
    if errors:
        raise Invalid(errors)
    _take_the_place_of_the_standing_one(submission)
    _write(submission, finished(submission.text))
    submissions.step(actor, submission, Move.SUBMIT, role=writing_role(submission, actor))
    return submission


def faults(submission: Submission) -> dict[str, list[str]]:
    """Everything that prevents submission, by field. Empty if nothing does."""
    errors: dict[str, list[str]] = {}
    try:
        finished(submission.text)
    except Invalid as invalid:
        errors = {name: list(reasons) for name, reasons in invalid.errors.items()}
    held = privacy_check.faults(privacy_check.findings_of(submission)).items()
    for name, reasons in (*held, *withholding.faults(submission).items()):
        errors[name] = [*errors.get(name, ()), *reasons]
    if answerable(submission.about) is None:
        errors["about"] = [_("the record that this replies to is no longer public")]
    return errors


def recall(actor: Actor, reference: str) -> Submission:
    """Take back a submission without a decision. It becomes a draft again."""
    require(actor, Permission.SUBMISSIONS_KEEP)
    return _moved(actor, reference, Move.RECALL)


def reopen(actor: Actor, reference: str) -> Submission:
    """Reopen a returned submission."""
    require(actor, Permission.SUBMISSIONS_KEEP)
    return _moved(actor, reference, Move.REOPEN)


def withdraw(actor: Actor, reference: str, *, reason: str) -> Submission:
    """End publication at once. The reason and the fact of publication remain."""
    require(actor, Permission.SUBMISSIONS_KEEP)
    submission = own_submission(actor, Kind.REPLY, reference)
    reply = reply_of(submission)
    if after(Status(submission.status), Move.WITHDRAW, SUBMISSION_MOVES) is None or reply is None:
        raise IllegalMove(submission.status, Move.WITHDRAW)
    stated = public_reason(reason)
    refuse_name_in_reason(submission, stated)
    role = writing_role(submission, actor)
    # The public revision is locked before the trail's head, as everywhere.
    publication.withdraw(reply, reason=stated)
    submissions.step(actor, submission, Move.WITHDRAW, role=role, reason=stated)
    later = _under_way_instead_of(submission)
    if later is not None and later.status in IN_REVIEW:
        submissions.step(actor, later, Move.RECALL, role=role)
    return submission


def discard(actor: Actor, reference: str) -> None:
    """Delete a draft. A reviewer's decisions stay without their texts."""
    require(actor, Permission.SUBMISSIONS_KEEP)
    submission = own_submission(actor, Kind.REPLY, reference)
    discard_draft(actor, submission, reply_of(submission))


def reply_of(submission: Submission) -> Reply | None:
    """The row written from a submission. None before its first submission."""
    return db.session.scalar(select(Reply).where(Reply.submission_id == submission.id))


def _own_to_answer(actor: Actor, about: str, organisation_id: int | None) -> Answerable:
    record = answerable(about)
    if record is None or record.by_state is not (organisation_id is None):
        raise NotFound("record", about)
    own = (
        Subject(state=record.iso3)
        if organisation_id is None
        else Subject(organisation=organisation_id)
    )
    if not may(actor, Permission.SUBMISSION_WRITE, own):
        raise NotFound("record", about)
    return record


def _of_side(record: Answerable, organisation_id: int | None) -> Submission | None:
    """The side's latest reply to the record, open or decided."""
    query = (
        select(Submission)
        .where(
            Submission.kind == Kind.REPLY,
            Submission.about == record.about,
            Submission.status.in_(UNDER_WAY | {Status.PUBLISHED}),
            _same_side(organisation_id),
        )
        # One under way is newer than the public one that it is to replace.
        .order_by(Submission.id.desc())
        .limit(1)
        .with_for_update(of=Submission)
    )
    return db.session.scalar(query)


def _same_side(organisation_id: int | None) -> ColumnElement[bool]:
    """A condition for replies of the same organisation, or of the State."""
    if organisation_id is None:
        return Submission.organisation_id.is_(None)
    return Submission.organisation_id == organisation_id


def _under_way_instead_of(submission: Submission) -> Submission | None:
    query = select(Submission).where(
        Submission.replaces == submission.reference, Submission.status.in_(UNDER_WAY)
    )
    return db.session.scalar(query)


def _take_the_place_of_the_standing_one(submission: Submission) -> None:
    """Supersede the side's current reply, which may have changed since."""
    query = select(Submission.reference).where(
        Submission.kind == Kind.REPLY,
        Submission.about == submission.about,
        Submission.status == Status.PUBLISHED,
        _same_side(submission.organisation_id),
    )
    submission.replaces = db.session.scalar(query)
    db.session.flush()


def _moved(actor: Actor, reference: str, move: Move) -> Submission:
    submission = own_submission(actor, Kind.REPLY, reference)
    submissions.step(actor, submission, move, role=writing_role(submission, actor))
    return submission


def _copy_queue_columns(submission: Submission) -> Submission:
    """Copy from the text the columns by which queues select."""
    asked = submission.text.get("withhold_name") == YES
    submission.name_withheld = submission.organisation_id is not None and (
        asked or earlier_version_withholds(submission)
    )
    db.session.flush()
    return submission


def _write(submission: Submission, draft: ReplyDraft) -> Reply:
    """Save a finished reply as an unpublished record. Replaces the previous submission."""
    record = answerable(submission.about)
    if record is None:
        raise NotFound("record", submission.about or "")
    reply = reply_of(submission) or Reply(
        reference=submission.reference,
        submission_id=submission.id,
        organisation_id=submission.organisation_id,
        state_id=state_id(record.iso3),
        **{_KEYS[record.kind]: record.key},
    )
    reply.name_withheld = submission.name_withheld
    reply.survivor_led_shown = submission.name_withheld and draft.show_survivor_led
    for name, said in (("stance", draft.stance), ("language", draft.language)):
        setattr(reply, name, said)
    reply.text = draft.text or ""
    # The old rows go first: the new ones take their places.
    reply.citations = []
    db.session.add(reply)
    db.session.flush()
    reply.citations = [
        citation(source, position)
        for position, source in enumerate(strongest_first(draft.sources), 1)
    ]
    db.session.flush()
    return reply

"""Files of a submission: attach them to a draft, describe and remove them.

A file comes here made anew and searched; the name it was sent under is not among what is kept.
"""

from dataclasses import asdict, dataclass

from flask_babel import gettext as _
from sqlalchemy import func, select

from tracker.accounts import identifiers
from tracker.accounts.actor import Actor
from tracker.attachments.sanitise.intake import MEGABYTE, CleanFile
from tracker.attachments.sanitise.messages import FIELD
from tracker.attachments.sanitise.results import Note
from tracker.attachments.storage import Store
from tracker.audit import trail
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import Invalid, NotFound
from tracker.evidence.models import Attachment
from tracker.evidence.queries.attached_files import tag_of
from tracker.evidence.queries.own_submissions import own_submission
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.review.conflicts import ChangedSinceViewed, IllegalMove
from tracker.review.lifecycle import OPEN, Move
from tracker.review.models import Submission
from tracker.review.submissions import Kind
from tracker.schema.fields import InvalidValue, clean, line

MOST_FILES = 10
MOST_TOGETHER = 100 * MEGABYTE
CAPTION_LIMIT = 300
CAPTION_FIELD = "caption"


@dataclass(frozen=True, slots=True)
class StoredAttachment:
    """An attached file with notes for its sender.

    ``elsewhere``: references of the same side's other submissions that have the same file.
    """

    public_id: str
    position: int
    notes: frozenset[Note]
    elsewhere: tuple[str, ...]


def expect(actor: Actor, kind: Kind, reference: str) -> None:
    """Refuse a file before it is read if the draft is foreign, closed or full.

    Raises NotFound, IllegalMove, Invalid.
    """
    require(actor, Permission.SUBMISSIONS_KEEP)
    _refuse_more(_draft(actor, kind, reference), 0)


def attach(
    actor: Actor,
    kind: Kind,
    reference: str,
    file: CleanFile,
    *,
    store: Store,
    caption: str = "",
    people_confirmed: bool = False,
) -> StoredAttachment:
    """Attach a cleaned file to a draft. It is on disk before its row is written.

    Raises Invalid for one that is attached already, or one too many.
    """
    require(actor, Permission.SUBMISSIONS_KEEP)
    submission = _draft(actor, kind, reference)
    _refuse_twice(submission, file.sha256)
    _refuse_more(submission, file.size)
    text = _caption(caption)
    store.store(file.content)
    attachment = Attachment(
        public_id=identifiers.public_id(),
        submission_id=submission.id,
        position=_next_position(submission),
        sha256=file.sha256,
        media_type=file.kind.media_type,
        extension=file.kind.extension,
        size=file.size,
        caption=text,
        people_confirmed=people_confirmed,
        passages=[asdict(each) for each in file.searched.passages],
        searched_whole=file.searched.whole,
        added_at=clock.now(),
    )
    db.session.add(attachment)
    db.session.flush()
    _audit(actor, submission, "attached", attachment)
    elsewhere = _elsewhere(submission, file.sha256)
    return StoredAttachment(attachment.public_id, attachment.position, file.notes, elsewhere)


def describe(
    actor: Actor,
    kind: Kind,
    reference: str,
    public_id: str,
    *,
    caption: str,
    people_confirmed: bool,
    seen: str | None = None,
) -> None:
    """Set a file's caption, and whether somebody checked it for recognisable people.

    Raises ChangedSinceViewed where ``seen``, the tag of what its writer saw, is that of it no more.
    """
    require(actor, Permission.SUBMISSIONS_KEEP)
    submission = _draft(actor, kind, reference)
    attachment = _of(submission, public_id)
    text = _caption(caption)
    if (attachment.caption, attachment.people_confirmed) == (text, people_confirmed):
        return
    now = tag_of(attachment.caption, people_confirmed=attachment.people_confirmed)
    if seen not in (None, now):
        raise ChangedSinceViewed(reference)
    attachment.caption, attachment.people_confirmed = text, people_confirmed
    db.session.flush()
    _audit(actor, submission, "described", attachment)


def remove(actor: Actor, kind: Kind, reference: str, public_id: str) -> None:
    """Remove a file from a draft. A later sweep deletes unused files."""
    require(actor, Permission.SUBMISSIONS_KEEP)
    submission = _draft(actor, kind, reference)
    attachment = _of(submission, public_id)
    db.session.delete(attachment)
    db.session.flush()
    _audit(actor, submission, "detached", attachment)


def _draft(actor: Actor, kind: Kind, reference: str) -> Submission:
    submission = own_submission(actor, kind, reference)
    if submission.status not in OPEN:
        raise IllegalMove(submission.status, Move.SUBMIT)
    return submission


def _of(submission: Submission, public_id: str) -> Attachment:
    query = select(Attachment).where(
        Attachment.submission_id == submission.id, Attachment.public_id == public_id
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFound("file", public_id)
    return found


def _refuse_twice(submission: Submission, sha256: str) -> None:
    query = select(Attachment.position).where(
        Attachment.submission_id == submission.id, Attachment.sha256 == sha256
    )
    position = db.session.scalar(query)
    if position is not None:
        raise Invalid(
            {FIELD: [_("this file is already attached, as file %(number)s", number=position)]}
        )


def _refuse_more(submission: Submission, size: int) -> None:
    count, together = db.session.execute(
        select(func.count(), func.coalesce(func.sum(Attachment.size), 0)).where(
            Attachment.submission_id == submission.id
        )
    ).one()
    if count >= MOST_FILES:
        raise Invalid({FIELD: [_("attach at most %(most)s files", most=MOST_FILES)]})
    if together + size > MOST_TOGETHER:
        most = MOST_TOGETHER // MEGABYTE
        raise Invalid({FIELD: [_("all files together may have at most %(most)s MB", most=most)]})


def _next_position(submission: Submission) -> int:
    query = select(func.max(Attachment.position)).where(Attachment.submission_id == submission.id)
    return (db.session.scalar(query) or 0) + 1


def _caption(raw: str) -> str:
    text = clean(raw)
    try:
        return line(limit=CAPTION_LIMIT)(text) if text else ""
    except InvalidValue as fault:
        raise Invalid({CAPTION_FIELD: [str(fault)]}) from None


def _elsewhere(submission: Submission, sha256: str) -> tuple[str, ...]:
    """The same file on other submissions of one's own side. Others' files are not disclosed."""
    own = (
        Submission.organisation_id == submission.organisation_id
        if submission.organisation_id is not None
        else Submission.organisation_id.is_(None) & (Submission.state == submission.state)
    )
    query = (
        select(Submission.reference)
        .join(Attachment, Attachment.submission_id == Submission.id)
        .where(Attachment.sha256 == sha256, Submission.id != submission.id, own)
        .order_by(Submission.reference)
    )
    return tuple(db.session.scalars(query))


def _audit(actor: Actor, submission: Submission, verb: str, attachment: Attachment) -> None:
    subject = f"{submission.kind}:{submission.reference}"
    content = {"file": attachment.sha256, "people_confirmed": attachment.people_confirmed}
    trail.record(actor, f"evidence:{submission.kind}:{verb}", subject, content)

"""Files of submissions: for everybody once the record is public, before that for its own side."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import select

from tracker.accounts.actor import Actor
from tracker.core.db import db
from tracker.core.errors import NotFound
from tracker.evidence.models import Action, Attachment, Reply
from tracker.evidence.queries.own_submissions import subject_of
from tracker.evidence.queries.under_review import decides
from tracker.policy.permission_map import may, require
from tracker.policy.permissions import Permission
from tracker.review.lifecycle import Status
from tracker.review.models import Submission


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file as shown. ``name`` is generated and reveals nothing about the sender.

    ``is_public``: everybody may see it. ``people_confirmed``: its sender checked for recognisable
    people. Not ``searched_whole``: some of its text could not be searched.
    """

    public_id: str
    position: int
    name: str
    sha256: str
    media_type: str
    size: int
    caption: str
    people_confirmed: bool
    searched_whole: bool
    is_public: bool

    @property
    def tag(self) -> str:
        """A tag of the current description, to detect simultaneous changes."""
        return tag_of(self.caption, people_confirmed=self.people_confirmed)

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown as a picture."""
        return self.media_type.startswith("image/")


def tag_of(caption: str, *, people_confirmed: bool) -> str:
    """Twelve hexadecimal digits that identify a description."""
    return hashlib.sha256(f"{people_confirmed} {caption}".encode()).hexdigest()[:12]


def shown_file(actor: Actor, public_id: str) -> AttachedFile:
    """The file with this id. Raises NotFound if the actor may not see it."""
    require(actor, Permission.PUBLIC_READ)
    query = select(Attachment).where(Attachment.public_id == public_id)
    attachment = db.session.scalar(query.execution_options(populate_existing=True))
    if attachment is None:
        raise NotFound("file", public_id)
    is_public = _is_public(attachment.submission)
    if not is_public and not _is_of_the_actor(actor, attachment.submission):
        raise NotFound("file", public_id)
    return _attached_file(attachment, is_public=is_public)


def files_of(submission: Submission) -> tuple[AttachedFile, ...]:
    """The files of a submission in order, for those who may see the submission."""
    query = select(Attachment).where(Attachment.submission_id == submission.id)
    rows = db.session.scalars(query.order_by(Attachment.position)).all()
    is_public = bool(rows) and _is_public(submission)
    return tuple(_attached_file(each, is_public=is_public) for each in rows)


def _is_public(submission: Submission) -> bool:
    """Whether its record is public now and neither superseded nor withdrawn."""
    return any(
        db.session.scalar(
            select(model.id).where(
                model.submission_id == submission.id,
                model.published_at.is_not(None),
                model.ended_at.is_(None),
            )
        )
        is not None
        for model in (Action, Reply)
    )


def _is_of_the_actor(actor: Actor, submission: Submission) -> bool:
    if may(actor, Permission.SUBMISSION_WRITE, subject_of(submission)):
        return True
    return submission.status != Status.DRAFT and decides(actor, submission)


def _attached_file(attachment: Attachment, *, is_public: bool) -> AttachedFile:
    reference, position = attachment.submission.reference, attachment.position
    return AttachedFile(
        public_id=attachment.public_id,
        position=position,
        name=f"{reference}-{position}.{attachment.extension}",
        sha256=attachment.sha256,
        media_type=attachment.media_type,
        size=attachment.size,
        caption=attachment.caption,
        people_confirmed=attachment.people_confirmed,
        searched_whole=attachment.searched_whole,
        is_public=is_public,
    )

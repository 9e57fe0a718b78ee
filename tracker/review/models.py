"""The tables of review: public revisions and submissions."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Organisation
from tracker.core.db import UTCDateTime, at_most_one, db
from tracker.review.assignment import Claimable


class PublicRevision(db.Model):
    """A single row. Pages and API responses use its number in their ETag."""

    __tablename__ = "public_revision"
    __table_args__ = (CheckConstraint("id = 1", name="single_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(comment="Rises by one with each public change")
    changed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="When it last rose")
    demonstration: Mapped[bool] = mapped_column(
        default=False,
        server_default=false(),
        comment="Whether every State and record here is invented",
    )


class PartRevision(db.Model):
    """The public revision of one part of the records, used as a cache version."""

    __tablename__ = "part_revision"

    part: Mapped[str] = mapped_column(
        String(30), primary_key=True, comment="registry, shared or state:<id>"
    )
    number: Mapped[int] = mapped_column(comment="Public revision at which the part last changed")
    changed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="When it last changed")


_REPLY_UNDER_WAY = (
    "kind = 'reply' AND status IN ('draft', 'submitted', 'second_review', 'returned')"
)


class Submission(Claimable, db.Model):
    """An action or reply from the first saved text to publication.

    ``text`` is what was typed, field by field, whether or not it can be read yet, so that nothing
    is ever lost; the record itself is written from it when it is submitted. ``version`` rises with
    every change and is what a simultaneous writer collides with.
    """

    __tablename__ = "submission"
    __table_args__ = (
        Index("ix_submission_status_submitted", "status", "submitted_at"),
        # A side has one answer to a record under way: its state, or each organisation.
        at_most_one(
            "uq_submission_reply_of_state",
            "about",
            where=f"{_REPLY_UNDER_WAY} AND organisation_id IS NULL",
        ),
        at_most_one(
            "uq_submission_reply_of_organisation",
            *("about", "organisation_id"),
            where=f"{_REPLY_UNDER_WAY} AND organisation_id IS NOT NULL",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(
        String(40), unique=True, comment="Random; the public reference of what it becomes"
    )
    kind: Mapped[str] = mapped_column(String(12), comment="action or reply")
    status: Mapped[str] = mapped_column(String(16), comment="Where it stands")
    version: Mapped[int] = mapped_column(default=1, comment="Rises with every change")
    state: Mapped[str | None] = mapped_column(
        ForeignKey("state.iso3"), index=True, comment="ISO3 code of the state it concerns"
    )
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id"), index=True, comment="Who submits; none: the state itself"
    )
    name_withheld: Mapped[bool] = mapped_column(
        default=False, comment="The organisation's name is known to reviewers only"
    )
    replaces: Mapped[str | None] = mapped_column(
        String(40), index=True, comment="Reference of the published record that it corrects"
    )
    about: Mapped[str | None] = mapped_column(
        String(90),
        index=True,
        comment="What a reply answers: action:REF, entry:REPORT:REF, assessment:REF",
    )
    unclassified: Mapped[bool] = mapped_column(
        default=False,
        server_default=false(),
        comment="Sent without type, commitments or strength; has no record until classified",
    )
    classified_by: Mapped[str | None] = mapped_column(
        String(60), comment="Opaque key of the reviewer who classified it"
    )
    classified_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="When a reviewer classified it"
    )
    own_key: Mapped[str | None] = mapped_column(
        String(60), comment="The submitter's own number for it; finds it again in a second upload"
    )
    text: Mapped[dict[str, Any]] = mapped_column(JSON, comment="What was typed, by field")
    created_by: Mapped[str] = mapped_column(String(60), comment="Opaque key of who began it")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="When it was begun")
    submitted_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="When it last went to the reviewers"
    )

    organisation: Mapped[Organisation | None] = relationship()
    moves: Mapped[list["SubmissionMove"]] = relationship(
        back_populates="submission", order_by="SubmissionMove.id", cascade="all, delete-orphan"
    )
    settlements: Mapped[list["Settlement"]] = relationship(
        back_populates="submission", order_by="Settlement.id", cascade="all, delete-orphan"
    )


class SubmissionMove(db.Model):
    """One transition of a submission: who, when, from and to which status, and why."""

    __tablename__ = "submission_move"
    # Decisions are counted in it without a row of the table.
    __table_args__ = (
        Index("ix_submission_move_counted", "move", "made_at", "waited", "submission_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    move: Mapped[str] = mapped_column(String(12), comment="What was done")
    from_status: Mapped[str] = mapped_column(String(16), comment="Where it stood before")
    to_status: Mapped[str] = mapped_column(String(16), comment="Where it stands since")
    made_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True, comment="When")
    actor: Mapped[str] = mapped_column(String(60), comment="Opaque key of who did it")
    role: Mapped[str] = mapped_column(String(24), comment="In which role; what readers are told")
    ground: Mapped[str | None] = mapped_column(
        String(20), comment="Why it was declined, as a word of a list"
    )
    reason: Mapped[str | None] = mapped_column(Text, comment="Why, where the move must say so")
    remarks: Mapped[dict[str, str] | None] = mapped_column(
        JSON, comment="What to mend, by field, where it is returned"
    )
    note: Mapped[str | None] = mapped_column(
        Text, comment="What the first reviewer writes to the second; only reviewers read it"
    )
    waited: Mapped[int | None] = mapped_column(
        comment="Whole days from submission to this decision; none: no decision"
    )

    submission: Mapped[Submission] = relationship(back_populates="moves")


class Recusal(db.Model):
    """A reviewer's declared conflict of interest in an item under review."""

    __tablename__ = "recusal"
    __table_args__ = (UniqueConstraint("reviewer", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(60), comment="action:REF, reply:REF or report:REF")
    reviewer: Mapped[str] = mapped_column(String(60), comment="Opaque key of the reviewer")
    declared_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="When")


class Settlement(db.Model):
    """Decisions on a passage that may be personal data: by its writer, then by a reviewer.

    The passage itself is not kept, only its fingerprint; a changed passage is a new one.
    """

    __tablename__ = "settlement"
    __table_args__ = (UniqueConstraint("submission_id", "field", "fingerprint"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    field: Mapped[str] = mapped_column(String(60), comment="Where it was found")
    finding: Mapped[str] = mapped_column(String(24), comment="What it may be: name, telephone …")
    fingerprint: Mapped[str] = mapped_column(String(32), comment="Hash of the passage")
    explanation: Mapped[str | None] = mapped_column(
        Text, comment="Why the writer says that it harms nobody"
    )
    settled_as: Mapped[str | None] = mapped_column(
        String(16), comment="What a reviewer found: harmless or harmful; none: not looked at"
    )
    settled_by: Mapped[str | None] = mapped_column(String(60), comment="Opaque key of the reviewer")
    settled_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="When")

    submission: Mapped[Submission] = relationship(back_populates="settlements")

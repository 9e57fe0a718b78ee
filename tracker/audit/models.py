"""The tables of the audit trail. Triggers refuse changes and deletions.

The content of an event is in a separate, redactable row: the law may order an erasure, and the
chain contains only its hash.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import UTCDateTime, db


class AuditEvent(db.Model):
    """One event: who did what, when, to which record, with the hash of the event before it."""

    __tablename__ = "audit_event"

    sequence: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment="1, 2, 3 … without gaps"
    )
    happened_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="When")
    actor: Mapped[str] = mapped_column(String(60), index=True, comment="Opaque key of who acted")
    verb: Mapped[str] = mapped_column(String(60), index=True, comment="part:subject:action")
    subject: Mapped[str] = mapped_column(String(100), index=True, comment="kind:reference")
    content_hash: Mapped[str] = mapped_column(String(64), comment="SHA-256 of the content")
    previous_hash: Mapped[str] = mapped_column(String(64), comment="Hash of the event before")
    hash: Mapped[str] = mapped_column(String(64), unique=True, comment="SHA-256 of this event")

    content: Mapped["AuditContent"] = relationship(back_populates="event")


class AuditContent(db.Model):
    """The content of an event. It can be redacted; a stub says who did it, why and when."""

    __tablename__ = "audit_content"

    sequence: Mapped[int] = mapped_column(
        ForeignKey("audit_event.sequence"), primary_key=True, autoincrement=False
    )
    body: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True), comment="None once redacted"
    )
    redacted_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="None: not redacted")
    redacted_by: Mapped[str | None] = mapped_column(String(60), comment="Opaque key of who did")
    redacted_reason: Mapped[str | None] = mapped_column(String(500), comment="Why, in words")

    event: Mapped[AuditEvent] = relationship(back_populates="content")


class AuditHead(db.Model):
    """Number and hash of the last event. Serves as the lock and detects a truncated trail."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="single_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(comment="Number of the last event")
    hash: Mapped[str] = mapped_column(String(64), comment="Hash of the last event")

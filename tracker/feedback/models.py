"""The table of readers' reports: mistakes on pages, or pages that endanger a person."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import UTCDateTime, db


class Subject(StrEnum):
    """The subject of a report."""

    MISTAKE = "mistake"
    DANGER = "danger"


class Outcome(StrEnum):
    """The result of a report."""

    CORRECTED = "corrected"
    REMOVED = "removed"
    UNCHANGED = "unchanged"


class FeedbackReport(db.Model):
    """A reader's report. It is private except for the sentence about the correction."""

    __tablename__ = "feedback_report"
    __table_args__ = (Index("ix_feedback_report_open", "closed_at", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(26), unique=True, comment="Random id")
    subject: Mapped[str] = mapped_column(String(10), comment="mistake or danger")
    page: Mapped[str] = mapped_column(String(300), comment="Address of the page on this site")
    problem: Mapped[str] = mapped_column(Text, comment="What is wrong; emptied after a year")
    proposal: Mapped[str] = mapped_column(Text, comment="What would be right; emptied likewise")
    source: Mapped[str] = mapped_column(Text, comment="Where that can be checked; emptied likewise")
    email: Mapped[str] = mapped_column(
        String(254), comment="Where to answer; empty: nowhere. Emptied 30 days after the answer"
    )
    language: Mapped[str] = mapped_column(String(5), comment="Language of the answer")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="When it was sent")
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="None: waits")
    outcome: Mapped[str | None] = mapped_column(
        String(10), comment="corrected, removed or unchanged"
    )
    closed_by: Mapped[str | None] = mapped_column(String(60), comment="Opaque key")
    answer: Mapped[str] = mapped_column(Text, comment="What was answered; emptied after a year")
    correction: Mapped[str | None] = mapped_column(
        Text, comment="The public sentence about the correction. Empty: none"
    )

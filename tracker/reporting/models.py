"""The tables of what states report."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import db
from tracker.registry.models import Commitment, State
from tracker.review.publishable import Publishable


class Report(Publishable, db.Model):
    """A progress report of one state on a period."""

    __tablename__ = "report"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(40), unique=True, comment="Public reference")
    state_id: Mapped[int] = mapped_column(ForeignKey("state.id"), index=True)
    title: Mapped[str] = mapped_column(Text, comment="Title of the report")
    period_start: Mapped[date | None] = mapped_column(Date, comment="First day reported on")
    period_end: Mapped[date] = mapped_column(Date, comment="Last day reported on")

    state: Mapped[State] = relationship()
    entries: Mapped[list["ReportEntry"]] = relationship(
        back_populates="report", cascade="all, delete-orphan"
    )


class ReportEntry(db.Model):
    """What a report says of one commitment: a level, or why there is none."""

    __tablename__ = "report_entry"
    __table_args__ = (
        Unique("report_id", "commitment_id"),
        CheckConstraint("level IS NULL OR level BETWEEN 0 AND 4", name="level_on_scale"),
        CheckConstraint(
            "(answer = 'level' AND level IS NOT NULL) OR (answer <> 'level' AND level IS NULL)",
            name="level_only_with_answer",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    answer: Mapped[str] = mapped_column(String(20), comment="level, not_assessed, not_applicable")
    level: Mapped[int | None] = mapped_column(comment="0 to 4 when the answer is a level")
    reason: Mapped[str | None] = mapped_column(Text, comment="Why there is no level")
    measures_taken: Mapped[str | None] = mapped_column(Text, comment="What the state says it did")
    survivors: Mapped[str] = mapped_column(
        String(16), comment="led, consulted, not_consulted or not_stated"
    )

    report: Mapped[Report] = relationship(back_populates="entries")
    commitment: Mapped[Commitment] = relationship()

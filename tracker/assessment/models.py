"""The tables of assessments. Rows are added and never changed."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import UTCDateTime, db
from tracker.registry.models import Commitment, State
from tracker.review.publishable import PublishableOfState


class Assessment(PublishableOfState, db.Model):
    """A reviewer's level for one cell with the reasoning.

    Until ``reply_until`` has passed it is known to the state alone, which may answer first.
    """

    __tablename__ = "assessment"
    __table_args__ = (
        CheckConstraint("level BETWEEN 0 AND 4", name="level_on_scale"),
        Index("ix_assessment_cell", "state_id", "commitment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(40), unique=True, comment="Public reference")
    state_id: Mapped[int] = mapped_column(ForeignKey("state.id"))
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    level: Mapped[int] = mapped_column(comment="0 not started to 4 complete")
    confidence: Mapped[str] = mapped_column(String(6), comment="high, medium or low")
    rationale: Mapped[str] = mapped_column(Text, comment="Why, and from which records")
    effective_on: Mapped[date] = mapped_column(Date, comment="The day its evidence is as of")
    made_by: Mapped[str | None] = mapped_column(
        String(60), index=True, comment="Opaque key of the reviewer"
    )
    made_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="When it was made")
    reply_until: Mapped[date | None] = mapped_column(
        Date, index=True, comment="Last day on which it waits for the state's answer"
    )

    state: Mapped[State] = relationship()
    commitment: Mapped[Commitment] = relationship()
    records: Mapped[list["AssessmentRecord"]] = relationship(
        back_populates="assessment", order_by="AssessmentRecord.record"
    )
    second: Mapped["SecondRating | None"] = relationship(back_populates="first")


class AssessmentRecord(db.Model):
    """A record of the cell on which an assessment relies."""

    __tablename__ = "assessment_record"

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    record: Mapped[str] = mapped_column(
        String(60), primary_key=True, comment="Reference of the record, or of the report"
    )
    kind: Mapped[str] = mapped_column(String(10), comment="report, value or action")

    assessment: Mapped[Assessment] = relationship(back_populates="records")


class SecondRating(db.Model):
    """A second reviewer's level for the same cell, given without seeing the first.

    It measures agreement and is in no lane.
    """

    __tablename__ = "second_rating"
    __table_args__ = (CheckConstraint("level BETWEEN 0 AND 4", name="level_on_scale"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(
        ForeignKey("assessment.id"), unique=True, comment="The first rating of the same cell"
    )
    level: Mapped[int] = mapped_column(comment="0 not started to 4 complete")
    confidence: Mapped[str] = mapped_column(String(6), comment="high, medium or low")
    rationale: Mapped[str] = mapped_column(Text, comment="Why, and from which records")
    effective_on: Mapped[date] = mapped_column(Date, comment="The day its evidence is as of")
    made_by: Mapped[str] = mapped_column(
        String(60), index=True, comment="Opaque key of the reviewer"
    )
    made_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="When it was made")

    first: Mapped[Assessment] = relationship(back_populates="second")

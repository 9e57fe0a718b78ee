"""The table of what reviewers conclude; rows are added, never changed."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import db
from tracker.registry.models import Commitment, State
from tracker.review.publishable import Publishable


class Assessment(Publishable, db.Model):
    """A reviewer's level for one cell, with the reasoning."""

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

    state: Mapped[State] = relationship()
    commitment: Mapped[Commitment] = relationship()

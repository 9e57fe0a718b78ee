"""The table of earlier values of columns that were changed in place."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import UTCDateTime, db


class PastValue(db.Model):
    """The earlier value of a column that figures depend on."""

    __tablename__ = "past_value"
    __table_args__ = (Index("ix_past_value_subject_held_until", "subject", "held_until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(40), comment="Kind of record, part:kind")
    key: Mapped[str] = mapped_column(String(160), comment="Public code of the record")
    column: Mapped[str] = mapped_column(String(40), comment="The column that changed")
    text: Mapped[str] = mapped_column(Text, comment="What it said")
    held_until: Mapped[datetime] = mapped_column(UTCDateTime, comment="When that ended")

"""The public revision: one number that rises with every change of what is public."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import UTCDateTime, db


class PublicRevision(db.Model):
    """A single row; pages and API answers carry its number as their ETag."""

    __tablename__ = "public_revision"
    __table_args__ = (CheckConstraint("id = 1", name="single_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(comment="Rises by one with each public change")
    changed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="When it last rose")

"""The tables of those who speak."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import db


class Organisation(db.Model):
    """A civil-society organisation or a state's institution."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(26), unique=True, comment="Random public id")
    name: Mapped[str] = mapped_column(Text, comment="Its name")
    kind: Mapped[str] = mapped_column(String(20), comment="civil_society or state_institution")
    survivor_led: Mapped[bool] = mapped_column(comment="Led by survivors of trafficking")

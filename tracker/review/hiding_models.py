"""The tables of hidden records: each case, and since when each of its records was public."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import UTCDateTime, at_most_one, db


class Hiding(db.Model):
    """A published record that was hidden until a person decides about it.

    The case holds no word of the record. ``note`` is emptied by the decision.
    """

    __tablename__ = "hiding"
    __table_args__ = (at_most_one("uq_hiding_open", "root", where="closed_at IS NULL"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(26), unique=True, comment="Random id")
    kind: Mapped[str] = mapped_column(String(12), comment="action, reply, report or assessment")
    reference: Mapped[str] = mapped_column(
        String(60), comment="Reference of the version that was named"
    )
    root: Mapped[str] = mapped_column(
        String(60), index=True, comment="Reference of its first version; one open case for each"
    )
    ground: Mapped[str] = mapped_column(
        String(16),
        comment="Kind of the reason, which its authors may know: danger or personal_data",
    )
    note: Mapped[str] = mapped_column(
        Text, comment="To those who decide; emptied by the decision. Empty: no note"
    )
    hidden_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="When it was hidden")
    hidden_by: Mapped[str] = mapped_column(String(60), comment="Opaque key of who did")
    decide_by: Mapped[datetime] = mapped_column(UTCDateTime, comment="When it must be decided")
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="None: still hidden")
    closed_by: Mapped[str | None] = mapped_column(String(60), comment="Opaque key of who decided")
    outcome: Mapped[str | None] = mapped_column(
        String(10), comment="restored or removed; none: still hidden"
    )

    records: Mapped[list["HiddenRecord"]] = relationship(
        back_populates="hiding", order_by="HiddenRecord.id", cascade="all, delete-orphan"
    )


class HiddenRecord(db.Model):
    """A version of the record, or a reply to it, with the moment at which it had become public.

    While the case is open the record itself has none, so that nothing public holds it.
    """

    __tablename__ = "hidden_record"
    __table_args__ = (Index("ix_hidden_record_of", "kind", "record_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    hiding_id: Mapped[int] = mapped_column(ForeignKey("hiding.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12), comment="Table of the record")
    record_id: Mapped[int] = mapped_column(comment="Row id in that table")
    reference: Mapped[str] = mapped_column(String(60), index=True, comment="Its public reference")
    published_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="When it became public")

    hiding: Mapped[Hiding] = relationship(back_populates="records")

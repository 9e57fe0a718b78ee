"""The table of checked addresses."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import UTCDateTime, db


class LinkCheck(db.Model):
    """The last result for an address. No row means it was never checked."""

    __tablename__ = "link_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    url_hash: Mapped[str] = mapped_column(
        String(64), unique=True, comment="SHA-256 of the address; addresses can be long"
    )
    url: Mapped[str] = mapped_column(Text, comment="The address")
    answer: Mapped[str] = mapped_column(
        String(10), comment="alive, gone, failing, refused or not_asked"
    )
    detail: Mapped[str] = mapped_column(
        String(80), comment="Status code, or what went wrong, in a word"
    )
    checked_at: Mapped[datetime] = mapped_column(
        UTCDateTime, index=True, comment="When it was last asked"
    )
    failing_since: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="First of the failures without a break; none: it answers"
    )
    failures: Mapped[int] = mapped_column(default=0, comment="Failures without a break")

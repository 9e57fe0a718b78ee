"""The table of saved views."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import UTCDateTime, db


class SavedView(db.Model):
    """A view of the public pages that a user saved under a name."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("user_id", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(26), unique=True, comment="Names it on the page")
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), comment="Whose it is")
    name: Mapped[str] = mapped_column(String(100), comment="What the person calls it")
    address: Mapped[str] = mapped_column(
        String(2000), comment="Path and query, without the language"
    )
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="When it was saved")

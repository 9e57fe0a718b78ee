"""The table of official wordings: a paragraph of the source in one language, verbatim."""

from datetime import date

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import db
from tracker.registry.models import Commitment
from tracker.review.publishable import Publishable


class OfficialWording(Publishable, db.Model):
    """The wording of a commitment's paragraph, from a file that a maintainer imported.

    Another file of the same text supersedes it. None is shipped with the product.
    """

    __tablename__ = "official_wording"
    __table_args__ = (Unique("commitment_id", "language", "published_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    language: Mapped[str] = mapped_column(
        String(12), comment="Language that the file says of itself, such as fr"
    )
    paragraph: Mapped[str] = mapped_column(
        String(40), comment="Number printed before the paragraph, such as 16 or 16 (a)"
    )
    text: Mapped[str] = mapped_column(
        Text, comment="The wording, a line for each block, without footnotes"
    )
    sha256: Mapped[str] = mapped_column(String(64), comment="SHA-256 of the file that was read")
    origin: Mapped[str] = mapped_column(
        Text, comment="Address of the file, or its name where no address was given"
    )
    read_on: Mapped[date] = mapped_column(Date, comment="Day on which the file was read here")

    commitment: Mapped[Commitment] = relationship()

"""The tables of recommendations to single States, and of positions.

A recommendation made to one state is a commitment with a row here: the row says to whom it speaks
and keeps what its source says of it, in the source's words. Commitments without such a row speak
to more than one state and are what lists and matrices show.
"""

from datetime import date

from sqlalchemy import ColumnElement, Date, ForeignKey, Index, String, Text, and_, exists
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from tracker.core.db import db
from tracker.registry.models import Commitment, State
from tracker.review.publishable import PublishableOfState


class Recommendation(db.Model):
    """A mechanism's recommendation to one State: facts from the source."""

    __tablename__ = "recommendation"

    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), primary_key=True)
    state_id: Mapped[int] = mapped_column(
        ForeignKey("state.id"), index=True, comment="The one state to which it speaks"
    )
    mechanism: Mapped[str] = mapped_column(
        String(30), index=True, comment="Which mechanism publishes it"
    )
    session: Mapped[str | None] = mapped_column(String(60), comment="Session, as the source says")
    cycle: Mapped[str | None] = mapped_column(String(60), comment="Cycle, as the source says")
    symbol: Mapped[str | None] = mapped_column(String(120), comment="Symbol of the document")
    url: Mapped[str | None] = mapped_column(Text, comment="Address of the document")
    asked_on: Mapped[date] = mapped_column(Date, comment="Day from which it counts as made")
    asked_precision: Mapped[str] = mapped_column(String(5), comment="day, month or year")
    made_by: Mapped[str | None] = mapped_column(
        Text, comment="State or body that makes it, as the source names it"
    )
    number: Mapped[str | None] = mapped_column(
        String(60), comment="Number or paragraph within the document"
    )
    language: Mapped[str | None] = mapped_column(String(12), comment="Language of its wording")
    issues: Mapped[str | None] = mapped_column(
        Text, comment="Issues or themes as the source names them, parted by ;"
    )

    commitment: Mapped[Commitment] = relationship()
    state: Mapped[State] = relationship()
    positions: Mapped[list["Position"]] = relationship(
        primaryjoin=lambda: and_(
            foreign(Position.commitment_id) == Recommendation.commitment_id,
            foreign(Position.state_id) == Recommendation.state_id,
        ),
        order_by=lambda: (Position.stated_on.is_not(None), Position.stated_on, Position.id),
        viewonly=True,
    )


class Position(PublishableOfState, db.Model):
    """A State's position on a commitment, with its source.

    A later one replaces an earlier one from its date on. Both stay stored.
    """

    __tablename__ = "position"
    __table_args__ = (
        Unique("state_id", "commitment_id", "stated_on", "published_at"),
        Index("ix_position_commitment_id_state_id", "commitment_id", "state_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    state_id: Mapped[int] = mapped_column(ForeignKey("state.id"), index=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"))
    position: Mapped[str] = mapped_column(
        String(12), comment="supported, in_part, noted or not_stated"
    )
    stated_on: Mapped[date | None] = mapped_column(
        Date, comment="When it was stated; none: counts from when the commitment does"
    )
    stated_precision: Mapped[str | None] = mapped_column(String(5), comment="day, month or year")
    source: Mapped[str | None] = mapped_column(Text, comment="Symbol or name of where it says so")
    locator: Mapped[str | None] = mapped_column(Text, comment="Place within that source")
    source_url: Mapped[str | None] = mapped_column(Text, comment="Address of that source")
    note: Mapped[str | None] = mapped_column(Text, comment="Anything a reader must know")

    state: Mapped[State] = relationship()
    commitment: Mapped[Commitment] = relationship()


def links_to_many() -> ColumnElement[bool]:
    """A condition for commitments to more than one State, which lists and the gap use."""
    return ~exists().where(Recommendation.commitment_id == Commitment.id)

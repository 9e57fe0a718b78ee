"""The tables of evidence: sources, indicator values, and actions with what they bear on."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Organisation
from tracker.db import db
from tracker.registry.models import Commitment, Indicator, State
from tracker.review.publishable import Publishable


class Source(db.Model):
    """Where a record comes from, its tier, and the day it was current."""

    __tablename__ = "source"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True, comment="Public code")
    title: Mapped[str] = mapped_column(Text, comment="Title of the source")
    publisher: Mapped[str] = mapped_column(Text, comment="Who published it")
    url: Mapped[str | None] = mapped_column(Text, comment="Its address")
    tier: Mapped[str] = mapped_column(
        String(1),
        comment="A primary official, B independent institution, C civil society, D secondary",
    )
    language: Mapped[str] = mapped_column(String(12), comment="Language of the source")
    licence: Mapped[str | None] = mapped_column(Text, comment="Licence of the data")
    current_on: Mapped[date | None] = mapped_column(Date, comment="Day on which it was current")
    current_precision: Mapped[str | None] = mapped_column(String(5), comment="day, month or year")
    citation: Mapped[str] = mapped_column(Text, comment="How to cite it")
    note: Mapped[str | None] = mapped_column(Text, comment="Anything a reader must know")


class IndicatorValue(Publishable, db.Model):
    """One dated value of an indicator for a state."""

    __tablename__ = "indicator_value"
    __table_args__ = (Index("ix_indicator_value_state_indicator", "state_id", "indicator_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(60), unique=True, comment="Public reference")
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    state_id: Mapped[int] = mapped_column(ForeignKey("state.id"))
    value: Mapped[str] = mapped_column(String(40), comment="A value of the indicator's scale")
    effective_on: Mapped[date] = mapped_column(
        Date,
        index=True,
        comment="Day from which it counts; a partial date: its last day",
    )
    effective_precision: Mapped[str] = mapped_column(String(5), comment="day, month or year")
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    act: Mapped[str | None] = mapped_column(String(40), comment="The act behind it: ratification …")
    note: Mapped[str | None] = mapped_column(Text, comment="What a reader must know of this value")

    indicator: Mapped[Indicator] = relationship()
    state: Mapped[State] = relationship()
    source: Mapped[Source] = relationship()


class Action(Publishable, db.Model):
    """A dated act of a state, logged by an organisation."""

    __tablename__ = "action"
    __table_args__ = (Index("ix_action_state_published", "state_id", "published_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(40), unique=True, comment="Public reference")
    state_id: Mapped[int] = mapped_column(ForeignKey("state.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name_withheld: Mapped[bool] = mapped_column(
        comment="The organisation's name is known to reviewers only"
    )
    kind: Mapped[str] = mapped_column(String(20), comment="What happened: law, policy, budget …")
    title: Mapped[str] = mapped_column(Text, comment="What the state did, in one line")
    account: Mapped[str] = mapped_column(Text, comment="Short account; never names a victim")
    effective_on: Mapped[date] = mapped_column(Date, index=True, comment="Day from which it counts")
    effective_precision: Mapped[str] = mapped_column(String(5), comment="day, month or year")
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)

    state: Mapped[State] = relationship()
    organisation: Mapped[Organisation] = relationship()
    source: Mapped[Source] = relationship()
    bearings: Mapped[list["ActionCommitment"]] = relationship(
        back_populates="action", cascade="all, delete-orphan"
    )


class ActionCommitment(db.Model):
    """How an action bears on one commitment."""

    __tablename__ = "action_commitment"
    __table_args__ = (
        CheckConstraint("level IS NULL OR level BETWEEN 0 AND 4", name="level_on_scale"),
    )

    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), primary_key=True)
    commitment_id: Mapped[int] = mapped_column(
        ForeignKey("commitment.id"), primary_key=True, index=True
    )
    polarity: Mapped[str] = mapped_column(String(12), comment="supports, contradicts or context")
    level: Mapped[int | None] = mapped_column(comment="The level it shows, if it shows one")

    action: Mapped[Action] = relationship(back_populates="bearings")
    commitment: Mapped[Commitment] = relationship()

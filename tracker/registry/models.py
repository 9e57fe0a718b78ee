"""The tables of the registry. Texts are our own wording unless a column says otherwise."""

from datetime import date

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, String, Table, Text
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import db
from tracker.registry import membership, validity
from tracker.registry.vocabulary import COUNTED_KINDS, STATE_ADDRESSEES
from tracker.review.publishable import Publishable

commitment_theme = Table(
    "commitment_theme",
    db.metadata,
    Column("commitment_id", ForeignKey("commitment.id"), primary_key=True),
    Column("theme_id", ForeignKey("theme.id"), primary_key=True, index=True),
)


class Instrument(db.Model):
    """A text with commitments, or a treaty that an indicator follows."""

    __tablename__ = "instrument"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True, comment="Code, such as GPA-2010")
    title: Mapped[str] = mapped_column(Text, comment="Title of the document")
    issuing_body: Mapped[str] = mapped_column(Text, comment="Who adopted or issued it")
    kind: Mapped[str] = mapped_column(String(40), comment="What sort of text it is")
    symbol: Mapped[str | None] = mapped_column(Text, comment="Symbol, such as A/RES/64/293")
    adopted_on: Mapped[date] = mapped_column(Date, comment="Day from which it counts as adopted")
    adopted_precision: Mapped[str] = mapped_column(String(5), comment="day, month or year")
    in_force_on: Mapped[date | None] = mapped_column(Date, comment="Entry into force of a treaty")
    url: Mapped[str | None] = mapped_column(Text, comment="Address of the text")
    url_certainty: Mapped[str | None] = mapped_column(
        String(20), comment="seen, pattern (built from the symbol) or site_only"
    )
    text_seen: Mapped[str] = mapped_column(Text, comment="How much of the text we have seen")
    note: Mapped[str | None] = mapped_column(Text, comment="Anything a reader must know")
    membership_indicator: Mapped[str | None] = mapped_column(
        String(40), comment="Code of the indicator that tells who is a party to this treaty"
    )

    commitments: Mapped[list["Commitment"]] = relationship(
        back_populates="instrument", order_by="Commitment.position"
    )


class Theme(db.Model):
    """A subject that commitments share."""

    __tablename__ = "theme"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True, comment="Public code")
    name: Mapped[str] = mapped_column(Text, comment="Name in English")
    explanation: Mapped[str] = mapped_column(Text, comment="What the theme covers")


class Commitment(Publishable, db.Model):
    """A commitment with its exact place in its source and our certainty."""

    __tablename__ = "commitment"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(
        String(40), unique=True, comment="Public reference, such as GPA-2010-16"
    )
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instrument.id"), index=True)
    position: Mapped[int] = mapped_column(comment="Order within the instrument, from 1")
    locator: Mapped[str] = mapped_column(Text, comment="Place within the source")
    title: Mapped[str] = mapped_column(Text, comment="Short title in our words")
    statement: Mapped[str] = mapped_column(
        Text, comment="What is undertaken, in our words; empty: told by the source's wording alone"
    )
    official_wording: Mapped[str | None] = mapped_column(
        Text, comment="Wording of the source, only when an operator imported it"
    )
    kind: Mapped[str] = mapped_column(String(30), index=True, comment="What the passage is")
    pillar: Mapped[str] = mapped_column(String(20), index=True, comment="One of the five pillars")
    certainty: Mapped[str] = mapped_column(String(12), comment="verified, secondary or unverified")
    certainty_note: Mapped[str | None] = mapped_column(Text, comment="What the certainty rests on")
    retired_reason: Mapped[str | None] = mapped_column(
        Text, comment="Why it was retired, in our words; none: it was not"
    )
    replaced_by: Mapped[str | None] = mapped_column(
        String(40), comment="Reference of the commitment to read instead of a retired one"
    )

    instrument: Mapped[Instrument] = relationship(back_populates="commitments")
    themes: Mapped[list[Theme]] = relationship(secondary=commitment_theme, order_by=Theme.code)
    addressee_rows: Mapped[list["CommitmentAddressee"]] = relationship(
        cascade="all, delete-orphan", order_by="CommitmentAddressee.addressee"
    )
    sdg_rows: Mapped[list["CommitmentSDGTarget"]] = relationship(
        cascade="all, delete-orphan", order_by="CommitmentSDGTarget.target"
    )

    @property
    def addressees(self) -> list[str]:
        """Codes of its addressees, sorted."""
        return [row.addressee for row in self.addressee_rows]

    @property
    def sdg_targets(self) -> list[str]:
        """Targets of the 2030 Agenda, such as 16.2."""
        return [row.target for row in self.sdg_rows]

    @property
    def addressed_to_states(self) -> bool:
        """Whether it addresses States, possibly among others."""
        return any(code in STATE_ADDRESSEES for code in self.addressees)

    @property
    def enters_the_gap(self) -> bool:
        """Methodology 1, "Adding up": a commitment, call or obligation for States."""
        return self.kind in COUNTED_KINDS and self.addressed_to_states


class CommitmentAddressee(db.Model):
    """One addressee of a commitment."""

    __tablename__ = "commitment_addressee"

    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), primary_key=True)
    addressee: Mapped[str] = mapped_column(
        String(40), primary_key=True, index=True, comment="To whom it speaks"
    )


class CommitmentSDGTarget(db.Model):
    """One target of the Sustainable Development Goals that a commitment serves."""

    __tablename__ = "commitment_sdg_target"

    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), primary_key=True)
    target: Mapped[str] = mapped_column(
        String(10), primary_key=True, comment="Target, such as 16.2"
    )


class Relation(Publishable, db.Model):
    """The relation between two commitments, in our judgement."""

    __tablename__ = "relation"
    __table_args__ = (
        Unique("from_id", "to_id", "kind", "published_at"),
        CheckConstraint("from_id <> to_id", name="not_to_itself"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    kind: Mapped[str] = mapped_column(
        String(20),
        comment="same, later_form_of (the first is the second one made again later), "
        "narrower (the first is within the second) or related",
    )
    confidence: Mapped[str] = mapped_column(String(6), comment="high, medium or low")
    rationale: Mapped[str] = mapped_column(Text, comment="Why we hold it, in our words")

    from_commitment: Mapped[Commitment] = relationship(foreign_keys=[from_id])
    to_commitment: Mapped[Commitment] = relationship(foreign_keys=[to_id])


class State(db.Model):
    """A member of the United Nations or an observer State."""

    __tablename__ = "state"

    id: Mapped[int] = mapped_column(primary_key=True)
    iso3: Mapped[str] = mapped_column(String(3), unique=True, comment="ISO 3166-1 alpha-3")
    iso2: Mapped[str] = mapped_column(String(2), comment="ISO 3166-1 alpha-2")
    m49: Mapped[str] = mapped_column(String(3), comment="UN M49 code, three digits as text")
    name_en: Mapped[str] = mapped_column(Text, comment="Short name in English")
    name_fr: Mapped[str] = mapped_column(Text, comment="Short name in French")
    name_es: Mapped[str] = mapped_column(Text, comment="Short name in Spanish")
    name_ar: Mapped[str] = mapped_column(Text, comment="Short name in Arabic")
    name_ru: Mapped[str] = mapped_column(Text, comment="Short name in Russian")
    name_zh: Mapped[str] = mapped_column(Text, comment="Short name in Chinese")
    status: Mapped[str] = mapped_column(String(10), comment="member or observer")
    member_since: Mapped[int | None] = mapped_column(comment="Year of UN membership")
    member_on: Mapped[date | None] = mapped_column(
        Date, comment="Day of UN membership; none: only the year is known, or no member"
    )
    region: Mapped[str] = mapped_column(String(10), index=True, comment="Region of M49")
    subregion: Mapped[str] = mapped_column(String(40), comment="Subregion of M49")
    regional_group: Mapped[str | None] = mapped_column(
        String(10), index=True, comment="Regional group of member states; none for observers"
    )
    note: Mapped[str | None] = mapped_column(Text, comment="Anything a reader must know")

    @property
    def member_from(self) -> date | None:
        """The first day of UN membership, or the last day of the year if only that is known."""
        return membership.member_from(self.member_since, self.member_on)


class StateAlias(db.Model):
    """A spelling in files and the State it means, if any."""

    __tablename__ = "state_alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True, comment="The spelling as met")
    state_id: Mapped[int | None] = mapped_column(
        ForeignKey("state.id"), index=True, comment="None: known not to be a state of the registry"
    )
    note: Mapped[str | None] = mapped_column(Text, comment="Why it means no state")

    state: Mapped[State | None] = relationship()


class Indicator(db.Model):
    """A measure of States with its own values and a scale of levels."""

    __tablename__ = "indicator"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True, comment="Public code")
    title: Mapped[str] = mapped_column(Text, comment="Short title")
    statement: Mapped[str] = mapped_column(Text, comment="What it tells and what it does not")
    type: Mapped[str] = mapped_column(String(12), comment="structural, process or outcome")
    kind: Mapped[str] = mapped_column(String(12), comment="membership or ordinal")
    unit: Mapped[str | None] = mapped_column(Text, comment="Unit of its values")
    direction: Mapped[str] = mapped_column(String(4), comment="up: a higher value is nearer")
    treaty_id: Mapped[int | None] = mapped_column(
        ForeignKey("instrument.id"), comment="The treaty whose membership it tells"
    )
    source_note: Mapped[str | None] = mapped_column(Text, comment="Citation or licence")
    speaks: Mapped[str] = mapped_column(
        String(8),
        default=lambda context: validity.default_for(context.get_current_parameters()["kind"]),
        comment="How long a value counts: standing, or a number of months",
    )

    treaty: Mapped[Instrument | None] = relationship()
    levels: Mapped[list["IndicatorLevel"]] = relationship(
        back_populates="indicator",
        order_by="IndicatorLevel.level.nulls_last(), IndicatorLevel.value",
    )
    measures: Mapped[list["Measure"]] = relationship(back_populates="indicator")


class IndicatorLevel(db.Model):
    """One step of an indicator's scale: a value and its level."""

    __tablename__ = "indicator_level"
    __table_args__ = (CheckConstraint("level BETWEEN 0 AND 4", name="level_on_scale"),)

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), primary_key=True)
    value: Mapped[str] = mapped_column(String(40), primary_key=True, comment="Value as recorded")
    level: Mapped[int | None] = mapped_column(
        comment="0 not started to 4 complete; empty: the value states no level"
    )
    label: Mapped[str] = mapped_column(Text, comment="Short word for the value")
    meaning: Mapped[str] = mapped_column(Text, comment="What the value means")
    number: Mapped[float | None] = mapped_column(comment="The value as a number, where it is one")

    indicator: Mapped[Indicator] = relationship(back_populates="levels")


class Measure(Publishable, db.Model):
    """A commitment that an indicator measures, with the reason."""

    __tablename__ = "measure"
    __table_args__ = (
        Unique("indicator_id", "commitment_id", "published_at"),
        CheckConstraint("ceiling BETWEEN 0 AND 4", name="ceiling_on_scale"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    reason: Mapped[str] = mapped_column(Text, comment="Why, and what it leaves out")
    ceiling: Mapped[int] = mapped_column(
        default=4, comment="The highest level that the indicator can show of the commitment"
    )

    indicator: Mapped[Indicator] = relationship(back_populates="measures")
    commitment: Mapped[Commitment] = relationship()

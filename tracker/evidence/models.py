"""The tables of evidence: sources, indicator values, actions, their commitments, and replies.

An action or a reply has a row only from its submission on; before that it is text, in review.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Organisation
from tracker.core.db import UTCDateTime, db
from tracker.registry.models import Commitment, Indicator, State
from tracker.reporting.models import ReportEntry
from tracker.review.models import Submission
from tracker.review.publishable import PublishableOfState


class Source(db.Model):
    """A source of records with its tier and the day on which it was current."""

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
    family: Mapped[str] = mapped_column(
        String(60),
        default=lambda context: context.get_current_parameters()["code"],
        comment="Who really saw it; sources of one family have one vote together",
    )


class IndicatorValue(PublishableOfState, db.Model):
    """One dated value of an indicator for a State."""

    __tablename__ = "indicator_value"
    __table_args__ = (
        Index("ix_indicator_value_state_indicator", "state_id", "indicator_id"),
        # The identity of a value, by which an import finds it among any number of rows.
        Index(
            "ix_indicator_value_identity", "indicator_id", "state_id", "effective_on", "source_id"
        ),
        Index("ix_indicator_value_listed", "effective_on", "reference"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(60), unique=True, comment="Public reference")
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    state_id: Mapped[int] = mapped_column(ForeignKey("state.id"))
    value: Mapped[str] = mapped_column(String(40), comment="A value of the indicator's scale")
    effective_on: Mapped[date] = mapped_column(
        Date,
        comment="Day from which it counts; a partial date: its last day",
    )
    effective_precision: Mapped[str] = mapped_column(String(5), comment="day, month or year")
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    act: Mapped[str | None] = mapped_column(String(40), comment="The act behind it: ratification …")
    note: Mapped[str | None] = mapped_column(Text, comment="What a reader must know of this value")
    before_membership: Mapped[str | None] = mapped_column(
        String(12),
        comment="Dated before UN membership: of the predecessor, or of the same_state",
    )

    indicator: Mapped[Indicator] = relationship()
    state: Mapped[State] = relationship()
    source: Mapped[Source] = relationship()


_LISTED = ("effective_on", "reference")
_SHOWN = ("published_at", "ended_at", "effective_precision")


def _ended_index(table: str, *columns: str) -> Index:
    """An index of the few records that were withdrawn or superseded."""
    where = text(f"{columns[0]} IS NOT NULL")
    name = f"ix_{table}_{columns[0]}"
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


class Action(PublishableOfState, db.Model):
    """A dated action of a State, logged by an organisation.

    What is published is never changed: a correction is a row of its own that supersedes this one.
    Whether the name is withheld is decided when the row is written, not when it is shown.
    """

    __tablename__ = "action"
    __table_args__ = (
        Index("ix_action_state_published", "state_id", "published_at"),
        # Each holds all that a list asks for, in its order: a page is found without a row of it.
        Index("ix_action_listed", *_LISTED, "state_id", *_SHOWN),
        Index("ix_action_state_listed", "state_id", *_LISTED, *_SHOWN),
        Index(
            "ix_action_organisation_listed", "organisation_id", "name_withheld", *_LISTED, *_SHOWN
        ),
        _ended_index("action", "ended_at"),
        _ended_index("action", "ended_as", "reference"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(40), unique=True, comment="Public reference")
    submission_id: Mapped[int | None] = mapped_column(
        ForeignKey("submission.id"), unique=True, comment="How it came here"
    )
    state_id: Mapped[int] = mapped_column(ForeignKey("state.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name_withheld: Mapped[bool] = mapped_column(
        comment="The organisation's name is known to reviewers only"
    )
    survivor_led_shown: Mapped[bool] = mapped_column(
        default=False,
        comment="Although the name is withheld, readers may know whether survivors lead it",
    )
    kind: Mapped[str] = mapped_column(String(20), comment="What happened: law, policy, budget …")
    title: Mapped[str] = mapped_column(Text, comment="What the state did, in one line")
    account: Mapped[str] = mapped_column(Text, comment="Short account; never names a victim")
    effective_on: Mapped[date] = mapped_column(Date, comment="Day from which it counts")
    effective_precision: Mapped[str] = mapped_column(String(5), comment="day, month or year")
    began_on: Mapped[date | None] = mapped_column(
        Date, comment="Where it is a period: its first day; it counts from its end"
    )
    began_precision: Mapped[str | None] = mapped_column(String(5), comment="day, month or year")
    stage: Mapped[str | None] = mapped_column(
        String(8), comment="output (what was set up) or outcome (what came of it)"
    )
    language: Mapped[str] = mapped_column(
        String(12), default="en", comment="Language of title and account"
    )

    state: Mapped[State] = relationship()
    organisation: Mapped[Organisation] = relationship()
    submission: Mapped[Submission | None] = relationship()
    bearings: Mapped[list["ActionCommitment"]] = relationship(
        back_populates="action", cascade="all, delete-orphan"
    )
    citations: Mapped[list["Citation"]] = relationship(
        back_populates="action", cascade="all, delete-orphan", order_by="Citation.position"
    )

    @property
    def hides_its_day(self) -> bool:
        """Whether to hide the exact day, which could identify the organisation."""
        return self.name_withheld


class ActionCommitment(db.Model):
    """The effect of an action on one commitment."""

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


class Reply(PublishableOfState, db.Model):
    """The other side's reply to a record, shown beside it.

    A state answers an action or an assessment about it; an organisation an entry of a report.
    """

    __tablename__ = "reply"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN action_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN entry_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN assessment_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="answers_one_record",
        ),
        CheckConstraint(
            "(entry_id IS NULL) = (organisation_id IS NULL)", name="from_the_other_side"
        ),
        _ended_index("reply", "ended_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(40), unique=True, comment="Public reference")
    submission_id: Mapped[int | None] = mapped_column(
        ForeignKey("submission.id"), unique=True, comment="How it came here"
    )
    action_id: Mapped[int | None] = mapped_column(
        ForeignKey("action.id"), index=True, comment="The action that a state answers"
    )
    entry_id: Mapped[int | None] = mapped_column(
        ForeignKey("report_entry.id"), index=True, comment="The entry that an organisation answers"
    )
    assessment_id: Mapped[int | None] = mapped_column(
        ForeignKey("assessment.id"), index=True, comment="The assessment that a state answers"
    )
    state_id: Mapped[int] = mapped_column(
        ForeignKey("state.id"), index=True, comment="The state that answers or is answered"
    )
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id"), index=True, comment="Who answers; none: the state"
    )
    name_withheld: Mapped[bool] = mapped_column(
        default=False, comment="The organisation's name is known to reviewers only"
    )
    survivor_led_shown: Mapped[bool] = mapped_column(
        default=False,
        comment="Although the name is withheld, readers may know whether survivors lead it",
    )
    stance: Mapped[str] = mapped_column(
        String(10), comment="confirm, correct, contest or take_note"
    )
    text: Mapped[str] = mapped_column(Text, comment="The answer; never names a victim")
    language: Mapped[str] = mapped_column(String(12), default="en", comment="Language of the text")

    action: Mapped[Action | None] = relationship()
    entry: Mapped[ReportEntry | None] = relationship()
    state: Mapped[State] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    submission: Mapped[Submission | None] = relationship()
    citations: Mapped[list["Citation"]] = relationship(
        back_populates="reply", cascade="all, delete-orphan", order_by="Citation.position"
    )

    @property
    def hides_its_day(self) -> bool:
        """Whether to hide the exact day, which could identify the organisation."""
        return self.name_withheld


class Citation(db.Model):
    """A source of an action or reply. The first one is the strongest."""

    __tablename__ = "citation"
    __table_args__ = (
        CheckConstraint("(action_id IS NULL) <> (reply_id IS NULL)", name="of_one_record"),
        CheckConstraint("action_id IS NULL OR tier IS NOT NULL", name="tier_of_evidence"),
        UniqueConstraint("action_id", "position"),
        UniqueConstraint("reply_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"))
    reply_id: Mapped[int | None] = mapped_column(ForeignKey("reply.id"))
    position: Mapped[int] = mapped_column(
        comment="From 1, the strongest tier first: its weight is that of the action's vote"
    )
    title: Mapped[str] = mapped_column(Text, comment="Title of the source")
    publisher: Mapped[str] = mapped_column(Text, comment="Who published it")
    url: Mapped[str | None] = mapped_column(Text, comment="Its address")
    archived_url: Mapped[str | None] = mapped_column(Text, comment="Address of an archived copy")
    published_on: Mapped[date | None] = mapped_column(Date, comment="When it was published")
    published_precision: Mapped[str | None] = mapped_column(String(5), comment="day, month or year")
    language: Mapped[str] = mapped_column(String(12), comment="Language of the source")
    tier: Mapped[str | None] = mapped_column(
        String(1),
        comment="A primary official, B independent institution, C civil society, D secondary",
    )

    action: Mapped[Action | None] = relationship(back_populates="citations")
    reply: Mapped[Reply | None] = relationship(back_populates="citations")


class Attachment(db.Model):
    """A cleaned file of a submission, stored by the hash of its content.

    Readers see it while the record is public. The name it was sent under is not kept.
    """

    __tablename__ = "attachment"
    __table_args__ = (UniqueConstraint("submission_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(26), unique=True, comment="Random public id")
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    position: Mapped[int] = mapped_column(comment="From 1, in the order in which they came")
    sha256: Mapped[str] = mapped_column(String(64), index=True, comment="Hash of the cleaned file")
    media_type: Mapped[str] = mapped_column(String(100), comment="Its type, by its content")
    extension: Mapped[str] = mapped_column(String(8), comment="Ending of the name it is served by")
    size: Mapped[int] = mapped_column(comment="Bytes of the cleaned file")
    caption: Mapped[str] = mapped_column(Text, comment="What it shows, in the submitter's words")
    people_confirmed: Mapped[bool] = mapped_column(
        comment="The submitter has looked: nobody who could be harmed can be recognised in it"
    )
    passages: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON,
        default=list,
        server_default="[]",
        comment="Places in its text that may tell who a person is, by kind, with examples",
    )
    searched_whole: Mapped[bool] = mapped_column(
        default=False,
        server_default=false(),
        comment="All of its text could be searched; else somebody has to look through it",
    )
    added_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="When it was added")

    submission: Mapped[Submission] = relationship()

"""The tables of reporting: cycles, due dates, reports, entries and transitions."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, String, Table, Text, text
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import UTCDateTime, at_most_one, db
from tracker.registry.models import Commitment, Indicator, Instrument, State
from tracker.review.assignment import Claimable
from tracker.review.publishable import PublishableOfState

cycle_instrument = Table(
    "reporting_cycle_instrument",
    db.metadata,
    Column("cycle_id", ForeignKey("reporting_cycle.id"), primary_key=True),
    Column("instrument_id", ForeignKey("instrument.id"), primary_key=True, index=True),
)
cycle_state = Table(
    "reporting_cycle_state",
    db.metadata,
    Column("cycle_id", ForeignKey("reporting_cycle.id"), primary_key=True),
    Column("state_id", ForeignKey("state.id"), primary_key=True, index=True),
)


class ReportingCycle(db.Model):
    """What is asked of which States, and when: an appraisal or a review."""

    __tablename__ = "reporting_cycle"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True, comment="Public code")
    title: Mapped[str] = mapped_column(Text, comment="What the cycle is called")
    statement: Mapped[str] = mapped_column(Text, comment="What it asks for, in our words")
    scope: Mapped[str] = mapped_column(String(16), comment="all_members, regional_group or listed")
    regional_group: Mapped[str | None] = mapped_column(String(10), comment="With that scope")
    first_period_start: Mapped[date] = mapped_column(Date, comment="First day of the first period")
    first_period_end: Mapped[date] = mapped_column(Date, comment="Last day of the first period")
    first_due_on: Mapped[date] = mapped_column(Date, comment="Day on which the first is due")
    every_months: Mapped[int | None] = mapped_column(comment="Months between rounds; none: once")
    last_due_on: Mapped[date | None] = mapped_column(Date, comment="No round is due after it")
    archived_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="When it ended")

    instruments: Mapped[list[Instrument]] = relationship(
        secondary=cycle_instrument, order_by=Instrument.code
    )
    listed_states: Mapped[list[State]] = relationship(secondary=cycle_state, order_by=State.iso3)
    due_dates: Mapped[list["DueDate"]] = relationship(back_populates="cycle")


# At most one: a due date that counts for a round, a report under way for a due date.
_PRESENT = text("dropped_at IS NULL")
_ENDED = text("ended_at IS NOT NULL")
_LISTED = ("period_end", "published_at", "reference")
_UNDER_WAY = text("status IN ('draft', 'cleared', 'submitted', 'returned')")


class DueDate(db.Model):
    """A report due from one State for one round of a cycle.

    Never changed: where the cycle moves it, this one is dropped and another takes its place, so
    that an earlier day still shows what was due by what was known then.
    """

    __tablename__ = "due_date"
    __table_args__ = (
        Index(
            "uq_due_date_present",
            "cycle_id",
            "state_id",
            "period_end",
            unique=True,
            sqlite_where=_PRESENT,
            postgresql_where=_PRESENT,
        ),
        Index("ix_due_date_state_due", "state_id", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("reporting_cycle.id"), index=True)
    state_id: Mapped[int] = mapped_column(ForeignKey("state.id"))
    period_start: Mapped[date] = mapped_column(Date, comment="First day to report on")
    period_end: Mapped[date] = mapped_column(Date, comment="Last day to report on")
    due_on: Mapped[date] = mapped_column(Date, index=True, comment="Late from the day after")
    made_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="When it was set")
    dropped_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="When it was moved or no longer asked"
    )

    cycle: Mapped[ReportingCycle] = relationship(back_populates="due_dates")
    state: Mapped[State] = relationship()
    reports: Mapped[list["Report"]] = relationship(back_populates="due")


class Report(Claimable, PublishableOfState, db.Model):
    """A progress report of one State on a period.

    ``version`` rises with every change and is what a simultaneous writer collides with.
    """

    __tablename__ = "report"
    __table_args__ = (
        Index(
            "uq_report_under_way",
            "due_id",
            unique=True,
            sqlite_where=_UNDER_WAY,
            postgresql_where=_UNDER_WAY,
        ),
        at_most_one(
            "uq_report_extra_under_way",
            *("state_id", "title", "period_end"),
            where=f"due_id IS NULL AND {_UNDER_WAY}",
        ),
        # Each holds all that a list asks for, in its order: a page is found without a row of it.
        Index("ix_report_listed", *_LISTED, "state_id", "ended_at"),
        Index(
            "ix_report_placed", "period_end", "reference", "published_at", "state_id", "ended_at"
        ),
        Index("ix_report_state_listed", "state_id", *_LISTED, "ended_at"),
        Index("ix_report_ended_at", "ended_at", sqlite_where=_ENDED, postgresql_where=_ENDED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(40), unique=True, comment="Public reference")
    state_id: Mapped[int] = mapped_column(ForeignKey("state.id"))
    due_id: Mapped[int | None] = mapped_column(
        ForeignKey("due_date.id"), index=True, comment="What it answers; none: an extra report"
    )
    title: Mapped[str] = mapped_column(Text, comment="Title of the report")
    period_start: Mapped[date | None] = mapped_column(Date, comment="First day reported on")
    period_end: Mapped[date] = mapped_column(Date, comment="Last day reported on")
    survivors: Mapped[str] = mapped_column(
        String(16), default="not_stated", comment="led, consulted, not_consulted or not_stated"
    )
    survivors_how: Mapped[str | None] = mapped_column(Text, comment="How, or why not")
    status: Mapped[str] = mapped_column(String(12), index=True, comment="Where it stands")
    version: Mapped[int] = mapped_column(default=1, comment="Rises with every change")
    submitted_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime, index=True, comment="When first sent: what decides whether it was late"
    )

    state: Mapped[State] = relationship()
    due: Mapped[DueDate | None] = relationship(back_populates="reports")
    entries: Mapped[list["ReportEntry"]] = relationship(
        back_populates="report", cascade="all, delete-orphan"
    )
    moves: Mapped[list["ReportMove"]] = relationship(
        back_populates="report", order_by="ReportMove.id"
    )


class ReportMove(db.Model):
    """One transition of a report: who, when, from which status to which, and why."""

    __tablename__ = "report_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    move: Mapped[str] = mapped_column(String(12), comment="What was done")
    from_status: Mapped[str] = mapped_column(String(12), comment="Where it stood before")
    to_status: Mapped[str] = mapped_column(String(12), comment="Where it stands since")
    made_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True, comment="When it was moved")
    actor: Mapped[str] = mapped_column(String(60), comment="Opaque key of who did it")
    role: Mapped[str] = mapped_column(String(24), comment="In which role; what readers are told")
    reason: Mapped[str | None] = mapped_column(Text, comment="Why, where the move must say so")

    report: Mapped[Report] = relationship(back_populates="moves")


class ApprovalRequest(db.Model):
    """A focal point's request for approval of a draft, with its result.

    Only the state's own side reads it. At most one request of a report is open.
    """

    __tablename__ = "approval_request"
    __table_args__ = (
        at_most_one("uq_approval_request_open", "report_id", where="closed_at IS NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    content: Mapped[str] = mapped_column(String(40), comment="Hash of the report when asked")
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="When it was asked")
    asked_by: Mapped[str] = mapped_column(String(60), comment="Opaque key of the focal point")
    note: Mapped[str | None] = mapped_column(Text, comment="To the authority; none: no note")
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="None: still open")
    closed_by: Mapped[str | None] = mapped_column(String(60), comment="Opaque key of who did")
    outcome: Mapped[str | None] = mapped_column(
        String(12), comment="approved, returned, replaced or deleted; none: still open"
    )
    reason: Mapped[str | None] = mapped_column(Text, comment="Why it was returned")

    report: Mapped[Report] = relationship()


class SuccessorNote(db.Model):
    """A note of a State's focal points for their successors."""

    __tablename__ = "successor_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(ForeignKey("state.iso3"), unique=True, comment="ISO3 code")
    text: Mapped[str] = mapped_column(Text, comment="Empty: nothing to pass on")
    version: Mapped[int] = mapped_column(comment="Rises with every change")
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="Last change")
    changed_by: Mapped[str] = mapped_column(String(60), comment="Opaque key of who did")


class ReportEntry(db.Model):
    """An entry on one commitment: a level, or the reason why there is none.

    While the report is a draft an entry may be unfinished: ``answer`` is then empty. ``lead_id``
    marks an entry that repeats another's answer for a commitment that asks the same.
    """

    __tablename__ = "report_entry"
    __table_args__ = (
        Unique("report_id", "commitment_id"),
        CheckConstraint("level IS NULL OR level BETWEEN 0 AND 4", name="level_on_scale"),
        CheckConstraint(
            "level IS NULL OR answer IS NOT NULL AND answer = 'level'",
            name="level_only_with_answer",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    lead_id: Mapped[int | None] = mapped_column(
        ForeignKey("report_entry.id"), index=True, comment="The entry whose answer it repeats"
    )
    answer: Mapped[str | None] = mapped_column(
        String(20), comment="level, not_assessed or not_applicable; none: unfinished"
    )
    level: Mapped[int | None] = mapped_column(comment="0 to 4 when the answer is a level")
    reason: Mapped[str | None] = mapped_column(Text, comment="Why there is no level")
    measures_taken: Mapped[str | None] = mapped_column(Text, comment="What the state says it did")
    challenges: Mapped[str | None] = mapped_column(Text, comment="What stands in the way")
    assistance: Mapped[str | None] = mapped_column(Text, comment="What help is needed")
    survivors: Mapped[str] = mapped_column(
        String(16), default="not_stated", comment="led, consulted, not_consulted or not_stated"
    )
    survivors_how: Mapped[str | None] = mapped_column(Text, comment="How, or why not")
    sources: Mapped[str | None] = mapped_column(
        Text, comment="Where it can be checked: one source a line"
    )
    version: Mapped[int] = mapped_column(default=1, comment="Rises with every change")
    changed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="Last change")
    changed_by: Mapped[str | None] = mapped_column(String(60), comment="Opaque key of who did")

    report: Mapped[Report] = relationship(back_populates="entries")
    commitment: Mapped[Commitment] = relationship()
    facts: Mapped[list["EntryFact"]] = relationship(
        back_populates="entry", cascade="all, delete-orphan", order_by="EntryFact.record"
    )
    values: Mapped[list["EntryValue"]] = relationship(
        back_populates="entry", cascade="all, delete-orphan", order_by="EntryValue.id"
    )


class EntryFact(db.Model):
    """A response to a published record, in an entry."""

    __tablename__ = "entry_fact"
    __table_args__ = (Unique("entry_id", "record"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("report_entry.id"), index=True)
    record: Mapped[str] = mapped_column(String(60), index=True, comment="Reference of the record")
    response: Mapped[str] = mapped_column(String(10), comment="confirm, correct or contest")
    note: Mapped[str | None] = mapped_column(Text, comment="What is right instead, or why not")

    entry: Mapped[ReportEntry] = relationship(back_populates="facts")


class EntryValue(db.Model):
    """The State's own value of an indicator. It is shown and never votes."""

    __tablename__ = "entry_indicator_value"
    __table_args__ = (Unique("entry_id", "indicator_id", "effective_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("report_entry.id"), index=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    value: Mapped[str] = mapped_column(String(40), comment="A value of the indicator's scale")
    effective_on: Mapped[date] = mapped_column(Date, comment="Day from which the state says it is")
    effective_precision: Mapped[str] = mapped_column(String(5), comment="day, month or year")

    entry: Mapped[ReportEntry] = relationship(back_populates="values")
    indicator: Mapped[Indicator] = relationship()

"""The standing table: one row for each cell of today. Derived data, which can be rebuilt."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import db


class StandingRow(db.Model):
    """The standing of one cell on the day of the build. NULL means none, never zero."""

    __tablename__ = "standing"
    __table_args__ = (Index("ix_standing_commitment_state", "commitment_id", "state_id"),)

    state_id: Mapped[int] = mapped_column(ForeignKey("state.id"), primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), primary_key=True)
    applicability: Mapped[str] = mapped_column(String(20), comment="Whether it counts for it")
    reported: Mapped[int | None] = mapped_column(comment="Level that the state reports")
    reported_answer: Mapped[str | None] = mapped_column(String(20), comment="How the entry answers")
    reported_reason: Mapped[str | None] = mapped_column(Text, comment="Why its entry has no level")
    evidenced: Mapped[int | None] = mapped_column(comment="Level that the evidence shows")
    assessed: Mapped[int | None] = mapped_column(comment="Level that reviewers conclude")
    settled: Mapped[int | None] = mapped_column(comment="Assessed, else evidenced, else reported")
    basis: Mapped[str | None] = mapped_column(String(10), comment="The lane that settled it")
    contested: Mapped[bool] = mapped_column(comment="Two votes differ by two levels or more")
    disputed: Mapped[bool] = mapped_column(
        comment="A record that counts is contested in a public answer"
    )
    confidence: Mapped[str | None] = mapped_column(String(6), comment="high, medium or low")
    regressed: Mapped[bool] = mapped_column(comment="Lower than 24 months earlier")
    gap: Mapped[float | None] = mapped_column(comment="1 minus the value of the settled level")
    divergence: Mapped[float | None] = mapped_column(comment="Reported minus what others see")
    streams: Mapped[int] = mapped_column(comment="Number of streams that vote")
    newest_on: Mapped[date | None] = mapped_column(Date, comment="Date of the newest record")
    voices: Mapped[str] = mapped_column(Text, default="", comment="Who votes, separated by spaces")
    settled_on: Mapped[date | None] = mapped_column(
        Date, comment="Date of the newest record that settles it"
    )
    last_known: Mapped[int | None] = mapped_column(comment="Level that a cell without one last had")
    last_known_on: Mapped[date | None] = mapped_column(
        Date, comment="Date of the newest record behind the last known level"
    )
    baseline: Mapped[int | None] = mapped_column(comment="Settled level on the day of adoption")
    has_baseline: Mapped[bool] = mapped_column(
        default=False, comment="It applies and is no treaty obligation: movement is told"
    )
    changes_on: Mapped[date | None] = mapped_column(
        Date, comment="Next day on which it may differ without any new record"
    )


class StandingBuild(db.Model):
    """The day, revision and methodology of the standing table."""

    __tablename__ = "standing_build"
    __table_args__ = (CheckConstraint("id = 1", name="single_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    as_of: Mapped[date] = mapped_column(Date, comment="Every cell is as of this day")
    revision: Mapped[int] = mapped_column(comment="Public revision it is equal to")
    methodology: Mapped[str] = mapped_column(String(10), comment="Version of the rules")
    changes_on: Mapped[date | None] = mapped_column(
        Date, comment="First day on which some cell may differ without any new record"
    )


class StateColumns(db.Model):
    """The records of one state as compressed columns of numbers: past days are settled from them.

    Derived. It holds while its revisions are those of the registry and of the state's records;
    else the records themselves are read, until it is written anew.
    """

    __tablename__ = "state_columns"

    state_id: Mapped[int] = mapped_column(ForeignKey("state.id"), primary_key=True)
    registry_revision: Mapped[int] = mapped_column(comment="Last change of the registry in it")
    state_revision: Mapped[int] = mapped_column(comment="Last change of the state's records in it")
    content: Mapped[bytes] = mapped_column(
        LargeBinary, comment="Public records of its cells, packed and compressed"
    )

"""The tables of import runs and saved matchings.

The file itself is stored beside the database for a limited time. These rows keep the result.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import UTCDateTime, db


class State(StrEnum):
    """The status of a run."""

    WAITING = "waiting"  # for its owner, or, with a task, for a process that takes it
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class Task(StrEnum):
    """The work to do on a run."""

    PLAN = "plan"
    WRITE = "write"


class ImportRun(db.Model):
    """One file that a user imports: how it is read, what it changes, and its result."""

    __tablename__ = "import_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(26), unique=True, comment="Random; its address")
    user_id: Mapped[int] = mapped_column(
        ForeignKey("user_account.id"), index=True, comment="Who brings it; nobody else sees it"
    )
    kind: Mapped[str] = mapped_column(String(40), comment="Kind of record, such as commitments")
    context: Mapped[str | None] = mapped_column(
        String(60), comment="Organisation or report into which it is brought; none: the registry"
    )
    file_name: Mapped[str] = mapped_column(String(200), comment="Name of the file as it was sent")
    file_hash: Mapped[str] = mapped_column(String(64), comment="SHA-256 of the file")
    choice: Mapped[dict[str, Any] | None] = mapped_column(
        JSON, comment="How it is read: encoding, separator, sheet, header; none: as recognised"
    )
    matching: Mapped[dict[str, Any] | None] = mapped_column(
        JSON, comment="Which column of the file is which; none: as guessed"
    )
    value_map: Mapped[dict[str, Any] | None] = mapped_column(
        JSON, comment="By column, what values of the file mean; none: as recognised"
    )
    wanted_rows: Mapped[dict[str, Any] | None] = mapped_column(
        JSON, comment="By column, values and words of the rows that are wanted; none: every row"
    )
    accept_valid: Mapped[bool] = mapped_column(
        comment="Whether rows without fault are written although others are refused"
    )
    state: Mapped[str] = mapped_column(
        String(12), index=True, comment="waiting, running, done, cancelled or failed"
    )
    task: Mapped[str | None] = mapped_column(
        String(8), comment="plan or write: what a process is to do; none: its owner decides"
    )
    worker: Mapped[str | None] = mapped_column(
        String(120), comment="The process that works on it; none: nobody does"
    )
    heartbeat_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="When that process last said that it is at work"
    )
    cancel_asked: Mapped[bool] = mapped_column(comment="Whether its owner wants it ended")
    progress: Mapped[int] = mapped_column(comment="Rows gone through")
    total: Mapped[int] = mapped_column(comment="Rows of the file")
    counts: Mapped[dict[str, Any] | None] = mapped_column(
        JSON, comment="Created, changed, left, refused; of the plan, then of what was written"
    )
    shown: Mapped[dict[str, Any] | None] = mapped_column(
        JSON, comment="What a preview tells: first rows, field by field, and unknown values"
    )
    refusals: Mapped[list[Any] | None] = mapped_column(
        JSON, comment="The first refusals: row, column, value, what would be accepted"
    )
    plan_digest: Mapped[str | None] = mapped_column(
        String(64), comment="SHA-256 of all that the plan would write; none: not planned"
    )
    failure: Mapped[str | None] = mapped_column(
        String(300), comment="Why it could not be done; none where it could"
    )
    created_at: Mapped[datetime] = mapped_column(
        UTCDateTime, index=True, comment="When the file came"
    )
    started_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="When work on it last began"
    )
    ended_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="When it was done, cancelled or given up"
    )


class SavedMatching(db.Model):
    """A saved way of reading a user's files of one kind, under a name."""

    __tablename__ = "import_matching"
    __table_args__ = (UniqueConstraint("user_id", "kind", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("user_account.id"), index=True, comment="Whose it is"
    )
    kind: Mapped[str] = mapped_column(String(40), comment="Kind of record")
    name: Mapped[str] = mapped_column(String(80), comment="Its owner's name for it")
    columns_hash: Mapped[str] = mapped_column(
        String(64), comment="SHA-256 of the file's columns: the same ones are matched again alike"
    )
    matching: Mapped[dict[str, Any]] = mapped_column(
        JSON, comment="Which column of the file is which"
    )
    value_map: Mapped[dict[str, Any] | None] = mapped_column(
        JSON, comment="By column, what values of the file mean"
    )
    used_at: Mapped[datetime] = mapped_column(
        UTCDateTime, index=True, comment="When it was last saved or used"
    )

"""The table of background jobs: one row for each job, updated in place."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import UTCDateTime, db


class BackgroundJob(db.Model):
    """A recurring job: when it is due, who runs it, and its last result."""

    __tablename__ = "background_job"

    name: Mapped[str] = mapped_column(String(40), primary_key=True, comment="Name of the job")
    due_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="When it is to run next")
    claimed_by: Mapped[str | None] = mapped_column(
        String(60), comment="The process that runs it; none: it waits"
    )
    claimed_until: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="When the claim ends unless the process extends it"
    )
    attempts: Mapped[int] = mapped_column(comment="Runs since it last succeeded")
    started_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="When the last run began; none: it has never run"
    )
    succeeded_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="When it last succeeded; none: never"
    )
    failing_since: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="When it failed first since it last succeeded; none: it has not"
    )
    error: Mapped[str | None] = mapped_column(
        String(200), comment="Kind of the last error, without its message, which may quote anything"
    )

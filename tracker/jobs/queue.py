"""Claims jobs in the database, so that only one of several workers runs each.

A claim is one conditional update, the same on both databases. It ends after ``LEASE`` unless the
worker extends it, and at once where the worker's process is known to have ended. So nothing has to
be elected, and nothing is locked while a job runs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from tracker.accounts import processes
from tracker.accounts.conditional_update import compare_and_set
from tracker.core import clock
from tracker.core.db import db, writing
from tracker.jobs.models import BackgroundJob
from tracker.jobs.schedule import Schedule, wait_after

LEASE = timedelta(minutes=5)
OVERDUE = timedelta(minutes=30)  # no worker runs, or one job keeps the others waiting
STOPPED = "the worker stopped"
_INSERT: Mapping[str, Callable[..., postgresql.Insert | sqlite.Insert]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}


@dataclass(frozen=True, slots=True)
class Claim:
    """The right of one process to run a job once."""

    name: str
    owner: str
    attempt: int


@dataclass(frozen=True, slots=True)
class JobStatus:
    """A job's status for operators. ``succeeded_at`` is None if it never succeeded."""

    name: str
    due_at: datetime
    succeeded_at: datetime | None
    is_running: bool
    failing_since: datetime | None
    attempts: int
    error: str | None

    @property
    def is_overdue(self) -> bool:
        """Whether it waits although it is due."""
        return not self.is_running and clock.now() - self.due_at > OVERDUE


def plan(schedules: Mapping[str, Schedule]) -> None:
    """Add a row with the next time for each job, and commit. An earlier time is kept."""
    now = clock.now()
    insert = _INSERT[db.engine.dialect.name]
    with writing():
        for name, schedule in schedules.items():
            due_at = schedule.next_after(now)
            row = insert(BackgroundJob).values(name=name, due_at=due_at, attempts=0)
            db.session.execute(row.on_conflict_do_nothing(index_elements=["name"]))
            later = (BackgroundJob.name == name, BackgroundJob.due_at > due_at)
            compare_and_set(update(BackgroundJob).where(*later).values(due_at=due_at))
        db.session.commit()


def claim(names: frozenset[str]) -> Claim | None:
    """Claim the job that has been due longest and that nobody runs, and commit."""
    now = clock.now()
    query = select(BackgroundJob).where(BackgroundJob.due_at <= now)
    rows = db.session.scalars(query.order_by(BackgroundJob.due_at, BackgroundJob.name)).all()
    db.session.expunge_all()
    db.session.rollback()
    for row in rows:
        if row.name in names and _is_free(row, now):
            taken = _take(row, now)
            if taken is not None:
                return taken
    return None


def claim_now(name: str) -> Claim | None:
    """Claim a job even if it is not due. None while another process runs it."""
    row = db.session.get_one(BackgroundJob, name)
    db.session.expunge_all()
    db.session.rollback()
    return _take(row, clock.now(), by_hand=True) if _is_free(row, clock.now()) else None


def _is_free(row: BackgroundJob, now: datetime) -> bool:
    if row.claimed_by is None or row.claimed_until is None:
        return True
    return row.claimed_until < now or processes.has_ended(row.claimed_by)


def _take(row: BackgroundJob, now: datetime, *, by_hand: bool = False) -> Claim | None:
    unchanged = (
        BackgroundJob.name == row.name,
        BackgroundJob.due_at == row.due_at,
        BackgroundJob.attempts == row.attempts,
    )
    # Whoever ran it before ended without a word. The second time it may be the job's fault.
    if row.claimed_by is not None and row.attempts > 1 and not by_hand:
        with writing():
            compare_and_set(
                update(BackgroundJob).where(*unchanged).values(_failed(row.attempts, STOPPED))
            )
            db.session.commit()
        return None
    owner = processes.own_name()
    with writing():
        taken = compare_and_set(
            update(BackgroundJob)
            .where(*unchanged)
            .values(
                claimed_by=owner,
                claimed_until=now + LEASE,
                attempts=row.attempts + 1,
                started_at=now,
            )
        )
        db.session.commit()
    return Claim(row.name, owner, row.attempts + 1) if taken else None


def extend(held: Claim) -> bool:
    """Extend a claim by ``LEASE``, and commit. False if another process has the job."""
    return _change(held, claimed_until=clock.now() + LEASE)


def succeed(held: Claim, schedule: Schedule) -> bool:
    """Record success and the next time, and commit."""
    now = clock.now()
    return _change(
        held,
        due_at=schedule.next_after(now),
        claimed_by=None,
        claimed_until=None,
        attempts=0,
        succeeded_at=now,
        failing_since=None,
        error=None,
    )


def fail(held: Claim, error: str) -> bool:
    """Record a failure and the time of the next attempt, and commit."""
    return _change(held, **_failed(held.attempt, error))


def _failed(attempts: int, error: str) -> dict[str, object]:
    now = clock.now()
    return {
        "due_at": now + wait_after(attempts),
        "claimed_by": None,
        "claimed_until": None,
        "failing_since": db.func.coalesce(BackgroundJob.failing_since, now),
        "error": error[:200],
    }


def _change(held: Claim, **values: object) -> bool:
    mine = (
        BackgroundJob.name == held.name,
        BackgroundJob.claimed_by == held.owner,
        BackgroundJob.attempts == held.attempt,
    )
    with writing():
        met = compare_and_set(update(BackgroundJob).where(*mine).values(values))
        db.session.commit()
    return bool(met)


def statuses(names: frozenset[str]) -> list[JobStatus]:
    """The jobs with these names, next one first."""
    now = clock.now()
    query = select(BackgroundJob).where(BackgroundJob.name.in_(names))
    return [
        JobStatus(
            name=row.name,
            due_at=row.due_at,
            succeeded_at=row.succeeded_at,
            is_running=not _is_free(row, now),
            failing_since=row.failing_since,
            attempts=row.attempts,
            error=row.error,
        )
        for row in db.session.scalars(query.order_by(BackgroundJob.due_at))
    ]

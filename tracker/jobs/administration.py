"""Failed background jobs for administrators: which failed, trying one again, giving it up."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, select, update

from tracker.accounts.actor import Actor
from tracker.accounts.conditional_update import compare_and_set
from tracker.audit import trail
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import Conflict, NotFound
from tracker.jobs import queue
from tracker.jobs.catalogue import wanted_jobs
from tracker.jobs.models import BackgroundJob
from tracker.jobs.queue import JobStatus
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission


def statuses(actor: Actor) -> list[JobStatus]:
    """Every job of this site, the next one first; none before a worker has run."""
    require(actor, Permission.JOBS_MAINTAIN)
    return queue.statuses(frozenset(wanted_jobs()))


def try_again(actor: Actor, name: str) -> None:
    """Have a failed job run as soon as a worker is free.

    Raises NotFound for an unknown job, Conflict if it has not failed, runs, or is due already.
    """
    require(actor, Permission.JOBS_MAINTAIN)
    now = clock.now()
    _change(actor, "again", name, {"due_at": now}, BackgroundJob.due_at > now)


def cancel_retries(actor: Actor, name: str) -> None:
    """Have a failed job wait for the next moment of its schedule, as if it had not failed.

    Raises NotFound for an unknown job, Conflict if it has not failed or runs.
    """
    require(actor, Permission.JOBS_MAINTAIN)
    job = wanted_jobs().get(name)
    if job is None:
        raise NotFound("job", name)
    due_at = job.schedule.next_after(clock.now())
    cleared = {"attempts": 0, "failing_since": None, "error": None}
    _change(actor, "cancelled", name, {"due_at": due_at, **cleared})


def _change(
    actor: Actor,
    verb: str,
    name: str,
    values: Mapping[str, object],
    *conditions: ColumnElement[bool],
) -> None:
    """Change the row of a job that failed and waits, with its audit event."""
    if name not in wanted_jobs():
        raise NotFound("job", name)
    query = select(BackgroundJob.error, BackgroundJob.attempts)
    seen = db.session.execute(query.where(BackgroundJob.name == name)).one_or_none()
    waiting = (
        BackgroundJob.name == name,
        BackgroundJob.failing_since.is_not(None),
        BackgroundJob.claimed_by.is_(None),
        *conditions,
    )
    if seen is None or not compare_and_set(update(BackgroundJob).where(*waiting).values(**values)):
        raise Conflict(f"the job {name} has not failed, or it runs")
    content = {"error": seen.error, "attempts": seen.attempts}
    trail.record(actor, f"jobs:job:{verb}", f"job:{name}", content)

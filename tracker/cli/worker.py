"""``flask worker`` runs the background jobs of a site; ``flask jobs`` shows them."""

import os
import signal

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from tracker.core.db import db
from tracker.jobs import queue
from tracker.jobs.catalogue import JOBS, wanted_jobs
from tracker.jobs.worker import Worker, run_claimed

jobs = AppGroup("jobs", help="Show background jobs, or run one of them now.")


@click.command("worker")
@click.option("--once", is_flag=True, help="Run what is due now and end.")
@click.option("--child", is_flag=True, help="End with the process that started this one.")
@with_appcontext
def worker(once: bool, child: bool) -> None:
    """Run the background jobs of this site: e-mails, reminders, rebuilds, link checks."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    parent = os.getppid()
    works = Worker(app, is_orphan=lambda: child and os.getppid() != parent)
    if once:
        works.plan()
        while name := works.run_next():
            click.echo(name)
        return
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_given: works.stop())
    db.session.remove()
    works.work()


@jobs.command("list")
def list_() -> None:
    """List the background jobs. Exit with 1 if one fails or waits although it is due."""
    found = queue.statuses(frozenset(wanted_jobs()))
    for row in found:
        done = row.succeeded_at.isoformat(" ", "minutes") if row.succeeded_at else "never"
        words = [row.name.ljust(14), f"done {done}", f"next {row.due_at.isoformat(' ', 'minutes')}"]
        if row.is_running:
            words.append("running")
        if row.is_overdue:
            words.append("overdue")
        if row.failing_since is not None:
            since = row.failing_since.isoformat(" ", "minutes")
            words.append(f"failing since {since}, {row.attempts} attempts: {row.error}")
        click.echo("  ".join(words))
    if not found:
        click.echo("No worker has run yet. Start one with: flask worker", err=True)
    if not found or any(row.is_overdue or row.failing_since for row in found):
        raise SystemExit(1)


@jobs.command("run")
@click.argument("name", type=click.Choice(list(JOBS)))
def run(name: str) -> None:
    """Run the job NAME now, also one that failed. Exit with 1 if it fails."""
    queue.plan({name: JOBS[name].schedule})
    held = queue.claim_now(name)
    if held is None:
        raise click.ClickException("This job is running already.")
    if not run_claimed(current_app._get_current_object(), held, JOBS[name]):  # type: ignore[attr-defined]
        raise click.ClickException("The job failed. The log says why.")

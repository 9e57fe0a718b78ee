"""The worker: runs due jobs one after the other until it is stopped.

Any number of workers may run on any number of machines. One that loses the database waits for it.
"""

import logging
from collections.abc import Callable
from threading import Event, Thread

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from tracker.core.db import db
from tracker.jobs import queue
from tracker.jobs.catalogue import Job, wanted_jobs
from tracker.jobs.queue import Claim

POLL_SECONDS = 2.0
BEAT_SECONDS = 60.0  # between two extensions of a claim, which lasts five minutes
_log = logging.getLogger(__name__)


class Worker:
    """Runs jobs in the calling thread. Any thread may call ``stop``."""

    def __init__(self, app: Flask, *, is_orphan: Callable[[], bool] = lambda: False) -> None:
        self.app = app
        self._is_orphan = is_orphan
        self._stopping = Event()

    def stop(self) -> None:
        """Stop after the current job."""
        self._stopping.set()

    def is_stopping(self) -> bool:
        """Whether no further job will start."""
        if self._is_orphan():
            self._stopping.set()
        return self._stopping.is_set()

    def work(self) -> None:
        """Run due jobs until stopped."""
        is_planned = False
        while not self.is_stopping():
            try:
                if not is_planned:
                    self.plan()
                    is_planned = True
                ran = self.run_next()
            except SQLAlchemyError as error:
                # Its message may quote anything; PostgreSQL may be in the middle of a promotion.
                _log.warning("the database cannot be used: %s", type(error).__name__)
                ran = None
            if ran is None:
                self._stopping.wait(POLL_SECONDS)

    def plan(self) -> None:
        """Add a row for each job of this site."""
        with self.app.app_context():
            queue.plan({name: job.schedule for name, job in wanted_jobs().items()})

    def run_next(self) -> str | None:
        """Run one due job and return its name. None if there is none."""
        with self.app.app_context():
            jobs = wanted_jobs()
            held = queue.claim(frozenset(jobs))
            if held is None:
                return None
            run_claimed(self.app, held, jobs[held.name], self.is_stopping)
            return held.name


def run_claimed(
    app: Flask, held: Claim, job: Job, stop: Callable[[], bool] = lambda: False
) -> bool:
    """Run a claimed job and record the result. Whether it succeeded."""
    ended = Event()
    Thread(target=_extend, args=(app, held, ended), name="claim", daemon=True).start()
    try:
        job.run(stop)
    except Exception as error:
        db.session.rollback()
        _log.exception("the job %s failed", held.name)
        queue.fail(held, _name_of(error))
        return False
    finally:
        ended.set()
        db.session.rollback()
    if not queue.succeed(held, job.schedule):
        _log.warning("the job %s took too long, and another worker has it", held.name)
    return True


def _name_of(error: Exception) -> str:
    """The stored name of an error: its type and system text, never its message."""
    kind = type(error)
    name = f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")
    return f"{name}: {error.strerror}" if isinstance(error, OSError) and error.strerror else name


def _extend(app: Flask, held: Claim, ended: Event) -> None:
    while not ended.wait(BEAT_SECONDS):
        try:
            with app.app_context():
                if not queue.extend(held):
                    return
        except SQLAlchemyError as error:
            _log.warning("the claim was not extended: %s", type(error).__name__)

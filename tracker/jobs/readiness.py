"""Says what a site lacks to serve well, each with the command that corrects it.

The same for ``/healthz``, ``/readyz`` and ``flask doctor``. Texts are English, like the log and the
command line, and name no record and no person.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from threading import Lock
from time import monotonic
from typing import Any

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from tracker.accounts.actor import OPERATOR
from tracker.accounts.mail import admin as mail
from tracker.core.db import db
from tracker.gap import standing
from tracker.jobs import queue
from tracker.jobs.catalogue import wanted_jobs
from tracker.registry.models import State
from tracker.search import indexing

EXTENSION = "tracker-readiness"
CHECK_SECONDS = 5.0  # for how long the result of one check is given to everybody


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not ready; ``prevents_serving``: pages fail until it is corrected."""

    part: str
    text: str
    command: str
    prevents_serving: bool = False

    def as_json(self) -> dict[str, Any]:
        """The problem for monitoring programs."""
        return asdict(self)


def serious_problems() -> list[Problem]:
    """What prevents pages from being served: a database that is away, or older than the code."""
    try:
        return [problem for problem in _of_tables() if problem.prevents_serving]
    except SQLAlchemyError:
        db.session.rollback()
        return [_AWAY]


def problems() -> list[Problem]:
    """Everything that is not ready, the most serious first."""
    try:
        found = list(_of_tables())
        if any(problem.prevents_serving for problem in found):
            return found
        return [*found, *(problem for check in _CHECKS for problem in check())]
    except SQLAlchemyError:
        return [_AWAY]
    finally:
        _roll_back()


def recent_problems(app: Flask) -> Sequence[Problem]:
    """The problems as they were at most some seconds ago, so that frequent checks cost nothing.

    One thread checks at a time. Others get what it found before and do not wait.
    """
    found = app.extensions.setdefault(EXTENSION, _Recent())
    return found.problems()


class _Recent:
    def __init__(self) -> None:
        self._lock = Lock()
        self._found: Sequence[Problem] = ()
        self._holds_until = 0.0

    def problems(self) -> Sequence[Problem]:
        if monotonic() >= self._holds_until and self._lock.acquire(blocking=False):
            try:
                self._found = problems()
                self._holds_until = monotonic() + CHECK_SECONDS
            finally:
                self._lock.release()
        return self._found


_AWAY = Problem(
    "database",
    "The database does not answer.",
    "Start it, and check DATABASE_URL and DATA_DIR.",
    prevents_serving=True,
)


def _roll_back() -> None:
    try:
        db.session.rollback()
    except SQLAlchemyError:
        db.session.remove()


def _of_tables() -> Iterator[Problem]:
    found = set(MigrationContext.configure(db.session.connection()).get_current_heads())
    head, known = _revisions(str(current_app.extensions["migrate"].directory))
    if found == {head}:
        return
    if found <= known:
        text = "The tables of the database are older than this version of the site."
        yield Problem("tables", text, "flask db upgrade", prevents_serving=True)
    else:
        text = "The tables of the database are newer than this version of the site."
        yield Problem("tables", text, "Install the newer version and restart the site.")


@lru_cache(maxsize=2)
def _revisions(directory: str) -> tuple[str | None, frozenset[str]]:
    """The newest revision of this code, and all of them."""
    script = ScriptDirectory(directory)
    return script.get_current_head(), frozenset(one.revision for one in script.walk_revisions())


def _of_records() -> Iterator[Problem]:
    if db.session.scalar(select(State.id).limit(1)) is None:
        text = "There are no states and commitments yet, so no page shows figures."
        yield Problem("records", text, "flask seed load FOLDER")
        return
    if not indexing.is_current():
        text = "The index of the search is missing, incomplete or of an older version."
        yield Problem("search", text, "flask search rebuild")
    if not standing.is_current():
        text = "The stored figures are not those of today, so pages are slower."
        yield Problem("figures", text, "flask gap rebuild")


def _of_jobs() -> Iterator[Problem]:
    found = queue.statuses(frozenset(wanted_jobs()))
    failing = sorted(job.name for job in found if job.failing_since is not None)
    if failing:
        text = f"These background jobs fail: {', '.join(failing)}."
        yield Problem("jobs", text, "flask jobs list")
    if not found:
        text = "No worker has run the background jobs yet."
        yield Problem("jobs", text, "flask worker")
    elif any(job.is_overdue for job in found):
        text = "Background jobs are overdue, because no worker runs or one job takes very long."
        yield Problem("jobs", text, "flask worker")


def _of_mail() -> Iterator[Problem]:
    if current_app.config.get("MAIL_URL") and mail.needs_decision(OPERATOR):
        text = "Some e-mails were refused ten times, or perhaps did not arrive."
        yield Problem("mail", text, "flask mail list")


_CHECKS: tuple[Callable[[], Iterator[Problem]], ...] = (_of_records, _of_jobs, _of_mail)

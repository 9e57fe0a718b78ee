"""Imports large files in a background thread that reports its progress.

A conditional update claims a run, so that two processes never have the same. The thread reports in
separate transactions. A run whose process ended is marked and can be restarted. A run is saved
completely or not at all.
"""

import os
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from time import monotonic

from flask import Flask
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select, update

from tracker.accounts.actor_loading import load_actor
from tracker.accounts.models import UserAccount
from tracker.core import clock
from tracker.core.db import db, writing
from tracker.core.languages import forced_locale
from tracker.exchange.imports.job import Cancelled, Lease, LeaseLost, work
from tracker.exchange.imports.models import ImportRun, State, Task
from tracker.exchange.imports.runs import end

EXTENSION = "tracker-imports"
BEAT = 1.0  # seconds between two words of how far it is
# While it writes it says nothing: on SQLite there is one writer, and it is this one.
SILENT = {Task.PLAN: timedelta(minutes=2), Task.WRITE: timedelta(minutes=15)}
PROCESS = f"{socket.gethostname()[:60].replace(':', '')}:{os.getpid()}:{secrets.token_hex(4)}"


class InBackground(Lease):
    """A thread's lease of a run. It reports in separate transactions."""

    def __init__(self, app: Flask, run_id: int, worker: str) -> None:
        self._app, self._run_id, self._worker = app, run_id, worker
        self._rows, self._beaten = 0, 0.0

    def tick(self, rows: int) -> None:
        """Report progress at intervals."""
        self._rows = rows
        if monotonic() - self._beaten >= BEAT:
            self.still()

    def still(self) -> None:
        """Report that the thread works, and check whether it may continue."""
        self._beaten = monotonic()
        with self._app.app_context(), writing():
            beat = {"progress": self._rows, "heartbeat_at": clock.now()}
            beaten = db.session.execute(update(ImportRun).where(*self._is_mine()).values(beat))
            wanted = db.session.scalar(
                select(ImportRun.cancel_asked).where(ImportRun.id == self._run_id)
            )
            db.session.commit()
        if not beaten.rowcount:  # type: ignore[attr-defined]
            raise LeaseLost("another process has it")
        if wanted:
            raise Cancelled("its owner wants no more of it")

    def between(self) -> None:
        """End the read transaction while rows are parsed."""
        db.session.rollback()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A separate transaction that is saved completely or not at all."""
        db.session.rollback()
        self.still()
        with writing():
            try:
                yield
                db.session.commit()
            except BaseException:
                db.session.rollback()
                raise

    def held(self, run: ImportRun) -> ImportRun:
        """The locked run. Nobody can cancel or take it before the transaction ends."""
        query = select(ImportRun).where(*self._is_mine()).with_for_update()
        found: ImportRun | None = db.session.scalar(query.execution_options(populate_existing=True))
        if found is None:
            raise LeaseLost("another process has it")
        if found.cancel_asked:
            raise Cancelled("its owner wants no more of it")
        return found

    def _is_mine(self) -> tuple[ColumnElement[bool], ...]:
        return (
            ImportRun.id == self._run_id,
            ImportRun.worker == self._worker,
            ImportRun.state == State.RUNNING,
        )


@dataclass
class _Thread:
    """The one import thread of a process. None while there is nothing to do."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    thread: threading.Thread | None = None
    wanted: bool = False


def init_app(app: Flask) -> None:
    """Prepare the application for the thread."""
    app.extensions[EXTENSION] = _Thread()


def wake(app: Flask) -> None:
    """Start work on waiting runs. Call it after the request is committed."""
    state: _Thread = app.extensions[EXTENSION]
    with state.lock:
        state.wanted = True
        if state.thread is None:
            state.thread = threading.Thread(
                target=_until_nothing_waits, args=(app, state), name="imports", daemon=True
            )
            state.thread.start()


def is_at_work(app: Flask) -> bool:
    """Whether the thread of this process is working."""
    return app.extensions[EXTENSION].thread is not None


def wait(app: Flask, seconds: float) -> None:
    """Wait until no run is in progress."""
    thread = app.extensions[EXTENSION].thread
    if thread is not None:
        thread.join(seconds)


def is_abandoned(run: ImportRun) -> bool:
    """Whether the process that had the run has ended, as far as this process can tell."""
    if run.state != State.RUNNING or run.worker is None or run.heartbeat_at is None:
        return False
    host, pid, *_tokens = run.worker.split(":")
    if host == PROCESS.partition(":")[0] and not _is_alive(int(pid), run.worker):
        return True
    return clock.now() - run.heartbeat_at > SILENT[Task(run.task or Task.PLAN)]


def mark_abandoned(run: ImportRun) -> None:
    """Record that the process of an abandoned run has ended. Nothing was written."""
    db.session.execute(
        update(ImportRun)
        .where(
            ImportRun.id == run.id,
            ImportRun.worker == run.worker,
            ImportRun.state == State.RUNNING,
        )
        .values(
            state=State.FAILED.value,
            worker=None,
            task=None,
            ended_at=clock.now(),
            failure=_("The import stopped unexpectedly. Nothing was saved. Please start it again."),
        )
        .execution_options(synchronize_session=False)
    )
    db.session.expire(run)


def _is_alive(pid: int, worker: str) -> bool:
    if pid == os.getpid():
        return worker.startswith(PROCESS)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


# The thread ----------------------------------------------------------------------------------


def _until_nothing_waits(app: Flask, state: _Thread) -> None:
    while True:
        with state.lock:
            if not state.wanted:
                state.thread = None
                return
            state.wanted = False
        try:
            while _one(app):
                pass
        except Exception:
            app.logger.exception("an import stopped without a word to its owner")


def _one(app: Flask) -> bool:
    """Take one waiting run and process it. Whether there was one."""
    with app.app_context():
        taken = _claim_next()
        if taken is None:
            return False
        run_id, worker, language = taken
        data_dir = Path(app.config["DATA_DIR"])
        with forced_locale(language):
            try:
                run = db.session.get_one(ImportRun, run_id)
                owner = db.session.get_one(UserAccount, run.user_id)
                if owner.disabled_at is not None:
                    raise Cancelled("its owner may no longer act")
                # The second factor was given when the work was asked for.
                actor = load_actor(owner, second_factor=True)
                work(actor, run, data_dir, hold=InBackground(app, run_id, worker))
            except Cancelled:
                _ended(run_id, worker, data_dir)
            except LeaseLost:
                db.session.rollback()
            except Exception:
                app.logger.exception("an import failed")
                _broken(run_id, worker)
    return True


def _claim_next() -> tuple[int, str, str] | None:
    """Id and worker of an unclaimed run, and the language of its owner."""
    query = select(ImportRun.id).where(
        ImportRun.state == State.WAITING, ImportRun.task.is_not(None)
    )
    waiting = db.session.scalars(query.order_by(ImportRun.id)).all()
    for run_id in waiting:
        db.session.rollback()
        worker = f"{PROCESS}:{secrets.token_hex(4)}"
        with writing():
            mine = _take(run_id, worker)
            db.session.commit()
        # Asked for only now, so that the lock on writing is not held by the question.
        if mine:
            return run_id, worker, _language_of(run_id)
    db.session.rollback()
    return None


def _take(run_id: int, worker: str) -> bool:
    """Claim the run if it still waits. Whether it succeeded."""
    now = clock.now()
    taken = db.session.execute(
        update(ImportRun)
        .where(ImportRun.id == run_id, ImportRun.state == State.WAITING)
        .values(state=State.RUNNING.value, worker=worker, heartbeat_at=now, started_at=now)
        .execution_options(synchronize_session=False)
    )
    return bool(taken.rowcount)  # type: ignore[attr-defined]


def _language_of(run_id: int) -> str:
    query = select(UserAccount.language).join(ImportRun, ImportRun.user_id == UserAccount.id)
    return db.session.scalars(query.where(ImportRun.id == run_id)).one()


def _ended(run_id: int, worker: str, data_dir: Path) -> None:
    """Record that the owner cancelled the run. Nothing was written."""
    db.session.rollback()
    with writing():
        run = _still_mine(run_id, worker)
        if run is not None:
            end(run, State.CANCELLED, data_dir)
        db.session.commit()


def _broken(run_id: int, worker: str) -> None:
    """Record an internal error. Nothing was written."""
    db.session.rollback()
    with writing():
        run = _still_mine(run_id, worker)
        if run is not None:
            run.state, run.task, run.worker = State.FAILED.value, None, None
            run.ended_at = clock.now()
            run.failure = str(_("An error on our side stopped the import. Nothing was saved."))
        db.session.commit()


def _still_mine(run_id: int, worker: str) -> ImportRun | None:
    return db.session.scalar(
        select(ImportRun)
        .where(ImportRun.id == run_id, ImportRun.worker == worker)
        .execution_options(populate_existing=True)
    )

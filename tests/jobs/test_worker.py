"""Background jobs: each runs once for its moment, is tried again, and is seen when it fails."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from tests import people
from tracker.accounts import processes
from tracker.accounts.mail import queue as mail_queue
from tracker.accounts.mail.templates import MailMessage
from tracker.accounts.models import OutboxMail, UserSession
from tracker.core import clock
from tracker.jobs import catalogue, queue
from tracker.jobs.catalogue import JOBS, Job, Stop, wanted_jobs
from tracker.jobs.models import BackgroundJob
from tracker.jobs.schedule import Every
from tracker.jobs.worker import Worker

HOURLY = Every(timedelta(hours=1))
START = datetime.fromisoformat("2026-03-01T10:30:00+00:00")
DUE = START + timedelta(minutes=31)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The only jobs of these tests: one that counts its runs, and one nobody wants here."""
    seen: list[str] = []
    jobs = {
        "count": Job(HOURLY, lambda _stop: seen.append("count")),
        "unwanted": Job(HOURLY, lambda _stop: seen.append("unwanted"), lambda _config: False),
    }
    monkeypatch.setattr(catalogue, "JOBS", jobs)
    return seen


@pytest.fixture
def travel() -> Iterator[Callable[[datetime], object]]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller.move_to


@pytest.fixture
def worker(app: Flask, travel: object, runs: list[str]) -> Worker:
    made = Worker(app)
    made.plan()
    return made


def replace(monkeypatch: pytest.MonkeyPatch, run: Callable[[Stop], None]) -> None:
    monkeypatch.setitem(catalogue.JOBS, "count", Job(HOURLY, run))  # type: ignore[arg-type]


def row(db: SQLAlchemy) -> BackgroundJob:
    db.session.rollback()
    found = db.session.scalars(select(BackgroundJob).where(BackgroundJob.name == "count")).one()
    db.session.refresh(found)
    return found


def test_a_job_runs_at_its_moment_and_not_before(
    worker: Worker, runs: list[str], travel: Callable[[datetime], object]
) -> None:
    assert worker.run_next() is None, "a worker that starts does not run everything at once"

    travel(DUE)

    assert worker.run_next() == "count"
    assert worker.run_next() is None
    assert runs == ["count"]


def test_missed_moments_are_made_up_for_once(
    worker: Worker, runs: list[str], travel: Callable[[datetime], object]
) -> None:
    travel(START + timedelta(days=3))

    while worker.run_next():
        pass

    assert runs == ["count"]


def test_planning_again_moves_no_job_back(
    worker: Worker, runs: list[str], db: SQLAlchemy, travel: Callable[[datetime], object]
) -> None:
    travel(DUE)
    worker.plan()

    assert row(db).due_at <= DUE
    assert worker.run_next() == "count"


def test_a_schedule_that_became_closer_holds_at_the_next_start(
    worker: Worker, db: SQLAlchemy
) -> None:
    queue.plan({"count": Every(timedelta(minutes=1))})

    assert row(db).due_at == START + timedelta(minutes=1)


def test_of_several_workers_one_runs_a_job(
    app: Flask,
    worker: Worker,
    runs: list[str],
    travel: Callable[[datetime], object],
) -> None:
    travel(DUE)
    together = Barrier(4)
    names: list[str | None] = []

    def race() -> None:
        together.wait()
        names.append(Worker(app).run_next())

    threads = [Thread(target=race) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(names, key=str) == [None, None, None, "count"]
    assert runs == ["count"]


def test_a_failed_job_is_tried_again_later_each_time(
    worker: Worker,
    db: SQLAlchemy,
    travel: Callable[[datetime], object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def break_(_stop: Stop) -> None:
        raise ValueError("the address somebody@example.org is not for everybody")

    replace(monkeypatch, break_)
    moment = DUE
    for wait in (30, 60, 120, 240, 480, 900, 900):
        travel(moment)
        assert worker.run_next() == "count"
        assert worker.run_next() is None
        assert row(db).due_at == moment + timedelta(seconds=wait)
        moment += timedelta(seconds=wait)

    assert row(db).failing_since == DUE
    assert row(db).error == "ValueError", "a message may quote anything"
    replace(monkeypatch, lambda _stop: None)
    travel(moment)
    assert worker.run_next() == "count"
    assert (row(db).failing_since, row(db).error, row(db).attempts) == (None, None, 0)


def test_what_a_failed_job_had_not_committed_is_undone(
    worker: Worker,
    db: SQLAlchemy,
    travel: Callable[[datetime], object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def half(_stop: Stop) -> None:
        db.session.execute(update(BackgroundJob).values(error="half done"))
        raise RuntimeError

    replace(monkeypatch, half)
    travel(DUE)
    worker.run_next()

    assert row(db).error == "RuntimeError"


def test_a_job_of_a_worker_that_was_killed_is_taken_at_once(
    app: Flask, worker: Worker, runs: list[str], db: SQLAlchemy, travel: Callable[..., object]
) -> None:
    """The lock on its file in DATA_DIR says that the process has ended."""
    travel(DUE)
    place = processes.own_name().partition(":")[0]
    claimed(db, f"{place}:{'0' * 16}", attempts=1)

    assert worker.run_next() == "count"
    assert runs == ["count"]


def test_a_job_that_kills_its_worker_each_time_waits(
    worker: Worker, runs: list[str], db: SQLAlchemy, travel: Callable[[datetime], object]
) -> None:
    travel(DUE)
    place = processes.own_name().partition(":")[0]
    claimed(db, f"{place}:{'0' * 16}", attempts=3)

    assert worker.run_next() is None
    assert row(db).error == queue.STOPPED
    assert row(db).due_at > DUE


def test_a_job_of_another_machine_is_taken_when_its_claim_ends(
    worker: Worker, runs: list[str], db: SQLAlchemy, travel: Callable[[datetime], object]
) -> None:
    travel(DUE)
    claimed(db, "elsewhere:1234", attempts=1)
    assert worker.run_next() is None, "it may be at work"

    travel(DUE + queue.LEASE + timedelta(seconds=1))

    assert worker.run_next() == "count"


def test_a_worker_that_lost_its_claim_changes_nothing(
    worker: Worker, db: SQLAlchemy, travel: Callable[[datetime], object]
) -> None:
    travel(DUE)
    held = queue.claim(frozenset({"count"}))
    assert held is not None
    claimed(db, "elsewhere:1234", attempts=held.attempt + 1)

    assert not queue.extend(held)
    assert not queue.succeed(held, HOURLY)
    assert not queue.fail(held, "ValueError")
    assert row(db).claimed_by == "elsewhere:1234"


def claimed(db: SQLAlchemy, owner: str, *, attempts: int) -> None:
    db.session.execute(
        update(BackgroundJob)
        .where(BackgroundJob.name == "count")
        .values(claimed_by=owner, claimed_until=clock.now() + queue.LEASE, attempts=attempts)
    )
    db.session.commit()


def test_a_worker_waits_for_a_database_that_is_away(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A promotion takes seconds; whoever starts workers should not have to start them again."""
    asked = []

    def away() -> str | None:
        asked.append(1)
        if len(asked) == 3:
            worker.stop()
        raise OperationalError("", {}, Exception())

    monkeypatch.setattr("tracker.jobs.worker.POLL_SECONDS", 0.0)
    monkeypatch.setattr(worker, "run_next", away)
    worker.work()

    assert len(asked) == 3


def test_a_worker_ends_with_the_process_that_started_it(app: Flask) -> None:
    works = Worker(app, is_orphan=lambda: True)
    works.work()

    assert works.is_stopping()


@pytest.mark.parametrize(
    ("settings", "missing"),
    [
        ({"SITE_URL": "https://tracker.example.org", "MAIL_URL": "smtp://mail"}, set()),
        ({"SITE_URL": "https://tracker.example.org"}, {"mail"}),
        ({"SITE_URL": "http://127.0.0.1:5000", "MAIL_URL": "smtp://mail"}, {"links"}),
        ({"SITE_URL": "http://[::1]:5000"}, {"mail", "links"}),
        ({}, {"mail", "links"}),
    ],
)
def test_a_site_that_is_only_tried_asks_no_other_server(
    app: Flask, settings: dict[str, str], missing: set[str]
) -> None:
    app.config.pop("SITE_URL", None)
    app.config.update(settings)
    with app.app_context():
        assert set(JOBS) - set(wanted_jobs()) == missing


def test_every_job_can_run_twice(db: SQLAlchemy, cli: FlaskCliRunner) -> None:
    """On an empty site: whether it does what it should is tested with what it calls."""
    names = [name for name in JOBS if name not in ("mail", "links", "data-set", "reminders")]
    for name in (*names, *names):
        done = cli.invoke(args=["jobs", "run", name])
        assert done.exit_code == 0, (name, done.output)


def test_the_worker_removes_what_has_expired(db: SQLAlchemy, cli: FlaskCliRunner) -> None:
    people.session_of(people.user())
    db.session.commit()
    with time_machine.travel(clock.now() + timedelta(days=400)):
        assert cli.invoke(args=["jobs", "run", "retention"]).exit_code == 0

    assert not db.session.scalars(select(UserSession)).all()


def test_the_operator_sees_a_job_that_fails(
    app: Flask, db: SQLAlchemy, cli: FlaskCliRunner, travel: Callable[[datetime], object]
) -> None:
    app.config["MAIL_URL"] = "smtp://127.0.0.1:1?from=tracker@example.org"
    message = MailMessage(
        kind="invitation", recipient="x@example.org", subject="s", text="t", reader_id=None
    )
    mail_queue.enqueue(message)
    db.session.commit()
    assert cli.invoke(args=["jobs", "list"]).exit_code == 1, "no worker has run yet"

    assert cli.invoke(args=["jobs", "run", "mail"]).exit_code == 1
    listed = cli.invoke(args=["jobs", "list"])

    assert listed.exit_code == 1
    assert "mail" in listed.output
    assert "ConnectionRefusedError" in listed.output
    assert db.session.scalars(select(OutboxMail)).one().sent_at is None


def test_the_operator_sees_that_no_worker_runs(
    app: Flask, worker: Worker, cli: FlaskCliRunner, travel: Callable[[datetime], object]
) -> None:
    assert cli.invoke(args=["jobs", "list"]).exit_code == 0

    travel(DUE + queue.OVERDUE)

    listed = cli.invoke(args=["jobs", "list"])
    assert listed.exit_code == 1
    assert "overdue" in listed.output


def test_a_worker_finishes_its_job_when_it_is_told_to_stop(app: Flask) -> None:
    """SIGTERM, as systemd and the server send it; on a database with nothing due it ends soon."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "DATA_DIR": str(app.config["DATA_DIR"]),
        "SECRET_KEY": "x",
    }
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        planned = False
        while not planned and process.poll() is None:
            with app.app_context():
                planned = bool(queue.statuses(frozenset(JOBS)))
        process.terminate()
        _out, error = process.communicate(timeout=60)

    assert planned, error
    assert process.returncode == 0, error

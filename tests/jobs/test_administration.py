"""Failed background jobs on the page of administrators, where each is tried again or given up."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import people
from tracker.core import clock
from tracker.core.errors import Forbidden, NotFound
from tracker.jobs import administration, queue
from tracker.jobs.catalogue import JOBS, wanted_jobs
from tracker.jobs.models import BackgroundJob
from tracker.policy.predicates import Role
from tracker.web.admin.jobs import NAMES

PAGE = "/admin/jobs"
ERROR = "ConnectionRefusedError: Connection refused"


@pytest.fixture
def administrator(app: Flask, db: SQLAlchemy, client: FlaskClient) -> people.Browser:
    made = people.holder(Role.ADMINISTRATOR)
    db.session.commit()
    return people.Browser(client).enter(made)


@pytest.fixture
def failed(administrator: people.Browser) -> str:
    """A job that has failed twice and waits."""
    name = "retention"
    queue.plan({each: job.schedule for each, job in wanted_jobs().items()})
    for _attempt in range(2):
        held = queue.claim_now(name)
        assert held is not None
        queue.fail(held, ERROR)
    return name


def row(db: SQLAlchemy, name: str) -> BackgroundJob:
    db.session.rollback()
    return db.session.get_one(BackgroundJob, name, populate_existing=True)


def tables(answer: object) -> list[BeautifulSoup]:
    return BeautifulSoup(answer.text, "html.parser").select("main table")  # type: ignore[attr-defined]


def test_every_job_has_a_name_for_people() -> None:
    assert set(NAMES) == set(JOBS)


def test_a_site_without_a_worker_shows_no_table(administrator: people.Browser) -> None:
    answer = administrator.client.get(PAGE)

    assert answer.status_code == 200
    assert tables(answer) == []
    assert "flask worker" in answer.text


def test_a_failed_job_is_listed_with_its_attempts_and_error(
    administrator: people.Browser, failed: str
) -> None:
    failures, everything = tables(administrator.client.get(PAGE))

    (line,) = failures.select("tbody tr")
    assert failed in line.text
    assert ERROR in line.text
    assert "2" in [cell.text for cell in line.select("td")]
    assert len(everything.select("tbody tr")) == len(wanted_jobs())


def test_a_failed_job_is_tried_again_once(
    db: SQLAlchemy, administrator: people.Browser, failed: str
) -> None:
    now = clock.now()
    assert row(db, failed).due_at > now
    statuses = [
        administrator.send(PAGE, f"{PAGE}/{failed}/again").status_code for _time in range(2)
    ]

    assert statuses == [303, 409]
    assert row(db, failed).due_at <= clock.now()
    assert (row(db, failed).error, row(db, failed).attempts) == (ERROR, 2), "until it succeeds"
    (event,) = people.events("jobs:job:again")
    assert event.subject == f"job:{failed}"
    held = queue.claim(frozenset({failed}))
    assert held is not None
    assert held.attempt == 3


def test_a_job_that_is_given_up_waits_for_its_schedule(
    db: SQLAlchemy, administrator: people.Browser, failed: str
) -> None:
    regular = JOBS[failed].schedule.next_after(clock.now())
    statuses = [
        administrator.send(PAGE, f"{PAGE}/{failed}/cancel").status_code for _time in range(2)
    ]

    assert statuses == [303, 409]
    found = row(db, failed)
    assert (found.due_at, found.attempts, found.failing_since) == (regular, 0, None)
    (event,) = people.events("jobs:job:cancelled")
    assert event.content.body["error"] == ERROR, "the trail says what was given up"
    assert tables(administrator.client.get(f"{PAGE}?done=cancelled"))[1:] == []


@pytest.mark.parametrize("act", ["again", "cancel"])
def test_a_job_that_runs_is_left_alone(
    db: SQLAlchemy, administrator: people.Browser, failed: str, act: str
) -> None:
    assert queue.claim_now(failed) is not None

    assert administrator.send(PAGE, f"{PAGE}/{failed}/{act}").status_code == 409
    assert row(db, failed).claimed_by is not None


@pytest.mark.parametrize(
    ("name", "expected", "reason"),
    [
        ("imports", 409, "it has not failed"),
        ("unknown", 404, "there is no such job"),
        ("mail", 404, "a site without a mail server does not run it"),
    ],
)
def test_only_a_failed_job_is_changed(
    administrator: people.Browser, failed: str, name: str, expected: int, reason: str
) -> None:
    answers = {
        administrator.send(PAGE, f"{PAGE}/{name}/{act}").status_code for act in ("again", "cancel")
    }

    assert answers == {expected}, reason
    assert people.events("jobs:job:again") == people.events("jobs:job:cancelled") == []


def test_jobs_are_for_administrators(db: SQLAlchemy) -> None:
    made = [people.holder(Role.REVIEWER), people.user()]
    db.session.commit()

    for somebody in map(people.actor, made):
        for act in (
            lambda who: administration.statuses(who),
            lambda who: administration.try_again(who, "retention"),
            lambda who: administration.cancel_retries(who, "unknown"),
        ):
            with pytest.raises(Forbidden):
                act(somebody)


def test_a_job_that_never_ran_cannot_be_tried_again(db: SQLAlchemy) -> None:
    actor = people.actor(people.holder(Role.ADMINISTRATOR))

    with pytest.raises(NotFound):
        administration.try_again(actor, "count")


def test_an_overdue_job_is_marked(db: SQLAlchemy, administrator: people.Browser) -> None:
    queue.plan({"retention": JOBS["retention"].schedule})
    row(db, "retention").due_at = clock.now() - timedelta(hours=1)
    db.session.commit()

    (everything,) = tables(administrator.client.get(PAGE))

    assert everything.select(".late")

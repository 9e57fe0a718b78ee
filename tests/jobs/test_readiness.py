"""What is not ready is said with the command that corrects it, by the site and on the server."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import delete, text, update

from tests import factories as make
from tests.web.test_outages import stopped
from tracker.accounts.mail import queue as mail_queue
from tracker.accounts.mail.templates import MailMessage
from tracker.accounts.models import OutboxMail
from tracker.core import clock
from tracker.gap import standing
from tracker.gap.models import StandingBuild
from tracker.jobs import queue, readiness
from tracker.jobs.catalogue import wanted_jobs
from tracker.jobs.models import BackgroundJob
from tracker.review import publication
from tracker.search import tokens
from tracker.search.models import SearchLexicon


@pytest.fixture
def site(app: Flask, db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site that lacks nothing."""
    monkeypatch.setattr(readiness, "CHECK_SECONDS", 0.0)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    make.commitment("PLAN-01", of=make.instrument("PLAN"))
    make.state("XAA", "X one")
    publication.registry_changed()
    standing.rebuild()
    db.session.commit()
    queue.plan({name: job.schedule for name, job in wanted_jobs().items()})


def problems(client: FlaskClient) -> list[tuple[str, str]]:
    answer = client.get("/healthz")
    assert answer.status_code == 200, "the process lives whatever is missing"
    return [(one["part"], one["command"]) for one in answer.json["problems"]]


def old_tables(_app: Flask, db: SQLAlchemy) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = '0411'"))


def newer_tables(_app: Flask, db: SQLAlchemy) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))


def no_index(_app: Flask, db: SQLAlchemy) -> None:
    db.session.execute(delete(SearchLexicon))


def no_figures(_app: Flask, db: SQLAlchemy) -> None:
    db.session.execute(delete(StandingBuild))


def failing_job(_app: Flask, _db: SQLAlchemy) -> None:
    held = queue.claim_now("files")
    assert held is not None
    queue.fail(held, "OSError")


def overdue_job(_app: Flask, db: SQLAlchemy) -> None:
    db.session.execute(update(BackgroundJob).values(due_at=clock.now() - timedelta(hours=1)))


def no_worker(_app: Flask, db: SQLAlchemy) -> None:
    db.session.execute(delete(BackgroundJob))


def refused_mail(app: Flask, db: SQLAlchemy) -> None:
    app.config["MAIL_URL"] = "smtps://mail.example.org"
    mail_queue.enqueue(MailMessage("update", "reader@example.org", "Subject", "Text"))
    db.session.execute(update(OutboxMail).values(attempts=99))


@pytest.mark.parametrize(
    ("break_", "part", "command"),
    [
        (newer_tables, "tables", "Install the newer version and restart the site."),
        (no_index, "search", "flask search rebuild"),
        (no_figures, "figures", "flask gap rebuild"),
        (failing_job, "jobs", "flask jobs list"),
        (overdue_job, "jobs", "flask worker"),
        (no_worker, "jobs", "flask worker"),
        (refused_mail, "mail", "flask mail list"),
    ],
)
def test_what_is_not_ready_is_listed_with_a_command(
    app: Flask,
    db: SQLAlchemy,
    site: None,
    client: FlaskClient,
    cli: FlaskCliRunner,
    break_: Callable[[Flask, SQLAlchemy], None],
    part: str,
    command: str,
) -> None:
    assert problems(client) == []
    assert cli.invoke(args=["doctor"]).exit_code == 0
    break_(app, db)
    db.session.commit()

    assert (part, command) in problems(client)
    seen = cli.invoke(args=["doctor"])
    assert seen.exit_code == 1
    assert command in seen.output
    assert client.get("/readyz").status_code == 200, "pages can be served"
    app.config["MAIL_URL"] = None


def test_an_index_of_an_older_version_is_noticed(
    site: None, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert problems(client) == []
    monkeypatch.setattr(tokens, "ANALYSER", "next")

    assert problems(client) == [("search", "flask search rebuild")]


def test_a_site_with_older_tables_is_not_ready(
    app: Flask, db: SQLAlchemy, site: None, client: FlaskClient, cli: FlaskCliRunner
) -> None:
    assert client.get("/readyz").status_code == 200
    old_tables(app, db)
    db.session.commit()

    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert [one["command"] for one in answer.json["problems"]] == ["flask db upgrade"]
    assert problems(client) == [("tables", "flask db upgrade")]
    assert cli.invoke(args=["doctor"]).exit_code == 1


def test_a_site_without_its_database_lives_and_is_not_ready(
    db: SQLAlchemy, site: None, client: FlaskClient, cli: FlaskCliRunner
) -> None:
    db.session.remove()
    with stopped(db.engine):
        answer = client.get("/readyz")
        found = problems(client)
        seen = cli.invoke(args=["doctor"])

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert [part for part, _command in found] == ["database"]
    assert seen.exit_code == 1
    assert "secret address" not in answer.text + seen.output


def test_an_empty_site_asks_for_its_records(
    app: Flask, db: SQLAlchemy, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "CHECK_SECONDS", 0.0)

    assert ("records", "flask seed load FOLDER") in problems(client)


def test_frequent_checks_ask_the_database_once(
    app: Flask, site: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "CHECK_SECONDS", 60.0)
    asked = []
    monkeypatch.setattr(readiness, "problems", lambda: asked.append(1) or [])
    app.extensions.pop(readiness.EXTENSION, None)

    for _time in range(5):
        readiness.recent_problems(app)

    assert len(asked) == 1

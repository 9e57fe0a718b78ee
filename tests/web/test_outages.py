"""A database that cannot be used at the moment: nobody gets a fault, and no typed text is lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, event

from tests import people
from tests.databases import impatient
from tracker.accounts.models import UserAccount
from tracker.core.db import writing

PAGE = "/account/preferences"
TYPED = 'Ñandú <written> for "two" hours'
GIVEN = {"name": TYPED, "language": "fr"}


@pytest.fixture
def person(app: Flask, db: SQLAlchemy, client: FlaskClient) -> people.Browser:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    made = people.user()
    db.session.commit()
    return people.Browser(client).enter(made)


@contextmanager
def stopped(engine: Engine) -> Iterator[None]:
    """Inside, no connection can be made, as while a server starts or a disk is not mounted."""

    def refuse(dialect: Any, *_given: object) -> None:
        if dialect.name == "postgresql":
            raise psycopg.OperationalError("connection failed: secret address")
        error = sqlite3.OperationalError("unable to open database file: secret address")
        error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise error

    event.listen(engine, "do_connect", refuse)
    engine.dispose()
    try:
        yield
    finally:
        event.remove(engine, "do_connect", refuse)


def fields_to_resend(answer: Any) -> tuple[str, dict[str, str]]:
    """The address of the form on the page, and what it sends again."""
    form = BeautifulSoup(answer.text, "html.parser").select_one("main form.act")
    assert form is not None
    return str(form["action"]), {one["name"]: one["value"] for one in form.select("input")}


def name_of(db: SQLAlchemy) -> str:
    db.session.rollback()
    return db.session.query(UserAccount).one().name


def test_a_form_sent_while_the_database_is_away_can_be_sent_again(
    db: SQLAlchemy, person: people.Browser
) -> None:
    token = people.form_token(person.client.get(PAGE).text)
    db.session.remove()
    given = {**GIVEN, "csrf_token": token}
    with stopped(db.engine):
        answer = person.client.post(PAGE, data=given)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "secret address" not in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    address, fields = fields_to_resend(answer)
    assert (address, fields) == (PAGE, given)
    assert person.client.post(address, data=fields).status_code == 303
    assert name_of(db) == TYPED


def test_a_password_is_not_written_into_the_page(db: SQLAlchemy, person: people.Browser) -> None:
    token = people.form_token(person.client.get(PAGE).text)
    db.session.remove()
    given = {"old": "secret words", "new_password": "more of them", "csrf_token": token}
    with stopped(db.engine):
        answer = person.client.post("/account/password", data=given)

    assert answer.status_code == 503
    assert "more of them" not in answer.text


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_reader_is_asked_to_come_back(
    db: SQLAlchemy, person: people.Browser, client: FlaskClient, signed_in: bool
) -> None:
    if not signed_in:
        client.delete_cookie("session")
    db.session.remove()
    with stopped(db.engine):
        answer = client.get("/ar/states" if signed_in else "/states")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert BeautifulSoup(answer.text, "html.parser").select_one("main form.act") is None


def test_a_program_is_told_when_to_ask_again(db: SQLAlchemy, person: people.Browser) -> None:
    db.session.remove()
    with stopped(db.engine):
        answer = person.client.get("/api/v1/states")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert answer.content_type == "application/problem+json"


def test_a_failure_while_committing_claims_nothing_about_the_outcome(
    db: SQLAlchemy, person: people.Browser
) -> None:
    """The server may have stored the change before its connection was lost."""
    token = people.form_token(person.client.get(PAGE).text)
    db.session.remove()

    def lose(_connection: Any) -> None:
        raise lost(db.engine.dialect.name)

    event.listen(db.engine, "commit", lose)
    try:
        answer = person.client.post(PAGE, data={**GIVEN, "csrf_token": token})
    finally:
        event.remove(db.engine, "commit", lose)

    assert answer.status_code == 503
    assert fields_to_resend(answer)[1]["name"] == TYPED
    with stopped(db.engine):
        plainly = person.client.post(PAGE, data={**GIVEN, "csrf_token": token})
    assert text_of(answer) != text_of(plainly)


def lost(dialect: str) -> Exception:
    from sqlalchemy.exc import OperationalError

    if dialect == "postgresql":
        return OperationalError("", {}, psycopg.OperationalError("server closed the connection"))
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR
    return OperationalError("", {}, error)


def text_of(answer: Any) -> str:
    found = BeautifulSoup(answer.text, "html.parser").select_one("main p.lead")
    assert found is not None
    return found.text


def test_a_lock_that_others_hold_too_long_gives_the_text_back(
    db: SQLAlchemy, person: people.Browser
) -> None:
    token = people.form_token(person.client.get(PAGE).text)
    db.session.remove()
    other = db.engine.connect()
    with writing():
        if db.engine.dialect.name == "postgresql":
            other.exec_driver_sql("LOCK TABLE user_account IN SHARE MODE")
        else:
            other.exec_driver_sql("SELECT 1")
    with impatient(db.engine):
        answer = person.client.post(PAGE, data={**GIVEN, "csrf_token": token})
        other.close()

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert fields_to_resend(answer)[1]["name"] == TYPED
    assert name_of(db) != TYPED


def test_a_deadlock_can_be_tried_again_at_once(db: SQLAlchemy, person: people.Browser) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has one writer, so there is no deadlock")
    token = people.form_token(person.client.get(PAGE).text)
    db.session.remove()

    def refuse(cursor: Any, statement: str, *_rest: object) -> None:
        if statement.startswith("UPDATE user_account"):
            raise psycopg.errors.DeadlockDetected("hidden")

    event.listen(db.engine, "do_execute", refuse)
    try:
        answer = person.client.post(PAGE, data={**GIVEN, "csrf_token": token})
    finally:
        event.remove(db.engine, "do_execute", refuse)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert fields_to_resend(answer)[1]["name"] == TYPED

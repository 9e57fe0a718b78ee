"""A form that was sent after the session had ended is given back after sign-in, whatever it was."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select, update

from tests import factories as make
from tests.people import Browser, form_token
from tests.web.desks import Desk, desk
from tests.web.pages import opened, words
from tracker.accounts.models import UserSession
from tracker.core.db import writing
from tracker.reporting.models import Report

FRAME = {
    "state": "XAA",
    "title": "Typed for an hour",
    "period_start": "2021-01-01",
    "period_end": "2024-12-31",
}
PAGE = "/workspace/reports/new"


@pytest.fixture
def at(app: Flask, db: SQLAlchemy, client: FlaskClient) -> Desk:
    return desk(app)


def sent_late(browser: Browser, db: SQLAlchemy, address: str, **fields: str) -> Any:
    """Send a form after its session has ended, as an hour without a request ends it."""
    token = form_token(browser.client.get("/account").text)
    db.session.rollback()
    with writing():
        db.session.execute(update(UserSession).values(last_seen_at=make.LONG_AGO))
        db.session.commit()
    return browser.client.post(address, data={**fields, "csrf_token": token})


def test_form_is_sent_again_after_sign_in(at: Desk, db: SQLAlchemy) -> None:
    browser = at.enter("focal")
    answer = sent_late(browser, db, PAGE, **FRAME)
    kept = "/account/unsent?to=" + PAGE

    browser.enter(at.focal)
    page = opened(browser.client, kept)
    form = page.find("form", action=PAGE)
    fields = {str(each["name"]): str(each["value"]) for each in form.select("input")}
    again = browser.client.post(PAGE, data=fields)

    assert answer.location.startswith("/sign-in?next=/account/unsent")
    assert "Typed for an hour" in words(page.main)
    assert again.location.startswith("/workspace/reports/R-XAA")
    assert db.session.scalar(select(func.count()).select_from(Report)) == 1
    assert "Typed for an hour" not in words(opened(browser.client, kept).main)


def test_what_was_typed_is_given_to_nobody_else(at: Desk, db: SQLAlchemy) -> None:
    sent_late(at.enter("focal"), db, PAGE, **FRAME)

    others = opened(at.enter("colleague").client, "/account/unsent?to=" + PAGE)

    assert "Typed for an hour" not in words(others.main)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"old_password": "a phrase"}, "a password is never kept"),
        ({"code": "123456"}, "nor is a code"),
        ({"csrf_token": "x"}, "no form of ours"),
    ],
)
def test_what_must_not_be_kept_is_not(
    at: Desk, db: SQLAlchemy, fields: dict[str, str], why: str
) -> None:
    browser = at.enter("focal")
    if "csrf_token" in fields:
        sent_late(browser, db, PAGE)
        answer = browser.client.post(PAGE, data={**FRAME, **fields})
    else:
        answer = sent_late(browser, db, PAGE, **FRAME, **fields)

    assert "unsent" not in answer.location, why


@pytest.mark.parametrize("to", ["//example.org/", "https://example.org/", "/\\example.org"])
def test_form_is_sent_to_this_site_alone(at: Desk, to: str) -> None:
    answer = at.enter("focal").client.get("/account/unsent", query_string={"to": to})

    assert answer.status_code == 400

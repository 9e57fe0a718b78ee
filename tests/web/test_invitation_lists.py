"""The pages on which administrators invite many people at once and see what became of it."""

import io

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories, people
from tests.people import Browser
from tracker.accounts.models import Invitation
from tracker.policy.predicates import Role

PAGE = "/admin/invitations/list"
LIST = "Amina\tamina@example.org\tfocal point\tXAA\ten\nBo\tbo\treviewer\t\t"


@pytest.fixture
def ada(db: SQLAlchemy, client: FlaskClient) -> Browser:
    factories.state("XAA")
    made = people.holder(Role.ADMINISTRATOR)
    db.session.commit()
    return Browser(client).enter(made)


def confirmed(browser: Browser, shown: BeautifulSoup):  # type: ignore[no-untyped-def]
    form = shown.find("form", action=f"{PAGE}/send")
    fields = {each["name"]: each.get("value", "") for each in form.find_all("input")}
    return browser.client.post(f"{PAGE}/send", data=fields)


def checked(browser: Browser, **fields: object) -> BeautifulSoup:
    answer = browser.send(PAGE, **(fields or {"lines": LIST}))
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def test_a_list_is_checked_then_sent(ada: Browser, app: Flask, db: SQLAlchemy) -> None:
    shown = checked(ada)
    rows = shown.select("tbody tr")
    assert [bool(row.select(".wrong")) for row in rows] == [False, True]
    assert db.session.query(Invitation).count() == 0

    answer = confirmed(ada, shown)

    links = BeautifulSoup(answer.text, "html.parser").find(id="links")
    assert answer.status_code == 200
    assert "amina@example.org" in links.text
    assert "/invitation/" in links.text
    db.session.rollback()
    assert [row.email for row in db.session.query(Invitation)] == ["amina@example.org"]


def test_a_list_that_is_sent_twice_invites_once(ada: Browser, db: SQLAlchemy) -> None:
    shown = checked(ada)

    assert [confirmed(ada, shown).status_code for _time in range(2)] == [200, 409]
    assert db.session.query(Invitation).count() == 1


def test_links_are_not_shown_where_mail_goes_out(
    ada: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MAIL_URL", "smtp://127.0.0.1:1")

    answer = confirmed(ada, checked(ada))

    assert "/invitation/" not in answer.text
    assert "/invitation/" in (people.letters("invitation")[-1].body_text or "")


def test_a_file_is_taken_like_a_pasted_text(ada: Browser) -> None:
    file = (io.BytesIO(LIST.replace("\t", ";").encode("utf-16")), "people.csv")

    shown = checked(ada, lines="", file=file)

    assert len(shown.select("tbody tr")) == 2
    assert "amina@example.org" in shown.find("textarea").text


@pytest.mark.parametrize("kind", ["lines", "file"])
def test_a_list_that_cannot_be_read_says_why(ada: Browser, kind: str) -> None:
    fields = {"lines": {"lines": " "}, "file": {"file": (io.BytesIO(b"%PDF"), "a.pdf")}}
    answer = ada.send(PAGE, **fields[kind])

    assert answer.status_code == 422
    assert BeautifulSoup(answer.text, "html.parser").select("#errors li")


def test_texts_of_a_list_are_shown_as_texts(ada: Browser) -> None:
    shown = checked(ada, lines="<b>Bo</b>\tbo@example.org\treviewer\t<i>x</i>\t")

    assert not shown.select("td b, td i")


def test_invitations_are_listed_by_what_became_of_them(ada: Browser, db: SQLAlchemy) -> None:
    confirmed(ada, checked(ada))
    row = db.session.query(Invitation).one()
    page = "/admin/invitations"
    again = f"{page}/{row.public_id}/again"

    assert "amina@example.org" in ada.client.get(f"{page}?standing=open").text
    assert "amina@example.org" not in ada.client.get(f"{page}?standing=accepted").text
    assert ada.send(page, again).status_code == 409
    assert ada.send(page, f"{page}/{row.public_id}/revoke").status_code == 303
    assert again not in ada.client.get(f"{page}?standing=cancelled").text
    assert ada.client.get(f"{page}?standing=lost").status_code == 400

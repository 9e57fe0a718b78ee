"""The second factor: set up, lost, given up; recovery codes that work once."""

import re

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import people
from tests.people import PASSWORD, Browser
from tracker.accounts.models import RecoveryCode
from tracker.policy.predicates import Role


def set_up(browser: Browser, code: str | None = None):  # type: ignore[no-untyped-def]
    page = browser.client.get("/account/second-factor").text
    key = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', page).group(1).replace(" ", "")
    sealed = re.search(r'name="sealed"[^>]*value="([^"]+)"', page).group(1)
    given = pyotp.TOTP(key).now() if code is None else code
    return browser.send("/account/second-factor", code=given, sealed=sealed)


def test_a_role_gives_no_right_until_the_factor_is_set_up(db: SQLAlchemy, browser: Browser) -> None:
    ada = people.user()
    people.membership(ada, Role.ADMINISTRATOR)
    db.session.commit()
    browser.sign_in(ada.email)

    led = browser.client.get("/admin/accounts")
    before = browser.cookie()
    answer = set_up(browser)

    assert led.location == "/account/second-factor"
    assert answer.status_code == 200
    assert browser.cookie() != before
    assert browser.client.get("/admin/accounts").status_code == 200
    assert [event.actor for event in people.events("accounts:second-factor:set-up")] == [
        ada.public_id
    ]


def test_a_wrong_first_code_stores_nothing(db: SQLAlchemy, browser: Browser) -> None:
    ada = people.user()
    db.session.commit()
    browser.enter(ada)

    answer = set_up(browser, code="000000")

    db.session.rollback()
    assert answer.status_code == 422
    assert "svg" in answer.text
    assert ada.totp_secret is None


def test_a_seed_sealed_for_another_person_is_refused(
    app: Flask, db: SQLAlchemy, client: FlaskClient
) -> None:
    ada, bob = people.user(), people.user()
    db.session.commit()
    mine, theirs = Browser(app.test_client()).enter(ada), Browser(app.test_client()).enter(bob)
    page = mine.client.get("/account/second-factor").text
    key = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', page).group(1).replace(" ", "")
    sealed = re.search(r'name="sealed"[^>]*value="([^"]+)"', page).group(1)

    answer = theirs.send("/account/second-factor", code=pyotp.TOTP(key).now(), sealed=sealed)

    assert answer.status_code == 422


def test_the_seed_is_not_readable_in_the_database(db: SQLAlchemy, browser: Browser) -> None:
    ada = people.with_second_factor()

    assert people.SECRET not in (ada.totp_secret or "")


def test_the_code_that_set_it_up_does_not_sign_in(
    app: Flask, db: SQLAlchemy, client: FlaskClient
) -> None:
    ada = people.user()
    db.session.commit()
    browser = Browser(app.test_client()).enter(ada)
    page = browser.client.get("/account/second-factor").text
    key = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', page).group(1).replace(" ", "")
    sealed = re.search(r'name="sealed"[^>]*value="([^"]+)"', page).group(1)
    code = pyotp.TOTP(key).now()
    browser.send("/account/second-factor", code=code, sealed=sealed)

    other = Browser(app.test_client())
    other.sign_in(ada.email)

    assert other.send("/sign-in/second-factor", code=code).status_code == 422


def test_each_recovery_code_works_once(app: Flask, db: SQLAlchemy, client: FlaskClient) -> None:
    ada = people.user()
    db.session.commit()
    browser = Browser(app.test_client()).enter(ada)
    shown = re.findall(r"<li><code>([a-z2-7-]+)</code>", set_up(browser).text)
    stored = [row.code_hash for row in db.session.query(RecoveryCode)]

    statuses = []
    for code in (shown[0], shown[0], shown[1].upper().replace("-", " ")):
        other = Browser(app.test_client())
        other.sign_in(ada.email)
        statuses.append(other.send("/sign-in/second-factor", code=code).status_code)

    assert len(set(shown)) == 10
    assert not set(shown) & set(stored)
    assert statuses == [303, 422, 303]


def test_new_recovery_codes_void_the_old_ones(
    app: Flask, db: SQLAlchemy, client: FlaskClient
) -> None:
    ada = people.user()
    db.session.commit()
    browser = Browser(app.test_client()).enter(ada)
    old = re.findall(r"<li><code>([a-z2-7-]+)</code>", set_up(browser).text)
    page, action = "/account/second-factor", "/account/second-factor/recovery-codes"

    refused = browser.send(page, action, password="not mine at all")
    new = re.findall(
        r"<li><code>([a-z2-7-]+)</code>", browser.send(page, action, password=PASSWORD).text
    )
    other = Browser(app.test_client())
    other.sign_in(ada.email)

    assert refused.status_code == 422
    assert not set(old) & set(new)
    assert other.send("/sign-in/second-factor", code=old[0]).status_code == 422
    assert other.send("/sign-in/second-factor", code=new[0]).status_code == 303


def test_giving_it_up_takes_the_rights_away(db: SQLAlchemy, browser: Browser) -> None:
    ada = people.holder(Role.ADMINISTRATOR)
    db.session.commit()
    browser.enter(ada)

    answer = browser.send(
        "/account/second-factor", "/account/second-factor/remove", password=PASSWORD
    )

    assert answer.status_code == 303
    assert browser.client.get("/admin/accounts").location == "/account/second-factor"
    assert len(people.letters("second-factor-changed")) == 1


@pytest.mark.parametrize("own", [True, False], ids=["own", "another's"])
def test_administrators_help_others_who_lost_it(
    app: Flask, db: SQLAlchemy, client: FlaskClient, own: bool
) -> None:
    ada, bob = people.holder(Role.ADMINISTRATOR), people.holder(Role.REVIEWER)
    db.session.commit()
    admin, lost = Browser(app.test_client()).enter(ada), Browser(app.test_client()).enter(bob)
    whose = ada if own else bob

    answer = admin.send(
        "/admin/organisations", f"/admin/accounts/{whose.public_id}/second-factor/remove"
    )

    db.session.rollback()
    assert answer.status_code == (404 if own else 303)
    assert (whose.totp_secret is None) is not own
    assert lost.client.get("/account").status_code == (200 if own else 303)

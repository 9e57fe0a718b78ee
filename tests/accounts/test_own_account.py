"""What people do to their own account, and what nobody does to another's."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import people
from tests.people import PASSWORD, Browser
from tracker.accounts import sessions, tokens
from tracker.accounts.models import APIToken
from tracker.policy.predicates import Held, Role

NOON = datetime(2030, 5, 1, 12, tzinfo=UTC)
NEW = "another phrase that nobody guesses"


def test_a_changed_password_ends_the_other_sessions(
    app: Flask, db: SQLAlchemy, client: FlaskClient
) -> None:
    ada = people.user()
    db.session.commit()
    here, there = Browser(app.test_client()).enter(ada), Browser(app.test_client()).enter(ada)
    before = here.cookie()

    answer = here.send("/account/password", old=PASSWORD, new=NEW)

    assert answer.status_code == 303
    assert here.cookie() != before
    assert here.client.get("/account").status_code == 200
    assert there.client.get("/account").status_code == 303
    assert there.sign_in(ada.email, NEW).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [("not it at all", NEW, "old"), (PASSWORD, "short", "new"), (PASSWORD, "password1", "new")],
)
def test_a_password_is_not_changed_without_reason(
    db: SQLAlchemy, browser: Browser, old: str, new: str, field: str
) -> None:
    ada = people.user()
    db.session.commit()

    answer = browser.enter(ada).send("/account/password", old=old, new=new)

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text


def test_preferences_are_kept(db: SQLAlchemy, browser: Browser) -> None:
    ada = people.user()
    db.session.commit()
    browser.enter(ada)

    browser.send("/account/preferences", name="Zoë 中文", language="fr", notify_reminders="y")

    db.session.rollback()
    assert (ada.name, ada.language) == ("Zoë 中文", "fr")
    assert (ada.notify_decisions, ada.notify_reminders) == (False, True)


def test_only_the_listed_fields_can_be_written(db: SQLAlchemy, browser: Browser) -> None:
    ada = people.user()
    db.session.commit()
    email, key = ada.email, ada.public_id
    browser.enter(ada)

    browser.send(
        "/account/preferences",
        **{"name": "Ada", "language": "en", "email": "x@example.org", "public_id": "x"},
        **{"disabled_at": "", "totp_secret": "", "password_hash": "x", "role": "administrator"},
    )

    db.session.rollback()
    assert (ada.email, ada.public_id, ada.memberships) == (email, key, [])


def test_a_new_address_is_used_once_confirmed(db: SQLAlchemy, browser: Browser) -> None:
    ada = people.user()
    db.session.commit()
    old = ada.email
    browser.enter(ada)

    browser.send("/account/email", email="New@Example.org", password=PASSWORD)
    link = people.link("address-confirm")
    unchanged = ada.email
    browser.send(link)

    db.session.rollback()
    db.session.expire_all()
    assert (unchanged, ada.email) == (old, "new@example.org")
    assert people.letters("address-changed")[0].recipient == old
    assert browser.send(link).status_code == 404, "the link works once"


def test_an_address_of_somebody_else_is_neither_taken_nor_told(
    db: SQLAlchemy, browser: Browser
) -> None:
    ada, bob = people.user(), people.user()
    db.session.commit()
    browser.enter(ada)

    taken = browser.send("/account/email", email=bob.email, password=PASSWORD)
    free = browser.send("/account/email", email="free@example.org", password=PASSWORD)

    assert (taken.status_code, taken.location) == (free.status_code, free.location)
    assert [letter.recipient for letter in people.letters("address-confirm")] == [
        "free@example.org"
    ]


def test_another_persons_link_confirms_nothing(
    app: Flask, db: SQLAlchemy, client: FlaskClient
) -> None:
    ada, bob = people.user(), people.user()
    db.session.commit()
    mine, theirs = Browser(app.test_client()).enter(ada), Browser(app.test_client()).enter(bob)
    mine.send("/account/email", email="new@example.org", password=PASSWORD)

    assert theirs.send(people.link("address-confirm")).status_code == 404


def test_one_session_is_ended_from_another(app: Flask, db: SQLAlchemy, client: FlaskClient) -> None:
    ada = people.user()
    db.session.commit()
    here, there = Browser(app.test_client()).enter(ada), Browser(app.test_client()).enter(ada)
    other = sessions.find(there.cookie()).public_id

    answer = here.send("/account", f"/account/sessions/{other}/end")

    assert answer.status_code == 303
    assert there.client.get("/account").status_code == 303
    assert here.client.get("/account").status_code == 200


def made_token(browser: Browser, **more: object) -> str:
    fields = {"name": "Sheet", "scopes": ["reports:write"], "days": "30", "password": PASSWORD}
    page = browser.send("/account/tokens/new", **{**fields, **more})
    assert page.status_code == 200
    return page.text.split('value="ct_')[1].split('"')[0].join(("ct_", ""))


def test_a_token_is_shown_once_and_stored_hashed(db: SQLAlchemy, browser: Browser) -> None:
    ada = people.user()
    people.membership(ada, Role.CONTRIBUTOR, organisation_id=people.saved(organisation()).id)
    db.session.commit()
    browser.enter(ada)

    token = made_token(browser)

    db.session.rollback()
    row = db.session.query(APIToken).one()
    bearer = tokens.bearer_of(token)
    assert token not in browser.client.get("/account").text
    assert row.secret_hash not in token
    assert bearer.actor.key == ada.public_id
    assert bearer.scopes == {tokens.Scope.REPORTS_WRITE}
    assert len(people.letters("token-made")) == 1


def organisation():  # type: ignore[no-untyped-def]
    from tests.factories import organisation as make

    return make()


def test_a_token_never_carries_a_role_that_needs_a_factor(
    states: None, db: SQLAlchemy, browser: Browser
) -> None:
    ada = people.holder(Role.ADMINISTRATOR)
    people.membership(ada, Role.VALIDATING_AUTHORITY, state="XAA")
    people.membership(ada, Role.FOCAL_POINT, state="XAA")
    db.session.commit()

    token = made_token(browser.enter(ada))

    assert tokens.bearer_of(token).actor.held == {Held(Role.FOCAL_POINT, "XAA")}


def test_an_authority_with_a_factor_may_make_a_token_that_clears(
    states: None, db: SQLAlchemy, browser: Browser
) -> None:
    ada, ben = people.holder(Role.ADMINISTRATOR), people.user()
    authority = people.membership(ada, Role.VALIDATING_AUTHORITY, state="XAA")
    people.membership(ben, Role.FOCAL_POINT, state="XAA")
    db.session.commit()
    clears = {"scopes": ["reports:clear"], "name": "Sheet", "password": PASSWORD}

    token = made_token(browser.enter(ada), scopes=["reports:clear", "records:read"], days="90")
    too_long = browser.send("/account/tokens/new", **clears, days="365")
    others = browser.enter(ben).client.get("/account/tokens/new").text
    refused = browser.send("/account/tokens/new", **clears, days="30")

    assert tokens.bearer_of(token).actor.held == {Held(Role.VALIDATING_AUTHORITY, "XAA")}
    assert (too_long.status_code, refused.status_code) == (422, 422)
    assert "reports:clear" not in others
    people.change(ada, totp_secret=None)
    assert tokens.bearer_of(token).actor.held == frozenset()
    people.change(
        ada, totp_secret=people.encryption.encrypt(people.SECRET, purpose="one-time codes")
    )
    people.change(authority, ended_at=people.clock.now())
    assert tokens.bearer_of(token).actor.held == frozenset()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: token[:-1] + ("a" if token[-1] != "a" else "b"),
        lambda token: token.upper(),
        lambda token: "",
        lambda token: "ct_",
        lambda token: token + "\x00",
        lambda token: token.split("_")[1],
        lambda token: "xx" + token[2:],
        lambda token: "ct_" + "\ud800" + token,
    ],
)
def test_what_is_not_the_token_speaks_for_nobody(db: SQLAlchemy, browser: Browser, spoil) -> None:
    ada = people.user()
    db.session.commit()
    token = made_token(browser.enter(ada))

    assert tokens.bearer_of(token) is not None
    assert tokens.bearer_of(spoil(token)) is None


@pytest.mark.parametrize("how", ["expired", "ended", "closed"])
def test_a_token_ends(db: SQLAlchemy, browser: Browser, how: str) -> None:
    ada = people.user()
    db.session.commit()
    with time_machine.travel(NOON, tick=False) as now:
        token = made_token(browser.enter(ada))
        if how == "ended":
            browser.send("/account", f"/account/tokens/{token.split('_')[1]}/end")
        if how == "closed":
            people.change(ada, disabled_at=NOON)
        if how == "expired":
            now.shift(timedelta(days=31))

        db.session.rollback()
        assert tokens.bearer_of(token) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 101), ("scopes", []), ("scopes", ["all"]), ("days", "9999")],
)
def test_tokens_are_checked_field_by_field(
    db: SQLAlchemy, browser: Browser, field: str, value: object
) -> None:
    ada = people.user()
    db.session.commit()
    fields = {"name": "Sheet", "scopes": ["reports:write"], "days": "30", "password": PASSWORD}

    answer = browser.enter(ada).send("/account/tokens/new", **{**fields, field: value})

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text


def test_a_cookie_in_the_wrong_place_is_no_session(
    app: Flask, db: SQLAlchemy, client: FlaskClient
) -> None:
    for cookie in ("", "x" * 43, "x" * 3000, "ü" * 43, "a.b.c"):
        other = app.test_client()
        other.set_cookie("session", cookie)

        assert other.get("/account").status_code == 303
        assert other.get("/about").status_code == 200

"""What ends with a password: every way of proving anew who one is ends the API tokens too."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import people
from tests.people import PASSWORD, Browser
from tracker.accounts import tokens
from tracker.accounts.models import UserAccount
from tracker.core.db import writing
from tracker.policy.predicates import Role

NEW = "another phrase that nobody guesses"


def token_of(user: UserAccount) -> str:
    with writing():
        made = tokens.make(
            people.actor(user), user, name="Sheet", scopes=["reports:write"], days=90
        )
        people.db.session.commit()
    return made


def reset(app: Flask, user: UserAccount) -> None:
    browser = Browser(app.test_client())
    browser.send("/reset", email=user.email)
    assert browser.send(people.link("password-reset"), password=NEW).status_code == 303


def change(app: Flask, user: UserAccount) -> None:
    browser = Browser(app.test_client()).enter(user)
    assert browser.send("/account/password", old=PASSWORD, new=NEW).status_code == 303


def sign_out_everywhere(app: Flask, user: UserAccount) -> None:
    browser = Browser(app.test_client()).enter(user)
    assert browser.send("/account", "/sign-out/everywhere").status_code == 303


def by_administrator(act: str) -> Callable[[Flask, UserAccount], None]:
    def end(app: Flask, user: UserAccount) -> None:
        office = people.holder(Role.ADMINISTRATOR)
        people.db.session.commit()
        browser = Browser(app.test_client()).enter(office)
        answer = browser.send("/admin/organisations", f"/admin/accounts/{user.public_id}/{act}")
        assert answer.status_code == 303

    return end


def erase(app: Flask, user: UserAccount) -> None:
    email = user.email
    people.db.session.remove()
    assert app.test_cli_runner().invoke(args=["users", "erase", email]).exit_code == 0


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        (reset, "whoever knew the old password may have made them"),
        (change, "likewise"),
        (sign_out_everywhere, "everywhere means programs too"),
        (by_administrator("sign-out"), "likewise, done by an administrator"),
        (by_administrator("second-factor/remove"), "the telephone may be in other hands"),
        (by_administrator("disable"), "the account is closed"),
        (erase, "nobody is left to speak for"),
    ],
)
def test_every_api_token_ends(
    app: Flask, db: SQLAlchemy, client: FlaskClient, end: Callable, reason: str
) -> None:
    ada, other = people.with_second_factor(), people.user()
    db.session.commit()
    mine, theirs = [token_of(ada), token_of(ada)], token_of(other)

    end(app, ada)

    db.session.rollback()
    assert [tokens.bearer_of(token) for token in mine] == [None, None], reason
    assert tokens.bearer_of(theirs) is not None, "nobody else's"
    asked = app.test_client().get("/api/v1/states", headers={"Authorization": f"Bearer {mine[0]}"})
    assert asked.status_code == 401


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("/account/preferences", {"name": "Ada", "language": "fr"}),
        ("/account/email", {"email": "new@example.org", "password": PASSWORD}),
        ("/account/password", {"old": "not it at all", "new": NEW}),
    ],
)
def test_other_changes_end_no_token(
    app: Flask, db: SQLAlchemy, browser: Browser, page: str, fields: dict[str, str]
) -> None:
    ada = people.user()
    db.session.commit()
    token = token_of(ada)

    browser.enter(ada).send(page, **fields)

    db.session.rollback()
    assert tokens.bearer_of(token) is not None

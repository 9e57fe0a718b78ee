"""``flask users``: where the first administrator comes from."""

import pytest
from flask.testing import FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy

from tests import people
from tests.people import Browser
from tracker.accounts.queries import find_user_by_address

WORD = "a phrase that nobody guesses"


def test_an_account_is_made_with_the_password_from_input(
    states: None, db: SQLAlchemy, cli: FlaskCliRunner, browser: Browser
) -> None:
    arguments = ["users", "add", "Ada@Example.org", "--role", "focal_point", "--state", "xaa"]

    made = cli.invoke(args=arguments, input=f"{WORD}\n")
    again = cli.invoke(args=arguments, input=f"{WORD}\n")

    assert made.exit_code == 0, made.output
    assert again.exit_code == 1
    assert WORD not in made.output
    assert browser.sign_in("ada@example.org", WORD).status_code == 303
    assert people.events("accounts:account:added")[0].actor == "operator"


def test_without_a_password_a_link_is_printed(
    states: None, db: SQLAlchemy, cli: FlaskCliRunner, browser: Browser
) -> None:
    said = cli.invoke(args=["users", "add", "ada@example.org", "--role", "administrator"])

    link = said.output.strip().splitlines()[-1]
    assert said.exit_code == 0
    path = link.removeprefix("http://127.0.0.1:5000")
    assert browser.client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("arguments", "word", "reason"),
    [
        (["ada", "--role", "reviewer"], WORD, "no address"),
        (["ada@example.org", "--role", "operator"], WORD, "no role that is held"),
        (["ada@example.org", "--role", "focal_point"], WORD, "no state"),
        (["ada@example.org", "--role", "focal_point", "--state", "ZZZ"], WORD, "unknown state"),
        (["ada@example.org", "--role", "contributor"], WORD, "no organisation"),
        (["ada@example.org", "--role", "contributor", "--organisation", "x"], WORD, "unknown"),
        (["ada@example.org", "--role", "reviewer"], "password1", "a common password"),
        (["ada@example.org"], WORD, "no role"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_made(
    states: None, db: SQLAlchemy, cli: FlaskCliRunner, arguments: list[str], word: str, reason: str
) -> None:
    said = cli.invoke(args=["users", "add", *arguments], input=f"{word}\n")

    assert said.exit_code != 0, reason
    assert find_user_by_address("ada@example.org") is None


def test_accounts_are_listed_and_closed(
    db: SQLAlchemy, cli: FlaskCliRunner, browser: Browser
) -> None:
    ada = people.user(email="ada@example.org")
    db.session.commit()
    browser.enter(ada)

    tried = cli.invoke(args=["users", "disable", "ada@example.org", "--dry-run"])
    still = browser.client.get("/account").status_code
    closed = cli.invoke(args=["users", "disable", "ada@example.org"])
    again = cli.invoke(args=["users", "disable", "ada@example.org"])
    listed = cli.invoke(args=["users", "list"])

    assert (tried.exit_code, still, closed.exit_code, again.exit_code) == (0, 200, 0, 1)
    assert browser.client.get("/account").status_code == 303
    assert "ada@example.org" in listed.output
    assert "closed" in listed.output


def test_many_accounts_are_listed_to_the_last(db: SQLAlchemy, cli: FlaskCliRunner) -> None:
    for _number in range(120):
        people.user()
    db.session.commit()

    listed = cli.invoke(args=["users", "list"])

    lines = [line for line in listed.output.splitlines() if "@example.org" in line]
    assert len(lines) == len(set(lines)) == 120

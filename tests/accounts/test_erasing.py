"""An erased account leaves nothing by which the person could be known, and breaks no record."""

from flask.testing import FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy

from tests import people
from tests.factories import saved
from tests.people import Browser
from tests.traces import places
from tracker.accounts import invitations
from tracker.accounts.actor import OPERATOR
from tracker.accounts.models import AccountRequest, UserAccount
from tracker.audit import trail
from tracker.policy.predicates import Held, Role

NAME, ADDRESS = "Invented Personne", "personne@example.org"


def somebody(db: SQLAlchemy) -> UserAccount:
    """A person whose name or address is in every table that can hold one."""
    made = people.with_second_factor(name=NAME, email=ADDRESS)
    people.membership(made, Role.FOCAL_POINT, state="XAA")
    people.session_of(made)
    asked = {"name": NAME, "email": ADDRESS, "organisation": NAME, "reason": f"Ask {NAME}"}
    more = {"public_id": made.public_id, "role": "focal_point", "language": "en"}
    saved(AccountRequest(**asked, **more, created_at=made.created_at))
    db.session.commit()
    return made


def test_nothing_by_which_the_person_could_be_known_is_left(
    states: None, db: SQLAlchemy, cli: FlaskCliRunner
) -> None:
    somebody(db)
    invitations.invite(OPERATOR, email=ADDRESS, held=Held(Role.REVIEWER))
    db.session.commit()
    before = places(db, NAME, ADDRESS)

    seen = cli.invoke(args=["users", "erase", ADDRESS])
    db.session.rollback()

    assert seen.exit_code == 0, seen.output
    assert {"user_account.name", "user_account.email", "invitation.email"} <= set(before)
    assert {"outbox_mail.recipient", "account_request.reason"} <= set(before)
    assert places(db, NAME, ADDRESS) == []


def test_what_the_person_did_stays_under_an_opaque_key(
    states: None, db: SQLAlchemy, cli: FlaskCliRunner
) -> None:
    key = somebody(db).public_id

    cli.invoke(args=["users", "erase", ADDRESS])
    db.session.rollback()

    assert [event.subject for event in people.events("accounts:account:erased")] == [f"user:{key}"]
    assert people.events("accounts:membership:ended")[0].subject == f"user:{key}"
    assert trail.verify().fault is None


def test_nobody_can_sign_in_with_it_and_open_sessions_end(
    states: None, db: SQLAlchemy, cli: FlaskCliRunner, browser: Browser
) -> None:
    made = somebody(db)
    browser.enter(made)
    assert browser.client.get("/account").status_code == 200

    cli.invoke(args=["users", "erase", ADDRESS])

    assert browser.client.get("/account").status_code != 200
    assert browser.sign_in(ADDRESS).status_code != 303


def test_the_address_is_free_for_a_new_account(
    states: None, db: SQLAlchemy, cli: FlaskCliRunner
) -> None:
    somebody(db)
    cli.invoke(args=["users", "erase", ADDRESS])

    again = cli.invoke(
        args=["users", "add", ADDRESS, "--role", "administrator"], input=f"{people.PASSWORD}\n"
    )

    assert again.exit_code == 0, again.output


def test_a_dry_run_and_a_second_time_change_nothing(
    states: None, db: SQLAlchemy, cli: FlaskCliRunner
) -> None:
    somebody(db)

    tried = cli.invoke(args=["users", "erase", ADDRESS, "--dry-run"])
    db.session.rollback()
    assert "user_account.email" in places(db, ADDRESS)

    cli.invoke(args=["users", "erase", ADDRESS])
    twice = cli.invoke(args=["users", "erase", ADDRESS])
    assert (tried.exit_code, twice.exit_code) == (0, 1)

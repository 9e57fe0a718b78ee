"""Invitations, requests and forgotten passwords; links that work once and tell nothing."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories, people
from tests.people import PASSWORD, Browser
from tracker.accounts import invitations, requests
from tracker.accounts.actor import OPERATOR
from tracker.accounts.mail import templates
from tracker.accounts.models import AccountRequest, Invitation, PasswordReset
from tracker.accounts.queries import find_user_by_address
from tracker.policy.predicates import Held, Role

NOON = datetime(2030, 5, 1, 12, tzinfo=UTC)
NEW = "another phrase that nobody guesses"


def invited(db: SQLAlchemy, email: str = "guest@example.org", held: Held | None = None) -> str:
    invitations.invite(OPERATOR, email=email, held=held or Held(Role.FOCAL_POINT, state="XAA"))
    db.session.commit()
    return people.link("invitation")


def asked(browser: Browser, **more: str):  # type: ignore[no-untyped-def]
    fields = {"name": "Guest", "email": "guest@example.org", "organisation": "An office"}
    fields |= {"role": "focal_point", "reason": "Ask the ministry.", **more}
    return browser.send("/join", **fields)


def test_an_invited_person_makes_an_account_and_holds_the_role(
    states: None, db: SQLAlchemy, browser: Browser
) -> None:
    link = invited(db)

    answer = browser.send(link, name="  Guest of honour ", password=NEW)

    db.session.rollback()
    user = find_user_by_address("guest@example.org")
    assert (answer.status_code, answer.location) == (303, "/account/second-factor")
    assert user.name == "Guest of honour"
    assert [(row.role, row.state) for row in user.memberships] == [("focal_point", "XAA")]
    assert "Examplia" in browser.client.get("/account").text


@pytest.mark.parametrize(
    ("later", "revoked", "used", "status"),
    [
        (timedelta(days=13), False, False, 200),
        (timedelta(days=15), False, False, 404),
        (timedelta(), True, False, 404),
        (timedelta(), False, True, 404),
    ],
    ids=["in time", "too late", "taken back", "used before"],
)
def test_an_invitation_holds_once_and_for_its_time(
    states: None,
    db: SQLAlchemy,
    app: Flask,
    client: FlaskClient,
    later: timedelta,
    revoked: bool,
    used: bool,
    status: int,
) -> None:
    with time_machine.travel(NOON, tick=False) as now:
        link = invited(db)
        if revoked:
            row = db.session.query(Invitation).one()
            invitations.revoke(OPERATOR, public_id=row.public_id)
            db.session.commit()
        if used:
            assert Browser(app.test_client()).send(link, name="A", password=NEW).status_code == 303
        now.shift(later)

        assert app.test_client().get(link).status_code == status


def test_opening_an_invitation_does_not_use_it(
    states: None, db: SQLAlchemy, client: FlaskClient
) -> None:
    link = invited(db)

    assert [client.get(link).status_code for _time in range(3)] == [200] * 3


def test_inviting_again_voids_the_first_link(
    states: None, db: SQLAlchemy, client: FlaskClient
) -> None:
    first, second = invited(db), invited(db)

    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


def test_who_has_an_account_accepts_while_signed_in(
    states: None, app: Flask, db: SQLAlchemy, client: FlaskClient
) -> None:
    ada, bob = people.user(), people.user()
    db.session.commit()
    link = invited(db, ada.email)
    guest = Browser(app.test_client())
    mine, theirs = Browser(app.test_client()).enter(ada), Browser(app.test_client()).enter(bob)

    page = guest.client.get(link).text
    token = people.form_token(guest.client.get("/reset").text)
    again = guest.client.post(link, data={"name": "X", "password": NEW, "csrf_token": token})
    foreign = theirs.send("/account", f"{link}/accept")
    own = mine.send(link, f"{link}/accept")

    assert "/sign-in?next=" in page
    assert again.status_code == 409
    assert foreign.status_code == 404
    assert own.status_code == 303
    assert "Focal point" in mine.client.get("/account").text


def test_a_weak_password_leaves_the_invitation_open(
    states: None, db: SQLAlchemy, browser: Browser
) -> None:
    link = invited(db)

    refused = browser.send(link, name="", password="password1")

    assert refused.status_code == 422
    assert 'href="#name"' in refused.text
    assert 'href="#password"' in refused.text
    assert "password1" not in refused.text
    assert browser.send(link, name="Guest", password=NEW).status_code == 303


def test_no_invitation_is_accepted_with_a_role_of_ones_own_choice(
    states: None, db: SQLAlchemy, browser: Browser
) -> None:
    link = invited(db)

    browser.send(
        link, name="Guest", password=NEW, role="administrator", state="XBB", email="x@y.org"
    )

    db.session.rollback()
    user = find_user_by_address("guest@example.org")
    assert [(row.role, row.state) for row in user.memberships] == [("focal_point", "XAA")]
    assert find_user_by_address("x@y.org") is None


def test_asking_for_an_account_tells_nothing_about_accounts(
    app: Flask, db: SQLAlchemy, client: FlaskClient
) -> None:
    ada = people.user()
    db.session.commit()
    answers = [
        asked(Browser(app.test_client()), email=email)
        for email in (ada.email, "stranger@example.org")
    ]

    assert {(one.status_code, one.location, one.text) for one in answers} == {
        (303, "/join?done=1", answers[0].text)
    }
    db.session.rollback()
    assert db.session.query(AccountRequest).count() == 2


@pytest.mark.parametrize(
    ("field", "text", "status"),
    [
        ("name", "", 422),
        ("name", "x" * 201, 422),
        ("name", "two\nlines", 422),
        ("email", "nobody", 422),
        ("organisation", "", 422),
        ("role", "administrator", 422),
        ("role", "operator", 422),
        ("reason", "x" * 2001, 422),
        ("reason", "nul \x00 byte", 400),
        ("name", "Ṡ̷̢u̸r̵v̴ị̶v̸o̴r̷ 🙂 عبد", 303),
    ],
)
def test_requests_are_checked_field_by_field(
    db: SQLAlchemy, browser: Browser, field: str, text: str, status: int
) -> None:
    answer = asked(browser, **{field: text})

    assert answer.status_code == status
    if status == 422:
        assert f'href="#{field}"' in answer.text


def test_requests_for_one_address_are_counted(db: SQLAlchemy, browser: Browser) -> None:
    statuses = [asked(browser).status_code for _number in range(4)]

    assert statuses == [303, 303, 303, 429]
    assert len(people.letters("request-received")) == 1


def test_administrators_are_told_and_read_nothing_of_it(
    app: Flask, db: SQLAlchemy, browser: Browser
) -> None:
    seen = people.holder(Role.ADMINISTRATOR)
    tired, closed = people.holder(Role.ADMINISTRATOR), people.holder(Role.ADMINISTRATOR)
    former, _reviewer = people.with_second_factor(), people.holder(Role.REVIEWER)
    people.membership(former, Role.ADMINISTRATOR, ended_at=NOON)
    db.session.commit()
    people.change(tired, notify_requests=False)
    people.change(closed, disabled_at=NOON)

    asked(browser, name="Zarathustra", organisation="Quiet office", reason="Ask Melchior.")

    (letter,) = people.letters("request-waiting")
    assert letter.recipient == seen.email
    assert "/admin/requests" in letter.body_text
    written = f"{letter.subject} {letter.body_text} {letter.body_html}"
    for secret in ("Zarathustra", "Quiet office", "Melchior", "guest@example.org"):
        assert secret not in written
    assert people.link("request-waiting").startswith(("/admin/requests", "/letters/stop/"))


def test_a_heap_of_requests_writes_few_letters(
    app: Flask, db: SQLAlchemy, browser: Browser
) -> None:
    admin = people.holder(Role.ADMINISTRATOR)
    db.session.commit()
    for number in range(4):
        asked(browser, email=f"guest{number}@example.org")
    waiting = [letter.body_text.split(".")[0] for letter in people.letters("request-waiting")]
    for row in db.session.query(AccountRequest):
        requests.decline(people.actor(admin), public_id=row.public_id)
    db.session.commit()

    asked(browser, email="late@example.org")

    assert [text[:1] for text in waiting] == ["1", "2"]
    # Once all were decided, the next is news again.
    assert len(people.letters("request-waiting")) == 3


def test_an_approved_request_becomes_an_invitation(
    states: None,
    app: Flask,
    db: SQLAlchemy,
    client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(app.config, "MAIL_URL", "smtp://127.0.0.1:1")
    ada = people.holder(Role.ADMINISTRATOR)
    db.session.commit()
    asked(Browser(app.test_client()))
    row = db.session.query(AccountRequest).one()
    admin = Browser(app.test_client()).enter(ada)
    page = f"/admin/requests/{row.public_id}"

    wrong = admin.send(page, f"{page}/approve", role="focal_point", state="", organisation="")
    right = admin.send(page, f"{page}/approve", role="focal_point", state="XAA", organisation="")
    again = admin.send(
        "/admin/organisations", f"{page}/approve", role="reviewer", state="", organisation=""
    )

    assert (wrong.status_code, right.status_code, again.status_code) == (422, 303, 404)
    assert people.letters("invitation")[0].recipient == "guest@example.org"


def test_a_declined_request_is_forgotten(
    states: None, app: Flask, db: SQLAlchemy, client: FlaskClient
) -> None:
    ada = people.holder(Role.ADMINISTRATOR)
    db.session.commit()
    asked(Browser(app.test_client()))
    row = db.session.query(AccountRequest).one()
    admin = Browser(app.test_client()).enter(ada)

    admin.send(f"/admin/requests/{row.public_id}", f"/admin/requests/{row.public_id}/decline")

    db.session.rollback()
    assert (row.name, row.email, row.organisation, row.reason) == ("", "", "", "")
    assert row.decision == "declined"
    assert people.letters("request-declined")[0].recipient == "guest@example.org"


def test_a_reset_link_sets_a_password_once(app: Flask, db: SQLAlchemy, client: FlaskClient) -> None:
    ada = people.user()
    db.session.commit()
    inside = Browser(app.test_client()).enter(ada)
    browser = Browser(app.test_client())
    browser.send("/reset", email=ada.email)
    link = people.link("password-reset")

    weak = browser.send(link, password="password1")
    done = browser.send(link, password=NEW)
    again = browser.client.get(link)

    assert (weak.status_code, done.status_code, again.status_code) == (422, 303, 404)
    assert inside.client.get("/account").status_code == 303, "other sessions end"
    assert browser.sign_in(ada.email, PASSWORD).status_code == 422
    assert browser.sign_in(ada.email, NEW).status_code == 303


def test_asking_for_a_reset_tells_nothing_about_accounts(
    app: Flask, db: SQLAlchemy, client: FlaskClient
) -> None:
    ada, closed = people.user(), people.user(disabled_at=NOON)
    db.session.commit()

    answers = [
        Browser(app.test_client()).send("/reset", email=email)
        for email in (ada.email, closed.email, "stranger@example.org", "not an address")
    ]

    assert {(one.status_code, one.location, one.text) for one in answers} == {
        (303, "/reset?done=1", answers[0].text)
    }
    assert [letter.recipient for letter in people.letters("password-reset")] == [ada.email]
    assert db.session.query(PasswordReset).count() == 4, "asking costs the same for everybody"


def test_a_reset_link_is_void_after_an_hour(db: SQLAlchemy, browser: Browser) -> None:
    ada = people.user()
    db.session.commit()
    with time_machine.travel(NOON, tick=False) as now:
        browser.send("/reset", email=ada.email)
        now.shift(timedelta(minutes=61))

        assert browser.client.get(people.link("password-reset")).status_code == 404


def test_a_new_password_does_not_pass_the_second_factor(db: SQLAlchemy, browser: Browser) -> None:
    ada = people.holder(Role.ADMINISTRATOR)
    db.session.commit()
    browser.send("/reset", email=ada.email)
    browser.send(people.link("password-reset"), password=NEW)

    answer = browser.sign_in(ada.email, NEW)

    assert answer.location == "/sign-in/second-factor"
    assert browser.client.get("/account").status_code == 303


def test_letters_do_not_believe_the_host_of_a_request(
    app: Flask, db: SQLAlchemy, browser: Browser
) -> None:
    ada = people.user()
    app.config["SITE_URL"] = "http://tracker.example.org/"
    app.config["KNOWN_HOSTS"] = frozenset({"evil.example"})
    db.session.commit()
    evil = "http://evil.example"
    token = people.form_token(browser.client.get("/reset", base_url=evil).text)

    browser.client.post("/reset", data={"email": ada.email, "csrf_token": token}, base_url=evil)

    text = people.letters("password-reset")[0].body_text
    assert "http://tracker.example.org/reset/" in text
    assert "evil" not in text


def test_letters_lead_to_pages_that_exist(app: Flask) -> None:
    pages = {
        "invitation": ("joining.invitation", {"token": "t"}),
        "reset": ("joining.new_password", {"token": "t"}),
        "address": ("account.confirm_address", {"token": "t"}),
        "sign_in": ("sign_in.page", {}),
        "account": ("account.page", {}),
        "workspace": ("workspace.index", {}),
        "review": ("review.index", {}),
        "requests": ("admin.requests.index", {}),
        "feedback": ("feedback_queue.index", {}),
        "replies": ("replies.workspace", {}),
        "stop": ("letters.stop", {"token": "t"}),
        "activity": ("activity.index", {"query": ""}),
        "subscription": ("subscriptions.own", {"token": "t"}),
        "subscription_confirm": ("subscriptions.confirm", {"token": "t"}),
        "subscription_stop": ("subscriptions.stop", {"token": "t"}),
    }

    with app.test_request_context():
        from flask import url_for

        for name, (endpoint, values) in pages.items():
            path = templates.PATHS[name].format(**values)
            values.pop("query", None)  # what follows the path
            assert path == url_for(endpoint, **values)
    assert set(pages) == set(templates.PATHS)


@pytest.mark.parametrize("text", ["x", "x" * 3000, "%00", "%F0%9F%99%82", "..", "a%2Fb"])
def test_strange_links_are_no_links(db: SQLAlchemy, client: FlaskClient, text: str) -> None:
    for start in ("/invitation/", "/reset/"):
        assert client.get(start + text).status_code in (400, 404)


def test_organisations_are_named_to_the_invited(db: SQLAlchemy, browser: Browser) -> None:
    ours = factories.organisation("An invented circle")
    link = invited(db, held=Held(Role.CONTRIBUTOR, organisation=ours.id))

    assert "An invented circle" in browser.client.get(link).text

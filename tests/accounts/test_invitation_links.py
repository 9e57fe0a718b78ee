"""Where the site sends no e-mail, an administrator gets each invitation's link to copy, once."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import people
from tests.people import Browser
from tracker.accounts.models import AccountRequest, OutboxMail, UserAccount
from tracker.policy.predicates import Role

GUEST = "guest@example.org"
SHOWN = re.compile(r'<input id="link"[^>]* value="https?://[^/"]+(/invitation/[^"]+)"')
WARNING = 'class="asks"'


@pytest.fixture
def ada(states: None, db: SQLAlchemy) -> UserAccount:
    made = people.holder(Role.ADMINISTRATOR)
    db.session.commit()
    return made


@pytest.fixture(params=[None, ""], ids=["no server", "an empty setting"])
def no_mail(request: pytest.FixtureRequest, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "MAIL_URL", request.param)


@pytest.fixture
def mail(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "MAIL_URL", "smtp://127.0.0.1:1")


def _form_to_invite() -> tuple[str, str, dict[str, str]]:
    role = {"role": "focal_point", "state": "XAA", "organisation": ""}
    return "/admin/invitations", "/admin/invitations", {"email": GUEST, **role}


def _request_for_an_account(db: SQLAlchemy) -> tuple[str, str, dict[str, str]]:
    row = db.session.query(AccountRequest).one()
    page = f"/admin/requests/{row.public_id}"
    return page, f"{page}/approve", {"role": "focal_point", "state": "XAA", "organisation": ""}


def _role_handed_over(db: SQLAlchemy) -> tuple[str, str, dict[str, str]]:
    old = people.holder(Role.FOCAL_POINT, state="XAA")
    db.session.commit()
    page = f"/admin/accounts/{old.public_id}/memberships/{old.memberships[0].public_id}/hand-over"
    return page, page, {"email": GUEST}


@pytest.fixture(params=["invite", "approve", "hand over"])
def way(
    request: pytest.FixtureRequest,
    app: Flask,
    ada: UserAccount,
    db: SQLAlchemy,
    client: FlaskClient,
) -> Callable[[], tuple[str, str, dict[str, str]]]:
    """Each way in which an administrator invites somebody: its page, its address, its fields."""
    if request.param == "invite":
        return _form_to_invite
    if request.param == "hand over":
        return lambda: _role_handed_over(db)
    Browser(client).send(
        "/join",
        name="Invented guest",
        email=GUEST,
        organisation="Ministry of examples",
        role="focal_point",
        reason="The invented ministry confirms it by telephone.",
    )
    return lambda: _request_for_an_account(db)


def test_without_mail_the_link_is_shown_and_opens_the_invitation(
    no_mail: None,
    app: Flask,
    ada: UserAccount,
    way: Callable[[], tuple[str, str, dict[str, str]]],
) -> None:
    page, address, fields = way()

    answer = Browser(app.test_client()).enter(ada).send(page, address, **fields)

    assert answer.status_code == 200
    assert GUEST in answer.text
    found = SHOWN.search(answer.text)
    assert found, "the page shows no link"
    assert app.test_client().get(found.group(1)).status_code == 200
    # The link is a secret: no cache stores the page, and no address of a page contains it.
    assert "no-store" in answer.headers["Cache-Control"]
    assert found.group(1) == people.link("invitation")


def test_with_mail_the_link_goes_to_the_person_alone(
    mail: None, app: Flask, ada: UserAccount, way: Callable[[], tuple[str, str, dict[str, str]]]
) -> None:
    page, address, fields = way()

    answer = Browser(app.test_client()).enter(ada).send(page, address, **fields)

    assert answer.status_code == 303
    assert "/invitation/" not in answer.text + answer.headers["Location"]
    assert people.letters("invitation")[-1].recipient == GUEST


def test_the_form_warns_that_no_mail_goes_out(
    no_mail: None, app: Flask, ada: UserAccount, way: Callable[[], tuple[str, str, dict[str, str]]]
) -> None:
    page, _address, _fields = way()

    shown = Browser(app.test_client()).enter(ada).client.get(page)

    assert WARNING in shown.text


def test_the_form_warns_of_nothing_where_mail_goes_out(
    mail: None, app: Flask, ada: UserAccount, way: Callable[[], tuple[str, str, dict[str, str]]]
) -> None:
    page, _address, _fields = way()

    assert WARNING not in Browser(app.test_client()).enter(ada).client.get(page).text


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"email": "no address", "role": "reviewer"}, id="the address is none"),
        pytest.param({"email": GUEST, "role": "focal_point"}, id="a focal point needs a state"),
    ],
)
def test_a_refused_invitation_shows_no_link_and_keeps_the_warning(
    no_mail: None, app: Flask, ada: UserAccount, db: SQLAlchemy, fields: dict[str, str]
) -> None:
    answer = (
        Browser(app.test_client())
        .enter(ada)
        .send("/admin/invitations", state="", organisation="", **fields)
    )

    assert answer.status_code == 422
    assert not SHOWN.search(answer.text)
    assert WARNING in answer.text
    assert db.session.query(OutboxMail).count() == 0

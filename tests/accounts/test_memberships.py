"""Roles given, ended and handed over: what they open follows at the next request."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import IntegrityError

from tests import factories, people
from tests.people import Browser
from tracker.accounts import memberships, tokens
from tracker.accounts.actor_loading import load_actor
from tracker.accounts.models import Membership, Organisation, UserAccount
from tracker.audit import trail
from tracker.core.errors import Conflict, Forbidden
from tracker.policy.predicates import Held, Role


@pytest.fixture
def ada(states: None, db: SQLAlchemy) -> UserAccount:
    made = people.holder(Role.ADMINISTRATOR)
    db.session.commit()
    return made


@pytest.mark.parametrize(
    ("role", "state", "organisation"),
    [
        (Role.FOCAL_POINT, None, False),
        (Role.FOCAL_POINT, "XAA", True),
        (Role.VALIDATING_AUTHORITY, None, False),
        (Role.CONTRIBUTOR, None, False),
        (Role.CONTRIBUTOR, "XAA", True),
        (Role.ADMINISTRATOR, "XAA", False),
        (Role.ADMINISTRATOR, None, True),
        ("operator", None, False),
        ("", None, False),
    ],
)
def test_the_database_refuses_roles_that_do_not_fit(
    states: None, db: SQLAlchemy, role: str, state: str | None, organisation: bool
) -> None:
    somebody, ours = people.user(), factories.organisation()

    with pytest.raises(IntegrityError):
        people.membership(
            somebody, role, state=state, organisation_id=ours.id if organisation else None
        )


def test_roles_that_need_a_factor_wait_for_it(states: None, db: SQLAlchemy) -> None:
    somebody = people.user()
    people.membership(somebody, Role.REVIEWER, state="XAA")
    people.membership(somebody, Role.FOCAL_POINT, state="XBB")

    without, with_it = (load_actor(somebody, second_factor=given) for given in (False, True))

    assert without.roles == {Role.FOCAL_POINT}
    assert without.states == with_it.states == {"XAA", "XBB"}
    assert with_it.held == {Held(Role.REVIEWER, "XAA"), Held(Role.FOCAL_POINT, "XBB")}


def test_an_ended_role_opens_nothing_at_the_next_request(
    ada: UserAccount, app: Flask, db: SQLAlchemy, client: FlaskClient
) -> None:
    bob = people.holder(Role.ADMINISTRATOR)
    db.session.commit()
    admin, other = Browser(app.test_client()).enter(ada), Browser(app.test_client()).enter(bob)
    page, row = f"/admin/accounts/{bob.public_id}", bob.memberships[0].public_id
    before = other.cookie()

    first = other.client.get("/admin/accounts")
    admin.send(page, f"{page}/memberships/{row}/end")
    after = other.client.get("/admin/accounts")

    assert (first.status_code, after.status_code) == (200, 404)
    assert other.cookie() != before, "a change of roles gives the session a new id"
    assert other.client.get("/account").status_code == 200


def test_a_granted_role_opens_at_the_next_request(
    ada: UserAccount, app: Flask, db: SQLAlchemy, client: FlaskClient
) -> None:
    bob = people.with_second_factor()
    db.session.commit()
    admin, other = Browser(app.test_client()).enter(ada), Browser(app.test_client()).enter(bob)
    page = f"/admin/accounts/{bob.public_id}"

    given = admin.send(page, f"{page}/memberships", role="administrator", state="", organisation="")
    twice = admin.send(page, f"{page}/memberships", role="administrator", state="", organisation="")

    assert (given.status_code, twice.status_code) == (303, 409)
    assert other.client.get("/admin/accounts").status_code == 200


def test_a_refused_form_does_not_lose_a_renewed_session(
    ada: UserAccount, app: Flask, db: SQLAlchemy, client: FlaskClient
) -> None:
    bob = people.user()
    db.session.commit()
    other = Browser(app.test_client()).enter(bob)
    form = people.form_token(other.client.get("/account/preferences").text)
    Browser(app.test_client()).enter(ada).send(
        f"/admin/accounts/{bob.public_id}",
        f"/admin/accounts/{bob.public_id}/memberships",
        **{"role": "focal_point", "state": "XAA", "organisation": ""},
    )

    refused = other.client.post(
        "/account/preferences", data={"name": "", "language": "en", "csrf_token": form}
    )

    assert refused.status_code == 422, "the form's token outlives the renewal"
    assert other.client.get("/account").status_code == 200


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"role": "focal_point", "state": "XAA", "organisation": ""}, 303),
        ({"role": "focal_point", "state": "", "organisation": ""}, 422),
        ({"role": "focal_point", "state": "ZZZ", "organisation": ""}, 422),
        ({"role": "contributor", "state": "", "organisation": "nothing"}, 422),
        ({"role": "operator", "state": "", "organisation": ""}, 422),
        ({}, 422),
    ],
)
def test_only_fitting_roles_are_granted(
    ada: UserAccount, browser: Browser, db: SQLAlchemy, fields: dict[str, str], status: int
) -> None:
    bob = people.user()
    db.session.commit()
    page = f"/admin/accounts/{bob.public_id}"

    answer = browser.enter(ada).send(page, f"{page}/memberships", **fields)

    assert answer.status_code == status


def test_nobody_raises_themselves(ada: UserAccount, browser: Browser, db: SQLAlchemy) -> None:
    page = f"/admin/accounts/{ada.public_id}"
    browser.enter(ada)

    statuses = [
        browser.send(
            "/admin/organisations", address, role="reviewer", state="", organisation=""
        ).status_code
        for address in (f"{page}/memberships", f"{page}/disable")
    ]
    invited = browser.send(
        "/admin/invitations", email=ada.email, role="reviewer", state="", organisation=""
    )

    assert statuses == [404, 404]
    assert invited.status_code == 404


def test_hand_over_takes_effect_at_once(
    ada: UserAccount, app: Flask, db: SQLAlchemy, client: FlaskClient
) -> None:
    old, new = people.holder(Role.FOCAL_POINT, state="XAA"), people.user()
    token = tokens.make(people.actor(old), old, name="x", scopes=["reports:write"], days=30)
    db.session.commit()
    admin, before = Browser(app.test_client()).enter(ada), Browser(app.test_client()).enter(old)
    page = f"/admin/accounts/{old.public_id}/memberships/{old.memberships[0].public_id}/hand-over"

    answer = admin.send(page, email=new.email)

    db.session.rollback()
    db.session.expire_all()
    assert answer.status_code == 303
    assert before.client.get("/account").status_code == 303, "signed out"
    assert tokens.bearer_of(token) is None
    assert load_actor(old, second_factor=True).held == frozenset()
    assert load_actor(new, second_factor=False).held == {Held(Role.FOCAL_POINT, "XAA")}
    seen = people.events("accounts:membership:handed-over")[0]
    assert seen.actor == ada.public_id
    assert seen.content.body == {
        "role": "focal_point",
        "state": "XAA",
        "organisation": None,
        "to": f"user:{new.public_id}",
    }


def test_hand_over_to_a_stranger_invites_and_ends(
    ada: UserAccount, app: Flask, browser: Browser, db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MAIL_URL", "smtp://127.0.0.1:1")
    old = people.holder(Role.FOCAL_POINT, state="XAA")
    db.session.commit()
    page = f"/admin/accounts/{old.public_id}/memberships/{old.memberships[0].public_id}/hand-over"

    answer = browser.enter(ada).send(page, email="Stranger@Example.org")

    db.session.rollback()
    assert answer.status_code == 303
    assert people.letters("invitation")[0].recipient == "stranger@example.org"
    assert load_actor(old, second_factor=True).held == frozenset()


def test_a_role_is_not_handed_to_who_holds_it(states: None, db: SQLAlchemy) -> None:
    old = people.holder(Role.FOCAL_POINT, state="XAA")
    admin = people.actor(people.holder(Role.ADMINISTRATOR))

    with pytest.raises(Conflict):
        memberships.hand_over(admin, old.memberships[0], to=old)


def test_a_role_is_ended_once(states: None, db: SQLAlchemy) -> None:
    old = people.holder(Role.FOCAL_POINT, state="XAA")
    admin = people.actor(people.holder(Role.ADMINISTRATOR))
    memberships.end(admin, old.memberships[0])

    with pytest.raises(Conflict):
        memberships.end(admin, old.memberships[0])


def test_focal_points_change_nobodys_roles(states: None, db: SQLAlchemy) -> None:
    focal, other = people.holder(Role.FOCAL_POINT, state="XAA"), people.user()

    with pytest.raises(Forbidden):
        memberships.grant(people.actor(focal), other, Held(Role.FOCAL_POINT, "XAA"))

    assert db.session.query(Membership).filter_by(user_id=other.id).count() == 0


def test_the_trail_names_nobody_by_name_or_address(
    ada: UserAccount, browser: Browser, db: SQLAlchemy
) -> None:
    bob = people.user(name="Bob the Unmistakable")
    db.session.commit()
    page = f"/admin/accounts/{bob.public_id}"
    browser.enter(ada)
    browser.send(page, f"{page}/memberships", role="focal_point", state="XAA", organisation="")
    browser.send(page, f"{page}/disable")
    browser.send(
        "/admin/invitations", email="guest@example.org", role="reviewer", state="", organisation=""
    )

    db.session.rollback()
    rows = db.session.execute(db.text("SELECT * FROM audit_event")).all()
    rows += db.session.execute(db.text("SELECT * FROM audit_content")).all()
    seen = str(rows)
    assert len(rows) >= 6
    assert trail.verify().fault is None
    for secret in (bob.email, bob.name, ada.email, ada.name, "guest@example.org"):
        assert secret not in seen


# What is sent of an organisation, the field at which it is refused, and why.
WRONG_ORGANISATIONS = [
    ({"name": " ", "kind": "civil_society"}, "name", "empty"),
    ({"name": "x" * 301, "kind": "civil_society"}, "name", "overlong"),
    ({"name": "two\nlines", "kind": "civil_society"}, "name", "two lines"),
    ({"name": "A circle", "kind": ""}, "kind", "no sort"),
    ({"name": "A circle", "kind": "lobby"}, "kind", "no such sort"),
    (
        {"name": "A ministry", "kind": "state_institution", "survivor_led": "y"},
        "survivor_led",
        "a state's institution is led by the state",
    ),
]


@pytest.mark.parametrize(("given", "field", "why"), WRONG_ORGANISATIONS)
def test_a_wrong_organisation_is_told_at_its_field(
    ada: UserAccount, browser: Browser, db: SQLAlchemy, given: dict[str, str], field: str, why: str
) -> None:
    kept = factories.organisation("As it was")
    db.session.commit()
    browser.enter(ada)

    for page in ("/admin/organisations", f"/admin/organisations/{kept.public_id}"):
        answer = browser.send(page, **given)
        assert answer.status_code == 422, why
        assert f'href="#{field}"' in answer.text, why
    db.session.rollback()
    assert [row.name for row in db.session.query(Organisation)] == ["As it was"]


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "x" * 300 + "@example.org"])
def test_a_role_is_handed_over_to_an_address_only(
    ada: UserAccount, browser: Browser, db: SQLAlchemy, email: str
) -> None:
    old = people.holder(Role.FOCAL_POINT, state="XAA")
    db.session.commit()
    page = f"/admin/accounts/{old.public_id}/memberships/{old.memberships[0].public_id}/hand-over"

    answer = browser.enter(ada).send(page, email=email)

    assert answer.status_code == 422
    assert 'href="#email"' in answer.text
    assert people.letters("invitation") == []

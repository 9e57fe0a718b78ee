"""Every endpoint, as every sort of visitor, against the matrix written by hand."""

from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from werkzeug.routing import Rule

from tests import factories, people
from tests.policy.matrix import BY_TOKEN, MACHINES, MATRIX, PUBLIC, WHO
from tracker.accounts import identifiers, invitations, preferences, requests, resets, tokens
from tracker.accounts.actor import ANONYMOUS, OPERATOR
from tracker.accounts.models import AccountRequest, Invitation, UserAccount
from tracker.db import db as tracker_db
from tracker.policy.predicates import Held, Role


@dataclass
class World:
    """What is there to be looked at, and the cookie of every sort of visitor."""

    cookies: dict[str, str | None]
    own: dict[str, dict[str, str]]  # arguments of addresses, by visitor
    foreign: dict[str, str]


@pytest.fixture
def world(app: Flask, db: SQLAlchemy) -> World:
    factories.state("XAA")
    factories.state("XBB", "Otherland")
    ours, theirs = factories.organisation(), factories.organisation()
    visitors: dict[str, UserAccount | None] = {
        "anonymous": None,
        "pending": people.with_second_factor(),
        "plain": people.user(),
        "focal_point": people.holder(Role.FOCAL_POINT, state="XAA"),
        "validating_authority": people.holder(Role.VALIDATING_AUTHORITY, state="XAA"),
        "contributor": people.holder(Role.CONTRIBUTOR, organisation_id=ours.id),
        "reviewer": people.holder(Role.REVIEWER),
        "administrator": people.holder(Role.ADMINISTRATOR),
        "unproven": people.user(),
    }
    assert tuple(visitors) == WHO
    people.membership(visitors["unproven"], Role.ADMINISTRATOR)
    cookies = {
        who: user and people.session_of(user, proven=who != "pending")
        for who, user in visitors.items()
    }
    made = World(cookies, {}, foreign_of("XBB", theirs.public_id))
    for who, user in visitors.items():
        made.own[who] = {**made.foreign, "iso3": "XAA", **(own_of(user) if user else {})}
    db.session.commit()
    return made


def foreign_of(iso3: str, organisation: str) -> dict[str, str]:
    """Arguments that name what belongs to somebody who is none of the visitors."""
    somebody = people.holder(Role.FOCAL_POINT, state=iso3)
    cookie = people.session_of(somebody)
    token = tokens.make(
        people.actor(somebody), somebody, name="theirs", scopes=["records:read"], days=30
    )
    invitations.invite(OPERATOR, email="guest@example.org", held=Held(Role.REVIEWER))
    resets.ask(ANONYMOUS, email=somebody.email)
    fields = {"name": "A", "email": "a@example.org", "organisation": "B", "role": "reviewer"}
    requests.request_account(ANONYMOUS, fields={**fields, "reason": "C"}, language="en")
    return {
        "iso3": iso3,
        "user": somebody.public_id,
        "membership": somebody.memberships[0].public_id,
        "session": people.sessions.find(cookie).public_id,
        "prefix": token.split("_")[1],
        "invitation": last(Invitation).public_id,
        "invitation_token": token_of("invitation"),
        "reset_token": token_of("password-reset"),
        "request": last(AccountRequest).public_id,
        "stop_token": preferences.token_for(somebody, preferences.Preference.DIGEST),
        "organisation": organisation,
    }


def own_of(user: UserAccount) -> dict[str, str]:
    cookie = people.session_of(user)
    token = tokens.make(people.actor(user), user, name="own", scopes=["records:read"], days=30)
    return {"session": people.sessions.find(cookie).public_id, "prefix": token.split("_")[1]}


def last(model: Any) -> Any:
    return (
        people.saved.__globals__["db"]
        .session.scalars(select(model).order_by(model.id.desc()))
        .first()
    )


def token_of(kind: str) -> str:
    tracker_db.session.commit()
    return people.link(kind).rsplit("/", 1)[1]


# What an address calls its argument, where the endpoint tells what it means.
MEANS = {
    ("admin.revoke", "public_id"): "invitation",
    ("admin.request", "public_id"): "request",
    ("admin.approve", "public_id"): "request",
    ("admin.decline", "public_id"): "request",
    ("admin.organisation", "public_id"): "organisation",
    ("admin.correct_organisation", "public_id"): "organisation",
    ("account.end_session", "public_id"): "session",
    ("joining.new_password", "token"): "reset_token",
    ("joining.set_password", "token"): "reset_token",
    ("joining.invitation", "token"): "invitation_token",
    ("joining.accept", "token"): "invitation_token",
    ("joining.accept_as", "token"): "invitation_token",
    ("letters.stop", "token"): "stop_token",
    ("letters.stop_now", "token"): "stop_token",
    ("account.confirm_address", "token"): "reset_token",
    ("account.take_address", "token"): "reset_token",
}


def rules(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule))


def part(endpoint: str) -> str:
    return endpoint.split(".")[0]


def address(app: Flask, rule: Rule, known: dict[str, str]) -> str:
    values = {
        name: known.get(MEANS.get((rule.endpoint, name), "user" if name == "public_id" else name))
        or "XAA"
        for name in rule.arguments
    }
    with app.test_request_context():
        return url_for(rule.endpoint, **values)


def method(rule: Rule) -> str:
    return next(name for name in ("GET", "POST", "PUT", "PATCH", "DELETE") if name in rule.methods)


def visitor(app: Flask, world: World, who: str) -> FlaskClient:
    client = app.test_client()
    if world.cookies[who]:
        client.set_cookie("session", world.cookies[who])
    return client


def outcome(answer: Any) -> str:
    location = answer.headers.get("Location", "")
    if answer.status_code == 404:
        return "H"
    if answer.status_code == 303 and location.startswith("/sign-in?next="):
        return "S"
    if answer.status_code == 303 and location == "/sign-in":
        return "S"
    if answer.status_code == 303 and location == "/account/second-factor":
        return "E"
    return "A"


def test_every_endpoint_has_a_row_and_every_row_an_endpoint(app: Flask) -> None:
    known = {
        rule.endpoint
        for rule in rules(app)
        if part(rule.endpoint) not in (*PUBLIC, *MACHINES, *BY_TOKEN)
    }

    assert known == set(MATRIX)


def test_public_endpoints_only_read(app: Flask) -> None:
    for rule in rules(app):
        if part(rule.endpoint) in (*PUBLIC, *MACHINES):
            assert rule.methods <= {"GET", "HEAD", "OPTIONS"}, rule.rule


@pytest.mark.parametrize("who", WHO)
def test_every_endpoint_answers_as_the_matrix_says(
    app: Flask, client: FlaskClient, world: World, who: str
) -> None:
    wrong = []
    for rule in rules(app):
        if rule.endpoint not in MATRIX:
            continue
        expected = MATRIX[rule.endpoint].own[WHO.index(who)]
        target = address(app, rule, world.own[who])
        answer = visitor(app, world, who).open(target, method=method(rule))
        if outcome(answer) != expected:
            wrong.append(f"{rule.endpoint}: {outcome(answer)} ({answer.status_code}) {expected}")

    assert not wrong


@pytest.mark.parametrize("who", WHO)
def test_what_belongs_to_others_answers_as_the_matrix_says(
    app: Flask, client: FlaskClient, world: World, who: str
) -> None:
    wrong = []
    for rule in rules(app):
        row = MATRIX.get(rule.endpoint)
        if row is None or row.foreign is None:
            continue
        browser = people.Browser(visitor(app, world, who))
        page = "/account" if row.foreign[WHO.index(who)] != "S" else "/sign-in"
        target = address(app, rule, world.foreign)
        sent = {"csrf_token": people.form_token(browser.client.get(page).text)}
        answer = browser.client.open(target, method=method(rule), data=sent)
        if outcome(answer) != row.foreign[WHO.index(who)]:
            wrong.append(f"{rule.endpoint}: {outcome(answer)} ({answer.status_code})")

    assert not wrong


def test_public_pages_answer_everybody_alike(app: Flask, client: FlaskClient, world: World) -> None:
    for rule in rules(app):
        if part(rule.endpoint) in PUBLIC:
            target = address(app, rule, world.foreign)
            answers = {
                who: visitor(app, world, who).get(target, buffered=True).status_code
                for who in ("anonymous", "reviewer", "administrator")
            }

            assert len(set(answers.values())) == 1, (target, answers)


def test_foreign_and_missing_are_the_same_answer(
    app: Flask, client: FlaskClient, world: World
) -> None:
    focal = visitor(app, world, "focal_point")

    hidden = focal.get(f"/admin/accounts/{world.foreign['user']}")
    missing = focal.get(f"/admin/accounts/{identifiers.public_id()}")
    nowhere = focal.get("/nowhere")

    strip = lambda html: html.split("csrf_token")[0]  # noqa: E731 - the token differs each time
    assert hidden.status_code == missing.status_code == nowhere.status_code == 404
    assert strip(hidden.text) == strip(missing.text) == strip(nowhere.text)

"""Every endpoint, as every sort of visitor, against the matrix written by hand."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from werkzeug.routing import Rule

from tests import factories, people
from tests.evidence import logged
from tests.policy.matrix import BY_TOKEN, MACHINES, MATRIX, PUBLIC, WHO
from tests.reporting import filing
from tracker.accounts import identifiers, invitations, requests, resets, saved_views, tokens
from tracker.accounts.actor import ANONYMOUS, OPERATOR, Actor
from tracker.accounts.mail import preferences, subscription_links, subscriptions
from tracker.accounts.models import AccountRequest, Invitation, UserAccount
from tracker.core.db import db as tracker_db
from tracker.evidence import action_service, reply_service
from tracker.evidence.reply_targets import about_action, about_entry
from tracker.exchange.imports import runs
from tracker.exchange.imports.importable_kinds import OFFERS
from tracker.exchange.imports.job import work
from tracker.exchange.imports.models import Task
from tracker.feedback import service as feedback
from tracker.gap import standing
from tracker.policy.predicates import Held, Role
from tracker.registry.models import Commitment, State
from tracker.reporting import cycles, editing, transitions
from tracker.reporting.cycle_drafts import CycleDraft
from tracker.review import hiding


@dataclass
class World:
    """What is there to be looked at, and the cookie of every sort of visitor."""

    cookies: dict[str, str | None]
    own: dict[str, dict[str, str]]  # arguments of addresses, by visitor
    foreign: dict[str, str]


@pytest.fixture
def world(app: Flask, db: SQLAlchemy) -> World:
    registry()
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
        "bound_reviewer": people.holder(Role.REVIEWER, state="XBB"),
    }
    assert tuple(visitors) == WHO
    people.membership(visitors["unproven"], Role.ADMINISTRATOR)
    cookies = {
        who: user and people.session_of(user, proven=who != "pending")
        for who, user in visitors.items()
    }
    theirs_too = {"reference": report("XBB", sent=True), "commitment": "PLAN-01", "code": "ROUND"}
    made = World(cookies, {}, {**foreign_of("XBB", theirs.public_id), **theirs_too})
    own_action = action(visitors["contributor"], ours.id)
    made.foreign["action"] = action(
        people.holder(Role.CONTRIBUTOR, organisation_id=theirs.id), theirs.id
    )
    made.foreign["submission"] = sent_action(visitors["contributor"], ours.id, "XBB")
    own_submission = sent_action(visitors["contributor"], ours.id, "XAA")
    draft, sent = report("XAA"), report("XAA", sent=True)
    own_replies = replies(visitors, ours.id)
    made.foreign["reply"] = reply_of_state("XBB")
    other = people.actor(people.holder(Role.CONTRIBUTOR, organisation_id=theirs.id))
    made.foreign["run"] = file_of(app, other, "contributor", theirs.public_id)
    made.foreign["suffix"] = "csv"
    for who, user in visitors.items():
        # Reviewers know of nothing before it is sent; the state's side writes before.
        ours_too = {"iso3": "XAA", "reference": sent if "reviewer" in who else draft}
        ours_too |= {"action": own_action, "submission": own_submission}
        ours_too["reply"] = own_replies.get(who, own_replies["focal_point"])
        made.own[who] = {**made.foreign, **ours_too, **(own_of(user) if user else {})}
        if who in ("focal_point", "contributor", "administrator"):
            into = ours.public_id if who == "contributor" else draft
            made.own[who]["run"] = file_of(app, people.actor(user), who, into)
    db.session.commit()
    return made


def registry() -> None:
    """Two states, one commitment, one cycle that asks both for it; an indicator."""
    factories.commitment("PLAN-01", of=factories.instrument("PLAN"))
    factories.state("XAA")
    factories.state("XBB", "Otherland")
    factories.indicator("ROUND")
    standing.rebuild()
    given = {"code": "ROUND", "title": "A round", "statement": "It asks.", "instruments": "PLAN"}
    period = {"first_period_start": "2021-01-01", "first_period_end": "2024-12-31"}
    more = {"scope": "all_members", "first_due_on": "2025-03-31"}
    cycles.define_cycle(OPERATOR, CycleDraft.parse({**given, **period, **more}))


def report(iso3: str, *, sent: bool = False) -> str:
    """The reference of a report of a state, a draft or sent to the reviewers."""
    drafter = people.actor(people.holder(Role.FOCAL_POINT, state=iso3))
    authority = people.actor(people.holder(Role.VALIDATING_AUTHORITY, state=iso3))
    title = f"What {iso3} alone knows" + (", sent" if sent else "")
    made = editing.start_report(drafter, iso3, filing.frame(title))
    editing.save_entry(drafter, made.reference, filing.entry(), version=0)
    if sent:
        transitions.clear(authority, made.reference)
        transitions.submit(authority, made.reference)
    return made.reference


def action(user: UserAccount | None, organisation_id: int) -> str:
    """The reference of a draft of an organisation."""
    assert user is not None
    return action_service.begin(
        people.actor(user), organisation_id, {"title": "Alone knows"}
    ).reference


def sent_action(user: UserAccount | None, organisation_id: int, iso3: str) -> str:
    """The reference of an action about a state that waits for a reviewer."""
    assert user is not None
    text = {**logged.TEXT, "state": iso3, "title": f"What of {iso3} nobody may know yet"}
    draft = action_service.begin(people.actor(user), organisation_id, text)
    action_service.submit(people.actor(user), draft.reference, version=draft.version)
    return draft.reference


def file_of(app: Flask, actor: Actor, who: str, into: str) -> str:
    """A file that somebody brings, with every step of it to be taken and a row refused."""
    kinds = {"focal_point": "report_entries", "contributor": "actions"}
    offer, folder = OFFERS[kinds.get(who, "instruments")], Path(app.config["DATA_DIR"])
    content = b"commitment,own_key,code,title\nNONE-1,N-1,,What this visitor alone knows\n"
    run = runs.begin(actor, offer, into, name="mine.csv", content=content, data_dir=folder)
    runs.choose_columns(actor, run, runs.load_view(actor, run, folder).matching)
    runs.ask(actor, run, Task.PLAN)
    work(actor, run, folder)
    runs.shelf(folder).put(run.public_id, runs.REFUSED, content=b'[["a"], [["b"]]]')
    return run.public_id


def replies(visitors: dict[str, UserAccount | None], organisation_id: int) -> dict[str, str]:
    """References of drafts that answer something: the state's, and the contributor's."""
    entry = factories.report(state_of("XBB"), the_commitment(), level=2)
    contributor = visitors["contributor"]
    assert contributor is not None
    about = about_entry(entry.reference, "PLAN-01")
    theirs = reply_service.begin(people.actor(contributor), about, organisation_id=organisation_id)
    ours = reply_of_state("XAA")
    by_state = dict.fromkeys(("focal_point", "validating_authority"), ours)
    return {**by_state, "contributor": theirs.reference}


def reply_of_state(iso3: str) -> str:
    """The reference of a draft in which a state answers an act about it."""
    act = factories.action(state_of(iso3), the_commitment(), level=1)
    somebody = people.actor(people.holder(Role.FOCAL_POINT, state=iso3))
    return reply_service.begin(somebody, about_action(act.reference)).reference


def state_of(iso3: str) -> State:
    return tracker_db.session.scalars(select(State).where(State.iso3 == iso3)).one()


def the_commitment() -> Commitment:
    return tracker_db.session.scalars(select(Commitment)).one()


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
    seen = {"subject": "mistake", "page": "/about", "problem": "Wrong."}
    return {
        "feedback": feedback.send(ANONYMOUS, fields=seen, language="en"),
        "hidden": hidden_action(iso3),
        "iso3": iso3,
        "user": somebody.public_id,
        "membership": somebody.memberships[0].public_id,
        "session": people.sessions.find(cookie).public_id,
        "prefix": token.split("_")[1],
        "view": saved_views.save(
            people.actor(somebody), somebody, name="Theirs", address="/states"
        ).public_id,
        "invitation": last(Invitation).public_id,
        "invitation_token": token_of("invitation"),
        "reset_token": token_of("password-reset"),
        "request": last(AccountRequest).public_id,
        **subscribed(),
        "stop_token": preferences.token_for(somebody, preferences.Preference.DIGEST),
        "organisation": organisation,
    }


def hidden_action(iso3: str) -> str:
    """The case of a public action that somebody hid."""
    act = factories.action(state_of(iso3), the_commitment(), level=1)
    return hiding.hide(OPERATOR, reference=act.reference, ground="danger").public_id


def own_of(user: UserAccount) -> dict[str, str]:
    cookie = people.session_of(user)
    token = tokens.make(people.actor(user), user, name="own", scopes=["records:read"], days=30)
    view = saved_views.save(people.actor(user), user, name="Mine", address="/states")
    return {
        "session": people.sessions.find(cookie).public_id,
        "prefix": token.split("_")[1],
        "view": view.public_id,
    }


def subscribed() -> dict[str, str]:
    """What the letters to two readers carry: all try each link, and one ends the letters."""
    about, made = subscriptions.SubscriptionTopic(), {}
    for name in ("stays", "goes"):
        email = f"{name}@example.org"
        subscriptions.subscribe(ANONYMOUS, email=email, about=about, rhythm="weekly", language="en")
        made[f"{name}_confirm"] = token_of("subscription-confirm")
        row = subscriptions.confirm(ANONYMOUS, token=made[f"{name}_confirm"])
        made[f"{name}_token"] = subscription_links.signed(row.public_id)
    return made


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
    ("admin.invitations.revoke", "public_id"): "invitation",
    ("admin.invitations.send_again", "public_id"): "invitation",
    **{
        (f"feedback_queue.{act}", "public_id"): "feedback" for act in ("report", "answer", "remove")
    },
    **{(f"hidden.{act}", "public_id"): "hidden" for act in ("record", "restore", "remove")},
    ("admin.requests.request", "public_id"): "request",
    ("admin.requests.approve", "public_id"): "request",
    ("admin.requests.decline", "public_id"): "request",
    ("admin.organisations.organisation", "public_id"): "organisation",
    ("admin.organisations.correct", "public_id"): "organisation",
    ("account.end_session", "public_id"): "session",
    ("saved_views.rename", "public_id"): "view",
    ("saved_views.delete", "public_id"): "view",
    ("joining.new_password", "token"): "reset_token",
    ("joining.set_password", "token"): "reset_token",
    ("joining.invitation", "token"): "invitation_token",
    ("joining.accept", "token"): "invitation_token",
    ("joining.accept_as", "token"): "invitation_token",
    ("letters.stop", "token"): "stop_token",
    ("subscriptions.confirm", "token"): "stays_confirm",
    ("subscriptions.confirm_now", "token"): "stays_confirm",
    ("subscriptions.own", "token"): "stays_token",
    ("subscriptions.change", "token"): "stays_token",
    ("subscriptions.stop", "token"): "stays_token",
    ("subscriptions.stop_now", "token"): "goes_token",
    ("letters.stop_now", "token"): "stop_token",
    ("account.confirm_address", "token"): "reset_token",
    ("account.take_address", "token"): "reset_token",
}


def rules(app: Flask) -> list[Rule]:
    """In the order of their names; what ends a reviewer's part in a record comes last."""

    def place(rule: Rule) -> tuple[bool, str, str]:
        return (rule.endpoint.endswith(".recuse"), rule.endpoint, rule.rule)

    return sorted(app.url_map.iter_rules(), key=place)


def part(endpoint: str) -> str:
    return endpoint.split(".")[0]


def meaning(endpoint: str, name: str) -> str:
    if part(endpoint).startswith("logging") and name == "reference":
        return "action"
    if part(endpoint) == "replies" and name == "reference":
        return "reply"
    return MEANS.get((endpoint, name), "user" if name == "public_id" else name)


def address(app: Flask, rule: Rule, known: dict[str, str]) -> str:
    values = {name: known.get(meaning(rule.endpoint, name)) or "XAA" for name in rule.arguments}
    with app.test_request_context():
        return url_for(rule.endpoint, **values)


def method(rule: Rule) -> str:
    return next(name for name in ("GET", "POST", "PUT", "PATCH", "DELETE") if name in rule.methods)


def visitor(app: Flask, world: World, who: str) -> FlaskClient:
    client = app.test_client()
    if world.cookies[who]:
        client.set_cookie("session", world.cookies[who])
    return client


# Here the form comes with its token on one's own side too, so that services are asked as well. In
# the other parts that would sign the visitor out, or use up what the next endpoint needs.
ACTED_ON = (
    "approvals",
    "cycles",
    "editor",
    "entries",
    "report_moves",
    "review",
    "submission_review",
    "successor_notes",
    "workbooks",
    "workspace",
)


def with_token(browser: FlaskClient, expected: str) -> dict[str, str]:
    page = "/account" if expected != "S" else "/sign-in"
    return {"csrf_token": people.form_token(browser.get(page).text)}


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
        browser = visitor(app, world, who)
        sent = with_token(browser, expected) if part(rule.endpoint) in ACTED_ON else {}
        answer = browser.open(target, method=method(rule), data=sent)
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
        browser = visitor(app, world, who)
        target = address(app, rule, world.foreign)
        sent = with_token(browser, row.foreign[WHO.index(who)])
        answer = browser.open(target, method=method(rule), data=sent)
        if outcome(answer) != row.foreign[WHO.index(who)]:
            wrong.append(f"{rule.endpoint}: {outcome(answer)} ({answer.status_code})")

    assert not wrong


def test_public_pages_answer_everybody_alike(app: Flask, client: FlaskClient, world: World) -> None:
    for rule in rules(app):
        if part(rule.endpoint) in PUBLIC:
            target = address(app, rule, world.foreign)
            answers = {
                who: visitor(app, world, who).get(target, buffered=True).status_code for who in WHO
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


def test_a_draft_is_nowhere_for_anybody_else(app: Flask, client: FlaskClient, world: World) -> None:
    hidden = world.own["focal_point"]["reference"]
    pages = [rule for rule in rules(app) if "reference" in rule.arguments and method(rule) == "GET"]
    found = []
    for who in set(WHO) - {"focal_point", "validating_authority"}:
        browser = visitor(app, world, who)
        for rule in pages:
            asked = [
                (each, browser.get(address(app, rule, {**world.foreign, "reference": each})))
                for each in (hidden, "R-XAA-00000000")
            ]
            seen = [
                (each.status_code, each.text.split("csrf_token")[0].replace(reference, ""))
                for reference, each in asked
            ]
            if seen[0] != seen[1] or "alone knows" in seen[0][1]:
                found.append((who, rule.endpoint))
        found += [
            (who, page)
            for page in ("/reports", "/reporting", "/states/XAA", "/review", "/data", "/")
            if hidden in browser.get(page).text
        ]

    assert len(pages) >= 8
    assert not found


def test_a_state_to_stay_away_from_opens_no_desk(
    app: Flask, client: FlaskClient, world: World
) -> None:
    person = people.holder(Role.REVIEWER, state="XAA")
    people.membership(person, Role.FOCAL_POINT, state="XBB")
    tracker_db.session.commit()
    browser = people.Browser(app.test_client()).enter(person).client
    hidden = world.own["focal_point"]["reference"]

    desk = browser.get("/workspace")
    asked = [
        browser.get(f"/workspace/reports/{hidden}{end}").status_code
        for end in ("", "/PLAN-01", "/workbook", "/workbook.xlsx")
    ]

    assert desk.status_code == 200
    assert hidden not in desk.text
    assert asked == [404, 404, 404, 404]

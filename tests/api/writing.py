"""Programs that change something, for tests: people with tokens, and what they send."""

import io
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests import people
from tests.evidence import logged
from tests.evidence.logged import TEXT
from tracker.accounts import tokens
from tracker.api.core.endpoint import Endpoint
from tracker.api.openapi import operations
from tracker.core.db import db
from tracker.gap import standing
from tracker.policy.audience import Audience
from tracker.policy.predicates import NEEDS_SECOND_FACTOR, Role
from tracker.registry.models import Commitment, State
from tracker.review import publication

ROOT = "/api/v1"
FRAME = {"title": "A report", "period_start": "2021-01-01", "period_end": "2024-12-31"}
BOTH = ("records:read", "actions:write")
EVERY = tuple(str(scope) for scope in tokens.Scope if scope not in tokens.CARRIES)
CLEARING = (*EVERY, "reports:clear")


def token(role: Role, *, scopes: tuple[str, ...] = BOTH, **what: Any) -> str:
    """A token of somebody new with a role, who has a second factor if one is needed."""
    owner = people.with_second_factor() if role in NEEDS_SECOND_FACTOR else people.user()
    people.membership(owner, role, **what)
    made = tokens.make(people.actor(owner), owner, name="a test", scopes=list(scopes), days=30)
    db.session.commit()
    return made


def world() -> SimpleNamespace:
    """The small world of logged actions, with a token for each who may come."""
    made = logged.world()
    own, other = {"organisation_id": made.own.id}, {"organisation_id": made.other.id}
    return SimpleNamespace(
        name=made.own.name,
        public_id=made.own.public_id,
        own=token(Role.CONTRIBUTOR, **own),
        reading=token(Role.CONTRIBUTOR, scopes=("records:read",), **own),
        writing=token(Role.CONTRIBUTOR, scopes=("actions:write",), **own),
        foreign=token(Role.CONTRIBUTOR, **other),
        focal_point=token(Role.FOCAL_POINT, state="XAA"),
    )


def sides() -> SimpleNamespace:
    """Both sides of the small world with every scope, strangers, and what each may answer."""
    made = logged.world()
    state = db.session.query(State).filter_by(iso3="XAA").one()
    plan = {each.reference: each for each in db.session.query(Commitment)}
    make.action(state, plan["PLAN-01"], level=1, by=made.own, reference="A-PUBLIC")
    make.report(state, plan["PLAN-01"], level=4, reference="R-PUBLIC")
    make.relation(plan["PLAN-01"], plan["PLAN-02"])
    standing.rebuild()
    publication.registry_changed()
    own = {"organisation_id": made.own.id}
    return SimpleNamespace(
        organisation=token(Role.CONTRIBUTOR, scopes=EVERY, **own),
        public_id=made.own.public_id,
        focal=token(Role.FOCAL_POINT, scopes=EVERY, state="XAA"),
        authority=token(Role.VALIDATING_AUTHORITY, scopes=CLEARING, state="XAA"),
        strangers=(
            token(Role.CONTRIBUTOR, scopes=EVERY, organisation_id=made.other.id),
            token(Role.FOCAL_POINT, scopes=EVERY, state="XBB"),
            token(Role.VALIDATING_AUTHORITY, scopes=CLEARING, state="XBB"),
        ),
        reviewer=token(Role.REVIEWER, scopes=EVERY),
    )


def one_that_may(world: SimpleNamespace, act: Endpoint) -> str:
    """The token of somebody for whom an act is."""
    if act.of is Audience.CONTRIBUTOR:
        return str(world.organisation)
    return str(world.authority if act.of is Audience.VALIDATING_AUTHORITY else world.focal)


@dataclass(frozen=True)
class Begun:
    """References of what somebody has begun, one of each kind."""

    action: str
    report: str
    reply: str

    def of(self, act: Endpoint) -> str:
        """That of the kind upon which an act is done."""
        kinds = {"/action": self.action, "/report": self.report, "/repl": self.reply}
        return next((one for word, one in kinds.items() if word in act.path), "")

    def path(self, act: Endpoint) -> str:
        """The address of an act upon it."""
        named = act.path.replace("<reference>", self.of(act)).replace("<commitment>", "PLAN-01")
        return named.replace("<file>", "a" * 26)


NOTHING = Begun("A-AAAAAAAA", "R-XAA-AAAAAAAA", "RP-AAAAAAAA")


def begin(app: Flask, world: SimpleNamespace) -> Begun:
    """One draft of each kind, with text."""
    state, organisation = Program(app, world.focal), Program(app, world.organisation)
    report = state.ask("POST", "/reports", FRAME)
    reply = state.ask("POST", "/replies", {"about": "action:A-PUBLIC"})
    assert (report.status_code, reply.status_code) == (201, 201), report.text + reply.text
    return Begun(
        organisation.begun(), report.json["data"]["reference"], reply.json["data"]["reference"]
    )


def example(act: Endpoint) -> dict[str, Any]:
    """What the description gives as an example of a request: for ``Program.send``."""
    more: dict[str, Any] = {"headers": {"If-Match": act.over.example} if act.over else {}}
    if act.body:
        more["json"] = operations.example_sent(act)
    elif act.form:
        more["data"] = {"file": (io.BytesIO(b"not a picture"), "photo.jpg")}
    return more


class Program:
    """A client with a token and no cookie."""

    def __init__(self, app: Flask, token: str | None) -> None:
        self.client: FlaskClient = app.test_client()
        self.token = token

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Send JSON, or nothing; headers by name with ``_`` for ``-``."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            given["Authorization"] = f"Bearer {self.token}"
        more = {} if body is None else {"json": body}
        return self.client.open(ROOT + path, method=method, headers=given, **more)

    def send(self, act: Endpoint, path: str, **more: Any) -> Any:
        """Ask for an act, as the test client takes it."""
        headers = dict(more.pop("headers", {}))
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        return self.client.open(ROOT + path, method=act.method, headers=headers, **more)

    def begun(self, **changed: str) -> str:
        """The reference of a new draft with a whole text."""
        answer = self.ask("POST", "/actions", {**TEXT, **changed})
        assert answer.status_code == 201, answer.text
        return str(answer.json["data"]["reference"])

    def own(self, reference: str) -> Any:
        """One's own action, whole."""
        return self.ask("GET", f"/own/actions/{reference}").json["data"]

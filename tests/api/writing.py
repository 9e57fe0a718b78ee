"""Programs that change something, for tests: people with tokens, and what they send."""

from types import SimpleNamespace
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.evidence import logged
from tests.evidence.logged import TEXT
from tracker.accounts import tokens
from tracker.db import db
from tracker.policy.predicates import Role

ROOT = "/api/v1"
BOTH = ("records:read", "actions:write")


def token(role: Role, *, scopes: tuple[str, ...] = BOTH, **what: Any) -> str:
    """A token of somebody new with a role."""
    owner = people.user()
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
        own=token(Role.CONTRIBUTOR, **own),
        reading=token(Role.CONTRIBUTOR, scopes=("records:read",), **own),
        writing=token(Role.CONTRIBUTOR, scopes=("actions:write",), **own),
        foreign=token(Role.CONTRIBUTOR, **other),
        focal_point=token(Role.FOCAL_POINT, state="XAA"),
    )


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

    def begun(self, **changed: str) -> str:
        """The reference of a new draft with a whole text."""
        answer = self.ask("POST", "/actions", {**TEXT, **changed})
        assert answer.status_code == 201, answer.text
        return str(answer.json["data"]["reference"])

    def own(self, reference: str) -> Any:
        """One's own action, whole."""
        return self.ask("GET", f"/own/actions/{reference}").json["data"]

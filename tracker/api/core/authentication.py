"""Authenticates API requests by their token, never by a cookie.

Reading needs no token; one that is sent must hold all the same. What changes something is taken
with a token only: a browser sends none by itself, so no other site can make it, and no form's token
is asked for.
"""

from flask import Flask, g, request

from tracker.accounts import tokens
from tracker.accounts.actor import ANONYMOUS, Actor
from tracker.accounts.tokens import Bearer
from tracker.core.db import db, writing
from tracker.core.errors import TrackerError
from tracker.core.interfaces import asked_by_program

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
REALM = 'Bearer realm="Commitments Tracker"'


class Unauthenticated(TrackerError):
    """A valid token is needed."""

    def __init__(self, challenge: str) -> None:
        super().__init__("no token that holds")
        self.challenge = challenge


def init_app(app: Flask) -> None:
    """Check authentication before every view of the API, and for unknown addresses."""
    app.before_request(_identify)


def bearer() -> Bearer | None:
    """The bearer of the token in this request. None without a token."""
    found: Bearer | None = g.get("bearer")
    return found


def actor_of_request() -> Actor:
    """The actor of this request."""
    found = bearer()
    return found.actor if found else ANONYMOUS


def _identify() -> None:
    if not asked_by_program():
        return
    g.bearer = _sent() if "Authorization" in request.headers else None
    if g.bearer is None and request.endpoint is not None and request.method not in SAFE:
        raise Unauthenticated(REALM)


def _sent() -> Bearer:
    scheme, _space, token = request.headers["Authorization"].strip().partition(" ")
    found = tokens.bearer_of(token.strip()) if scheme.lower() == "bearer" else None
    if found is None:
        raise Unauthenticated(f'{REALM}, error="invalid_token"')
    if not tokens.used_today(token.strip()):
        found = _noted(token.strip(), found)
    return found


def _noted(token: str, found: Bearer) -> Bearer:
    """Record the day of use in its own transaction, whatever happens to the request."""
    if request.method not in SAFE:
        tokens.note_use(token)  # committed with what the request does
        return found
    db.session.rollback()
    with writing():
        tokens.note_use(token)
        db.session.commit()
    return found

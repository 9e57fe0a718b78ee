"""Loads the visitor's session and actor once for each request.

A visitor without two-step verification is pending and has no rights yet.
"""

from dataclasses import dataclass

from flask import Response, g

from tracker.accounts import known_browsers, sessions
from tracker.accounts.actor import ANONYMOUS, Actor
from tracker.accounts.actor_loading import load_actor, needs_second_factor
from tracker.accounts.models import UserAccount
from tracker.accounts.sessions import ActiveSession
from tracker.core import clock
from tracker.core.db import db, writing
from tracker.core.errors import NotFound
from tracker.web.core import cookies


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person with a session."""

    found: ActiveSession
    actor: Actor
    name: str
    must_enrol: bool  # a role waits for a second factor to be set up

    @property
    def session_id(self) -> str:
        """The public id of the session, which stays the same."""
        return self.found.public_id

    @property
    def pending(self) -> bool:
        """Whether two-step verification is still missing."""
        return self.found.pending

    @property
    def seconds_left(self) -> int:
        """Seconds of inactivity until the session ends."""
        return int(min(self.found.ends_at - clock.now(), sessions.IDLE).total_seconds())


def load() -> None:
    """Find the session, record its use, and renew its id when due."""
    g.visitor = None
    token = cookies.read(cookies.SESSION)
    found = sessions.find(token) if token else None
    if found is None or token is None:
        return
    if found.renew or clock.now() - found.last_seen_at >= sessions.GRAIN:
        found = _noted(found, token)
    if found is None:
        return
    g.visitor = _visitor(found)


def recall() -> None:
    """Find the session without recording its use."""
    token = cookies.read(cookies.SESSION)
    found = sessions.find(token) if token else None
    g.visitor = _visitor(found) if found else None


def _visitor(found: ActiveSession) -> Visitor:
    actor = (
        ANONYMOUS if found.pending else load_actor(found.user, second_factor=found.second_factor)
    )
    waits = not found.second_factor and not found.pending and needs_second_factor(found.user)
    return Visitor(found, actor, found.user.name, waits)


def _noted(found: ActiveSession, token: str) -> ActiveSession | None:
    """Record the use in its own transaction."""
    db.session.rollback()
    with writing():
        if found.renew:
            token = sessions.renew(found.id)
            g.renewed_token = token
        else:
            sessions.mark_seen(found.id)
        db.session.commit()
    return sessions.find(token)


def present() -> Visitor | None:
    """The visitor of this request, or None without a session."""
    visitor: Visitor | None = g.get("visitor")
    return visitor


def signed_in() -> Visitor | None:
    """The visitor, if completely signed in."""
    visitor = present()
    return None if visitor is None or visitor.pending else visitor


def actor_of_request() -> Actor:
    """The actor of this request. Anonymous unless completely signed in."""
    visitor = present()
    return visitor.actor if visitor else ANONYMOUS


def own() -> tuple[Actor, UserAccount, int]:
    """Actor, account and session of the visitor. Raises NotFound without one."""
    visitor = signed_in()
    if visitor is None:
        raise NotFound("account", "")
    return visitor.actor, visitor.found.user, visitor.found.id


def remember(token: str) -> None:
    """Set the session cookie with the response."""
    g.session_token = token


def proven(token: str) -> None:
    """Like ``remember``, and give the rest of this request the pending rights."""
    remember(token)
    found = sessions.find(token)
    g.visitor = _visitor(found) if found else None


def remember_browser(user: UserAccount) -> None:
    """Mark the browser as known for this account with the response."""
    g.known_browser = known_browsers.remembered(cookies.known_browser(), user)


def forget() -> None:
    """Remove the session cookie with the response."""
    g.session_token = ""


def set_cookie(response: Response) -> Response:
    """Set or remove the cookie as decided during the request.

    What an act decided holds if it was kept; an id renewed before it holds whatever became of it.
    """
    token: str | None = g.get("session_token") if response.status_code < 400 else None
    token = g.get("renewed_token") if token is None else token
    if token == "":
        cookies.take_away(response, cookies.SESSION)
    elif token is not None:
        cookies.give(response, cookies.SESSION, token)
    if "known_browser" in g and response.status_code < 400:
        cookies.give(response, cookies.KNOWN, g.known_browser, lasts=known_browsers.LASTS)
    return response

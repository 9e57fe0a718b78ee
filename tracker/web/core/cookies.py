"""The three cookies of this site, and the forms' protection against being sent from elsewhere.

Readers get none. ``session`` holds the id of a session; ``form`` is given only by the pages that
lead to an account, whose forms are sent before there is a session; ``known`` is given to browsers
from which somebody signed in, so that strangers' tries are not counted against them. Flask's own
session keeps nothing here: it only tells Flask-WTF which token belongs to this browser.
"""

import hmac
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from flask import Flask, Request, Response, current_app, g, request
from flask.sessions import SessionInterface, SessionMixin

from tracker.accounts import identifiers, known_browsers
from tracker.accounts.encryption import derived_key
from tracker.web.core.audience import Audience, audience_of

SESSION, FORM, KNOWN = "session", "form", "known"
CSRF = "csrf_token"
LENGTH = 43  # characters of an id of 256 bits


def name_of(cookie: str) -> str:
    """The cookie's name: bound to this host by its prefix wherever there is TLS."""
    return f"__Host-{cookie}" if is_secure() else cookie


def is_secure() -> bool:
    """Whether readers reach this site over TLS."""
    return request.is_secure or str(current_app.config.get("SITE_URL") or "").startswith("https:")


def read(cookie: str) -> str | None:
    """The value that the browser sent, None unless it can be one of ours."""
    value = request.cookies.get(name_of(cookie))
    return value if value and len(value) == LENGTH and value.isascii() else None


def known_browser() -> str | None:
    """What the browser keeps of accounts that were used from it, as it was sent."""
    value = request.cookies.get(name_of(KNOWN))
    return value if value and len(value) <= known_browsers.LONGEST and value.isascii() else None


def give(response: Response, cookie: str, value: str, *, lasts: timedelta | None = None) -> None:
    """Set a cookie that is hidden from scripts and stays on this site; it ends with the browser
    unless it is said how long it lasts.
    """
    response.set_cookie(
        name_of(cookie),
        value,
        max_age=lasts,
        path="/",
        httponly=True,
        samesite="Lax",
        secure=is_secure(),
    )


def take_away(response: Response, cookie: str) -> None:
    """Remove a cookie."""
    response.delete_cookie(
        name_of(cookie), path="/", httponly=True, samesite="Lax", secure=is_secure()
    )


class SessionNotAllowed(RuntimeError):
    """Somebody tried to keep something in Flask's session, or to put a form on a public page."""


class FormSession(SessionMixin):
    """Looks like Flask's session and holds one thing: the seed of the forms' token.

    For a signed-in person it follows from their session, for a guest from the form cookie, which
    is made when a form is first drawn.
    """

    def __init__(self) -> None:
        self.form_cookie: str | None = None  # to be set with the answer

    def __getitem__(self, name: str) -> Any:
        if name != CSRF:
            raise KeyError(name)
        text = self._owner()
        return hmac.digest(derived_key("forms"), text.encode(), "sha256").hex()

    def _owner(self) -> str:
        if "ended_session" in g:
            return f"session {g.ended_session}"
        visitor = g.get("visitor")
        if visitor is not None:
            return f"session {visitor.session_id}"
        if self.form_cookie is None and read(FORM) is None:
            if audience_of(current_app, request.endpoint or "") is Audience.EVERYONE:
                raise SessionNotAllowed("a public page gives its readers no cookie")
            self.form_cookie = identifiers.secret()
        return f"form {self.form_cookie or read(FORM)}"

    def __setitem__(self, name: str, value: Any) -> None:
        raise SessionNotAllowed(f"nothing is kept in a cookie: {name}")

    def __delitem__(self, name: str) -> None:
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter((CSRF,))

    def __len__(self) -> int:
        return 1

    def __contains__(self, name: object) -> bool:
        return name == CSRF


class FormSessions(SessionInterface):
    """Takes the place of Flask's signed cookie."""

    def open_session(self, _app: Flask, _request: Request) -> FormSession:
        """A session that has read nothing yet."""
        return FormSession()

    def save_session(self, _app: Flask, session: SessionMixin, response: Response) -> None:
        """Give a guest the form cookie if a form was drawn."""
        if isinstance(session, FormSession) and session.form_cookie is not None:
            give(response, FORM, session.form_cookie)

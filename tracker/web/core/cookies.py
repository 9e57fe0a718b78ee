"""The site's three cookies, and protection of forms against other sites.

Readers get none. ``session`` holds the id of a session. ``form`` is for pages with forms before
sign-in. ``known`` marks browsers from which a person signed in, so that strangers' attempts do not
count against them. Flask's own session is unused: it only tells Flask-WTF which token belongs to
this browser.
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
    """The cookie's name, with a host-bound prefix where TLS is used."""
    return f"__Host-{cookie}" if is_secure() else cookie


def is_secure() -> bool:
    """Whether readers use TLS."""
    return request.is_secure or str(current_app.config.get("SITE_URL") or "").startswith("https:")


def read(cookie: str) -> str | None:
    """The cookie's value, or None if it cannot be ours."""
    value = request.cookies.get(name_of(cookie))
    return value if value and len(value) == LENGTH and value.isascii() else None


def known_browser() -> str | None:
    """The cookie that lists accounts used from this browser."""
    value = request.cookies.get(name_of(KNOWN))
    return value if value and len(value) <= known_browsers.LONGEST and value.isascii() else None


def give(response: Response, cookie: str, value: str, *, lasts: timedelta | None = None) -> None:
    """Set an HttpOnly cookie for this site that ends with the browser session."""
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
    """Code tried to use Flask's session, or a form on a public page."""


class FormSession(SessionMixin):
    """A replacement for Flask's session with only the seed of form tokens.

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
    """Replaces Flask's signed cookie."""

    def open_session(self, _app: Flask, _request: Request) -> FormSession:
        """A session that has not read anything yet."""
        return FormSession()

    def save_session(self, _app: Flask, session: SessionMixin, response: Response) -> None:
        """Set the form cookie for a guest if a form was shown."""
        if isinstance(session, FormSession) and session.form_cookie is not None:
            give(response, FORM, session.form_cookie)

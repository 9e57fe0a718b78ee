"""Checks before every view: the actor, the audience of the page, the form token.

An anonymous visitor of a page for the signed-in is sent to sign in; anybody else for whom a page
is not meant sees what is shown when there is no such page.
"""

import base64
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadRequest

from tracker.accounts.encryption import derived_key
from tracker.core.errors import Forbidden, NotFound
from tracker.core.extensions import csrf
from tracker.core.interfaces import asked_by_program
from tracker.web.core import cookies, language, resubmission, visitor
from tracker.web.core.audience import ROLES, Audience, audience_of
from tracker.web.core.transactions import SAFE

OPEN = frozenset({Audience.EVERYONE, Audience.GUESTS})
View = TypeVar("View", bound=Callable[..., Any])


def init_app(app: Flask) -> None:
    """Run the checks before every view."""
    # Asked for below, once it is known that the visitor may be here at all. The referrer cannot be
    # compared: this site asks browsers to send none; Sec-Fetch-Site tells the same and more.
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_SSL_STRICT=False)
    app.config.setdefault("WTF_CSRF_TIME_LIMIT", 12 * 3600)
    app.session_interface = cookies.FormSessions()
    app.before_request(_admit)
    app.after_request(_forget_what_was_sent)
    app.after_request(visitor.set_cookie)
    app.jinja_env.globals.update(visitor=visitor.signed_in, copies_key=_copies_key)


def proven_by_its_address(view: View) -> View:
    """Declare that a secret signed address replaces the form token."""
    view.__dict__["proven_by_its_address"] = True
    return view


def _is_proven() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, "proven_by_its_address", False))


def _admit() -> ResponseReturnValue | None:
    if asked_by_program():
        return None  # that door asks for tokens, never for this cookie, and guards itself
    who = audience_of(current_app, request.endpoint) if request.endpoint else None
    if who is Audience.MACHINES:
        return None
    _refuse_nul()
    visitor.load()
    if request.endpoint is None:
        return None
    refusal = _refusal(who)
    if refusal is None and request.method not in SAFE and not _is_proven():
        _protect()
    return refusal


def _refusal(who: Audience | None) -> ResponseReturnValue | None:
    """None if the visitor may pass, else a redirect. Raises Forbidden."""
    if who in OPEN:
        return None
    known = visitor.signed_in()
    if known is None:
        return _to_sign_in()
    if who is Audience.SIGNED_IN:
        return None
    allowed = ROLES.get(who, frozenset()) if who else frozenset()
    if allowed & known.actor.roles:
        return None
    if allowed and known.must_enrol:
        return redirect(url_for("second_factor.page"), 303)
    raise Forbidden(f"page for {who}")


def _to_sign_in() -> ResponseReturnValue:
    """Redirect to sign-in and back. A submitted form is not sent again."""
    if request.method in SAFE:
        return redirect(url_for("sign_in.page", next=language.full_path()), 303)
    page = resubmission.store()
    done = "kept" if page else None
    return redirect(url_for("sign_in.page", next=page, done=done), 303)


def _forget_what_was_sent(answer: Response) -> Response:
    """Delete a form that was stored at the end of a session and is sent now."""
    sent = request.method == "POST" and answer.status_code < 400
    if sent and not asked_by_program() and visitor.signed_in() is not None:
        resubmission.forget()
    return answer


def _copies_key(person: str) -> str:
    """The base64 key for a browser's copies of unsaved texts."""
    return base64.b64encode(derived_key(f"copies of {person}")).decode("ascii")


def _protect() -> None:
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise CSRFError("sent from another site")
    csrf.protect()


def refuse_nul_in_path() -> None:
    """Answer addresses with NUL characters as not found.

    Bound after the cache has asked for the revision, so that the two pages are the same.
    """
    if "\x00" in request.path:
        raise NotFound("page", "")


def _refuse_nul() -> None:
    """Refuse NUL characters in forms, which PostgreSQL cannot store."""
    given = [*request.args.keys(), *request.args.values()]
    if request.method not in SAFE:
        given += [*request.form.keys(), *request.form.values()]
    if any("\x00" in text for text in given):
        raise BadRequest

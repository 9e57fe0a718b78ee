"""Stores a form sent after the session ended until its sender signs in again.

It is stored encrypted for a day, for the person whose session it was and the page it came from.
Only forms that this site gave to that session are stored.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from flask import current_app, g, request, url_for
from flask_wtf.csrf import validate_csrf
from werkzeug.datastructures import MultiDict
from wtforms.validators import ValidationError

from tracker.accounts import encryption, sessions
from tracker.exchange.temp_store import TempStore
from tracker.web.core import cookies, language, visitor

FOLDER = "typed"
GOOD_FOR = timedelta(hours=24)
PURPOSE = "what was typed"
# A page may stay open overnight; the session that it was given to is known for no longer anyway.
OLDEST_FORM = timedelta(days=2)

# A field whose name has one of these is never kept.
SECRET = ("password", "code", "secret")
View = TypeVar("View", bound=Callable[..., Any])


def restores_typed_text(view: View) -> View:
    """Declare that this view's form is stored and can be shown again."""
    view.__dict__["keeps_what_was_typed"] = True
    return view


def store() -> str | None:
    """Store the submitted form. Returns where it is shown again, or None.

    A page that can show it again does; for every other form there is one page that sends it again.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    if request.endpoint is None or request.files or _holds_a_secret():
        return None
    token = cookies.read(cookies.SESSION)
    ended = sessions.ended(token) if token else None
    if ended is None or not _is_ours(ended):
        return None
    fields = [pair for pair in request.form.items(multi=True) if pair[0] != cookies.CSRF]
    sealed = encryption.encrypt(json.dumps(fields), purpose=PURPOSE)
    _shelf().put(ended.user, request.path, content=sealed.encode())
    if getattr(view, "keeps_what_was_typed", False):
        return language.full_path()
    return url_for("unsent.page", to=language.full_path())


def _holds_a_secret() -> bool:
    return any(word in name for name in request.form for word in SECRET)


def take(path: str | None = None) -> MultiDict[str, str] | None:
    """The stored form for a page, by default the current one."""
    found = _shelf().get(visitor.actor_of_request().key, path or request.path)
    if found is None:
        return None
    try:
        fields = json.loads(encryption.decrypt(found.decode(), purpose=PURPOSE))
    except encryption.DecryptionFailed:  # the site has another key since
        return None
    return MultiDict((name, text) for name, text in fields)


def forget() -> None:
    """Delete the stored form after it was saved or replaced."""
    _shelf().drop(visitor.actor_of_request().key, request.path)


def _is_ours(ended: sessions.EndedSession) -> bool:
    """Whether the form belongs to the ended session and was sent from this site."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return False
    g.ended_session = ended.public_id
    try:
        longest = int(OLDEST_FORM.total_seconds())
        validate_csrf(request.form.get(cookies.CSRF), time_limit=longest)
    except ValidationError:
        return False
    finally:
        # The page that follows is drawn for a guest.
        del g.ended_session
    return True


def _shelf() -> TempStore:
    return TempStore(Path(current_app.config["DATA_DIR"]) / FOLDER, GOOD_FOR)

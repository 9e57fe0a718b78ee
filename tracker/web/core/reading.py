"""Answers anonymous readers from the replica of the database, everybody else from the primary.

Who sends a cookie or credentials may have changed something a moment ago and sees it: all of theirs
is read from the primary. A reader without either has changed nothing under a name that this site
could know again.
"""

from flask import Response, current_app, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError

from tracker.core import replica
from tracker.core.db import db
from tracker.core.routing import read_from_primary, read_from_replica, reads_from_replica
from tracker.web.core.audience import Audience, audience_of

SAFE = frozenset({"GET", "HEAD"})


def choose_database() -> None:
    """Have the present request read from the replica if its sender is anonymous."""
    found = replica.of_app(current_app)
    if found is not None and _is_anonymous() and found.is_usable():
        read_from_replica()


def _is_anonymous() -> bool:
    return (
        request.method in SAFE
        and "Cookie" not in request.headers
        and "Authorization" not in request.headers
        and request.endpoint is not None
        and audience_of(current_app, request.endpoint) is Audience.EVERYONE
    )


def answer_from_primary(error: Exception) -> Response | None:
    """The answer of the primary where the replica failed; None for any other failure.

    A replica that is stopped or that has to give way to what it replays (SQLSTATE 40001) is no
    reason for an error page: a safe request is asked once more.
    """
    if not isinstance(error, DBAPIError) or not reads_from_replica():
        return None
    found = replica.of_app(current_app)
    if found is not None:
        found.mark_failed()
    db.session.rollback()
    read_from_primary()
    g.pop("page_version", None)
    answer: ResponseReturnValue | None = current_app.preprocess_request()
    if answer is None:
        answer = current_app.dispatch_request()
    return current_app.make_response(answer)

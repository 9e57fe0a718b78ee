"""Serves anonymous readers from the replica, everybody else from the primary.

Who sends a cookie or credentials may have changed something a moment ago and sees it: all of theirs
is read from the primary. A reader without either has changed nothing under a name that this site
could know again.
"""

from flask import Response, current_app, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from tracker.core import replica
from tracker.core.db import db
from tracker.core.outages import outage_of
from tracker.core.routing import read_from_primary, read_from_replica, reads_from_replica
from tracker.web.core.audience import Audience, audience_of

SAFE = frozenset({"GET", "HEAD"})
MOST_TRIES = 2  # the other database, and the first once more: either may just have changed


def choose_database() -> None:
    """Use the replica for this request if the sender is anonymous."""
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


def answer_from_other_database(error: Exception) -> Response | None:
    """The answer of the other database where one failed; None where that is of no use.

    A replica that is stopped or that has to give way to what it replays (SQLSTATE 40001) is no
    reason for an error page: a safe request is asked once more. While the primary is away, an
    anonymous reader gets what the replica has, however old it is.
    """
    found = replica.of_app(current_app)
    if found is None or not isinstance(error, DBAPIError | PoolTimeout):
        return None
    if reads_from_replica():
        found.mark_failed()
        choose = read_from_primary
    elif outage_of(error) is not None and _is_anonymous():
        choose = read_from_replica
    else:
        return None
    g.databases_tried = g.get("databases_tried", 0) + 1
    if g.databases_tried > MOST_TRIES:
        return None
    db.session.rollback()
    choose()
    g.pop("page_version", None)
    return _answer_again()


def _answer_again() -> Response:
    try:
        answer: ResponseReturnValue | None = current_app.preprocess_request()
        if answer is None:
            answer = current_app.dispatch_request()
    except Exception as error:
        return current_app.make_response(current_app.handle_user_exception(error))
    return current_app.make_response(answer)

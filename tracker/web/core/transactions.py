"""One transaction for each writing request, committed before the response.

A request with an unsafe method takes the write lock before its first query. What it answers with
an error is rolled back, so that nothing half done is kept. A safe one may read from the replica.
"""

from contextlib import ExitStack

from flask import Flask, Response, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError

from tracker.core.db import db, writing
from tracker.web.core import reading

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask) -> None:
    """Begin before all other request handlers and end after all response handlers."""
    app.before_request(_enter)
    app.after_request(_close)
    app.teardown_request(_leave)


def _enter() -> None:
    if request.method not in SAFE:
        g.writing = ExitStack()
        g.writing.enter_context(writing())
    else:
        reading.choose_database()


def end_writing() -> None:
    """Commit and only read from here on."""
    _leave(None)
    db.session.rollback()


def _close(response: Response) -> Response:
    if request.method in SAFE or "writing" not in g:
        return response
    if response.status_code >= 400:
        db.session.rollback()
        return response
    g.committing = True
    try:
        db.session.commit()
    except SQLAlchemyError as error:
        # Flask sends an error of this moment to no handler.
        return current_app.make_response(current_app.handle_user_exception(error))
    g.pop("committing")
    return response


def is_outcome_unknown() -> bool:
    """Whether the present request failed while it committed: the change may have been saved."""
    return bool(g.get("committing"))


def _leave(_error: BaseException | None) -> None:
    stack: ExitStack | None = g.pop("writing", None)
    if stack is not None:
        stack.close()

"""Turns every error into a page.

What was refused is logged without its content: a bad address may hold anything. Only faults of
ours (5xx) are logged with their traceback and get an id that the reader can pass on.
"""

import secrets
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from tracker.accounts.throttle import TooMany
from tracker.core.db import is_unique_violation
from tracker.core.errors import BadParameter, Conflict, Forbidden, Invalid, NotFound, NotReady, Part
from tracker.core.interfaces import answer_to_program
from tracker.core.outages import Outage, outage_of
from tracker.review.hiding_queries import is_under_examination
from tracker.web.core import language, reading, transactions, visitor

# Seconds after which a request may be sent again. A conflict is over when it is reported.
RETRY_AFTER = {Outage.BUSY: 60, Outage.CONFLICT: 1, Outage.AWAY: 30}


def init_app(app: Flask) -> None:
    """Register the handlers. The API answers its own errors."""
    handlers: dict[type[Exception], Callable[[Any], Response]] = {
        NotFound: _not_found,
        Forbidden: _not_found,
        BadParameter: _bad_parameter,
        Invalid: _invalid,
        Conflict: _conflict,
        StaleDataError: _conflict,
        TooMany: _too_many,
        CSRFError: _foreign_form,
        NotReady: _not_ready,
        HTTPException: _http,
        DBAPIError: _database,
        PoolTimeout: _database,
        IntegrityError: _taken,
        Exception: _fault,
    }
    for kind, handler in handlers.items():
        app.register_error_handler(kind, _for_readers(handler))


def _for_readers(handler: Callable[[Any], Response]) -> Callable[[Exception], Response]:
    def answer(error: Exception) -> Response:
        again = reading.answer_from_other_database(error)
        return again or answer_to_program(error) or handler(error)

    return answer


def page(status: int, title: str, text: str, **more: object) -> Response:
    """The error page with a status."""
    # It names no other forms: they would repeat what was asked for, which may exist or not.
    silent = {
        "canonical": lambda _asked: None,
        "reported_page": lambda _asked: None,
        "language_links": language.front_page_links,
    }
    more = {"alternates": (), **silent, **more}
    body = render_template("error.html", status=status, title=title, text=text, **more)
    return make_response(body, status)


def _not_found(error: NotFound | Forbidden) -> Response:
    current_app.logger.warning("not found: %s", request.endpoint)
    if isinstance(error, NotFound) and is_under_examination(error):
        return page(
            404,
            _("This record is under examination"),
            _("We do not show it until a person has decided about it."),
        )
    # Foreign and missing records give the same answer, which reveals nothing.
    return page(
        404,
        _("Page not found"),
        _("Check the address for typing errors. The page may have moved, or it never existed."),
    )


def _bad_parameter(error: BadParameter) -> Response:
    current_app.logger.warning("bad parameter %s on %s", error.name, request.endpoint)
    return page(
        400,
        _("This address is not complete or not correct"),
        _("The value of “%(name)s” in the address is not valid on this page.", name=error.name),
        parameter=error,
    )


def _invalid(error: Invalid) -> Response:
    return page(422, _("Please correct your input"), _("Nothing was changed."), errors=error)


def _conflict(_error: Conflict | StaleDataError) -> Response:
    return page(
        409,
        _("Someone else changed this first"),
        _("Nothing was changed. Open the page again to see the current version."),
    )


def _taken(error: IntegrityError) -> Response:
    """Two requests did the same at once. The first one counts."""
    return _conflict(Conflict("done a moment ago")) if is_unique_violation(error) else _fault(error)


def _too_many(error: TooMany) -> Response:
    shown = page(
        429,
        _("Too many attempts"),
        _(
            "Please wait a moment before you try again. This message does not show whether an "
            "account exists."
        ),
    )
    shown.headers["Retry-After"] = str(error.seconds)
    return shown


def _foreign_form(_error: CSRFError) -> Response:
    return page(
        400,
        _("This form has expired"),
        _(
            "Nothing was changed. Go back, reload the page and send the form again. Your "
            "browser must accept our cookie."
        ),
    )


def _not_ready(error: NotReady) -> Response:
    current_app.logger.error("not ready: %s. %s", error.part.value, error.remedy)
    texts = {
        Part.RECORDS: (
            _("There is no data yet"),
            _(
                "The registry of States and commitments is not loaded yet, so we "
                "cannot show any figures."
            ),
        ),
        Part.FONTS: (
            _("The PDF is not available"),
            _(
                "The fonts for the PDF are not installed on this server. The State’s "
                "page shows the same figures."
            ),
        ),
    }
    return page(503, *texts[error.part])


def _database(error: DBAPIError | PoolTimeout) -> Response:
    """Other writers block for too long. The typed text is returned to send again."""
    outage = outage_of(error)
    if outage is None:
        return _fault(error)
    current_app.logger.warning("the database is %s: %s", outage.value, request.endpoint)
    _end_transaction(outage)
    is_form = request.method not in transactions.SAFE
    title, text = _outage_texts(outage, is_form=is_form)
    shown = page(503, title, text, **({"resend": _typed()} if is_form else {}))
    shown.headers["Retry-After"] = str(RETRY_AFTER[outage])
    shown.headers["Cache-Control"] = "private, no-store"
    return shown


def _end_transaction(outage: Outage) -> None:
    """Hold nothing of the database; name the visitor on the page where it can be asked."""
    try:
        transactions.end_writing()
        if outage is not Outage.AWAY:
            visitor.recall()
    except SQLAlchemyError:
        g.visitor = None


def _outage_texts(outage: Outage, *, is_form: bool) -> tuple[str, str]:
    """The heading and the text of the page."""
    if not is_form:
        text = _("We cannot show this page at the moment. Please try again in a minute.")
    elif transactions.is_outcome_unknown():
        text = _(
            "The connection to the database ended while we saved your input. Check whether it "
            "was saved before you send the form again."
        )
    elif outage is Outage.AWAY:
        text = _("Nothing was saved yet. Please send the form again in a minute.")
    elif outage is Outage.CONFLICT:
        text = _("Nothing was saved, because someone else saved at the same moment.")
    else:
        text = _(
            "Nothing was saved yet because a large file is being written. Please send the "
            "form again in a minute."
        )
    if outage is Outage.AWAY:
        return _("The database is not available"), text
    return _("The database is busy"), text


def _typed() -> list[tuple[str, str]] | None:
    """The content of a form to send again. None for files and secrets."""
    fields = list(request.form.items(multi=True))
    secret = any(word in name for name, _text in fields for word in ("password", "code", "secret"))
    return None if secret or request.files or request.method != "POST" else fields


def _http(error: HTTPException) -> Response:
    if error.code == 404:
        return _not_found(NotFound("page", ""))
    # Redirects and statuses of the framework keep their own headers (Location, Allow, Retry-After).
    answer = error.get_response()
    if error.code is None or error.code < 400:
        return make_response(answer)
    shown = (
        _too_large()
        if error.code == 413
        else page(error.code, _("This is not possible"), _title(error))
    )
    for name in ("Allow", "Retry-After", "WWW-Authenticate"):
        if name in answer.headers:
            shown.headers[name] = answer.headers[name]
    return shown


def _too_large() -> Response:
    """The request is over the page's limit. The browser still has the text."""
    most = (request.max_content_length or 0) / 1024**2
    text = _(
        "This page accepts at most %(most)s MB at once. Nothing was saved. Choose a "
        "smaller file, or split it.",
        most=f"{most:.1f}".removesuffix(".0"),
    )
    return page(413, _("The request is too large"), text, resend=None)


def _title(error: HTTPException) -> str:
    texts = {
        405: _("This address does not accept this type of request."),
        429: _("Too many requests. Please wait a moment."),
        503: _("We are preparing this page. Please try again in half a minute."),
    }
    return texts.get(error.code or 0, _("We could not read this request."))


def _fault(_error: Exception) -> Response:
    number = secrets.token_hex(4)
    current_app.logger.exception("fault %s on %s", number, request.endpoint)
    return page(
        500,
        _("Something went wrong"),
        _(
            "Sorry, something went wrong on our side. Please try again. If it happens "
            "again, send us this number."
        ),
        number=number,
    )

"""Turns errors into problem details (RFC 9457). No other module of the API does so.

Foreign and missing are the same answer. Only faults of ours are logged with their traceback and get
a number that can be passed on.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response, current_app, make_response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from tracker.accounts.idempotency import InProgress
from tracker.accounts.throttle import TooMany
from tracker.api.core.authentication import REALM, Unauthenticated
from tracker.api.core.endpoint import NotFinished, OutOfScope
from tracker.api.core.query_params import InvalidParameter, UnknownReference
from tracker.api.core.request_bodies import InvalidBody
from tracker.core import formats
from tracker.core.db import is_unique_violation
from tracker.core.errors import BadParameter, Conflict, Forbidden, Invalid, NotFound, NotReady
from tracker.core.outages import Outage, outage_of
from tracker.reporting.conflicts import AlreadyBegun, EntryConflict, FrameConflict, ReportClosed
from tracker.review.conflicts import ChangedSinceViewed, IllegalMove, TextConflict
from tracker.review.hiding_queries import is_under_examination

CONTENT_TYPE = "application/problem+json"
KEPT = ("Allow", "Retry-After", "WWW-Authenticate")

# By status: the name under which the documentation explains it, and the title.
KINDS: Mapping[int, tuple[str, Any]] = {
    400: ("not-understood", _l("The request is not valid")),
    401: ("unauthenticated", _l("The token is missing, unknown or expired")),
    403: ("out-of-scope", _l("The token has no permission for this")),
    404: ("not-found", _l("Not found")),
    405: ("method-not-allowed", _l("This address does not accept this method")),
    406: ("not-acceptable", _l("No accepted format is available")),
    409: ("conflict", _l("Not possible in the current state")),
    412: ("written-meanwhile", _l("It has changed since you read it")),
    413: ("too-large", _l("The request is too large")),
    415: ("not-json", _l("Send JSON, or a form for a file")),
    422: ("invalid", _l("Please correct your input")),
    428: ("version-needed", _l("Send the version that you read in If-Match")),
    429: ("too-many", _l("Too many requests")),
    500: ("fault", _l("Something went wrong")),
    503: ("not-ready", _l("Not available at the moment")),
}


STATUSES: Mapping[type[Exception], int] = {
    InvalidParameter: 400,
    UnknownReference: 404,
    NotFound: 404,
    Forbidden: 404,  # Foreign and missing are the same answer.
    Conflict: 409,
    StaleDataError: 409,
    Invalid: 422,
    NotReady: 503,
}


def problem(error: Exception) -> Response:
    """The response to an error. Redirects and similar responses of Flask are left as they are."""
    match error:
        case HTTPException():
            return _of_framework(error)
        case OutOfScope() | InProgress() | NotFinished() | InvalidBody():
            return _of_writing(error)
        case TextConflict() | FrameConflict() | EntryConflict() | ChangedSinceViewed():
            return _of_others(error)
        case AlreadyBegun() | IllegalMove() | ReportClosed():
            return _of_standing(error)
        case Unauthenticated():
            answer = field_errors(
                401, _("Ask without one to read, or make a new one on your account.")
            )
            answer.headers["WWW-Authenticate"] = error.challenge
            return answer
        case TooMany():
            answer = field_errors(429)
            answer.headers["Retry-After"] = str(error.seconds)
            return answer
        case BadParameter():
            return field_errors(400, errors={error.name: [_allowed(error)]})
    for kind, status in STATUSES.items():
        if isinstance(error, kind):
            remedy = getattr(error, "remedy", None) or _examined(error)
            return field_errors(status, remedy, errors=getattr(error, "errors", None))
    return _of_ours(error)


def _examined(error: Exception) -> str | None:
    """Why a record that was public is not there. None for any other error."""
    hidden = isinstance(error, NotFound) and is_under_examination(error)
    return _("This record is under examination") if hidden else None


def _of_ours(error: Exception) -> Response:
    """Errors that the caller cannot prevent: an unavailable database, or a numbered fault."""
    outage = outage_of(error)
    if outage is not None:
        return _of_outage(outage)
    if isinstance(error, IntegrityError) and is_unique_violation(error):
        return field_errors(409, _("The same was done by another request at the same moment."))
    number = secrets.token_hex(4)
    current_app.logger.exception("fault %s on %s", number, request.endpoint)
    return field_errors(500, _("If it happens again, tell us this number: %(it)s", it=number))


def _of_outage(outage: Outage) -> Response:
    """The database cannot be used now; nothing is claimed of a request that was being committed."""
    texts = {
        Outage.BUSY: (60, _("A large file is being written. We saved nothing of your request.")),
        Outage.CONFLICT: (1, _("The same was done by another request at the same moment.")),
        Outage.AWAY: (30, _("The database is not available")),
    }
    seconds, text = texts[outage]
    answer = field_errors(503, text)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _of_writing(error: Exception) -> Response:
    """Errors of changes, with advice on what to do."""
    match error:
        case OutOfScope():
            answer = field_errors(403, _("It needs the scope %(scope)s.", scope=error.scope))
            challenge = f'{REALM}, error="insufficient_scope", scope="{error.scope}"'
            answer.headers["WWW-Authenticate"] = challenge
        case InProgress():
            answer = field_errors(409, _("The same request is in progress. Ask again in a moment."))
            answer.headers["Retry-After"] = "1"
        case NotFinished():
            answer = field_errors(422, errors=error.errors, findings=error.findings)
        case _:
            answer = field_errors(400, _("What was sent cannot be read: %(why)s.", why=error))
    return answer


def _of_others(error: Exception) -> Response:
    """Conflicts with another person's change, with the stored text where there is one."""
    match error:
        case ChangedSinceViewed():
            answer = field_errors(412, _("Read it again, and decide on what it says now."))
        case _:
            stored, version = _stored(error)
            both = _("Combine both texts and send the result.")
            answer = field_errors(412, both, stored=stored, version=version)
            answer.headers["ETag"] = f'"{version}"'
    return answer


def _of_standing(error: AlreadyBegun | IllegalMove | ReportClosed) -> Response:
    """Operations that the current status does not allow, with that status."""
    if not isinstance(error, AlreadyBegun):
        return field_errors(
            409, _("This is not possible while its status is %(status)s.", status=error.status)
        )
    answer = field_errors(409, _("A report for this due date exists already. Continue with it."))
    if error.reference:
        answer.headers["Location"] = f"/api/v1/own/reports/{error.reference}"
    return answer


def _stored(error: Exception) -> tuple[dict[str, str], int]:
    """The text that somebody else saved and its version, or an empty text and 0 if removed."""
    match error:
        case TextConflict():
            return dict(error.stored), error.version
        case FrameConflict():
            return error.stored.cells(), error.version
        case EntryConflict() if error.stored is not None:
            return error.stored.draft.cells(), error.stored.version
        case _:
            return {}, 0


def field_errors(
    status: int,
    detail: str | None = None,
    *,
    errors: Mapping[str, Sequence[str]] | None = None,
    **more: Any,
) -> Response:
    """Problem details with a status. ``errors`` lists the reasons by field."""
    if status >= 400 and status != 500:
        current_app.logger.warning("%s on %s", status, request.endpoint)
    body = {**details(status, detail, errors=errors), **more}
    return Response(json.dumps(body, ensure_ascii=False), status, content_type=CONTENT_TYPE)


def details(
    status: int, detail: str | None = None, *, errors: Mapping[str, Sequence[str]] | None = None
) -> dict[str, Any]:
    """The members of problem details."""
    name, title = KINDS.get(status, KINDS[400])
    body: dict[str, Any] = {
        "type": f"/api/v1/docs#{name}",
        "title": str(title),
        "status": status,
    }
    if detail:
        body["detail"] = detail
    if errors is not None:
        body["errors"] = {field: [str(text) for text in texts] for field, texts in errors.items()}
    return body


def _allowed(error: BadParameter) -> str:
    allowed = (
        error.allowed if isinstance(error.allowed, str) else formats.listed(error.allowed[:50])
    )
    return _("expected: %(allowed)s", allowed=allowed)


def _of_framework(error: HTTPException) -> Response:
    answer = make_response(error.get_response())
    if error.code is None or error.code < 400:
        return answer
    shown = field_errors(error.code)
    for name in KEPT:
        if name in answer.headers:
            shown.headers[name] = answer.headers[name]
    return shown

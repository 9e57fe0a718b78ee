"""Declares endpoints that change records: address, scope, request and response.

The address, its guard, the description for programs and its page all follow from the declaration.
What an act does is a service's; nothing here decides who may.
"""

import functools
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import PreconditionRequired

from tracker.accounts import idempotency
from tracker.accounts.idempotency import RequestKey, StoredResponse
from tracker.accounts.tokens import Scope
from tracker.api.core import deprecation
from tracker.api.core.authentication import REALM, SAFE, Unauthenticated, bearer
from tracker.api.core.deprecation import Deprecation, is_deprecated
from tracker.api.core.fields import Field
from tracker.api.core.parameters import Parameter
from tracker.api.core.query_params import InvalidParameter, parse_query
from tracker.api.core.request_bodies import MOST_BYTES
from tracker.api.core.responses import JSON, accepted, json_answer
from tracker.core.errors import Forbidden, Invalid, NotFound, TrackerError
from tracker.evidence import attachment_upload
from tracker.policy.audience import ROLES, Audience, audience

KEY, MATCH = "Idempotency-Key", "If-Match"
KEY_PATTERN = "^[!-~]{1,100}$"
CHUNK = 64 * 1024
VERSION = Parameter(
    MATCH,
    _l("The ETag of the version that you read."),
    {"type": "string", "pattern": '^"[0-9]{1,9}"$'},
    '"3"',
    _l('the ETag of the last response, such as "3"'),
    required=True,
    key="if-match",
)
# What is answered compressed has its tag marked with how; it names the same version.
_COMPRESSED = re.compile(r'(?::[a-z]+)(?="$)')


class OutOfScope(TrackerError):
    """The token is valid but does not allow this."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(f"the token is not for {scope}")
        self.scope = scope


class NotFinished(Invalid):
    """The record cannot be submitted yet. Lists the passages that may identify a person."""

    def __init__(self, errors: Mapping[str, Any], findings: list[dict[str, Any]]) -> None:
        super().__init__(errors)
        self.findings = findings


@dataclass(frozen=True, slots=True, kw_only=True)
class BodySchema:
    """The shape of ``data`` in a response. ``many``: a list of rows. ``tagged``: with an ETag."""

    name: str
    fields: tuple[Field, ...]
    many: bool = False
    tagged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """An operation that a program can call.

    ``body`` are the members of the JSON that is sent, None where nothing is; ``form`` those of a
    form with a file. ``over`` describes If-Match where it is done over what was seen.
    ``needed`` are the members that cannot be left out, ``takes`` the parameters of its address.
    ``retiring`` says that it is to go.
    """

    name: str  # begin_action
    method: str
    path: str  # /actions/<reference>/draft, after the root
    summary: Any
    about: Any
    scope: Scope
    of: Audience
    does: Callable[..., Response]
    answers: BodySchema | None
    status: int = 200
    body: tuple[Field, ...] | None = None
    needed: tuple[str, ...] = ()
    form: tuple[Field, ...] | None = None
    in_path: tuple[Parameter, ...] = ()
    takes: tuple[Parameter, ...] = ()
    over: Parameter | None = None
    retiring: Deprecation | None = None

    @property
    def writes(self) -> bool:
        """Whether the operation changes something."""
        return self.method not in SAFE

    @property
    def goes(self) -> tuple[Deprecation, ...]:
        """The deprecated parts: the operation itself, or fields of its response."""
        fields = self.answers.fields if self.answers else ()
        return is_deprecated((self.retiring, *(one.retiring for one in fields)))


def register(blueprint: Blueprint, acts: tuple[Endpoint, ...]) -> None:
    """Register the endpoints, each behind its guard."""
    for act in acts:
        view = deprecation.declare(audience(act.of)(_guarded(act)), act.goes)
        if act.form is not None:
            view = attachment_upload.takes_files(view)
        blueprint.add_url_rule(act.path, act.name, view, methods=[act.method])


def tag_sent() -> str:
    """The ETag in If-Match. The guard has checked its syntax."""
    return _COMPRESSED.sub("", request.headers[MATCH].strip()).strip('"')


def version_sent() -> int:
    """The version that the request overwrites."""
    return int(tag_sent().partition("-")[0])


def answered(
    data: Mapping[str, Any] | list[Any],
    status: int = 200,
    *,
    page: Mapping[str, Any] | None = None,
    **headers: str | None,
) -> Response:
    """A JSON response for the token's owner only. Headers are given with ``_`` for ``-``."""
    answer = json_answer({"data": data} | ({"page": page} if page else {}))
    answer.status_code = status
    for name, value in headers.items():
        if value is not None:
            answer.headers[name.replace("_", "-")] = value
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


# The guard ----------------------------------------------------------------------------------


def _guarded(act: Endpoint) -> Callable[..., ResponseReturnValue]:
    @functools.wraps(act.does)
    def view(**names: str) -> ResponseReturnValue:
        found = bearer()
        if found is None:
            raise Unauthenticated(REALM)
        if act.scope not in found.scopes:
            raise OutOfScope(act.scope)
        if not ROLES[act.of] & found.actor.roles:
            raise Forbidden(act.name)
        for each in act.in_path:
            if not each.fits(names[each.name]):
                raise NotFound(act.name, names[each.name][:60])
        parse_query(act.takes)
        if act.answers is not None:
            accepted(JSON)
        if act.over is not None:
            _refuse_unseen(act.over)
        if KEY in request.headers and act.writes:
            return _once(act, found.actor.key, names)
        return act.does(**names)

    return view


def _refuse_unseen(over: Parameter) -> None:
    if MATCH not in request.headers:
        raise PreconditionRequired
    if not over.fits(_COMPRESSED.sub("", request.headers[MATCH].strip())):
        raise InvalidParameter({MATCH: [over.expected()]})


def _once(act: Endpoint, person: str, names: Mapping[str, str]) -> Response:
    """Run the operation, unless the same key ran it before; then repeat the stored response."""
    named = _named(act, person)
    stored = idempotency.begin(named)
    if stored is not None:
        return _again(stored)
    try:
        answer = act.does(**names)
        headers = {
            name: answer.headers[name] for name in ("ETag", "Location") if name in answer.headers
        }
        body = answer.get_json() if answer.mimetype == JSON else None
        idempotency.complete(named, StoredResponse(answer.status_code, body, headers))
    except BaseException:
        idempotency.abort(named)
        raise
    return answer


def _again(stored: StoredResponse) -> Response:
    answer = Response(status=stored.status) if stored.body is None else json_answer(stored.body)
    answer.status_code = stored.status
    answer.headers.update(stored.headers)
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Idempotency-Replayed"] = "true"
    return answer


def _named(act: Endpoint, person: str) -> RequestKey:
    key = request.headers[KEY].strip()
    if not re.fullmatch(KEY_PATTERN, key):
        raise InvalidParameter({KEY: [_("1 to 100 letters, digits and signs of ASCII, no blanks")]})
    route = f"{request.method} {request.path}"
    return RequestKey(person, route[:200], key, _fingerprint(act))


def _fingerprint(act: Endpoint) -> str:
    """SHA-256 of the request body and of the query string.

    A form is taken apart: its boundary is another one each time.
    """
    spelled = hashlib.sha256()

    def add(part: bytes) -> None:
        spelled.update(len(part).to_bytes(8))
        spelled.update(part)

    add(request.query_string)
    add(request.headers.get(MATCH, "").encode("utf-8", "surrogateescape"))
    if act.form is None:
        request.max_content_length = MOST_BYTES
        add(request.get_data())
        return spelled.hexdigest()
    for name, text in sorted(request.form.items(multi=True)):
        add(name.encode("utf-8", "surrogatepass"))
        add(text.encode("utf-8", "surrogatepass"))
    for name, file in sorted(request.files.items(multi=True), key=lambda pair: pair[0]):
        add(name.encode("utf-8", "surrogatepass"))
        add((file.filename or "").encode("utf-8", "surrogatepass"))
        content = hashlib.sha256()
        while piece := file.stream.read(CHUNK):
            content.update(piece)
        add(content.digest())
        file.stream.seek(0)
    return spelled.hexdigest()

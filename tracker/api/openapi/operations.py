"""Describes the operations that programs can call, from their endpoints."""

from typing import Any

from flask_babel import gettext as _

from tracker.api.core.endpoint import KEY, KEY_PATTERN, BodySchema, Endpoint
from tracker.api.core.fields import Field, described, example_of, object_of
from tracker.api.core.operations import ROOT
from tracker.api.core.parameters import USUAL
from tracker.api.core.request_bodies import MOST_BYTES
from tracker.api.core.responses import JSON
from tracker.api.openapi.shared import described_parameter
from tracker.api.write.registry import ACTS, SUBJECTS

FORM = "multipart/form-data"


def paths() -> dict[str, dict[str, Any]]:
    """Every operation by path and method."""
    found: dict[str, dict[str, Any]] = {}
    for subject in SUBJECTS:
        for act in subject.acts:
            operation = described_act(act, subject.name)
            found.setdefault(address(act), {})[act.method.lower()] = operation
    return found


def address(act: Endpoint) -> str:
    """The whole path with parameter names in braces."""
    return ROOT + act.path.replace("<", "{").replace(">", "}")


def schemas() -> dict[str, Any]:
    """The schemas of requests and responses by name."""
    named = {act.answers.name: act for act in ACTS if act.answers}
    sent = {_sent_name(act): _sent(act) for act in ACTS if act.body or act.form}
    return {name: _answer(act) for name, act in named.items()} | sent


def parameters() -> dict[str, Any]:
    """The request headers for changes."""
    return {
        "idempotency-key": {
            "name": KEY,
            "in": "header",
            "required": False,
            "description": _(
                "A name that you choose for this request. The same request within 24 "
                "hours gets the same response and takes effect once. Another request "
                "with it gets 422, a simultaneous one 409."
            ),
            "schema": {"type": "string", "pattern": KEY_PATTERN},
            "example": "5b1f0c1e-7f0a-4b1c-9a55-2f6d3c1a9e10",
        },
    } | {str(act.over.key): described_parameter(act.over, "header") for act in ACTS if act.over}


def statuses(act: Endpoint) -> tuple[int, ...]:
    """The status codes of problems that the operation may return."""
    found = {400, 401, 403, 404, 500}
    if act.answers is not None:
        found.add(406)
    if act.writes:
        found |= {409, 422}
    if act.body is not None or act.form is not None:
        found |= {413}
    if act.body is not None:
        found |= {415}
    if act.over:
        found |= {412, 428}
    return tuple(sorted(found))


def described_act(act: Endpoint, tag: str) -> dict[str, Any]:
    """One operation: its request, its response and its errors."""
    operation: dict[str, Any] = {
        "operationId": act.name,
        "summary": str(act.summary),
        "description": f"{act.about}\n\n" + _("Scope of the token: `%(it)s`.", it=act.scope),
        "tags": [tag],
        "security": [{"token": []}],
        "parameters": [
            *(described_parameter(each, "path") for each in act.in_path),
            *(described_parameter(each, "query") for each in act.takes),
            *_headers_sent(act),
        ],
        "responses": {
            str(act.status): _success(act),
            **{
                str(status): {"$ref": f"#/components/responses/Problem{status}"}
                for status in statuses(act)
            },
        },
    }
    if act.body or act.form:
        operation["requestBody"] = {"required": True, "content": _content_sent(act)}
    if act.retiring:
        operation["deprecated"] = True
    return operation


def _headers_sent(act: Endpoint) -> list[dict[str, str]]:
    names = [*([act.over.key] if act.over else []), *(["idempotency-key"] * act.writes)]
    return [{"$ref": f"#/components/parameters/{name}"} for name in names]


def _success(act: Endpoint) -> dict[str, Any]:
    response: dict[str, Any] = {"description": str(act.summary)}
    if act.answers is not None:
        schema = {"$ref": f"#/components/schemas/{act.answers.name}"}
        if act.answers.tagged:
            response["headers"] = {"ETag": {"$ref": "#/components/headers/Version"}}
        response["content"] = {JSON: {"schema": schema, "example": example_answer(act)}}
    return response


def example_answer(act: Endpoint) -> dict[str, Any] | None:
    """An example response, or None if the response is empty."""
    if act.answers is None:
        return None
    row = example_of(act.answers.fields)
    if act.answers.many:
        return {"data": [row]} | ({"page": {"next": None, "limit": USUAL}} if act.takes else {})
    return {"data": row}


def example_sent(act: Endpoint) -> dict[str, Any]:
    """An example request body."""
    members = act.body or act.form or ()
    return {name: text for name, text in example_of(members).items() if text is not None}


def _content_sent(act: Endpoint) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{_sent_name(act)}"}
    if act.form:
        return {FORM: {"schema": schema}}
    return {JSON: {"schema": schema, "example": example_sent(act)}}


def _sent_name(act: Endpoint) -> str:
    return "".join(word.capitalize() for word in act.name.split("_")) + "Body"


def _sent(act: Endpoint) -> dict[str, Any]:
    members: tuple[Field, ...] = act.body or act.form or ()
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {each.name: described(each) for each in members},
        "additionalProperties": False,
    }
    if act.needed:
        schema["required"] = list(act.needed)
    if act.body:
        schema["description"] = _("At most %(most)s kB of JSON.", most=MOST_BYTES // 1024)
    return schema


def _answer(act: Endpoint) -> dict[str, Any]:
    shape: BodySchema = act.answers  # type: ignore[assignment]  # asked of those that answer
    row = object_of(shape.fields)
    properties = {"data": {"type": "array", "items": row} if shape.many else row}
    if shape.many and act.takes:
        properties["page"] = {"$ref": "#/components/schemas/Page"}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }

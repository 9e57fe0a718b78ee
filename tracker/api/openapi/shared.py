"""Parts that all descriptions share: problems, headers, parameters."""

from typing import Any

from tracker.api.core.fields import example_of
from tracker.api.core.parameters import Parameter
from tracker.api.core.problems import CONTENT_TYPE as PROBLEM
from tracker.api.core.problems import details
from tracker.api.private.fields import FINDING

REFUSALS = (400, 401, 404, 406, 500, 503)
# What only writing meets.
WRITING = (403, 409, 412, 413, 415, 422, 428)


# What the examples of problems tell besides their titles.
ERRORS: dict[int, dict[str, list[str]]] = {
    400: {"limit": ["a whole number from 1 to 500"]},
    404: {"state": ["nothing has it"]},
    422: {"account": ["it may tell who a person is"]},
}
MORE: dict[int, dict[str, Any]] = {
    409: {"detail": "It stands at submitted; there this cannot be done."},
    412: {"stored": {"level": "3", "measures_taken": "A law was adopted."}, "version": 4},
    422: {"findings": [example_of(FINDING)]},
}


def refusals() -> dict[str, Any]:
    """The errors that reading may return."""
    return {str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in REFUSALS}


def problem(status: int) -> dict[str, Any]:
    """The response for one problem, with an example."""
    body = details(status, errors=ERRORS.get(status)) | MORE.get(status, {})
    response: dict[str, Any] = {
        "description": body["title"],
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": body}},
    }
    if status in (401, 403):
        response["headers"] = {
            "WWW-Authenticate": {"$ref": "#/components/headers/WWW-Authenticate"}
        }
    return response


def described_parameter(parameter: Parameter, where: str) -> dict[str, Any]:
    """A parameter of the address, the path or a header."""
    described: dict[str, Any] = {
        "name": parameter.name,
        "in": where,
        "required": parameter.required or where == "path",
        "description": str(parameter.holds),
        "schema": dict(parameter.schema),
    }
    if parameter.default is not None:
        described["schema"]["default"] = parameter.default
    if parameter.example is not None:
        described["example"] = parameter.example
    if parameter.schema["type"] == "array":
        described |= {"style": "form", "explode": False}
    return described


def _text(holds: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": holds, **more}


META: dict[str, Any] = {
    "type": "object",
    "description": "How the data came about: enough to have the same again, and to cite it",
    "properties": {
        "as_of": _text("The situation on this day", format="date"),
        "known_by": _text("By what had been published on this day", format="date"),
        "methodology": _text("Version of the rules"),
        "revision": {"type": "integer", "minimum": 0, "description": "Public revision"},
        "rules": {
            "type": ["string", "null"],
            "description": "What was chosen otherwise than the methodology, as parameters",
        },
        "licence": _text("Licence of the data"),
    },
    "required": ["as_of", "known_by", "methodology", "revision", "rules", "licence"],
    "additionalProperties": False,
}
PAGE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "next": {
            "type": ["string", "null"],
            "description": "Hand it back as after for the next page; null: this is the last",
        },
        "limit": {"type": "integer", "minimum": 1, "maximum": 500},
    },
    "required": ["next", "limit"],
    "additionalProperties": False,
}
PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "Problem details (RFC 9457)",
    "properties": {
        "type": _text("Address of its explanation", format="uri-reference"),
        "title": _text("What sort of problem it is"),
        "status": {"type": "integer"},
        "detail": _text("What to do about it"),
        "errors": {
            "type": "object",
            "description": "Reasons by parameter or field",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
        "stored": {
            "type": "object",
            "description": "412: the text that somebody else wrote, by field",
            "additionalProperties": {"type": "string"},
        },
        "version": {"type": "integer", "description": "412: the version of that text"},
        "findings": {
            "type": "array",
            "description": "422: places that may tell who a person is",
            "items": {"$ref": "#/components/schemas/Finding"},
        },
    },
    "required": ["type", "title", "status"],
    "additionalProperties": False,
}
HEADERS: dict[str, Any] = {
    "ETag": {
        "description": "Changes with the public revision, the day and the rules",
        "schema": {"type": "string"},
        "required": True,
    },
    "Cache-Control": {
        "description": "Keep it, and ask each time whether it has changed",
        "schema": {"type": "string"},
        "required": True,
    },
    "Version": {
        "description": "The version: goes into If-Match of what is written over it",
        "schema": {"type": "string"},
        "required": True,
    },
    "Link": {
        "description": "The next page (rel=next), this description and its page",
        "schema": {"type": "string"},
    },
    "Content-Disposition": {
        "description": "A name for the file, with its day",
        "schema": {"type": "string"},
        "required": True,
    },
    "WWW-Authenticate": {
        "description": "Bearer, and why the token was not taken",
        "schema": {"type": "string"},
        "required": True,
    },
}

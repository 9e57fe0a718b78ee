"""The description of the API for programs (OpenAPI 3.1), made from what the API itself runs on."""

from typing import Any

from flask_babel import gettext as _

from tracker.api import openapi_acts
from tracker.api.answers import RELEASE
from tracker.api.collections import Collection
from tracker.api.fields import example_of, object_of
from tracker.api.listing import COLLECTIONS
from tracker.api.operations import ROOT, Answers, Operation, operations
from tracker.api.own_fields import FINDING
from tracker.api.parameters import Parameter
from tracker.api.problems import CONTENT_TYPE as PROBLEM
from tracker.api.problems import details
from tracker.exchange.workbook_stream import CONTENT_TYPE as WORKBOOK
from tracker.gap.methodology import VERSION

JSON = "application/json"
REFUSALS = (400, 401, 404, 406, 500, 503)
# What only writing meets.
WRITING = (403, 409, 412, 413, 415, 422, 428)
LICENCE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}


def document() -> dict[str, Any]:
    """The whole description."""
    found = operations()
    paths: dict[str, Any] = {each.path: {"get": _operation(each)} for each in found}
    paths |= _about_itself()
    for path, item in openapi_acts.paths().items():
        paths[path] = {**paths.get(path, {}), **item}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Commitments Tracker",
            "version": RELEASE,
            "summary": _("What states undertook against trafficking in persons, and what follows."),
            "description": _description(),
            "license": LICENCE,
        },
        "servers": [{"url": "/"}],
        "externalDocs": {"url": f"{ROOT}/docs", "description": _("The same, for reading")},
        "tags": [{"name": each.name, "description": str(each.about)} for each in COLLECTIONS]
        + [
            {"name": openapi_acts.TAG, "description": _("Writing, and what is one’s own")},
            {"name": "about", "description": _("The interface itself")},
        ],
        # Reading is open to everybody; a token that is sent must hold.
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "schemas": _schemas() | openapi_acts.schemas(),
            "parameters": _parameters(found) | openapi_acts.parameters(),
            "responses": {f"Problem{status}": _problem(status) for status in (*REFUSALS, *WRITING)},
            "headers": _HEADERS,
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": _("A token made on the page of one’s own account."),
                }
            },
        },
    }


def _description() -> str:
    return "\n\n".join(
        (
            _(
                "Everything public, as on the pages: the same records, filters and figures. A "
                "figure or level that does not exist is null, never a zero, and the row’s status "
                "says which way of not existing it is."
            ),
            _(
                "`as_of` shows the situation on a day, `known_by` what had been published by a "
                "day; both are told in `meta` with the version of the methodology (now "
                "%(version)s), so that a figure can be had again to the last digit.",
                version=VERSION,
            ),
            _(
                "Lists are read page by page: hand `page.next` back as `after` until it is null. "
                "Answers carry an ETag of the public revision; ask with `If-None-Match`."
            ),
        )
    )


# Operations ---------------------------------------------------------------------------------


def _operation(each: Operation) -> dict[str, Any]:
    return {
        "operationId": each.name,
        "summary": each.summary,
        "description": each.about,
        "tags": [each.collection.name],
        "parameters": [
            *(_in_path(one) for one in each.in_path),
            *({"$ref": f"#/components/parameters/{_key(one)}"} for one in each.parameters),
        ],
        "responses": {
            "200": {
                "description": each.summary,
                "headers": _headers(each),
                "content": _content(each),
            },
            "304": {"description": _("Nothing has changed since the answer with this ETag")},
            **_refusals(),
        },
    }


def _refusals() -> dict[str, Any]:
    return {str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in REFUSALS}


def _content(each: Operation) -> dict[str, Any]:
    collection = each.collection
    match each.answers:
        case Answers.CSV:
            return {"text/csv": {"schema": {"type": "string"}, "example": _head(collection)}}
        case Answers.XLSX:
            return {WORKBOOK: {}}
        case Answers.ITEM:
            name = _whole(collection)
            example: dict[str, Any] = {"data": _whole_example(collection)}
        case _:
            name = f"{collection.row}Page"
            example = {
                "data": [example_of(collection.fields)],
                "page": {"next": None, "limit": 100},
            }
    body = {"schema": {"$ref": f"#/components/schemas/{name}"}}
    return {JSON: {**body, "example": {**example, "meta": meta_example(collection)}}}


def _headers(each: Operation) -> dict[str, Any]:
    names = ["ETag", "Cache-Control"]
    if each.answers is Answers.PAGE:
        names.append("Link")
    elif each.answers is not Answers.ITEM:
        names.append("Content-Disposition")
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _head(collection: Collection) -> str:
    return ",".join(one.name for one in collection.columns)


def _in_path(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": "path",
        "required": True,
        "description": str(parameter.holds),
        "schema": dict(parameter.schema),
        "example": parameter.example,
    }


def _key(parameter: Parameter) -> str:
    """Its name among all; kinds of passages and kinds of acts are two parameters."""
    return parameter.key or parameter.name


def _parameters(found: tuple[Operation, ...]) -> dict[str, Any]:
    every = {_key(one): one for each in found for one in each.parameters}
    return {key: _parameter(one) for key, one in sorted(every.items())}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": str(parameter.holds),
        "schema": dict(parameter.schema),
    }
    if parameter.default is not None:
        told["schema"]["default"] = parameter.default
    if parameter.example is not None:
        told["example"] = parameter.example
    if parameter.schema["type"] == "array":
        told |= {"style": "form", "explode": False}
    return told


# Schemas ------------------------------------------------------------------------------------


def _whole(collection: Collection) -> str:
    return f"{collection.row}Answer"


def _whole_example(collection: Collection) -> dict[str, Any]:
    return example_of((*collection.fields, *collection.more))


def _schemas() -> dict[str, Any]:
    schemas: dict[str, Any] = {"Meta": META, "Page": PAGE, "Problem": PROBLEM_SCHEMA}
    schemas["Finding"] = object_of(FINDING)
    for each in COLLECTIONS:
        row = {"$ref": f"#/components/schemas/{each.row}"}
        schemas[each.row] = object_of(each.fields)
        schemas[f"{each.row}Page"] = _envelope({"type": "array", "items": row}, page=True)
        if each.identity:
            whole = object_of((*each.fields, *each.more)) if each.more else row
            schemas[_whole(each)] = _envelope(whole, page=False)
    return schemas


def _envelope(data: dict[str, Any], *, page: bool) -> dict[str, Any]:
    properties = {"data": data, "meta": {"$ref": "#/components/schemas/Meta"}}
    if page:
        properties["page"] = {"$ref": "#/components/schemas/Page"}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def meta_example(collection: Collection) -> dict[str, Any]:
    """What an answer may say of how it came about."""
    return {
        "as_of": "2013-12-31",
        "known_by": "2026-01-31",
        "methodology": VERSION,
        "revision": 42,
        "rules": None,
        "licence": str(collection.licence),
    }


def _about_itself() -> dict[str, Any]:
    """The addresses that are no collection."""
    return {
        ROOT: {
            "get": _plain_operation(
                "root", _("What there is"), {JSON: {"schema": {"type": "object"}}}
            )
        },
        f"{ROOT}/openapi.json": {
            "get": _plain_operation(
                "openapi", _("This description"), {JSON: {"schema": {"type": "object"}}}
            )
        },
        f"{ROOT}/docs": {
            "get": _plain_operation(
                "docs", _("The same, for reading"), {"text/html": {"schema": {"type": "string"}}}
            )
        },
    }


def _plain_operation(name: str, summary: str, content: dict[str, Any]) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": summary,
        "tags": ["about"],
        "responses": {
            "200": {
                "description": summary,
                "headers": {
                    each: {"$ref": f"#/components/headers/{each}"}
                    for each in ("ETag", "Cache-Control")
                },
                "content": content,
            },
            "304": {"description": _("Nothing has changed since the answer with this ETag")},
            **_refusals(),
        },
    }


def _problem(status: int) -> dict[str, Any]:
    errors = {
        400: {"limit": ["a whole number from 1 to 500"]},
        404: {"state": ["nothing has it"]},
        422: {"account": ["it may tell who a person is"]},
    }
    body = details(status, errors=errors.get(status))
    told: dict[str, Any] = {
        "description": body["title"],
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": body}},
    }
    if status in (401, 403):
        told["headers"] = {"WWW-Authenticate": {"$ref": "#/components/headers/WWW-Authenticate"}}
    return told


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
_HEADERS: dict[str, Any] = {
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

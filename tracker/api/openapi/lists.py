"""Describes lists and single items from their collections."""

from typing import Any

from flask_babel import gettext as _

from tracker.api.core.collections import Collection
from tracker.api.core.fields import example_of, object_of
from tracker.api.core.operations import Answers, Operation, operations
from tracker.api.core.parameters import Parameter
from tracker.api.core.responses import JSON
from tracker.api.openapi.shared import described_parameter, refusals
from tracker.api.read.registry import COLLECTIONS
from tracker.exchange.workbooks.stream import CONTENT_TYPE as WORKBOOK
from tracker.gap.methodology import VERSION


def paths() -> dict[str, dict[str, Any]]:
    """Every list, file and item by its path."""
    return {each.path: {"get": described_operation(each)} for each in operations()}


def parameters() -> dict[str, Any]:
    """All their parameters by name."""
    every = {_key(one): one for each in operations() for one in each.parameters}
    return {key: described_parameter(one, "query") for key, one in sorted(every.items())}


# Operations ---------------------------------------------------------------------------------


def described_operation(each: Operation) -> dict[str, Any]:
    """One operation. It is deprecated if its list is."""
    operation = {
        "operationId": each.name,
        "summary": each.summary,
        "description": each.about,
        "tags": [each.collection.name],
        "parameters": [
            *(described_parameter(one, "path") for one in each.in_path),
            *({"$ref": f"#/components/parameters/{_key(one)}"} for one in each.parameters),
        ],
        "responses": {
            "200": {
                "description": each.summary,
                "headers": _headers(each),
                "content": _content(each),
            },
            "304": {"description": _("Unchanged since the response with this ETag")},
            **refusals(),
        },
    }
    return {**operation, "deprecated": True} if each.collection.retiring else operation


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
    return {JSON: {**body, "example": {**example, "meta": meta_example(collection.licence)}}}


def _headers(each: Operation) -> dict[str, Any]:
    names = ["ETag", "Cache-Control"]
    if each.answers is Answers.PAGE:
        names.append("Link")
    elif each.answers is not Answers.ITEM:
        names.append("Content-Disposition")
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _head(collection: Collection) -> str:
    return ",".join(one.name for one in collection.columns)


def _key(parameter: Parameter) -> str:
    """The key of a parameter, because some names have two meanings."""
    return parameter.key or parameter.name


# Schemas ------------------------------------------------------------------------------------


def _whole(collection: Collection) -> str:
    return f"{collection.row}Answer"


def _whole_example(collection: Collection) -> dict[str, Any]:
    return example_of((*collection.fields, *collection.more))


def schemas() -> dict[str, Any]:
    """The schemas of responses by name."""
    schemas: dict[str, Any] = {}
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


def meta_example(licence: Any) -> dict[str, Any]:
    """An example of the ``meta`` member."""
    return {
        "as_of": "2013-12-31",
        "known_by": "2026-01-31",
        "methodology": VERSION,
        "revision": 42,
        "rules": None,
        "licence": str(licence),
    }

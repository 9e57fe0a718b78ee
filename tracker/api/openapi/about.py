"""Describes the search and the API's own pages."""

from typing import Any

from flask_babel import gettext as _

from tracker.api.core.fields import example_of, object_of
from tracker.api.core.operations import ROOT
from tracker.api.core.responses import JSON
from tracker.api.openapi.lists import meta_example
from tracker.api.openapi.shared import described_parameter, refusals
from tracker.api.read import search
from tracker.exchange.downloads.catalogue import OURS


def paths() -> dict[str, dict[str, Any]]:
    """The search and the addresses that are no collection."""
    anything = {JSON: {"schema": {"type": "object"}}}
    page = {"text/html": {"schema": {"type": "string"}}}
    return {
        f"{ROOT}/search": {"get": _search()},
        ROOT: {"get": _plain("root", _("Overview"), anything)},
        f"{ROOT}/openapi.json": {"get": _plain("openapi", _("This description"), anything)},
        f"{ROOT}/docs": {"get": _plain("docs", _("The same for people"), page)},
    }


def schemas() -> dict[str, Any]:
    """The response of the search."""
    whole = {
        "data": object_of(search.RESULTS),
        "page": FOUND_PAGE,
        "meta": {"$ref": "#/components/schemas/Meta"},
    }
    return {
        "Found": {
            "type": "object",
            "properties": whole,
            "required": list(whole),
            "additionalProperties": False,
        }
    }


def search_example() -> dict[str, Any]:
    """An example response of the search."""
    return {
        "data": example_of(search.RESULTS),
        "page": {"number": 1, "of": 3, "limit": 25},
        "meta": meta_example(OURS),
    }


def _search() -> dict[str, Any]:
    content = {
        JSON: {"schema": {"$ref": "#/components/schemas/Found"}, "example": search_example()}
    }
    operation = _plain("search", _("Search everything public"), content)
    operation["description"] = str(search.ABOUT)
    operation["tags"] = ["search"]
    operation["parameters"] = [described_parameter(each, "query") for each in search.TAKES]
    operation["responses"]["200"]["headers"]["Link"] = {"$ref": "#/components/headers/Link"}
    return operation


def _plain(name: str, summary: str, content: dict[str, Any]) -> dict[str, Any]:
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
            "304": {"description": _("Unchanged since the response with this ETag")},
            **refusals(),
        },
    }


FOUND_PAGE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "number": {"type": "integer", "minimum": 1, "description": "This page"},
        "of": {"type": "integer", "minimum": 1, "description": "How many; 1 without a kind"},
        "limit": {"type": "integer", "minimum": 1, "description": "How many of a kind at most"},
    },
    "required": ["number", "of", "limit"],
    "additionalProperties": False,
}

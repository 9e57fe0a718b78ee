"""The API's own addresses: its root, its OpenAPI description, and its page for people."""

import hashlib
import json

from flask import Blueprint, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from tracker.accounts.tokens import Scope
from tracker.api.core.collections import Collection
from tracker.api.core.fields import Schema, example_of
from tracker.api.core.operations import ROOT, operations
from tracker.api.core.parameters import AFTER, LIMIT, READING, USUAL, Parameter
from tracker.api.core.problems import KINDS
from tracker.api.core.query_params import parse_query
from tracker.api.core.releases import RELEASE, RELEASES
from tracker.api.core.responses import JSON, accepted, json_answer
from tracker.api.openapi import about
from tracker.api.openapi import operations as openapi_operations
from tracker.api.openapi.document import document
from tracker.api.openapi.lists import meta_example
from tracker.api.read import search
from tracker.api.read.registry import COLLECTIONS
from tracker.api.write.registry import SUBJECTS
from tracker.policy.audience import everyone

HTML = "text/html"

blueprint = Blueprint("description", __name__)


@blueprint.get("")
@everyone
def root() -> ResponseReturnValue:
    """The root: links to everything."""
    accepted(JSON)
    parse_query(())
    body = {
        "release": RELEASE,
        "description": f"{ROOT}/openapi.json",
        "documentation": f"{ROOT}/docs",
        "search": f"{ROOT}/search",
        "collections": {each.name: f"{ROOT}/{each.name}" for each in COLLECTIONS},
    }
    return _with_etag(json_answer(body))


@blueprint.get("/openapi.json")
@everyone
def openapi() -> ResponseReturnValue:
    """The OpenAPI description."""
    accepted(JSON)
    parse_query(())
    return _with_etag(json_answer(document()))


@blueprint.get("/docs")
@everyone
def docs() -> ResponseReturnValue:
    """The description as a page: every address, parameter and field with examples."""
    accepted(HTML)
    parse_query(())
    found = operations()
    address = f"{ROOT}/openapi.json"
    page = render_template(
        "api/docs.html",
        release=RELEASE,
        root=ROOT,
        collections=[
            (each, [one for one in found if one.collection is each]) for each in COLLECTIONS
        ],
        examples={each.name: _example(each) for each in COLLECTIONS},
        parts=PARTS,
        reading=READING,
        limit=LIMIT,
        after=AFTER,
        problems=KINDS,
        describe_type=describe_type,
        taken=taken,
        subjects=SUBJECTS,
        scopes=SCOPES,
        address=openapi_operations.address,
        statuses=openapi_operations.statuses,
        example_sent=openapi_operations.example_sent,
        example_answered=openapi_operations.example_answer,
        search=search,
        search_example=about.search_example(),
        releases=RELEASES,
        pretty=_pretty,
        openapi_link=Markup('<a href="{0}">{0}</a>').format(address),
    )
    return _with_etag(make_response(page))


PARTS = {
    "lists": _l("Lists, pages and files"),
    "missing": _l("Missing is never zero"),
    "reading": _l("Any day, any rules"),
    "unchanged": _l("Unchanged responses"),
    "problems": _l("Errors"),
    "tokens": _l("Tokens"),
    "writing": _l("Writing"),
    "changes": _l("Changes"),
}
SCOPES = {
    Scope.RECORDS_READ: _l("read the records of your side, drafts too"),
    Scope.ACTIONS_WRITE: _l("log actions, attach files, submit and withdraw them"),
    Scope.REPORTS_WRITE: _l("start, fill in and reopen reports"),
    Scope.REPORTS_CLEAR: _l(
        "approve, submit and withdraw reports: for a validating authority with "
        "two-step verification, for 90 days at most"
    ),
    Scope.REPLIES_WRITE: _l("reply to records of others, submit and withdraw replies"),
    Scope.REGISTRY_WRITE: _l(
        "import files of the registry: for an administrator with two-step "
        "verification, for 90 days at most"
    ),
}


def _example(collection: Collection) -> str:
    """The beginning of a response, formatted for reading."""
    body = {
        "data": [example_of(collection.fields)],
        "page": {"next": None, "limit": USUAL},
        "meta": meta_example(collection.licence),
    }
    return _pretty(body)


def _pretty(body: object) -> str:
    return json.dumps(body, ensure_ascii=False, indent=2)


def taken(parameter: Parameter) -> str:
    """The accepted values of a parameter, in words. Empty if its description says it already."""
    items = parameter.schema.get("items", parameter.schema)
    if "enum" not in items and parameter.schema["type"] == "string" and parameter.example:
        return _("such as %(example)s", example=parameter.example)
    if parameter.schema["type"] == "array":
        return _("separated by commas: %(codes)s", codes=", ".join(items["enum"]))
    return "" if len(items.get("enum", ())) == 1 else describe_type(parameter.schema)


def describe_type(schema: Schema) -> str:
    """A type in words."""
    if "enum" in schema:
        return _("one of %(codes)s", codes=", ".join(str(one) for one in schema["enum"]))
    match schema["type"]:
        case "array" if schema["items"]["type"] == "object":
            return _("a list of objects: %(names)s", names=_names(schema["items"]))
        case "array":
            return _("a list: %(items)s", items=describe_type(schema["items"]))
        case "object":
            return _("an object: %(names)s", names=_names(schema))
        case "boolean":
            return _("true or false")
        case "string":
            return _("a day") if schema.get("format") == "date" else _("text")
        case "integer" if "maximum" in schema:
            return _("a whole number, %(least)s to %(most)s", **_bounds(schema))
        case "integer":
            return _("a whole number")
        case _ if "maximum" in schema:
            return _("a number, %(least)s to %(most)s", **_bounds(schema))
        case _:
            return _("a number")


def _bounds(schema: Schema) -> dict[str, int]:
    return {"least": schema["minimum"], "most": schema["maximum"]}


def _names(schema: Schema) -> str:
    return ", ".join(schema.get("properties", ())) or _("by field")


def _with_etag(answer: Response) -> Response:
    """Add an ETag of the content, which does not change with the records."""
    answer.set_etag(hashlib.sha256(answer.get_data()).hexdigest()[:32], weak=True)
    answer.headers["Cache-Control"] = "public, no-cache"
    answer.headers["Vary"] = "Accept, Accept-Encoding"
    answer.make_conditional(request)
    return answer

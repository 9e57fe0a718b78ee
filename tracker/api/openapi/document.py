"""The OpenAPI 3.1 description, generated from the declarations that the API runs on."""

from typing import Any

from flask_babel import gettext as _

from tracker.api.core.fields import object_of
from tracker.api.core.operations import ROOT
from tracker.api.core.releases import RELEASE
from tracker.api.openapi import about as openapi_about
from tracker.api.openapi import lists, operations
from tracker.api.openapi.shared import (
    HEADERS,
    META,
    PAGE,
    PROBLEM_SCHEMA,
    REFUSALS,
    WRITING,
    problem,
)
from tracker.api.private.fields import FINDING
from tracker.api.read.registry import COLLECTIONS
from tracker.api.write.registry import SUBJECTS
from tracker.gap.methodology import VERSION

LICENCE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}


def document() -> dict[str, Any]:
    """The whole description."""
    paths: dict[str, Any] = {**lists.paths(), **openapi_about.paths()}
    for path, item in operations.paths().items():
        paths[path] = {**paths.get(path, {}), **item}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Commitments Tracker",
            "version": RELEASE,
            "summary": _(
                "Commitments of States against trafficking in persons, and the gap to "
                "their actions."
            ),
            "description": _description(),
            "license": LICENCE,
        },
        "servers": [{"url": "/"}],
        "externalDocs": {"url": f"{ROOT}/docs", "description": _("The same for people")},
        "tags": _tags(),
        # Reading is open to everybody; a token that is sent must hold.
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "schemas": _schemas(),
            "parameters": lists.parameters() | operations.parameters(),
            "responses": {f"Problem{status}": problem(status) for status in (*REFUSALS, *WRITING)},
            "headers": HEADERS,
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": _("A token that you created on your account page."),
                }
            },
        },
    }


def _tags() -> list[dict[str, str]]:
    """Tags by subject: lists, search, changes, and the API itself."""
    tags = [(each.name, each.about) for each in COLLECTIONS]
    tags += [("search", _("Search everything public"))]
    tags += [(subject.name, subject.about) for subject in SUBJECTS]
    tags += [("about", _("The API itself"))]
    return [{"name": name, "description": str(about)} for name, about in tags]


def _schemas() -> dict[str, Any]:
    shared = {"Meta": META, "Page": PAGE, "Problem": PROBLEM_SCHEMA, "Finding": object_of(FINDING)}
    return {
        **shared,
        **lists.schemas(),
        **openapi_about.schemas(),
        **operations.schemas(),
    }


def _description() -> str:
    return "\n\n".join(
        (
            _(
                "Everything public, as on the pages: the same records, filters and "
                "figures. A missing figure or level is null, never zero. The status of "
                "the row gives the reason."
            ),
            _(
                "With `as_of` you see the situation on a day, with `known_by` what was "
                "published by then. The member `meta` repeats both, with the version "
                "of the methodology (now %(version)s). You can then reproduce a figure "
                "exactly.",
                version=VERSION,
            ),
            _(
                "Lists come in pages: send `page.next` back as `after` until it is "
                "null. Responses have an ETag of the public revision. Send it as "
                "`If-None-Match`."
            ),
        )
    )

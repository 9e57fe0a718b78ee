"""The page for writing without a connection, and the endpoints of its script.

The page is the same for everybody and holds no personal data, so a browser may store it. Texts are
sealed on the device by the page's script. They reach the server only when a signed-in person sends
them. An action becomes a draft, which the person checks and submits as any other. An answer of a
report is saved by the editor's own address, over the version that the device took along.
"""

import json
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    jsonify,
    make_response,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from tracker.audit import trail
from tracker.core.errors import Invalid, NotFound
from tracker.core.languages import DEFAULT, LANGUAGES
from tracker.core.record_texts import record_text
from tracker.evidence import action_service
from tracker.evidence.queries.own_actions import organisations_of, reference_by_own_key
from tracker.policy.permission_map import may
from tracker.policy.permissions import Permission
from tracker.reporting.answer_definitions import CHOICES
from tracker.reporting.queries_private import own_reports
from tracker.schema.fields import YES
from tracker.web.action_log import form as form_words
from tracker.web.action_log.form import ActionForm
from tracker.web.action_log.organisations import chosen_organisation
from tracker.web.core import assets, query_params, visitor
from tracker.web.core.audience import contributor, everyone, focal_point, state_or_contributor
from tracker.web.core.forms import UNPROCESSABLE, OrganisationForm
from tracker.web.core.language import in_language, selected
from tracker.web.workspace import editor, entry_form
from tracker.workspace import report_editor

blueprint = Blueprint("offline", __name__)

# What the page shows and needs while there is no connection, besides itself.
ASSETS = ("fonts.css", "site.css", "offline.js", "noto-sans-latin-wght-normal.woff2", "favicon.svg")
PATH = "/offline"
LANGUAGE = {"language": query_params.one_of(tuple(LANGUAGES))}


@blueprint.get(PATH)
@everyone
def page() -> ResponseReturnValue:
    """The form and the list of texts on this device. A script shows what applies."""
    query_params.parse_page_params(reading=False)
    form = ActionForm.of_text({"language": selected()})
    return render_template(
        "offline/page.html",
        form=form,
        form_words=form_words,
        remarks={},
        latest_day="",
        answer=entry_form.EntryForm(None, data=dict(entry_form.EMPTY), meta={"csrf": False}),
        choices=CHOICES,
    )


@blueprint.get("/app.webmanifest")
@everyone
def manifest() -> ResponseReturnValue:
    """The web application manifest (W3C), which makes the site installable."""
    query_params.parse_page_params(reading=False)
    answer = jsonify(
        name=_("Commitments Tracker"),
        short_name=_("Commitments"),
        lang=selected(),
        start_url=url_for("dashboard.home"),
        scope=url_for("dashboard.home"),
        display="minimal-ui",
        background_color="#ffffff",
        theme_color="#ffffff",
        icons=[{"src": assets.url("favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
        shortcuts=[{"name": _("Work without a connection"), "url": url_for(".page")}],
    )
    answer.content_type = "application/manifest+json"
    return answer


@blueprint.get("/service-worker.js")
@everyone
def service_worker() -> ResponseReturnValue:
    """The script that serves the stored page without a connection.

    It is served from the root because it may only control addresses below its own.
    """
    given = query_params.parse_page_params(more=LANGUAGE, reading=False).given
    language = str(given.get("language", DEFAULT))
    stored = {
        "name": f"offline-{language}-{assets.build_id(current_app)}",
        "page": in_language(PATH, language),
        "assets": [assets.url(name) for name in ASSETS],
    }
    text = f"const STORED = {json.dumps(stored)};\n{assets.text('service_worker.js')}"
    answer = Response(text, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@blueprint.get("/workspace/offline")
@state_or_contributor
def session() -> ResponseReturnValue:
    """The signed-in user's organisations and open reports, and a token, for the page's script."""
    query_params.parse_page_params(reading=False)
    actor = visitor.actor_of_request()
    known = organisations_of(actor) if may(actor, Permission.SUBMISSIONS_KEEP) else ()
    reports = own_reports(actor) if may(actor, Permission.WORKSPACE_SEE) else ()
    return jsonify(
        csrf_token=generate_csrf(),
        organisations=[{"id": each.public_id, "name": each.name} for _id, each in known],
        reports=[
            {
                "reference": each.reference,
                "title": each.frame.title,
                "url": url_for(".report", reference=each.reference),
            }
            for each in reports
            if editor.rights(each).write
        ],
    )


@blueprint.get("/workspace/offline/reports/<reference>")
@focal_point
def report(reference: str) -> ResponseReturnValue:
    """A draft to take along: each commitment asked, what is stored of it, and its version.

    A report in which nothing can be written now is answered like one that does not exist.
    """
    query_params.parse_page_params(reading=False)
    whole = report_editor.report_editor(visitor.actor_of_request(), reference)
    if not editor.rights(whole.report).write:
        raise NotFound("report", reference)
    return jsonify(
        reference=reference,
        title=whole.report.frame.title,
        entries=[
            {
                "commitment": line.card.reference,
                "title": record_text(line.card.title),
                "statement": record_text(line.card.statement),
                "version": line.version,
                "cells": entry_form.stored_cells(line),
                "url": url_for(
                    "entries.entry", reference=reference, commitment=line.card.reference
                ),
            }
            for line in whole.lines
        ],
    )


@blueprint.post("/workspace/offline")
@contributor
def send() -> ResponseReturnValue:
    """Turn a text that was written offline into a draft.

    The number that the device gave it becomes the action's own number, so sending it again finds
    the draft instead of making a second one. What a colleague or the writer has changed since
    stays as it is.
    """
    actor = visitor.actor_of_request()
    form = ActionForm(request.form)
    text = {name: cell for name, cell in form.draft_text().items() if cell} | {"classify": YES}
    if not text.get("own_key"):
        return _refused({"own_key": [_("the number of the text is missing")]})
    trail.hold()  # two pages may send the same text at once
    try:
        organisation = chosen_organisation(OrganisationForm().organisation.data)
    except Invalid as invalid:
        return _refused(dict(invalid.errors))
    reference = reference_by_own_key(actor, organisation, text["own_key"])
    if reference is None:
        try:
            reference = action_service.begin(actor, organisation, text).reference
        except Invalid as invalid:
            return _refused(dict(invalid.errors))
    return jsonify(reference=reference, url=url_for("logging.check", reference=reference))


def _refused(errors: dict[str, Any]) -> ResponseReturnValue:
    return make_response(jsonify(errors=errors), UNPROCESSABLE)

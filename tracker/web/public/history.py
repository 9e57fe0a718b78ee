"""The history of each public record in sentences, on one page for all kinds."""

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from tracker.assessment import history as assessments
from tracker.core.errors import NotFound
from tracker.evidence import history as evidence
from tracker.registry import history as registry
from tracker.reporting import history as reporting
from tracker.review.history import History
from tracker.review.sentences import sentence
from tracker.review.submissions import Kind
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.caching import never_stored
from tracker.web.core.navigation import address_of

blueprint = Blueprint("history", __name__, url_prefix="/history")

_REFERENCE = re.compile(r"[A-Za-z0-9_.-]{1,60}")
Ask = Callable[[str, date], History]
# By the word of the address: who knows its history, what it is called, and the record's own page.
KINDS: dict[str, tuple[Ask, Any, str | None]] = {
    "actions": (partial(evidence.history, Kind.ACTION), _l("Action"), "actions.action"),
    "reports": (reporting.history, _l("Report"), "reports.report"),
    "replies": (partial(evidence.history, Kind.REPLY), _l("Reply"), None),
    "assessments": (assessments.history, _l("Assessment"), None),
    "commitments": (registry.history, _l("Commitment"), "commitments.commitment"),
}


@blueprint.get("/actions/<reference>", endpoint="actions")
@blueprint.get("/reports/<reference>", endpoint="reports")
@blueprint.get("/replies/<reference>", endpoint="replies")
@blueprint.get("/assessments/<reference>", endpoint="assessments")
@blueprint.get("/commitments/<reference>", endpoint="commitments")
@everyone
@never_stored
def page(reference: str) -> ResponseReturnValue:
    """The history of a record that is, or was, public; any other is not there."""
    asked = query_params.parse_page_params()
    name = (request.endpoint or "").rpartition(".")[2]
    ask, called, own = KINDS[name]
    if not _REFERENCE.fullmatch(reference):
        raise NotFound(name, reference)
    found = ask(reference, asked.reading.known_by)
    return render_template(
        "history/page.html",
        asked=asked,
        history=found,
        called=called,
        own=own and address_of(own, reference=reference, **asked.carried()),
        sentence=sentence,
        address=url_for(request.endpoint or "", reference=reference, _external=True),
    )

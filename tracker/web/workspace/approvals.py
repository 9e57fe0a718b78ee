"""Pages for the approval of a report by the validating authority.

The authority approves exactly the text that the page shows. After a change in between, nothing is
approved and the page shows the new text.
"""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField

from tracker.accounts import queries
from tracker.core.errors import Invalid
from tracker.evidence.queries.actions import actions
from tracker.evidence.queries.values import values
from tracker.gap.standing import default_params
from tracker.reporting import approvals, editing, transitions
from tracker.reporting.content_hash import content_hash
from tracker.reporting.queries_private import private_report
from tracker.reporting.report_detail import own_report_page
from tracker.review.conflicts import ChangedSinceViewed, IllegalMove
from tracker.review.lifecycle import Status
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import focal_point, state_side, validating_authority
from tracker.web.core.forms import CONFLICT, UNPROCESSABLE, Form
from tracker.web.core.language import selected
from tracker.web.workspace import editor, reporting_words
from tracker.web.workspace import words as workspace_words
from tracker.web.workspace.transitions import by_entry, moved

blueprint = Blueprint("approvals", __name__, url_prefix="/workspace/reports/<reference>")

Faults = Sequence[tuple[str | None, str, tuple[str, ...]]]
TEXT = {"rows": 4, "dir": "auto", "maxlength": approvals.NOTE_LIMIT}


class AskForm(Form):
    """The message to the authority."""

    seen = HiddenField()
    note = TextAreaField(_l("Note to the validating authority (optional)"), render_kw=TEXT)


class SendBackForm(Form):
    """Why the authority does not approve."""

    reason = TextAreaField(_l("What has to be changed, and why"), render_kw=TEXT)


class ApproveForm(Form):
    """The text that the authority saw, by its hash."""

    seen = HiddenField()


@blueprint.get("/approval")
@state_side
def page(reference: str) -> ResponseReturnValue:
    """The complete report for approval, with the form for the visitor's side."""
    query_params.parse_page_params(reading=False)
    report = private_report(visitor.actor_of_request(), reference)
    if report.status is not Status.DRAFT:
        return redirect(url_for("editor.overview", reference=reference), 303)
    return _page(reference)


@blueprint.post("/approval/ask")
@focal_point
def ask(reference: str) -> ResponseReturnValue:
    """Ask the authority for approval."""
    form, actor = AskForm(), visitor.actor_of_request()
    try:
        approvals.ask(actor, reference, note=form.note.data or "", seen=form.seen.data or "")
    except ChangedSinceViewed:
        return make_response(_page(reference, asking=form, late=True), CONFLICT)
    except Invalid as invalid:
        return _refused(reference, form, invalid, asking=form)
    except (approvals.AlreadyAsked, IllegalMove):
        return _to_overview(reference, "moved")
    return _to_overview(reference, "asked")


@blueprint.post("/approval/return")
@validating_authority
def send_back(reference: str) -> ResponseReturnValue:
    """Return it to the focal point with a reason."""
    form = SendBackForm()
    try:
        approvals.send_back(visitor.actor_of_request(), reference, reason=form.reason.data or "")
    except Invalid as invalid:
        return _refused(reference, form, invalid, returning=form)
    except IllegalMove:
        return _to_overview(reference, "moved")
    return _to_overview(reference, "sent_back")


@blueprint.post("/clear")
@validating_authority
def approve(reference: str) -> ResponseReturnValue:
    """Approve what was shown. If the text changed, show that instead."""
    seen = ApproveForm().seen.data or ""
    try:
        return moved("clear", reference, lambda *who: transitions.clear(*who, seen=seen))
    except ChangedSinceViewed:
        return make_response(_page(reference, late=True), CONFLICT)
    except Invalid as invalid:
        return make_response(_page(reference, faults=by_entry(invalid.errors)), UNPROCESSABLE)


def _refused(reference: str, form: Form, invalid: Invalid, **drawn: Form) -> ResponseReturnValue:
    """The page with errors at their fields, the others on top."""
    own = {name: texts for name, texts in invalid.errors.items() if name in form}
    form.take(Invalid(own))
    others = {name: texts for name, texts in invalid.errors.items() if name not in form}
    answer = _page(reference, faults=by_entry(others), **drawn)
    return make_response(answer, UNPROCESSABLE)


def _to_overview(reference: str, done: str) -> ResponseReturnValue:
    return redirect(url_for("editor.overview", reference=reference, done=done), 303)


def _page(
    reference: str,
    *,
    asking: AskForm | None = None,
    returning: SendBackForm | None = None,
    faults: Faults = (),
    late: bool = False,
) -> Any:
    actor = visitor.actor_of_request()
    report = private_report(actor, reference)
    if report.status is not Status.DRAFT:
        return editor.not_open(report)
    seen = content_hash(editing.own_report(actor, reference))
    shown, approval = own_report_page(actor, reference), approvals.last(actor, reference)
    asking = asking or AskForm(formdata=None)
    asking.seen.data = seen
    return render_template(
        "workspace/approval.html",
        report=report,
        shown=shown,
        entries=[entry for entry in shown.entries if entry.draft.answer],
        approval=approval,
        changed=_changed(reference, approval, seen),
        asking=asking,
        returning=returning or SendBackForm(formdata=None),
        approving=ApproveForm(formdata=None, data={"seen": seen}),
        faults=faults,
        late=late,
        rights=editor.rights(report),
        state=queries.state_name(report.iso3, selected()),
        records={**values(shown.records), **actions(shown.records)},
        words=reporting_words,
        desk_words=workspace_words,
        plain=query_params.PageParams(reading=default_params(), given={}),
    )


def _changed(
    reference: str, approval: approvals.Approval | None, seen: str
) -> dict[str, Sequence[str]]:
    """Commitments with changed answers since the request and since the last return.

    A key is left out where its moment never was, or nothing changed since.
    """
    if approval is None:
        return {}
    actor, found = visitor.actor_of_request(), dict[str, Sequence[str]]()
    if approval.is_open and approval.content != seen:
        found["asked"] = approvals.changed_since(actor, reference, approval.asked_at)
    returned = approval.closed_at if approval.is_returned else approval.returned_at
    if returned is not None:
        found["returned"] = approvals.changed_since(actor, reference, returned)
    return found

"""Transitions of one's own report: delete, reopen, submit, withdraw.

How it is approved is in ``tracker.web.workspace.approvals``.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from tracker.core.errors import Invalid
from tracker.reporting import transitions
from tracker.reporting.drafts import EntryDraft, ReportDraft
from tracker.review.conflicts import IllegalMove
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import focal_point, state_side, validating_authority
from tracker.web.core.forms import UNPROCESSABLE, Form, ReasonForm
from tracker.web.workspace import editor
from tracker.web.workspace.words import FIELDS
from tracker.workspace import report_editor


class DiscardForm(Form):
    """Why a draft is discarded. Optional."""

    reason = TextAreaField(_l("Reason"), render_kw={"rows": 4, "dir": "auto"})


blueprint = Blueprint("report_moves", __name__, url_prefix="/workspace/reports/<reference>")


@blueprint.post("/reopen")
@state_side
def reopen(reference: str) -> ResponseReturnValue:
    """Make it a draft again."""
    return moved("reopen", reference, transitions.reopen)


@blueprint.get("/discard")
@focal_point
def discard(reference: str) -> ResponseReturnValue:
    """Ask for confirmation before a draft is discarded."""
    query_params.parse_page_params(reading=False)
    return _ask(reference, DiscardForm(formdata=None))


@blueprint.post("/discard")
@focal_point
def discard_now(reference: str) -> ResponseReturnValue:
    """Discard the draft."""
    form = DiscardForm()
    try:
        return moved(
            "discard",
            reference,
            lambda *who: transitions.discard(*who, reason=form.reason.data or ""),
        )
    except Invalid as invalid:
        form.take(invalid)
        return make_response(_ask(reference, form), UNPROCESSABLE)


@blueprint.post("/submit")
@validating_authority
def submit(reference: str) -> ResponseReturnValue:
    """Send it for review."""
    return moved("submit", reference, transitions.submit)


@blueprint.post("/withdraw")
@validating_authority
def withdraw(reference: str) -> ResponseReturnValue:
    """Withdraw it with a public reason."""
    reason = ReasonForm().reason.data or ""
    try:
        return moved("withdraw", reference, lambda *who: transitions.withdraw(*who, reason=reason))
    except Invalid as invalid:
        wrong = invalid.errors.get("reason", ())
        return make_response(
            editor.page(reference, reason=reason, reason_errors=wrong), UNPROCESSABLE
        )


def _ask(reference: str, form: DiscardForm) -> ResponseReturnValue:
    """The confirmation page, or why the report cannot be discarded."""
    whole = report_editor.report_editor(visitor.actor_of_request(), reference)
    if not editor.rights(whole.report).discard:
        return editor.not_open(whole.report)
    written = [line for line in whole.lines if line.done is not report_editor.EntryProgress.EMPTY]
    return render_template(
        "workspace/discard.html", form=form, report=whole.report, written=len(written)
    )


def moved(name: str, reference: str, move: Callable[..., Any]) -> ResponseReturnValue:
    """Make the transition. If it was made already, by two clicks or two people, do nothing."""
    try:
        move(visitor.actor_of_request(), reference)
    except IllegalMove:
        name = "moved"
    return redirect(url_for("editor.overview", reference=reference, done=name), 303)


def by_entry(
    errors: Mapping[str, Sequence[str]],
) -> list[tuple[str | None, str, tuple[str, ...]]]:
    """Errors as commitment (None: the report), field label, and messages."""
    rows = []
    for name, texts in errors.items():
        commitment, _point, field = name.rpartition(".")
        rows.append((commitment or None, _title(commitment, field), tuple(map(str, texts))))
    return rows


def _title(commitment: str, field: str) -> str:
    """The label of the field, or of the report itself."""
    draft = EntryDraft if commitment else ReportDraft
    holds = {column.name: str(column.holds) for column in draft.columns()}
    if commitment and field in FIELDS:
        return str(FIELDS[field])
    return holds.get(field, "")

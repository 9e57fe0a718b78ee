"""Readers' reports for people on duty: the waiting ones, and the form for an answer."""

import re

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from tracker.core.errors import NotFound
from tracker.evidence import redaction
from tracker.feedback import queries, service
from tracker.feedback.models import FeedbackReport
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import reviewer_or_administrator
from tracker.web.core.forms import Form, ReasonForm, attempt
from tracker.web.feedback.forms import SUBJECTS, AnswerForm

blueprint = Blueprint("feedback_queue", __name__, url_prefix="/review/feedback")

NOTICES = {
    "answered": _l("The report is answered and closed."),
    "removed": _l("The record is removed."),
}
# Pages of records whose words can be removed.
_RECORD = re.compile(
    r"/(?:actions|history/actions|history/replies)/([A-Za-z0-9][A-Za-z0-9.-]{0,59})"
)


@blueprint.get("")
@reviewer_or_administrator
def index() -> ResponseReturnValue:
    """Waiting reports: danger first, then oldest first."""
    asked = query_params.parse_page_params(
        more={"done": query_params.one_of(NOTICES)}, reading=False
    )
    return render_template(
        "feedback/waiting.html",
        reports=queries.waiting(visitor.actor_of_request()),
        subjects=SUBJECTS,
        notice=NOTICES.get(asked.given.get("done", "")),
    )


@blueprint.get("/<public_id>")
@reviewer_or_administrator
def report(public_id: str) -> ResponseReturnValue:
    """One report with the form for an answer."""
    asked = query_params.parse_page_params(
        more={"done": query_params.one_of(NOTICES)}, reading=False
    )
    row = service.read(visitor.actor_of_request(), public_id=public_id)
    notice = NOTICES.get(asked.given.get("done", ""))
    return _drawn(row, AnswerForm(formdata=None), ReasonForm(formdata=None), notice=notice)


@blueprint.post("/<public_id>/answer")
@reviewer_or_administrator
def answer(public_id: str) -> ResponseReturnValue:
    """Answer and close it."""
    actor, form = visitor.actor_of_request(), AnswerForm()
    row = service.read(actor, public_id=public_id)

    def act() -> ResponseReturnValue:
        service.answer(
            actor,
            public_id=public_id,
            outcome=form.outcome.data or "",
            text=form.answer.data or "",
            correction=form.correction.data or "",
        )
        return redirect(url_for("feedback_queue.index", done="answered"), 303)

    def again(_form: Form) -> str:
        return _drawn(row, form, ReasonForm(formdata=None))

    return attempt(form.offer(), act, again)


@blueprint.post("/<public_id>/remove")
@reviewer_or_administrator
def remove(public_id: str) -> ResponseReturnValue:
    """Remove the text of the reported record in all versions at once."""
    actor, form = visitor.actor_of_request(), ReasonForm()
    row = service.read(actor, public_id=public_id)
    record = record_of(row.page)
    if record is None:
        raise NotFound("record", row.page[:40])

    def act() -> ResponseReturnValue:
        redaction.redact(actor, record, reason=form.reason.data or "")
        return redirect(url_for("feedback_queue.report", public_id=public_id, done="removed"), 303)

    def again(_form: Form) -> str:
        return _drawn(row, AnswerForm(formdata=None), form)

    return attempt(form, act, again)


def record_of(page: str) -> str | None:
    """The reference of the record on a page, if it can be removed, or None."""
    found = _RECORD.match(page)
    return found[1].upper() if found else None


def _drawn(
    row: FeedbackReport, form: AnswerForm, removal: ReasonForm, *, notice: object = None
) -> str:
    return render_template(
        "feedback/answer.html",
        report=row,
        form=form.offer(),
        removal=removal,
        record=record_of(row.page),
        subjects=SUBJECTS,
        notice=notice,
    )

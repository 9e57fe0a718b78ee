"""Hidden records for people on duty: hide one at once, then show it again or remove it."""

import re

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField

from tracker.core.errors import NotFound
from tracker.evidence import redaction
from tracker.labels.codes import LABELS
from tracker.review import hiding, hiding_queries
from tracker.review.hiding import LONGEST_NOTE
from tracker.review.hiding_queries import HiddenCase
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import reviewer_or_administrator
from tracker.web.core.forms import Form, ReasonForm, attempt, choices

blueprint = Blueprint("hidden", __name__, url_prefix="/review/hidden")

GROUNDS = LABELS["hiding_ground"]
KINDS = {
    "action": _l("Action"),
    "reply": _l("Reply"),
    "report": _l("Report"),
    "assessment": _l("Assessment"),
}
NOTICES = {
    "hidden": _l("The record is hidden."),
    "restored": _l("The record is public again."),
    "removed": _l("The record is removed."),
}
DONE = {"done": query_params.one_of(NOTICES)}
# A reference, alone or at the end of the address of a page.
_REFERENCE = re.compile(r"(?:\S*/)?([A-Za-z0-9][A-Za-z0-9.-]{0,59})/?(?:[?#]\S*)?")


class HideForm(Form):
    """Which record to hide, and why."""

    reference = StringField(
        _l("Reference or address of the record"),
        render_kw={"maxlength": 300, "dir": "ltr", "autocomplete": "off"},
    )
    ground = SelectField(_l("Reason"), validate_choice=False)
    note = TextAreaField(
        _l("Note to those who decide (optional)"),
        render_kw={"rows": 2, "maxlength": LONGEST_NOTE, "dir": "auto"},
    )

    def offer(self) -> "HideForm":
        """Fill the list of reasons in the page's language."""
        self.ground.choices = choices(GROUNDS.items())
        return self


@blueprint.get("")
@reviewer_or_administrator
def index() -> ResponseReturnValue:
    """Hidden records with the days left, and the form that hides one."""
    more = {**DONE, "reference": query_params.free_text}
    given = query_params.parse_page_params(more=more, reading=False).given
    form = HideForm(formdata=None, reference=given.get("reference", ""))
    return _drawn(form, NOTICES.get(given.get("done", "")))


@blueprint.post("")
@reviewer_or_administrator
def hide() -> ResponseReturnValue:
    """Hide a record with all its versions and the replies to it."""
    form = HideForm()

    def act() -> ResponseReturnValue:
        case = hiding.hide(
            visitor.actor_of_request(),
            reference=reference_in(form.reference.data or ""),
            ground=form.ground.data or "",
            note=form.note.data or "",
        )
        return redirect(url_for(".record", public_id=case.public_id, done="hidden"), 303)

    return attempt(form, act, lambda _form: _drawn(form))


@blueprint.get("/<public_id>")
@reviewer_or_administrator
def record(public_id: str) -> ResponseReturnValue:
    """One hidden record with its words, and the decision about it."""
    given = query_params.parse_page_params(more=DONE, reading=False).given
    case = hiding_queries.case(visitor.actor_of_request(), public_id)
    if case is None:
        return redirect(url_for(".index"), 303)
    return _decision(case, ReasonForm(formdata=None), NOTICES.get(given.get("done", "")))


@blueprint.post("/<public_id>/restore")
@reviewer_or_administrator
def restore(public_id: str) -> ResponseReturnValue:
    """Make it public again, exactly as it was."""
    hiding.restore(visitor.actor_of_request(), public_id=public_id)
    return redirect(url_for(".index", done="restored"), 303)


@blueprint.post("/<public_id>/remove")
@reviewer_or_administrator
def remove(public_id: str) -> ResponseReturnValue:
    """Remove its words in all versions for good."""
    actor, form = visitor.actor_of_request(), ReasonForm()
    case = hiding_queries.case(actor, public_id)
    if case is None or not (case.may_decide and case.is_removable):
        raise NotFound("hidden record", public_id)

    def act() -> ResponseReturnValue:
        redaction.redact(actor, case.item.reference, reason=form.reason.data or "")
        return redirect(url_for(".index", done="removed"), 303)

    return attempt(form, act, lambda _form: _decision(case, form))


def reference_in(text: str) -> str:
    """The reference in what was typed: alone, or at the end of the address of its page."""
    found = _REFERENCE.fullmatch(text.strip())
    return found[1].upper() if found else text.strip()[:60]


def _drawn(form: HideForm, notice: object = None) -> str:
    return render_template(
        "review/hidden.html",
        form=form.offer(),
        items=hiding_queries.waiting(visitor.actor_of_request()),
        grounds=GROUNDS,
        kinds=KINDS,
        notice=notice,
    )


def _decision(case: HiddenCase, form: Form, notice: object = None) -> str:
    return render_template(
        "review/hidden_record.html",
        case=case,
        form=form,
        grounds=GROUNDS,
        kinds=KINDS,
        notice=notice,
    )

"""For reviewers: what waits for a decision, one report beside what is known, and the decision.

Nothing of a reviewer's own state is here: such a report is as if it were not there.
"""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField

from tracker import clock
from tracker.accounts import finding
from tracker.errors import Invalid
from tracker.evidence.queries import actions, values
from tracker.gap.review_desk import FAR_FROM_EVIDENCE, MOVED, NO_SOURCE, review_desk
from tracker.gap.standing import today_reading
from tracker.reporting import moving
from tracker.reporting.deciding import Check, publish_checked
from tracker.reporting.desks import review_queue
from tracker.review.conflicts import IllegalMove
from tracker.review.lifecycle import Status
from tracker.web import parameters, reporting_words, visitor
from tracker.web.audience import reviewer
from tracker.web.forms import UNPROCESSABLE, Form, attempt
from tracker.web.language import selected

blueprint = Blueprint("review", __name__, url_prefix="/review")

DONE = ("published", "returned")
ODD = {
    NO_SOURCE: _l("names no source"),
    FAR_FROM_EVIDENCE: _l("two levels or more from what the evidence shows"),
    MOVED: _l("two levels or more from the earlier report"),
}
STANDS = {
    Status.SUBMITTED: _l("It waits for a decision."),
    Status.PUBLISHED: _l("It is public."),
    Status.RETURNED: _l("It was returned to the state, which has it in its workspace."),
    Status.SUPERSEDED: _l("It was public; a later report took its place."),
    Status.WITHDRAWN: _l("It was public; the state withdrew it."),
}


class PublishForm(Form):
    """What the reviewer has looked at; a field for each Check."""

    people = BooleanField(
        _l("Nothing in it lets a victim of trafficking or a witness be recognised"),
    )
    sources = BooleanField(_l("Sources are named so that they can be found"))
    levels = BooleanField(_l("Each level fits its definition and the measures told"))

    def checked(self) -> frozenset[str]:
        """The boxes that are ticked."""
        return frozenset(check for check in Check if self[check].data)


class ReturnForm(Form):
    """Why the report goes back."""

    reason = TextAreaField(
        _l("What needs to be changed, and why"),
        render_kw={"rows": 6, "maxlength": moving.REASON_LIMIT},
    )


@blueprint.get("")
@reviewer
def index() -> ResponseReturnValue:
    """Reports that wait, the longest waiting first."""
    parameters.asked(reading=False)
    actor, language = visitor.actor_of_request(), selected()
    names = dict(finding.state_names(language))
    return render_template(
        "review/index.html",
        waiting=review_queue(actor),
        names=names,
        now=clock.now(),
        own=[names.get(iso3, iso3) for iso3 in sorted(actor.states)],
    )


@blueprint.get("/reports/<reference>")
@reviewer
def report(reference: str) -> ResponseReturnValue:
    """One report, entry by entry, and the forms that decide on it."""
    asked = parameters.asked(more={"done": parameters.one_of(DONE)}, reading=False)
    return _report(reference, done=asked.given.get("done"))


@blueprint.post("/reports/<reference>/publish")
@reviewer
def publish(reference: str) -> ResponseReturnValue:
    """Make it public."""
    form = PublishForm()

    def act() -> ResponseReturnValue:
        publish_checked(visitor.actor_of_request(), reference, checked=form.checked())
        return redirect(url_for(".report", reference=reference, done="published"), 303)

    return attempt(form, act, lambda drawn: _report(reference, publishing=drawn))


@blueprint.post("/reports/<reference>/return")
@reviewer
def send_back(reference: str) -> ResponseReturnValue:
    """Send it back with reasons; where they are missing, what was ticked and typed stays."""
    form = ReturnForm()
    try:
        moving.return_(visitor.actor_of_request(), reference, reason=form.reason.data or "")
    except Invalid as invalid:
        form.take(invalid)
        return make_response(_report(reference, returning=form), UNPROCESSABLE)
    return redirect(url_for(".report", reference=reference, done="returned"), 303)


@blueprint.errorhandler(IllegalMove)
def decided_already(_error: IllegalMove) -> ResponseReturnValue:
    """Somebody else decided first: show where the report stands, and keep what was typed."""
    reference = (request.view_args or {})["reference"]
    typed = ReturnForm() if request.form.get("reason") else None
    late = _("Somebody else decided on this report first; your decision was not carried out.")
    return make_response(_report(reference, returning=typed, late=late), 409)


def _report(
    reference: str,
    *,
    publishing: Form | None = None,
    returning: Form | None = None,
    done: str | None = None,
    late: str | None = None,
) -> str:
    desk = review_desk(visitor.actor_of_request(), reference)
    records = desk.report.records
    return render_template(
        "review/report.html",
        report=desk.report,
        lines=desk.lines,
        records={**values(records), **actions(records)},
        publishing=publishing or PublishForm(formdata=None),
        returning=returning or ReturnForm(formdata=None),
        open=desk.report.status is Status.SUBMITTED,
        stands=STANDS[desk.report.status],
        done=done,
        late=late,
        odd=ODD,
        words=reporting_words,
        plain=parameters.Asked(reading=today_reading(), given={}),
    )

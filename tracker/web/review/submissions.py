"""Pages for reviewers: one action or reply with checks, passages and decision.

What an own state or organisation submitted is as if it were not there.
"""

from collections.abc import Callable

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField

from tracker.core import clock
from tracker.core.errors import Conflict, Invalid
from tracker.evidence import classification, review_decisions
from tracker.evidence.review_decisions import REMARK_LIMIT, ReviewCheck
from tracker.gap.snapshot import load_snapshot
from tracker.gap.standing import default_params
from tracker.registry.queries import commitments as registry
from tracker.review.submissions import REASON_LIMIT
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import reviewer
from tracker.web.core.forms import UNPROCESSABLE, Form, choices, version_of
from tracker.web.public import actions
from tracker.web.review import classify_form, words
from tracker.web.review.classify_form import ClassifyForm
from tracker.workspace.submission_review import SubmissionReview, submission_review

blueprint = Blueprint("submission_review", __name__, url_prefix="/review/submissions/<submission>")

DONE = (
    "approved",
    "published",
    "returned",
    "declined",
    "claimed",
    "released",
    "settled",
    "classified",
)
REMARK = "remark-"


class PublishForm(Form):
    """The checks of the reviewer, one field for each."""

    version = HiddenField()
    people = BooleanField(words.LOOKS[ReviewCheck.PEOPLE])
    sources = BooleanField(words.LOOKS[ReviewCheck.SOURCES])
    level = BooleanField(words.LOOKS[ReviewCheck.LEVEL])
    dates = BooleanField(words.LOOKS[ReviewCheck.DATES])
    note = TextAreaField(
        _l("Note to the second reviewer (optional)"),
        render_kw={"rows": 3, "maxlength": REMARK_LIMIT, "dir": "auto"},
    )

    def checked(self) -> frozenset[str]:
        """The confirmed checks."""
        return frozenset(look for look in ReviewCheck if self[look].data)


class SettleForm(Form):
    """Whether a possible personal datum is harmful."""

    field = HiddenField()
    fingerprint = HiddenField()
    found = StringField()


class ReturnForm(Form):
    """The reason for the return."""

    version = HiddenField()
    reason = TextAreaField(
        _l("Reason for the return"), render_kw={"rows": 4, "maxlength": REASON_LIMIT}
    )


class DeclineForm(Form):
    """The reason for declining."""

    version = HiddenField()
    ground = RadioField(
        _l("Ground"),
        choices=lambda: choices(words.GROUNDS.items(), empty=False),
        validate_choice=False,
    )
    reason = TextAreaField(
        id="decline-reason",
        label=_l("Message to the authors"),
        render_kw={"rows": 4, "maxlength": REASON_LIMIT},
    )


@blueprint.get("")
@reviewer
def page(submission: str) -> ResponseReturnValue:
    """The public view of the submission with everything needed for a decision."""
    asked = query_params.parse_page_params(more={"done": query_params.one_of(DONE)}, reading=False)
    return _page(submission, done=asked.given.get("done"))


@blueprint.post("/claim")
@reviewer
def claim(submission: str) -> ResponseReturnValue:
    """Claim it for a day."""
    review_decisions.claim(visitor.actor_of_request(), submission)
    return _back(submission, "claimed")


@blueprint.post("/release")
@reviewer
def release(submission: str) -> ResponseReturnValue:
    """Release the claim."""
    review_decisions.release(visitor.actor_of_request(), submission)
    return _back(submission, "released")


@blueprint.post("/recuse")
@reviewer
def recuse(submission: str) -> ResponseReturnValue:
    """Declare a conflict of interest. The record leaves one's list."""
    review_decisions.recuse(visitor.actor_of_request(), submission)
    return redirect(url_for("review.index", done="recused"), 303)


@blueprint.post("/settle")
@reviewer
def settle(submission: str) -> ResponseReturnValue:
    """Decide on one passage."""
    form = SettleForm()
    try:
        review_decisions.settle(
            visitor.actor_of_request(),
            submission,
            field=form.field.data or "",
            fingerprint=form.fingerprint.data or "",
            found=form.found.data or "",
        )
    except Invalid as invalid:
        publishing = PublishForm(formdata=None)
        publishing.take(invalid)
        return make_response(_page(submission, publishing=publishing), UNPROCESSABLE)
    return _back(submission, "settled", anchor="findings")


@blueprint.post("/classify")
@reviewer
def classify(submission: str) -> ResponseReturnValue:
    """Choose what the writers left to reviewers."""
    form = ClassifyForm()

    def act(version: int) -> ResponseReturnValue:
        actor = visitor.actor_of_request()
        classification.classify(actor, submission, form.chosen(), version=version)
        return _back(submission, "classified")

    return _attempt(form, act, lambda: _page(submission, classifying=form))


@blueprint.post("/approve")
@reviewer
def approve(submission: str) -> ResponseReturnValue:
    """First of two approvals."""
    form = PublishForm()

    def act(version: int) -> ResponseReturnValue:
        actor = visitor.actor_of_request()
        review_decisions.approve(
            actor,
            submission,
            version=version,
            checked=form.checked(),
            note=form.note.data or "",
        )
        return _back(submission, "approved")

    return _attempt(form, act, lambda: _page(submission, publishing=form))


@blueprint.post("/publish")
@reviewer
def publish(submission: str) -> ResponseReturnValue:
    """Publish it."""
    form = PublishForm()

    def act(version: int) -> ResponseReturnValue:
        actor = visitor.actor_of_request()
        review_decisions.publish(actor, submission, version=version, checked=form.checked())
        return _back(submission, "published")

    return _attempt(form, act, lambda: _page(submission, publishing=form))


@blueprint.post("/return")
@reviewer
def send_back(submission: str) -> ResponseReturnValue:
    """Return it with a reason and remarks at fields."""
    form, remarks = ReturnForm(), _remarks()

    def act(version: int) -> ResponseReturnValue:
        actor = visitor.actor_of_request()
        reason = form.reason.data or ""
        review_decisions.return_(actor, submission, version=version, reason=reason, remarks=remarks)
        return _back(submission, "returned")

    return _attempt(form, act, lambda: _page(submission, returning=form, remarks=remarks))


@blueprint.post("/decline")
@reviewer
def decline(submission: str) -> ResponseReturnValue:
    """Decline publication."""
    form = DeclineForm()

    def act(version: int) -> ResponseReturnValue:
        actor = visitor.actor_of_request()
        ground, reason = form.ground.data or "", form.reason.data or ""
        review_decisions.decline(actor, submission, version=version, ground=ground, reason=reason)
        return _back(submission, "declined")

    return _attempt(form, act, lambda: _page(submission, declining=form))


@blueprint.errorhandler(Conflict)
def overtaken(error: Conflict) -> ResponseReturnValue:
    """Another person was first: show the current status and keep the typed text."""
    submission = (request.view_args or {})["submission"]
    reason = words.OVERTAKEN.get(type(error), _l("Someone else changed this first."))
    declined = (request.endpoint or "").endswith(".decline")
    form = DeclineForm() if declined else ReturnForm()
    typed = {"declining" if declined else "returning": form} if form.reason.data else {}
    shown = _page(submission, remarks=_remarks(), late=str(reason), **typed)
    return make_response(shown, 409)


def _attempt(
    form: Form, act: Callable[[int], ResponseReturnValue], draw: Callable[[], str]
) -> ResponseReturnValue:
    """Run it on the version that was seen. If it is refused, show the form again."""
    try:
        return act(version_of(form["version"].data))
    except Invalid as invalid:
        form.take(invalid)
        return make_response(draw(), UNPROCESSABLE)


def _back(submission: str, done: str, anchor: str | None = None) -> ResponseReturnValue:
    return redirect(url_for(".page", submission=submission, done=done, _anchor=anchor), 303)


def _remarks() -> dict[str, str]:
    """The typed remarks by field."""
    return {
        name.removeprefix(REMARK): text
        for name, text in request.form.items()
        if name.startswith(REMARK)
    }


def _classify_form(desk: SubmissionReview) -> ClassifyForm:
    """The form with the current choices. Empty if nothing was left open."""
    return classify_form.form_for(desk.text if desk.may_be_classified else {}, desk.version)


def _page(
    submission: str,
    *,
    publishing: Form | None = None,
    returning: Form | None = None,
    declining: Form | None = None,
    classifying: ClassifyForm | None = None,
    remarks: dict[str, str] | None = None,
    done: str | None = None,
    late: str | None = None,
) -> str:
    desk = submission_review(visitor.actor_of_request(), submission)
    plain = default_params()
    return render_template(
        "review/submission.html",
        desk=desk,
        seen=load_snapshot(plain),
        cards=registry.register().cards,
        plain=query_params.PageParams(reading=plain, given={}),
        publishing=publishing or PublishForm(formdata=None),
        returning=returning or ReturnForm(formdata=None),
        declining=declining or DeclineForm(formdata=None),
        classifying=classifying or _classify_form(desk),
        remarks=remarks or {},
        remark=REMARK,
        remark_limit=REMARK_LIMIT,
        done=done,
        late=late,
        now=clock.now(),
        words=words,
        kept=_("Your text") if late else None,
        **actions.words(),
    )

"""Pages for replies: what waits, the form, and the check before submission.

One door for both sides: a state answers acts and assessments about it, an organisation entries of
reports. The address of a draft takes the form of its page and that of its script, which asks for
JSON. What belongs to another side answers as if it were not there.
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts import queries
from tracker.core import clock
from tracker.core.errors import Invalid, NotFound
from tracker.evidence import privacy_check, reply_service
from tracker.evidence.reply_drafts import REPLY_FIELDS, readable
from tracker.review.conflicts import IllegalMove, TextConflict
from tracker.review.hiding_queries import hiding_of
from tracker.review.lifecycle import OPEN, Status
from tracker.review.submissions import Kind
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import state_or_contributor
from tracker.web.core.draft_form import is_named
from tracker.web.core.forms import (
    CONFLICT,
    UNPROCESSABLE,
    ExplainForm,
    OrganisationForm,
    ReasonForm,
    VersionForm,
    version_of,
)
from tracker.web.core.language import selected
from tracker.web.replies import words
from tracker.web.replies.form import ReplyForm
from tracker.workspace import replies
from tracker.workspace.replies import ReplyPage

blueprint = Blueprint("replies", __name__, url_prefix="/workspace/replies")

DONE = {"done": query_params.one_of(tuple(words.NOTICES))}
GROUPS = (
    ("returned", (Status.RETURNED,)),
    ("drafts", (Status.DRAFT,)),
    ("waiting", (Status.SUBMITTED, Status.SECOND_REVIEW)),
    ("published", (Status.PUBLISHED,)),
    ("declined", (Status.DECLINED,)),
    ("ended", (Status.WITHDRAWN,)),
)


@blueprint.get("")
@state_or_contributor
def workspace() -> ResponseReturnValue:
    """Records that wait for a reply, and one's own replies by status."""
    given = query_params.parse_page_params(more=DONE, reading=False).given
    found = replies.load_workspace(visitor.actor_of_request())
    return render_template(
        "replies/list.html",
        desk=found,
        groups=[(name, [one for one in found.own if one.status in of]) for name, of in GROUPS],
        names=dict(queries.state_names(selected())),
        notice=words.NOTICES.get(given.get("done", "")),
        words=words,
    )


@blueprint.post("/new")
@state_or_contributor
def begin() -> ResponseReturnValue:
    """Start a reply to a record, or continue the open one."""
    actor, form = visitor.actor_of_request(), OrganisationForm()
    organisation = replies.organisation_named(actor, form.organisation.data)
    draft = reply_service.begin(actor, form.about.data or "", organisation_id=organisation)
    return redirect(url_for(".reply", reference=draft.reference, done="begun"), 303)


@blueprint.get("/<reference>")
@state_or_contributor
def reply(reference: str) -> ResponseReturnValue:
    """The form of a draft, or the submitted reply."""
    given = query_params.parse_page_params(more=DONE, reading=False).given
    page = _page(reference)
    return _form(page, given) if page.status in OPEN else _whole(page, given)


@blueprint.post("/<reference>")
@state_or_contributor
def save(reference: str) -> ResponseReturnValue:
    """Save the text, valid or not, and continue to the check if requested."""
    page, form = _page(reference), ReplyForm(request.form)
    text, version = form.draft_text(), version_of(form.version.data)
    try:
        reply_service.save(visitor.actor_of_request(), reference, text, version=version)
    except TextConflict as conflict:
        return _conflict(page, conflict)
    except IllegalMove:
        return _closed(page, text)
    except Invalid as invalid:
        if _wants_json():
            return make_response(jsonify(errors=dict(invalid.errors)), UNPROCESSABLE)
        form.validate()
        form.take(invalid)
        return make_response(_form(page, {}, form=form), UNPROCESSABLE)
    onward = url_for(".check", reference=reference)
    if not form.next.data:
        onward = url_for(".reply", reference=reference, done="saved")
    if _wants_json():
        return jsonify(_script_answer(_page(reference)) | {"go": onward})
    return redirect(onward, 303)


@blueprint.get("/<reference>/check")
@state_or_contributor
def check(reference: str) -> ResponseReturnValue:
    """Missing items, possible personal data, and the public view."""
    given = query_params.parse_page_params(more=DONE, reading=False).given
    return _check(_draft(reference), given)


@blueprint.post("/<reference>/explain")
@state_or_contributor
def explain(reference: str) -> ResponseReturnValue:
    """Save the explanation why a passage is harmless."""
    page, form = _draft(reference), ExplainForm()
    try:
        privacy_check.explain(
            visitor.actor_of_request(),
            Kind.REPLY,
            reference,
            field=form.field.data or "",
            fingerprint=form.fingerprint.data or "",
            explanation=form.explanation.data or "",
        )
    except Invalid as invalid:
        return make_response(_check(page, {}, faults=invalid.errors), UNPROCESSABLE)
    return redirect(url_for(".check", reference=reference, done="explained"), 303)


@blueprint.post("/<reference>/submit")
@state_or_contributor
def submit(reference: str) -> ResponseReturnValue:
    """Submit it as checked. The check shows what prevents it."""
    actor, page = visitor.actor_of_request(), _page(reference)
    try:
        reply_service.submit(actor, reference, version=version_of(VersionForm().version.data))
    except Invalid as invalid:
        return make_response(_check(page, {}, faults=invalid.errors), UNPROCESSABLE)
    except TextConflict:
        return make_response(_check(_page(reference), {}, changed=True), CONFLICT)
    except IllegalMove:
        return redirect(url_for(".reply", reference=reference, done="moved"), 303)
    return redirect(url_for(".reply", reference=reference, done="submitted"), 303)


@blueprint.post("/<reference>/recall")
@state_or_contributor
def recall(reference: str) -> ResponseReturnValue:
    """Take it back before a decision."""
    return _moved(reference, reply_service.recall, "recalled")


@blueprint.post("/<reference>/reopen")
@state_or_contributor
def reopen(reference: str) -> ResponseReturnValue:
    """Reopen a returned reply."""
    return _moved(reference, reply_service.reopen, "reopened")


@blueprint.post("/<reference>/withdraw")
@state_or_contributor
def withdraw(reference: str) -> ResponseReturnValue:
    """Withdraw it with a public reason."""
    page, form = _page(reference), ReasonForm()
    reason = form.reason.data or ""
    try:
        return _moved(
            reference, lambda *who: reply_service.withdraw(*who, reason=reason), "withdrawn"
        )
    except Invalid as invalid:
        form.take(invalid)
        return make_response(_whole(page, {}, form=form), UNPROCESSABLE)


@blueprint.post("/<reference>/discard")
@state_or_contributor
def discard(reference: str) -> ResponseReturnValue:
    """Delete a draft without a decision."""
    _page(reference)
    try:
        reply_service.discard(visitor.actor_of_request(), reference)
    except IllegalMove:
        return redirect(url_for(".reply", reference=reference, done="moved"), 303)
    return redirect(url_for(".workspace", done="discarded"), 303)


# Drawing -------------------------------------------------------------------------------------


def _page(reference: str) -> ReplyPage:
    return replies.page(visitor.actor_of_request(), reference)


def _draft(reference: str) -> ReplyPage:
    """An editable draft. A closed one has no such page."""
    page = _page(reference)
    if page.status not in OPEN:
        raise NotFound(Kind.REPLY, reference)
    return page


def _form(
    page: ReplyPage,
    given: Mapping[str, str],
    *,
    form: ReplyForm | None = None,
    theirs: Mapping[str, str] | None = None,
) -> str:
    """The form, as sent if it was refused, else as saved."""
    if form is None:
        form = ReplyForm.of_text({"language": selected(), **page.text})
        form.version.data = str(page.version)
        form.validate()
    remarks = page.decision.remarks if page.decision and page.decision.remarks else {}
    return render_template(
        "replies/form.html",
        page=page,
        form=form,
        remarks=remarks,
        is_named=is_named,
        theirs=None if theirs is None else _different(theirs, form.draft_text()),
        who=visitor.actor_of_request().key,
        **_around(page, given),
    )


def _check(
    page: ReplyPage,
    given: Mapping[str, str],
    *,
    faults: Mapping[str, Any] | None = None,
    changed: bool = False,
) -> str:
    return render_template(
        "replies/check.html",
        page=page,
        looked=replies.check_reply(visitor.actor_of_request(), page.reference),
        faults=faults or {},
        changed=changed,
        draft=readable(page.text)[0],
        **_around(page, given),
    )


def _whole(page: ReplyPage, given: Mapping[str, str], **more: Any) -> str:
    return render_template(
        "replies/reply.html",
        **{"form": ReasonForm(formdata=None), **more},
        page=page,
        hidden=hiding_of(page.reference),
        draft=readable(page.text)[0],
        **_around(page, given),
    )


def _around(page: ReplyPage, given: Mapping[str, str]) -> dict[str, Any]:
    return {
        "state": queries.state_name(page.iso3 or "", selected()) or page.iso3,
        "notice": words.NOTICES.get(given.get("done", "")),
        "words": words,
    }


def _different(theirs: Mapping[str, str], mine: Mapping[str, str]) -> dict[str, str]:
    """Their text of each field that differs."""
    return {
        name: theirs.get(name, "")
        for name in REPLY_FIELDS
        if theirs.get(name, "") != mine.get(name, "")
    }


# What was sent -------------------------------------------------------------------------------


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _script_answer(page: ReplyPage) -> dict[str, Any]:
    """The response to a script: the version and errors."""
    return {
        "version": page.version,
        "at": clock.now().isoformat(),
        "missing": {},
        "done_words": str(words.STATUS[page.status]),
        "finished": 0,
        "asked": 0,
    }


def _conflict(page: ReplyPage, conflict: TextConflict) -> ResponseReturnValue:
    """Both texts. Sending from there saves over the colleague's."""
    if _wants_json():
        stored = {name: conflict.stored.get(name, "") for name in REPLY_FIELDS}
        return make_response(jsonify(stored=stored, version=conflict.version), CONFLICT)
    form = ReplyForm.of_text({"language": selected(), **conflict.offered})
    form.version.data = str(conflict.version)
    form.validate()
    return make_response(_form(page, {}, form=form, theirs=conflict.stored), CONFLICT)


def _closed(page: ReplyPage, text: Mapping[str, str]) -> ResponseReturnValue:
    """It was submitted meanwhile: nothing is saved, and the text is shown for copying."""
    if _wants_json():
        return make_response(jsonify(closed=str(words.STATUS[page.status])), CONFLICT)
    return make_response(_whole(page, {}, lost=text.get("text", "")), CONFLICT)


def _moved(reference: str, move: Callable[..., Any], done: str) -> ResponseReturnValue:
    """Make the transition. If it was made already, by two clicks or two people, do nothing."""
    try:
        move(visitor.actor_of_request(), reference)
    except IllegalMove:
        done = "moved"
    return redirect(url_for(".reply", reference=reference, done=done), 303)

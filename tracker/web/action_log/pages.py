"""Pages for logging an action: the workspace, the form, and the check before submission.

The address of a draft takes the form of its page and that of its script, which asks for JSON; both
say the same. Whatever is typed is kept; what keeps it from being sent is shown on the check.
"""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.queries import state_names
from tracker.audit import trail
from tracker.core import clock
from tracker.core.errors import Invalid, NotFound
from tracker.evidence import action_service, privacy_check
from tracker.evidence.queries.own_actions import (
    OwnAction,
    organisations_of,
    own_action,
    own_actions,
)
from tracker.review.conflicts import IllegalMove, TextConflict
from tracker.review.lifecycle import Status
from tracker.review.submissions import Kind
from tracker.schema.fields import YES
from tracker.web.action_log import form as action_form
from tracker.web.action_log import merging
from tracker.web.action_log import words as action_log_words
from tracker.web.action_log.form import ActionForm, BeginForm
from tracker.web.action_log.organisations import chosen_organisation
from tracker.web.action_log.page_models import (
    draw_action,
    draw_check,
    draw_form,
    notice_of,
    references,
    words,
)
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import contributor
from tracker.web.core.forms import (
    CONFLICT,
    UNPROCESSABLE,
    ExplainForm,
    VersionForm,
    version_of,
)
from tracker.web.core.language import selected
from tracker.workspace.commitment_picker import picker

blueprint = Blueprint("logging", __name__, url_prefix="/workspace/actions")

DONE = {"done": query_params.one_of(tuple(action_log_words.NOTICES))}
GROUPS = (
    ("returned", (Status.RETURNED,)),
    ("drafts", (Status.DRAFT,)),
    ("waiting", (Status.SUBMITTED, Status.SECOND_REVIEW)),
    ("published", (Status.PUBLISHED,)),
    ("declined", (Status.DECLINED,)),
    ("ended", (Status.WITHDRAWN, Status.SUPERSEDED)),
)


@blueprint.get("")
@contributor
def workspace() -> ResponseReturnValue:
    """All actions of the visitor's organisations, by status."""
    given = query_params.parse_page_params(more=DONE, reading=False).given
    actor = visitor.actor_of_request()
    own = own_actions(actor)
    return render_template(
        "logging/list.html",
        groups=[(name, [each for each in own if each.status in of]) for name, of in GROUPS],
        organisations=[each for _id, each in organisations_of(actor)],
        names=dict(state_names(selected())),
        notice=notice_of(given),
        **words(),
    )


@blueprint.post("/new")
@contributor
def begin() -> ResponseReturnValue:
    """Create a draft, or continue an empty one.

    A short one leaves type, commitments and strength to reviewers.
    """
    actor = visitor.actor_of_request()
    form = BeginForm()
    organisation = chosen_organisation(form.organisation.data)
    first = {"language": selected()} | ({"classify": YES} if form.short.data else {})
    trail.hold()  # the same form may be sent twice at once
    empty = next(
        (
            each
            for each in own_actions(actor)
            if each.is_open
            and not each.steps
            and each.organisation_id == organisation
            and set(each.text) <= {"language", "classify"}
            and bool(each.draft.classify) == bool(form.short.data)
        ),
        None,
    )
    draft = empty or action_service.begin(actor, organisation, first)
    return redirect(url_for(".action", reference=draft.reference, done="begun"), 303)


@blueprint.get("/<reference>")
@contributor
def action(reference: str) -> ResponseReturnValue:
    """The form of a draft, or the submitted action with its steps."""
    more = {**DONE, "find": query_params.free_text, "notes": query_params.free_text}
    asked = query_params.parse_page_params(more=more, reading=False)
    own = own_action(visitor.actor_of_request(), reference)
    if own.is_open:
        return draw_form(own, asked.given)
    return draw_action(own, asked.given)


@blueprint.post("/<reference>")
@contributor
def save(reference: str) -> ResponseReturnValue:
    """Save the text, valid or not."""
    actor = visitor.actor_of_request()
    own = own_action(actor, reference)
    form, text = _sent(own)
    version = version_of(form.version.data)
    try:
        saved = action_service.save(actor, reference, text, version=version)
    except TextConflict as conflict:
        return _conflict(own, conflict)
    except IllegalMove:
        return _closed(own, text)
    except Invalid as invalid:
        return _refused(own, form, invalid)
    onward = _onward(reference, form)
    if _wants_json():
        return jsonify(_script_answer(own_action(actor, saved.reference)) | {"go": onward})
    return redirect(onward, 303)


@blueprint.get("/<reference>/check")
@contributor
def check(reference: str) -> ResponseReturnValue:
    """Missing items, possible personal data, possible duplicates, and the public view."""
    given = query_params.parse_page_params(more=DONE, reading=False).given
    return draw_check(_draft(reference), given)


@blueprint.post("/<reference>/explain")
@contributor
def explain(reference: str) -> ResponseReturnValue:
    """Save the explanation why a passage is harmless."""
    own, form = _draft(reference), ExplainForm()
    try:
        privacy_check.explain(
            visitor.actor_of_request(),
            Kind.ACTION,
            reference,
            field=form.field.data or "",
            fingerprint=form.fingerprint.data or "",
            explanation=form.explanation.data or "",
        )
    except Invalid as invalid:
        return make_response(draw_check(own, {}, faults=invalid.errors), UNPROCESSABLE)
    return redirect(
        url_for(".check", reference=reference, done="explained", _anchor="findings"), 303
    )


@blueprint.post("/<reference>/submit")
@contributor
def submit(reference: str) -> ResponseReturnValue:
    """Submit it as checked. The check shows what prevents it."""
    actor, own = visitor.actor_of_request(), own_action(visitor.actor_of_request(), reference)
    version = version_of(VersionForm().version.data)
    try:
        action_service.submit(actor, reference, version=version)
    except Invalid as invalid:
        return make_response(draw_check(own, {}, faults=invalid.errors), UNPROCESSABLE)
    except TextConflict:
        return make_response(draw_check(own_action(actor, reference), {}, changed=True), CONFLICT)
    except IllegalMove:
        return redirect(url_for(".action", reference=reference, done="moved"), 303)
    return redirect(url_for(".action", reference=reference, done="submitted"), 303)


# What was sent -------------------------------------------------------------------------------


def _draft(reference: str) -> OwnAction:
    """An editable draft. A closed one has no such page."""
    own = own_action(visitor.actor_of_request(), reference)
    if not own.is_open:
        raise NotFound(Kind.ACTION, reference)
    return own


def _sent(own: OwnAction) -> tuple[ActionForm, dict[str, str]]:
    """The sent form and text, which may come from the page with two texts."""
    both = merging.MergeForm(request.form)
    if not both.is_sent:
        form = ActionForm(request.form)
        return form, form.draft_text()
    text = both.merged(own.text)
    form = ActionForm.of_text(text)
    form.version.process(request.form)
    return form, text


def _onward(reference: str, form: ActionForm) -> str:
    """The next page: the check, the search for commitments, or the form."""
    if form.next.data:
        return url_for(".check", reference=reference)
    find = (form.find.data or "").strip()[:200]
    if form.search.data and find:
        return url_for(".action", reference=reference, find=find, _anchor="commitments")
    if form.search.data or form.drop.data:
        return url_for(".action", reference=reference, _anchor="commitments")
    return url_for(".action", reference=reference, done="saved")


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _script_answer(own: OwnAction) -> dict[str, Any]:
    """The response to a script: the version, errors, suggestions."""
    finished, asked = action_form.progress(own.draft)
    known = picker(own.draft, references(own.text))
    return {
        "version": own.version,
        "at": clock.now().isoformat(),
        "errors": dict(own.errors),
        "missing": {},
        "done_words": str(action_log_words.STATUS[own.status]),
        "finished": finished,
        "asked": asked,
        "suggested": render_template("logging/_suggested.html", picker=known),
    }


def _refused(own: OwnAction, form: ActionForm, invalid: Invalid) -> ResponseReturnValue:
    if _wants_json():
        return make_response(jsonify(errors=dict(invalid.errors)), UNPROCESSABLE)
    form.validate()
    form.take(invalid)
    return make_response(draw_form(own, {}, form=form), UNPROCESSABLE)


def _conflict(own: OwnAction, conflict: TextConflict) -> ResponseReturnValue:
    """Both texts side by side. Sending from there saves over the colleague's."""
    if _wants_json():
        answer = {"stored": action_form.flat(conflict.stored), "version": conflict.version}
        return make_response(jsonify(answer), CONFLICT)
    shown = render_template(
        "logging/conflict.html",
        own=own,
        differences=merging.differences(conflict.stored, conflict.offered),
        mine=conflict.offered,
        version=conflict.version,
        in_words=merging.in_words,
        who=visitor.actor_of_request().key,
    )
    return make_response(shown, CONFLICT)


def _closed(own: OwnAction, text: Mapping[str, str]) -> ResponseReturnValue:
    """It was submitted meanwhile: nothing is saved, and the text is shown for copying."""
    words = str(action_log_words.STATUS[own.status])
    if _wants_json():
        return make_response(jsonify(closed=words), CONFLICT)
    texts = [
        (action_log_words.field_name(name), merging.in_words(name, cell))
        for name, cell in text.items()
    ]
    shown = render_template("logging/closed.html", own=own, status=words, texts=texts)
    return make_response(shown, CONFLICT)

"""Logging an action: the desk of an organisation, the form, the check before it is sent.

The address of a draft takes the form of its page and that of its script, which asks for JSON; both
say the same. Whatever is typed is kept; what keeps it from being sent is shown on the check.
"""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

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
from tracker.web.action_log import form
from tracker.web.action_log import words as action_log_words
from tracker.web.action_log.page_models import (
    draw_check,
    draw_form,
    notice_of,
    references,
    whole,
    words,
)
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import contributor
from tracker.web.core.forms import UNPROCESSABLE
from tracker.web.core.language import selected
from tracker.web.workspace.editor import CONFLICT, version_of
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
def desk() -> ResponseReturnValue:
    """Everything that the visitor's organisations log, by where it stands."""
    given = query_params.parse_page_params(more=DONE, reading=False).given
    actor = visitor.actor_of_request()
    own = own_actions(actor)
    return render_template(
        "logging/desk.html",
        groups=[(name, [each for each in own if each.status in of]) for name, of in GROUPS],
        organisations=[each for _id, each in organisations_of(actor)],
        notice=notice_of(given),
        **words(),
    )


@blueprint.post("/new")
@contributor
def begin() -> ResponseReturnValue:
    """Begin a draft, or go on with one in which nothing is written yet."""
    actor = visitor.actor_of_request()
    organisation = _organisation(request.form.get("organisation"))
    trail.hold()  # the same form may be sent twice at once
    empty = next(
        (
            each
            for each in own_actions(actor)
            if each.is_open
            and not each.steps
            and each.organisation_id == organisation
            and set(each.text) <= {"language"}
        ),
        None,
    )
    draft = empty or action_service.begin(actor, organisation, {"language": selected()})
    return redirect(url_for(".action", reference=draft.reference, done="begun"), 303)


@blueprint.get("/<reference>")
@contributor
def action(reference: str) -> ResponseReturnValue:
    """The form while it is a draft; afterwards what was sent, each step, what can be done."""
    more = {**DONE, "find": query_params.free_text, "notes": query_params.free_text}
    asked = query_params.parse_page_params(more=more, reading=False)
    own = own_action(visitor.actor_of_request(), reference)
    if own.is_open:
        return draw_form(own, asked.given)
    return whole(own, asked.given)


@blueprint.post("/<reference>")
@contributor
def save(reference: str) -> ResponseReturnValue:
    """Keep what is typed, readable or not."""
    actor = visitor.actor_of_request()
    own = own_action(actor, reference)
    text = _sent(own)
    try:
        saved = action_service.save(
            actor, reference, text, version=version_of(request.form.get("version"))
        )
    except TextConflict as conflict:
        return _conflict(own, conflict)
    except IllegalMove:
        return _closed(own, text)
    except Invalid as invalid:
        return _refused(own, text, invalid)
    onward = _onward(reference)
    if _wants_json():
        return jsonify(_script_answer(own_action(actor, saved.reference)) | {"go": onward})
    return redirect(onward, 303)


@blueprint.get("/<reference>/check")
@contributor
def check(reference: str) -> ResponseReturnValue:
    """What is missing, what may tell who somebody is, what may be the same, what readers see."""
    given = query_params.parse_page_params(more=DONE, reading=False).given
    return draw_check(_draft(reference), given)


@blueprint.post("/<reference>/explain")
@contributor
def explain(reference: str) -> ResponseReturnValue:
    """Say why a place that was found harms nobody."""
    actor, own = visitor.actor_of_request(), _draft(reference)
    try:
        privacy_check.explain(
            actor,
            Kind.ACTION,
            reference,
            field=request.form.get("field", ""),
            fingerprint=request.form.get("fingerprint", ""),
            explanation=request.form.get("explanation", ""),
        )
    except Invalid as invalid:
        return make_response(draw_check(own, {}, faults=invalid.errors), UNPROCESSABLE)
    return redirect(
        url_for(".check", reference=reference, done="explained", _anchor="findings"), 303
    )


@blueprint.post("/<reference>/submit")
@contributor
def submit(reference: str) -> ResponseReturnValue:
    """Send it to the reviewers as it was looked at; what keeps it back is shown on the check."""
    actor, own = visitor.actor_of_request(), own_action(visitor.actor_of_request(), reference)
    version = version_of(request.form.get("version"))
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
    """One that can still be written in; a closed one has no such page."""
    own = own_action(visitor.actor_of_request(), reference)
    if not own.is_open:
        raise NotFound(Kind.ACTION, reference)
    return own


def _sent(own: OwnAction) -> dict[str, str]:
    """The text that was sent: of the form, or of the page on which two texts stood."""
    if "both" in request.form:
        return form.merge_texts(request.form, own.text)
    return form.typed(request.form)


def _organisation(public_id: str | None) -> int:
    """The organisation for which is logged: the only one, or the one chosen."""
    known = organisations_of(visitor.actor_of_request())
    for number, organisation in known:
        if organisation.public_id == public_id or len(known) == 1:
            return number
    raise Invalid({"organisation": [_("choose the organisation for which you log")]})


def _onward(reference: str) -> str:
    """Where the writer goes on: to the check, to commitments that were searched for, or nowhere."""
    if "next" in request.form:
        return url_for(".check", reference=reference)
    find = request.form.get("find", "").strip()[:200]
    if "search" in request.form and find:
        return url_for(".action", reference=reference, find=find, _anchor="commitments")
    if "search" in request.form or "drop" in request.form:
        return url_for(".action", reference=reference, _anchor="commitments")
    return url_for(".action", reference=reference, done="saved")


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _script_answer(own: OwnAction) -> dict[str, Any]:
    """What a script needs to go on: the version to save over, what cannot be read, suggestions."""
    finished, asked = form.progress(own.draft)
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


def _refused(own: OwnAction, text: Mapping[str, str], invalid: Invalid) -> ResponseReturnValue:
    if _wants_json():
        return make_response(jsonify(errors=dict(invalid.errors)), UNPROCESSABLE)
    return make_response(draw_form(own, {}, text=text, errors=invalid.errors), UNPROCESSABLE)


def _conflict(own: OwnAction, conflict: TextConflict) -> ResponseReturnValue:
    """Both texts beside each other; what is sent from there is saved over the colleague's."""
    if _wants_json():
        told = {"stored": form.flat(conflict.stored), "version": conflict.version}
        return make_response(jsonify(told), CONFLICT)
    shown = render_template(
        "logging/conflict.html",
        own=own,
        differences=form.differences(conflict.stored, conflict.offered),
        mine=conflict.offered,
        version=conflict.version,
        in_words=form.in_words,
        who=visitor.actor_of_request().key,
    )
    return make_response(shown, CONFLICT)


def _closed(own: OwnAction, text: Mapping[str, str]) -> ResponseReturnValue:
    """It was sent meanwhile: nothing is kept, and what was typed is shown to be copied."""
    words = str(action_log_words.STATUS[own.status])
    if _wants_json():
        return make_response(jsonify(closed=words), CONFLICT)
    texts = [
        (action_log_words.field_name(name), form.in_words(name, cell))
        for name, cell in text.items()
    ]
    shown = render_template("logging/closed.html", own=own, status=words, texts=texts)
    return make_response(shown, CONFLICT)

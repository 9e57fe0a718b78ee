"""Files of an action: attach to a draft, describe, remove. Cleaning holds no write lock."""

from flask import Blueprint, make_response, redirect, url_for
from flask.typing import ResponseReturnValue

from tracker.core.errors import Invalid
from tracker.evidence import attachment_upload, attachments
from tracker.evidence.queries.own_actions import own_action
from tracker.review.conflicts import IllegalMove
from tracker.review.submissions import Kind
from tracker.web.action_log.page_models import draw_form
from tracker.web.core import visitor
from tracker.web.core.audience import contributor
from tracker.web.core.forms import UNPROCESSABLE, FileForm

blueprint = Blueprint("logging_files", __name__, url_prefix="/workspace/actions/<reference>/files")


@blueprint.post("")
@contributor
@attachment_upload.takes_files
def attach(reference: str) -> ResponseReturnValue:
    """Attach a file and report what was changed in it."""
    try:
        file = attachment_upload.receive_upload(visitor.actor_of_request(), Kind.ACTION, reference)
        form = FileForm()
        made = attachments.attach(
            visitor.actor_of_request(),
            Kind.ACTION,
            reference,
            file,
            store=attachment_upload.store(),
            caption=form.caption.data or "",
            people_confirmed=form.people_confirmed.data,
        )
    except Invalid as invalid:
        return _refused(reference, invalid)
    except IllegalMove:
        return _to_form(reference, "moved")
    return _to_form(reference, "attached", ",".join(sorted(made.notes)))


@blueprint.post("/<public_id>")
@contributor
def describe(reference: str, public_id: str) -> ResponseReturnValue:
    """Save the caption, and that somebody checked for recognisable people."""
    form = FileForm()
    try:
        attachments.describe(
            visitor.actor_of_request(),
            Kind.ACTION,
            reference,
            public_id,
            caption=form.caption.data or "",
            people_confirmed=form.people_confirmed.data,
        )
    except Invalid as invalid:
        return _refused(reference, invalid)
    except IllegalMove:
        return _to_form(reference, "moved")
    return _to_form(reference, "described")


@blueprint.post("/<public_id>/remove")
@contributor
def remove(reference: str, public_id: str) -> ResponseReturnValue:
    """Remove the file."""
    try:
        attachments.remove(visitor.actor_of_request(), Kind.ACTION, reference, public_id)
    except IllegalMove:
        return _to_form(reference, "moved")
    return _to_form(reference, "removed")


def _refused(reference: str, invalid: Invalid) -> ResponseReturnValue:
    own = own_action(visitor.actor_of_request(), reference)
    file = FileForm(formdata=None)
    file.take(invalid)
    return make_response(draw_form(own, {}, file=file), UNPROCESSABLE)


def _to_form(reference: str, done: str, notes: str | None = None) -> ResponseReturnValue:
    to = url_for(
        "logging.action", reference=reference, done=done, notes=notes or None, _anchor="files"
    )
    return redirect(to, 303)

"""Notes of a State's focal points for their successors."""

from flask import Blueprint, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField

from tracker.accounts import queries
from tracker.core.errors import NotFound
from tracker.policy.permission_map import may
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Subject
from tracker.reporting import successor_notes
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import focal_point
from tracker.web.core.forms import CONFLICT, Form, attempt, version_of
from tracker.web.core.language import selected

blueprint = Blueprint("successor_notes", __name__, url_prefix="/workspace/notes/<iso3>")


class NoteForm(Form):
    """What the next focal point needs to know."""

    text = TextAreaField(
        _l("Note"), render_kw={"rows": 14, "dir": "auto", "maxlength": successor_notes.LONGEST}
    )
    version = HiddenField()


@blueprint.get("")
@focal_point
def page(iso3: str) -> ResponseReturnValue:
    """The note with its form."""
    query_params.parse_page_params(reading=False)
    note = _own(iso3)
    data = {"text": note.text, "version": str(note.version)}
    return _draw(iso3, NoteForm(formdata=None, data=data))


@blueprint.post("")
@focal_point
def save(iso3: str) -> ResponseReturnValue:
    """Save it. After a conflict both texts are shown and nothing is saved."""
    form, _note = NoteForm(), _own(iso3)

    def act() -> ResponseReturnValue:
        successor_notes.save(
            visitor.actor_of_request(),
            iso3,
            form.text.data or "",
            version=version_of(form.version.data),
        )
        return redirect(url_for("workspace.index", _anchor=f"note-{iso3}"), 303)

    try:
        return attempt(form, act, lambda drawn: _draw(iso3, drawn))
    except successor_notes.NoteConflict as conflict:
        form.version.data = str(conflict.stored.version)
        return make_response(_draw(iso3, form, theirs=conflict.stored.text), CONFLICT)


def _own(iso3: str) -> successor_notes.Note:
    """The note of a State for which the visitor writes. Raises NotFound."""
    actor = visitor.actor_of_request()
    if not may(actor, Permission.REPORT_DRAFT, Subject(state=iso3)):
        raise NotFound("state", iso3)
    return successor_notes.note(actor, iso3)


def _draw(iso3: str, form: Form, *, theirs: str | None = None) -> str:
    return render_template(
        "workspace/note.html",
        form=form,
        theirs=theirs,
        state=queries.state_name(iso3, selected()),
    )

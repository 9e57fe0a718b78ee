"""Pages for invitations by list: paste or upload, check each line, then invite.

Nothing of the list is stored before it is sent: the page carries it, with a digest of the check
that was shown.
"""

from pathlib import Path

from flask import Blueprint, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, TextAreaField

from tracker.accounts import queries, roles
from tracker.core.errors import Invalid
from tracker.core.languages import LANGUAGES
from tracker.exchange.invitations.lines import InvitationLine, read_lines
from tracker.exchange.invitations.plan import (
    InvitationPlan,
    InvitationsChanged,
    plan_invitations,
    send_invitations,
)
from tracker.exchange.parsing.archives import MOST_UPLOADED
from tracker.policy.predicates import Held
from tracker.web.admin import invited
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import administrator
from tracker.web.core.forms import CONFLICT, UNPROCESSABLE, Form
from tracker.web.core.language import selected

blueprint = Blueprint("invitation_lists", __name__, url_prefix="/invitations/list")

FORMATS = ".csv,.tsv,.txt,.xlsx,.xls,.ods,.docx,.json"
MOST_TEXT = 200_000


class ListForm(Form):
    """A list of people, pasted or as a file."""

    lines = TextAreaField(
        _l("One person a line"),
        render_kw={"rows": 10, "dir": "auto", "spellcheck": "false", "autocomplete": "off"},
    )
    file = FileField(_l("Or a file"), render_kw={"accept": FORMATS})
    digest = HiddenField()

    def read(self) -> tuple[InvitationLine, ...]:
        """The lines. Raises Invalid at their field."""
        file = request.files.get("file")
        if file is not None and file.filename:
            content = file.read(MOST_UPLOADED + 1)
            return self._read("file", Path(file.filename).name, content)
        text = self.lines.data or ""
        if not text.strip() or len(text) > MOST_TEXT:
            raise Invalid({"lines": [_("Paste at least one line, or choose a file.")]})
        return self._read("lines", "pasted.csv", text.encode())

    def _read(self, field: str, name: str, content: bytes) -> tuple[InvitationLine, ...]:
        try:
            return read_lines(name, content)
        except Invalid as invalid:
            raise Invalid({field: invalid.errors["list"]}) from None


@blueprint.get("")
@administrator
def page() -> ResponseReturnValue:
    """Show the form for a list."""
    query_params.parse_page_params(reading=False)
    return _page(ListForm(formdata=None))


@blueprint.post("")
@administrator
def check() -> ResponseReturnValue:
    """Every line checked. Nothing is written."""
    form = ListForm()
    try:
        return _checked(plan_invitations(visitor.actor_of_request(), form.read()))
    except Invalid as invalid:
        form.take(invalid)
        return make_response(_page(form), UNPROCESSABLE)


@blueprint.post("/send")
@administrator
def send() -> ResponseReturnValue:
    """Invite the valid lines. Links are shown once if the site sends no e-mail."""
    form, actor = ListForm(), visitor.actor_of_request()
    try:
        sent = send_invitations(actor, form.read(), digest=form.digest.data or "")
    except InvitationsChanged as changed:
        return make_response(_checked(changed.plan, late=True), CONFLICT)
    except Invalid as invalid:
        form.take(invalid)
        return make_response(_page(form), UNPROCESSABLE)
    return render_template(
        "admin/invited_list.html",
        sent=sent,
        scope=_scope,
        names=roles.NAMES,
        sends_mail=invited.sends_mail(),
        back=url_for("admin.invitations.index"),
    )


def _page(form: Form) -> str:
    return render_template(
        "admin/invitation_list.html",
        form=form,
        names=roles.NAMES,
        languages=LANGUAGES,
        sends_mail=invited.sends_mail(),
    )


def _checked(plan: InvitationPlan, *, late: bool = False) -> str:
    form = ListForm(formdata=None, data={"digest": plan.digest})
    form.lines.data = "\n".join(each.line.text for each in plan.lines)
    return render_template(
        "admin/invitation_check.html",
        form=form,
        plan=plan,
        late=late,
        scope=_scope,
        names=roles.NAMES,
        languages=LANGUAGES,
        sends_mail=invited.sends_mail(),
    )


def _scope(held: Held) -> str:
    """The scope of a role in words. Empty without one."""
    if held.state is not None:
        return queries.state_name(held.state, selected()) or held.state
    organisation = queries.get_organisation(held.organisation)
    return organisation.name if organisation else ""

"""Invitations: those that are open, another one, one taken back."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from tracker.accounts import invitations, roles
from tracker.web.admin import invited
from tracker.web.admin.forms import InviteForm
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import administrator
from tracker.web.core.forms import Form, attempt

blueprint = Blueprint("invitations", __name__, url_prefix="/invitations")

NOTICES = {
    "invited": _l("The invitation is open."),
    "revoked": _l("The invitation is cancelled."),
}


@blueprint.get("")
@administrator
def index() -> ResponseReturnValue:
    """Open invitations, and the form for another."""
    asked = query_params.parse_page_params(
        more={"done": query_params.one_of(NOTICES)}, reading=False
    )
    return _invitations(
        InviteForm(formdata=None).offer(), notice=NOTICES.get(asked.given.get("done", ""))
    )


@blueprint.post("")
@administrator
def invite() -> ResponseReturnValue:
    """Invite somebody."""
    form = InviteForm()

    def act() -> ResponseReturnValue:
        email, held = form.address(), form.held()
        actor = visitor.actor_of_request()
        link = invitations.invite(actor, email=email, held=held, refuse_repeat=True)
        back = url_for("admin.invitations.index", done="invited")
        return invited.answer(link, email=email, back=back)

    return attempt(form.offer(), act, _invitations)


@blueprint.post("/<public_id>/revoke")
@administrator
def revoke(public_id: str) -> ResponseReturnValue:
    """Take an invitation back."""
    invitations.revoke(visitor.actor_of_request(), public_id=public_id)
    return redirect(url_for("admin.invitations.index", done="revoked"), 303)


def _invitations(form: Form, *, notice: object = None) -> str:
    rows = invitations.open_ones(visitor.actor_of_request())
    return render_template(
        "admin/invitations.html",
        form=form,
        invitations=rows,
        names=roles.NAMES,
        notice=notice,
        sends_mail=invited.sends_mail(),
    )

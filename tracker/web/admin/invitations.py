"""Pages of invitations: their status, new ones, send again, cancel."""

from dataclasses import replace

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from tracker.accounts import invitations, roles
from tracker.accounts.invitations import Standing
from tracker.gap.standing import default_params
from tracker.web.admin import invited
from tracker.web.admin.forms import InviteForm
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import administrator
from tracker.web.core.forms import Form, attempt

blueprint = Blueprint("invitations", __name__, url_prefix="/invitations")

ON_A_PAGE = 50
STANDINGS = {
    Standing.OPEN: _l("open"),
    Standing.ACCEPTED: _l("accepted"),
    Standing.EXPIRED: _l("expired"),
    Standing.CANCELLED: _l("cancelled"),
}
NOTICES = {
    "invited": _l("The invitation is open."),
    "revoked": _l("The invitation is cancelled."),
}


@blueprint.get("")
@administrator
def index() -> ResponseReturnValue:
    """Invitations by status, and the form for a new one."""
    asked = query_params.parse_page_params(
        more={
            "done": query_params.one_of(NOTICES),
            "standing": query_params.one_of(STANDINGS),
            "page": query_params.positive_number,
        },
        reading=False,
    )
    notice = NOTICES.get(asked.given.get("done", ""))
    return _invitations(InviteForm(formdata=None).offer(), asked=asked, notice=notice)


@blueprint.post("")
@administrator
def invite() -> ResponseReturnValue:
    """Send an invitation."""
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
    """Cancel an invitation."""
    invitations.revoke(visitor.actor_of_request(), public_id=public_id)
    return redirect(url_for("admin.invitations.index", done="revoked"), 303)


@blueprint.post("/<public_id>/again")
@administrator
def send_again(public_id: str) -> ResponseReturnValue:
    """Replace an invitation by a new one with a new link."""
    email, link = invitations.send_again(visitor.actor_of_request(), public_id=public_id)
    back = url_for("admin.invitations.index", done="invited")
    return invited.answer(link, email=email, back=back)


def _invitations(
    form: Form, *, asked: query_params.PageParams | None = None, notice: object = None
) -> str:
    asked = asked or query_params.PageParams(reading=default_params(), given={})
    wanted = asked.given.get("standing")
    rows = invitations.every_one(visitor.actor_of_request(), Standing(wanted) if wanted else None)
    pages = max(1, -(-len(rows) // ON_A_PAGE))
    page = min(int(asked.given.get("page", "1")) or 1, pages)
    return render_template(
        "admin/invitations.html",
        form=form,
        chosen=replace(asked, given={k: v for k, v in asked.given.items() if k != "done"}),
        invitations=rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE],
        page=page,
        pages=pages,
        standings=STANDINGS,
        standing_of=invitations.standing_of,
        names=roles.NAMES,
        notice=notice,
        sends_mail=invited.sends_mail(),
    )

"""Pages of requests for an account: waiting ones and their answers."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from tracker.accounts import requests, roles
from tracker.accounts.models import AccountRequest
from tracker.web.admin import invited
from tracker.web.admin.forms import RoleForm
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import administrator
from tracker.web.core.forms import attempt, draw

blueprint = Blueprint("requests", __name__, url_prefix="/requests")

NOTICES = {
    "approved": _l("The request is approved and the invitation is open."),
    "declined": _l("The request is declined and its details are deleted."),
}


@blueprint.get("")
@administrator
def index() -> ResponseReturnValue:
    """Waiting requests."""
    asked = query_params.parse_page_params(
        more={"done": query_params.one_of(NOTICES)}, reading=False
    )
    rows = requests.waiting(visitor.actor_of_request())
    return render_template(
        "admin/requests.html",
        requests=rows,
        names=roles.NAMES,
        notice=NOTICES.get(asked.given.get("done", "")),
    )


@blueprint.get("/<public_id>")
@administrator
def request(public_id: str) -> ResponseReturnValue:
    """One request with the form that answers it."""
    query_params.parse_page_params(reading=False)
    row = requests.read(visitor.actor_of_request(), public_id=public_id)
    form = RoleForm(formdata=None, role=row.role).offer()
    return render_template("admin/request.html", form=form, **_context(row))


@blueprint.post("/<public_id>/approve")
@administrator
def approve(public_id: str) -> ResponseReturnValue:
    """Answer with an invitation."""
    actor, form = visitor.actor_of_request(), RoleForm()
    row = requests.read(actor, public_id=public_id)

    def act() -> ResponseReturnValue:
        link = requests.approve(actor, public_id=public_id, held=form.held())
        back = url_for("admin.requests.index", done="approved")
        return invited.answer(link, email=row.email, back=back)

    again = draw("admin/request.html", **_context(row))
    return attempt(form.offer(), act, again)


@blueprint.post("/<public_id>/decline")
@administrator
def decline(public_id: str) -> ResponseReturnValue:
    """Decline."""
    requests.decline(visitor.actor_of_request(), public_id=public_id)
    return redirect(url_for("admin.requests.index", done="declined"), 303)


def _context(row: AccountRequest) -> dict[str, object]:
    return {"request_row": row, "names": roles.NAMES, "sends_mail": invited.sends_mail()}

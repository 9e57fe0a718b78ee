"""Pages for the roles of an account: give, end, hand over."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.accounts import invitations, memberships, queries
from tracker.accounts.models import Membership, UserAccount
from tracker.web.admin import accounts, invited
from tracker.web.admin.forms import HandOverForm, RoleForm
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import administrator
from tracker.web.core.forms import attempt, draw

blueprint = Blueprint("memberships", __name__, url_prefix="/accounts/<public_id>/memberships")


@blueprint.post("")
@administrator
def grant(public_id: str) -> ResponseReturnValue:
    """Give a role."""
    user, form = queries.find_user(public_id), RoleForm()

    def act() -> ResponseReturnValue:
        memberships.grant(visitor.actor_of_request(), user, form.held())
        return accounts.to_account(user, "granted")

    return attempt(form.offer(), act, lambda drawn: accounts.draw_account(user, drawn))


@blueprint.post("/<membership>/end")
@administrator
def end(public_id: str, membership: str) -> ResponseReturnValue:
    """End a role."""
    user = queries.find_user(public_id)
    memberships.end(visitor.actor_of_request(), memberships.membership_of(user, membership))
    return accounts.to_account(user, "ended")


@blueprint.get("/<membership>/hand-over")
@administrator
def hand_over(public_id: str, membership: str) -> ResponseReturnValue:
    """Show the form for the new holder."""
    query_params.parse_page_params(reading=False)
    user = queries.find_user(public_id)
    row = memberships.membership_of(user, membership)
    return render_template(
        "admin/hand_over.html", form=HandOverForm(formdata=None), **_context(user, row)
    )


@blueprint.post("/<membership>/hand-over")
@administrator
def carry_over(public_id: str, membership: str) -> ResponseReturnValue:
    """Hand the role over to an account, or by invitation to a new address."""
    form, user = HandOverForm(), queries.find_user(public_id)
    row, actor = memberships.membership_of(user, membership), visitor.actor_of_request()

    def act() -> ResponseReturnValue:
        email = form.address()
        successor = queries.find_user_by_address(email)
        if successor is not None:
            memberships.hand_over(actor, row, to=successor)
        else:
            held = memberships.held_by(row)
            memberships.release(actor, row)
            link = invitations.invite(actor, email=email, held=held, language=user.language)
            back = accounts.account_address(user, "handed-over")
            return invited.answer(link, email=email, back=back)
        return accounts.to_account(user, "handed-over")

    return attempt(form, act, draw("admin/hand_over.html", **_context(user, row)))


def _context(user: UserAccount, row: Membership) -> dict[str, object]:
    return {"user": user, "membership": row, "sends_mail": invited.sends_mail()}

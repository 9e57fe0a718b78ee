"""Pages of accounts for administrators: find, view, close, reopen, help."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from tracker.accounts import account_list, administration, memberships, queries, roles
from tracker.accounts import second_factor as factor
from tracker.accounts.models import UserAccount
from tracker.policy.predicates import Role
from tracker.web.admin.forms import RoleForm
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import administrator
from tracker.web.core.forms import Form
from tracker.web.core.language import selected

blueprint = Blueprint("accounts", __name__, url_prefix="/accounts")

NOTICES = {
    "granted": _l("The role is added."),
    "ended": _l("The role is revoked."),
    "handed-over": _l("The role is handed over. The previous holder is signed out everywhere."),
    "disabled": _l("The account is closed."),
    "enabled": _l("The account is open again."),
    "signed-out": _l("All sessions of the account are signed out."),
    "second-factor": _l("Two-step verification is off. The person must set it up again."),
}


@blueprint.get("")
@administrator
def index() -> ResponseReturnValue:
    """Accounts by address."""
    asked = query_params.parse_page_params(
        more={
            "role": query_params.one_of(roles.OFFERED),
            "q": query_params.free_text,
            "after": query_params.free_text,
            "done": query_params.one_of(NOTICES),
        },
        reading=False,
    )
    role = asked.given.get("role")
    page = account_list.accounts(
        visitor.actor_of_request(),
        role=Role(role) if role else None,
        words=asked.given.get("q", ""),
        after=asked.given.get("after", ""),
    )
    return render_template(
        "admin/accounts.html",
        page=page,
        given=asked.given,
        names=roles.NAMES,
        states=dict(queries.state_names(selected())),
        notice=NOTICES.get(asked.given.get("done", "")),
        following=asked.query(after=page.next, done=None),
        preceding=asked.query(after=page.previous or None, done=None),
    )


@blueprint.get("/<public_id>")
@administrator
def account(public_id: str) -> ResponseReturnValue:
    """One account with its roles and possible operations."""
    asked = query_params.parse_page_params(
        more={"done": query_params.one_of(NOTICES)}, reading=False
    )
    form = RoleForm(formdata=None).offer()
    return draw_account(
        queries.find_user(public_id), form, notice=NOTICES.get(asked.given.get("done", ""))
    )


@blueprint.post("/<public_id>/disable")
@administrator
def disable(public_id: str) -> ResponseReturnValue:
    """Close an account."""
    user = queries.find_user(public_id)
    administration.disable(visitor.actor_of_request(), user)
    return to_account(user, "disabled")


@blueprint.post("/<public_id>/enable")
@administrator
def enable(public_id: str) -> ResponseReturnValue:
    """Reopen a closed account."""
    user = queries.find_user(public_id)
    administration.enable(visitor.actor_of_request(), user)
    return to_account(user, "enabled")


@blueprint.post("/<public_id>/sign-out")
@administrator
def sign_out(public_id: str) -> ResponseReturnValue:
    """End every session of an account."""
    user = queries.find_user(public_id)
    administration.sign_out_everywhere(visitor.actor_of_request(), user)
    return to_account(user, "signed-out")


@blueprint.post("/<public_id>/second-factor/remove")
@administrator
def remove_second_factor(public_id: str) -> ResponseReturnValue:
    """Help a person who lost telephone and recovery codes."""
    user = queries.find_user(public_id)
    factor.remove_lost(visitor.actor_of_request(), user)
    return to_account(user, "second-factor")


def draw_account(user: UserAccount, form: Form, *, notice: object = None) -> str:
    """The page of an account with the form for a role."""
    rows = [
        (row, roles.NAMES[Role(row.role)], queries.state_name(row.state, selected()))
        for row in memberships.every_membership(user)
    ]
    return render_template(
        "admin/account.html",
        form=form,
        user=user,
        memberships=rows,
        is_own=user.public_id == visitor.actor_of_request().key,
        notice=notice,
    )


def to_account(user: UserAccount, what: str) -> ResponseReturnValue:
    """Redirect to the account with a notice."""
    return redirect(account_address(user, what), 303)


def account_address(user: UserAccount, what: str) -> str:
    """The address of the account with a notice."""
    return url_for("admin.accounts.account", public_id=user.public_id, done=what)

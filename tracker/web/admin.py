"""For administrators: accounts and their roles, invitations, requests, organisations."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, SelectField, StringField

from tracker.accounts import (
    finding,
    invitations,
    keeping,
    listing,
    memberships,
    organisations,
    requests,
    roles,
)
from tracker.accounts import second_factor as factor
from tracker.accounts.addresses import normalised
from tracker.accounts.models import UserAccount
from tracker.errors import Invalid, NotFound
from tracker.fields import Unreadable
from tracker.policy.predicates import Held, Role
from tracker.web import parameters, visitor
from tracker.web.audience import administrator
from tracker.web.forms import Form, attempt, choices, draw
from tracker.web.language import selected

blueprint = Blueprint("admin", __name__, url_prefix="/admin")

NOTICES = {
    "invited": _l("The invitation is on its way."),
    "revoked": _l("The invitation is void."),
    "approved": _l("The request is answered with an invitation."),
    "declined": _l("The request is declined, and what it told is deleted."),
    "granted": _l("The role is given."),
    "ended": _l("The role is ended; it gives no right any more."),
    "handed-over": _l("The role is handed over; who held it is signed out everywhere."),
    "disabled": _l("The account is closed."),
    "enabled": _l("The account is open again."),
    "signed-out": _l("Every session of the account is ended."),
    "second-factor": _l("The second factor is taken away; it must be set up again."),
    "organisation": _l("The organisation is kept."),
}
KINDS = {
    organisations.Kind.CIVIL_SOCIETY: _l("Civil-society organisation"),
    organisations.Kind.STATE_INSTITUTION: _l("Institution of a state"),
}


class RoleForm(Form):
    """A role and what it is held for."""

    role = SelectField(_l("Role"), validate_choice=False)
    state = SelectField(_l("State"), validate_choice=False)
    organisation = SelectField(_l("Organisation"), validate_choice=False)

    def offer(self) -> "RoleForm":
        """Fill the lists."""
        actor = visitor.actor_of_request()
        self.role.choices = choices(roles.NAMES.items())
        self.state.choices = choices(finding.state_names(selected()))
        self.organisation.choices = choices(
            (row.public_id, row.name) for row in organisations.every_one(actor)
        )
        return self

    def held(self) -> Held:
        """What was chosen; raises Invalid by field."""
        try:
            state = finding.state_code(self.state.data)
            organisation = finding.organisation_of(self.organisation.data)
        except NotFound as missing:
            raise Invalid({missing.kind: [str(_l("Choose one from the list."))]}) from None
        return roles.fitting(self.role.data or "", state=state, organisation=organisation)


class InviteForm(RoleForm):
    """To whom a role is offered."""

    email = EmailField(_l("E-mail address"), render_kw={"autocomplete": "off", "maxlength": 254})

    def address(self) -> str:
        """The address in its normal form; raises Invalid."""
        try:
            return normalised(self.email.data or "")
        except Unreadable as unreadable:
            raise Invalid({"email": [str(unreadable)]}) from None


class HandOverForm(Form):
    """Who takes a role over."""

    email = EmailField(
        _l("E-mail address of the successor"),
        render_kw={"autocomplete": "off", "maxlength": 254},
    )
    address = InviteForm.address


class OrganisationForm(Form):
    """What is told of an organisation."""

    name = StringField(_l("Name"), render_kw={"autocomplete": "off", "maxlength": 300})
    kind = SelectField(_l("Sort"), validate_choice=False)
    survivor_led = BooleanField(_l("Led by survivors of trafficking"))

    def offer(self) -> "OrganisationForm":
        """Fill the list of sorts."""
        self.kind.choices = choices(KINDS.items())
        return self


@blueprint.get("/accounts")
@administrator
def accounts() -> ResponseReturnValue:
    """Accounts, by address."""
    asked = parameters.asked(
        more={
            "role": parameters.one_of(roles.OFFERED),
            "q": parameters.free_text,
            "after": parameters.free_text,
            "done": parameters.one_of(NOTICES),
        },
        reading=False,
    )
    role = asked.given.get("role")
    page = listing.accounts(
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
        notice=_notice(asked),
        following=asked.query(after=page.next, done=None),
    )


@blueprint.get("/accounts/<public_id>")
@administrator
def account(public_id: str) -> ResponseReturnValue:
    """One account: roles, and what can be done."""
    asked = parameters.asked(more={"done": parameters.one_of(NOTICES)}, reading=False)
    form = RoleForm(formdata=None).offer()
    return _account(finding.user_of(public_id), form, notice=_notice(asked))


@blueprint.post("/accounts/<public_id>/memberships")
@administrator
def grant(public_id: str) -> ResponseReturnValue:
    """Give a role."""
    user, form = finding.user_of(public_id), RoleForm()

    def act() -> ResponseReturnValue:
        memberships.grant(visitor.actor_of_request(), user, form.held())
        return _to_account(user, "granted")

    return attempt(form.offer(), act, lambda drawn: _account(user, drawn))


@blueprint.post("/accounts/<public_id>/memberships/<membership>/end")
@administrator
def end(public_id: str, membership: str) -> ResponseReturnValue:
    """End a role."""
    user = finding.user_of(public_id)
    memberships.end(visitor.actor_of_request(), memberships.membership_of(user, membership))
    return _to_account(user, "ended")


@blueprint.get("/accounts/<public_id>/memberships/<membership>/hand-over")
@administrator
def hand_over(public_id: str, membership: str) -> ResponseReturnValue:
    """Ask who takes the role over."""
    parameters.asked(reading=False)
    user = finding.user_of(public_id)
    row = memberships.membership_of(user, membership)
    return render_template(
        "admin/hand_over.html", form=HandOverForm(formdata=None), user=user, membership=row
    )


@blueprint.post("/accounts/<public_id>/memberships/<membership>/hand-over")
@administrator
def carry_over(public_id: str, membership: str) -> ResponseReturnValue:
    """Hand it over: to an account, or by invitation if the address has none."""
    form, user = HandOverForm(), finding.user_of(public_id)
    row, actor = memberships.membership_of(user, membership), visitor.actor_of_request()

    def act() -> ResponseReturnValue:
        email = form.address()
        successor = finding.user_with_address(email)
        if successor is not None:
            memberships.hand_over(actor, row, to=successor)
        else:
            held = memberships.held_by(row)
            memberships.release(actor, row)
            invitations.invite(actor, email=email, held=held, language=user.language)
        return _to_account(user, "handed-over")

    return attempt(form, act, draw("admin/hand_over.html", user=user, membership=row))


@blueprint.post("/accounts/<public_id>/disable")
@administrator
def disable(public_id: str) -> ResponseReturnValue:
    """Close an account."""
    user = finding.user_of(public_id)
    keeping.disable(visitor.actor_of_request(), user)
    return _to_account(user, "disabled")


@blueprint.post("/accounts/<public_id>/enable")
@administrator
def enable(public_id: str) -> ResponseReturnValue:
    """Open a closed account again."""
    user = finding.user_of(public_id)
    keeping.enable(visitor.actor_of_request(), user)
    return _to_account(user, "enabled")


@blueprint.post("/accounts/<public_id>/sign-out")
@administrator
def sign_out(public_id: str) -> ResponseReturnValue:
    """End every session of an account."""
    user = finding.user_of(public_id)
    keeping.sign_out_everywhere(visitor.actor_of_request(), user)
    return _to_account(user, "signed-out")


@blueprint.post("/accounts/<public_id>/second-factor/remove")
@administrator
def remove_second_factor(public_id: str) -> ResponseReturnValue:
    """Help somebody who lost telephone and recovery codes."""
    user = finding.user_of(public_id)
    factor.remove_lost(visitor.actor_of_request(), user)
    return _to_account(user, "second-factor")


@blueprint.get("/invitations")
@administrator
def invitation_list() -> ResponseReturnValue:
    """Open invitations, and the form for another."""
    asked = parameters.asked(more={"done": parameters.one_of(NOTICES)}, reading=False)
    return _invitations(InviteForm(formdata=None).offer(), notice=_notice(asked))


@blueprint.post("/invitations")
@administrator
def invite() -> ResponseReturnValue:
    """Invite somebody."""
    form = InviteForm()

    def act() -> ResponseReturnValue:
        email, held = form.address(), form.held()
        invitations.invite(visitor.actor_of_request(), email=email, held=held)
        return redirect(url_for("admin.invitation_list", done="invited"), 303)

    return attempt(form.offer(), act, _invitations)


@blueprint.post("/invitations/<public_id>/revoke")
@administrator
def revoke(public_id: str) -> ResponseReturnValue:
    """Take an invitation back."""
    invitations.revoke(visitor.actor_of_request(), public_id=public_id)
    return redirect(url_for("admin.invitation_list", done="revoked"), 303)


@blueprint.get("/requests")
@administrator
def request_list() -> ResponseReturnValue:
    """Requests that wait."""
    asked = parameters.asked(more={"done": parameters.one_of(NOTICES)}, reading=False)
    rows = requests.waiting(visitor.actor_of_request())
    return render_template(
        "admin/requests.html", requests=rows, names=roles.NAMES, notice=_notice(asked)
    )


@blueprint.get("/requests/<public_id>")
@administrator
def request(public_id: str) -> ResponseReturnValue:
    """One request, and the form that answers it."""
    parameters.asked(reading=False)
    row = requests.read(visitor.actor_of_request(), public_id=public_id)
    form = RoleForm(formdata=None, role=row.role).offer()
    return render_template("admin/request.html", form=form, request_row=row, names=roles.NAMES)


@blueprint.post("/requests/<public_id>/approve")
@administrator
def approve(public_id: str) -> ResponseReturnValue:
    """Answer with an invitation."""
    actor, form = visitor.actor_of_request(), RoleForm()
    row = requests.read(actor, public_id=public_id)

    def act() -> ResponseReturnValue:
        requests.approve(actor, public_id=public_id, held=form.held())
        return redirect(url_for("admin.request_list", done="approved"), 303)

    again = draw("admin/request.html", request_row=row, names=roles.NAMES)
    return attempt(form.offer(), act, again)


@blueprint.post("/requests/<public_id>/decline")
@administrator
def decline(public_id: str) -> ResponseReturnValue:
    """Decline."""
    requests.decline(visitor.actor_of_request(), public_id=public_id)
    return redirect(url_for("admin.request_list", done="declined"), 303)


@blueprint.get("/organisations")
@administrator
def organisation_list() -> ResponseReturnValue:
    """All organisations, and the form for another."""
    asked = parameters.asked(more={"done": parameters.one_of(NOTICES)}, reading=False)
    return _organisations(OrganisationForm(formdata=None).offer(), notice=_notice(asked))


@blueprint.post("/organisations")
@administrator
def add_organisation() -> ResponseReturnValue:
    """Put one on record."""
    form = OrganisationForm().offer()

    def act() -> ResponseReturnValue:
        organisations.add(visitor.actor_of_request(), fields=form.given())
        return redirect(url_for("admin.organisation_list", done="organisation"), 303)

    return attempt(form, act, _organisations)


@blueprint.get("/organisations/<public_id>")
@administrator
def organisation(public_id: str) -> ResponseReturnValue:
    """One organisation, to be corrected."""
    parameters.asked(reading=False)
    row = finding.organisation_of(public_id)
    form = OrganisationForm(formdata=None, obj=row).offer()
    return render_template("admin/organisation.html", form=form)


@blueprint.post("/organisations/<public_id>")
@administrator
def correct_organisation(public_id: str) -> ResponseReturnValue:
    """Correct it."""
    row, form = finding.organisation_of(public_id), OrganisationForm().offer()
    if row is None:
        raise NotFound("organisation", public_id)

    def act() -> ResponseReturnValue:
        organisations.correct(visitor.actor_of_request(), row, fields=form.given())
        return redirect(url_for("admin.organisation_list", done="organisation"), 303)

    return attempt(form, act, draw("admin/organisation.html"))


def _account(user: UserAccount, form: Form, *, notice: object = None) -> str:
    rows = [
        (row, roles.NAMES[Role(row.role)], finding.state_name(row.state, selected()))
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


def _invitations(form: Form, *, notice: object = None) -> str:
    rows = invitations.open_ones(visitor.actor_of_request())
    return render_template(
        "admin/invitations.html", form=form, invitations=rows, names=roles.NAMES, notice=notice
    )


def _organisations(form: Form, *, notice: object = None) -> str:
    rows = organisations.every_one(visitor.actor_of_request())
    return render_template(
        "admin/organisations.html", form=form, organisations=rows, kinds=KINDS, notice=notice
    )


def _notice(asked: parameters.Asked) -> object:
    return NOTICES.get(asked.given.get("done", ""))


def _to_account(user: UserAccount, what: str) -> ResponseReturnValue:
    return redirect(url_for("admin.account", public_id=user.public_id, done=what), 303)

"""Pages for requests, invitations and forgotten passwords."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField, SelectField, StringField, TextAreaField

from tracker.accounts import invitations, queries, requests, resets, roles
from tracker.accounts.actor import ANONYMOUS
from tracker.accounts.models import Invitation
from tracker.policy.predicates import Role
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import guests, signed_in
from tracker.web.core.forms import Form, attempt, choices, draw
from tracker.web.core.language import selected

blueprint = Blueprint("joining", __name__)

NAME = {"autocomplete": "name", "maxlength": 200}
EMAIL = {"autocomplete": "email", "maxlength": 254}
NEW_PASSWORD = {"autocomplete": "new-password", "minlength": 8, "maxlength": 128}


class RequestForm(Form):
    """The person who asks, the role, and who can confirm it."""

    name = StringField(_l("Your name"), render_kw=NAME)
    email = EmailField(_l("E-mail address"), render_kw=EMAIL)
    organisation = StringField(
        _l("State or organisation you work for"),
        render_kw={"autocomplete": "organization", "maxlength": 200},
    )
    role = SelectField(_l("What you want to do here"), validate_choice=False)
    reason = TextAreaField(
        _l("Who can confirm this, and how"), render_kw={"rows": 5, "maxlength": 2000}
    )

    def offer(self) -> "RequestForm":
        """Fill the list of roles in the page's language."""
        self.role.choices = choices((role, roles.NAMES[role]) for role in requests.ASKED_FOR)
        return self


class InvitationForm(Form):
    """The choices of an invited person."""

    name = StringField(_l("Your name"), render_kw=NAME)
    password = PasswordField(_l("Password"), render_kw=NEW_PASSWORD)


class ResetForm(Form):
    """The address of the account with the forgotten password."""

    email = EmailField(
        _l("E-mail address"), render_kw={"autocomplete": "username", "maxlength": 254}
    )


class NewPasswordForm(Form):
    """The new password."""

    password = PasswordField(_l("New password"), render_kw=NEW_PASSWORD)


@blueprint.get("/join")
@guests
def join() -> ResponseReturnValue:
    """Show the form that asks for an account."""
    asked = query_params.parse_page_params(
        more={"done": query_params.one_of(("1",))}, reading=False
    )
    if "done" in asked.given:
        return render_template("joining/requested.html")
    return render_template("joining/join.html", form=RequestForm(formdata=None).offer())


@blueprint.post("/join")
@guests
def request_account() -> ResponseReturnValue:
    """Receive the request. The answer does not reveal whether the address has an account."""
    form = RequestForm().offer()

    def act() -> ResponseReturnValue:
        requests.request_account(ANONYMOUS, fields=form.given(), language=selected())
        return redirect(url_for("joining.join", done="1"), 303)

    return attempt(form, act, draw("joining/join.html"))


@blueprint.get("/reset")
@guests
def reset() -> ResponseReturnValue:
    """Show the form that asks for a link."""
    asked = query_params.parse_page_params(
        more={"done": query_params.one_of(("1",))}, reading=False
    )
    if "done" in asked.given:
        return render_template("joining/reset_sent.html")
    return render_template("joining/reset.html", form=ResetForm(formdata=None))


@blueprint.post("/reset")
@guests
def ask_for_reset() -> ResponseReturnValue:
    """Send a link if the address has an account. The answer does not reveal it."""
    resets.ask(ANONYMOUS, email=ResetForm().email.data or "")
    return redirect(url_for("joining.reset", done="1"), 303)


@blueprint.get("/reset/<token>")
@guests
def new_password(token: str) -> ResponseReturnValue:
    """Show the password form. Opening the link does not use it up: mail programs open links."""
    query_params.parse_page_params(reading=False)
    user = resets.read(ANONYMOUS, token=token)
    form = NewPasswordForm(formdata=None)
    return render_template("joining/new_password.html", form=form, email=user.email)


@blueprint.post("/reset/<token>")
@guests
def set_password(token: str) -> ResponseReturnValue:
    """Set the new password. Sign-in follows, with two-step verification."""
    form, email = NewPasswordForm(), resets.read(ANONYMOUS, token=token).email

    def act() -> ResponseReturnValue:
        # Whoever reads the mailbox of the account is no stranger to it.
        visitor.remember_browser(
            resets.finish(ANONYMOUS, token=token, password=form.password.data or "")
        )
        visitor.forget()
        return redirect(url_for("sign_in.page", done="reset"), 303)

    return attempt(form, act, draw("joining/new_password.html", email=email))


@blueprint.get("/invitation/<token>")
@guests
def invitation(token: str) -> ResponseReturnValue:
    """Show the offered role and the form that accepts it."""
    query_params.parse_page_params(reading=False)
    row = invitations.read(ANONYMOUS, token=token)
    return render_template(
        "joining/invitation.html",
        form=InvitationForm(formdata=None, data={"name": row.name}),
        **_describe(row),
    )


@blueprint.post("/invitation/<token>")
@guests
def accept(token: str) -> ResponseReturnValue:
    """Create the account and sign in. Some roles continue with two-step verification."""
    form, row = InvitationForm(), invitations.read(ANONYMOUS, token=token)

    def act() -> ResponseReturnValue:
        fields = {**form.given(), "language": selected()}
        visitor.proven(invitations.accept(ANONYMOUS, token=token, fields=fields))
        present = visitor.present()
        if present is not None:
            visitor.remember_browser(present.found.user)
        return redirect(url_for("second_factor.page"), 303)

    return attempt(form, act, draw("joining/invitation.html", **_describe(row)))


@blueprint.post("/invitation/<token>/accept")
@signed_in
def accept_as(token: str) -> ResponseReturnValue:
    """Add the offered role to the existing account of the address."""
    actor, user, _session = visitor.own()
    invitations.accept_as(actor, user, token=token)
    return redirect(url_for("account.page", done="joined"), 303)


def _describe(row: Invitation) -> dict[str, object]:
    """The invitation as its page shows it."""
    present = visitor.signed_in()
    return {
        "invitation": row,
        "role": roles.NAMES[Role(row.role)],
        "state": queries.state_name(row.state, selected()),
        "has_account": queries.find_user_by_address(row.email) is not None,
        "is_own": present is not None and present.found.user.email == row.email,
    }

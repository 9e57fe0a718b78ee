"""Pages of one's own account: roles, password, address, sessions, tokens, language, e-mails."""

from flask import Blueprint, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
)

from tracker.accounts import memberships, own_account, queries, roles, sessions, sign_in, tokens
from tracker.accounts.actor import Actor
from tracker.accounts.mail.preferences import Preference
from tracker.core.errors import Invalid
from tracker.core.languages import LANGUAGES
from tracker.policy.predicates import Role
from tracker.web.account.registration import EMAIL, NAME, NEW_PASSWORD
from tracker.web.account.unsubscribe import KINDS
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import signed_in
from tracker.web.core.forms import Form, attempt, choices, draw
from tracker.web.core.language import selected

blueprint = Blueprint("account", __name__, url_prefix="/account")

NOTICES = {
    "joined": _l("You now have this role."),
    "password": _l(
        "Your password is changed. All other sessions are signed out and your API tokens "
        "are revoked."
    ),
    "preferences": _l("Your settings are saved."),
    "address-asked": _l(
        "If no other account uses this address, we have sent a link to it. Open the link to "
        "confirm the address."
    ),
    "address": _l("Your e-mail address is changed."),
    "session": _l("The session is signed out."),
    "token": _l("The token is revoked."),
    "second-factor-removed": _l("Two-step verification is off."),
}
CURRENT = {"autocomplete": "current-password"}
SCOPES = {
    tokens.Scope.RECORDS_READ: _l("Read the records of my State or organisation, including drafts"),
    tokens.Scope.REPORTS_WRITE: _l("Write progress reports: start, edit and reopen them"),
    tokens.Scope.REPORTS_CLEAR: _l(
        "Approve progress reports, send them for review and withdraw them (at most 90 days)"
    ),
    tokens.Scope.ACTIONS_WRITE: _l(
        "Log actions, attach files, send actions for review and withdraw them"
    ),
    tokens.Scope.REPLIES_WRITE: _l(
        "Reply to records of others, send replies for review and withdraw them"
    ),
    tokens.Scope.REGISTRY_WRITE: _l("Import registry files (at most 90 days)"),
}


class PreferencesForm(Form):
    """Name, language, e-mails."""

    name = StringField(_l("Your name"), render_kw=NAME)
    language = SelectField(_l("Language of e-mails"), validate_choice=False)
    notify_reminders = BooleanField(KINDS[Preference.REMINDERS])
    notify_digest = BooleanField(KINDS[Preference.DIGEST])
    notify_clearance = BooleanField(KINDS[Preference.CLEARANCE])
    notify_decisions = BooleanField(KINDS[Preference.DECISIONS])
    notify_queue = BooleanField(KINDS[Preference.QUEUE])
    notify_requests = BooleanField(KINDS[Preference.REQUESTS])

    def offer(self) -> "PreferencesForm":
        """Fill the list of languages."""
        self.language.choices = choices(LANGUAGES.items(), empty=False)
        return self


class PasswordForm(Form):
    """The current password and the new one."""

    old = PasswordField(_l("Current password"), render_kw=CURRENT)
    new = PasswordField(_l("New password"), render_kw=NEW_PASSWORD)


class AddressForm(Form):
    """The new address."""

    email = EmailField(_l("New e-mail address"), render_kw=EMAIL)
    password = PasswordField(_l("Current password"), render_kw=CURRENT)


class TokenForm(Form):
    """The purpose, scope and lifetime of a token."""

    name = StringField(_l("Purpose"), render_kw={"maxlength": 100, "autocomplete": "off"})
    scopes = SelectMultipleField(_l("Permissions"), validate_choice=False)
    days = SelectField(_l("Valid for"), validate_choice=False)
    password = PasswordField(_l("Current password"), render_kw=CURRENT)

    def offer(self, actor: Actor) -> "TokenForm":
        """Fill the lists. Scopes of a role need two-step verification."""
        carries = tokens.CARRIES
        known = {
            scope: words
            for scope, words in SCOPES.items()
            if scope not in carries or carries[scope] in actor.roles
        }
        self.scopes.choices = choices(known.items(), empty=False)
        spans = (("30", _l("30 days")), ("90", _l("90 days")), ("365", _l("1 year")))
        self.days.choices = choices(spans, empty=False)
        return self


@blueprint.get("")
@signed_in
def page() -> ResponseReturnValue:
    """Everything in the account, with links to change it."""
    asked = query_params.parse_page_params(
        more={"done": query_params.one_of(NOTICES)}, reading=False
    )
    _actor, user, session_id = visitor.own()
    return render_template(
        "account/page.html",
        user=user,
        memberships=[
            (row, roles.NAMES[Role(row.role)], queries.state_name(row.state, selected()))
            for row in memberships.every_membership(user)
        ],
        sessions=sessions.open_of(user),
        session_id=session_id,
        tokens=tokens.open_of(user),
        scopes=SCOPES,
        notice=NOTICES.get(asked.given.get("done", "")),
    )


@blueprint.get("/preferences")
@signed_in
def preferences() -> ResponseReturnValue:
    """Show the form for name, language and e-mails."""
    query_params.parse_page_params(reading=False)
    _actor, user, _session = visitor.own()
    form = PreferencesForm(formdata=None, obj=user).offer()
    return render_template("account/preferences.html", form=form)


@blueprint.post("/preferences")
@signed_in
def change_preferences() -> ResponseReturnValue:
    """Save name, language and e-mails."""
    actor, user, _session = visitor.own()
    form = PreferencesForm().offer()

    def act() -> ResponseReturnValue:
        own_account.change_preferences(actor, user, fields=form.given())
        return _done("preferences")

    return attempt(form, act, draw("account/preferences.html"))


@blueprint.get("/password")
@signed_in
def password() -> ResponseReturnValue:
    """Show the password form."""
    query_params.parse_page_params(reading=False)
    return render_template("account/password.html", form=PasswordForm(formdata=None))


@blueprint.post("/password")
@signed_in
def change_password() -> ResponseReturnValue:
    """Change the password. Other sessions end."""
    actor, user, session_id = visitor.own()
    form = PasswordForm()

    def act() -> ResponseReturnValue:
        old, new = form.old.data or "", form.new.data or ""
        visitor.remember(
            own_account.change_password(actor, user, old=old, new=new, session_id=session_id)
        )
        return _done("password")

    return attempt(form, act, draw("account/password.html"))


@blueprint.get("/email")
@signed_in
def address() -> ResponseReturnValue:
    """Show the address form."""
    query_params.parse_page_params(reading=False)
    return render_template("account/email.html", form=AddressForm(formdata=None))


@blueprint.post("/email")
@signed_in
def ask_for_address() -> ResponseReturnValue:
    """E-mail the new address. The link there activates it."""
    actor, user, _session = visitor.own()
    form = AddressForm()

    def act() -> ResponseReturnValue:
        own_account.ask_for_new_address(
            actor, user, email=form.email.data or "", password=form.password.data or ""
        )
        return _done("address-asked")

    return attempt(form, act, draw("account/email.html"))


@blueprint.get("/email/<token>")
@signed_in
def confirm_address(token: str) -> ResponseReturnValue:
    """Ask for confirmation. Opening a link changes nothing."""
    query_params.parse_page_params(reading=False)
    return render_template("account/confirm_email.html", form=Form(formdata=None), token=token)


@blueprint.post("/email/<token>")
@signed_in
def take_address(token: str) -> ResponseReturnValue:
    """Change to the new address."""
    actor, user, _session = visitor.own()
    own_account.take_new_address(actor, user, token=token)
    return _done("address")


@blueprint.post("/sessions/<public_id>/end")
@signed_in
def end_session(public_id: str) -> ResponseReturnValue:
    """End one other session."""
    actor, user, _session = visitor.own()
    sign_in.end_one_session(actor, user, public_id=public_id)
    return _done("session")


@blueprint.post("/stay")
@signed_in
def stay() -> ResponseReturnValue:
    """Keep the session alive, as the warning before its end offers."""
    present = visitor.signed_in()
    return {"seconds": present.seconds_left if present else 0}


@blueprint.get("/tokens/new")
@signed_in
def new_token() -> ResponseReturnValue:
    """Show the form for an API token."""
    query_params.parse_page_params(reading=False)
    actor, _user, _session = visitor.own()
    return render_template("account/token.html", form=TokenForm(formdata=None).offer(actor))


@blueprint.post("/tokens/new")
@signed_in
def make_token() -> ResponseReturnValue:
    """Create a token and show it once."""
    actor, user, _session = visitor.own()
    form = TokenForm().offer(actor)

    def act() -> ResponseReturnValue:
        own_account.confirm(user, form.password.data or "")
        token = tokens.make(
            actor,
            user,
            name=form.name.data or "",
            scopes=form.scopes.data or [],
            days=_days(form.days.data),
        )
        return make_response(render_template("account/token_made.html", token=token))

    return attempt(form, act, draw("account/token.html"))


@blueprint.post("/tokens/<prefix>/end")
@signed_in
def end_token(prefix: str) -> ResponseReturnValue:
    """End one token."""
    actor, user, _session = visitor.own()
    tokens.end(actor, user, prefix=prefix)
    return _done("token")


def _days(text: str | None) -> int:
    if text not in {"30", "90", "365"}:
        raise Invalid({"days": [str(_l("Choose how long the token is valid."))]})
    return int(text)


def _done(what: str) -> ResponseReturnValue:
    return redirect(url_for("account.page", done=what), 303)

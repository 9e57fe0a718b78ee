"""Pages for signing in and out, with two-step verification."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, PasswordField, StringField

from tracker.accounts import sign_in as accounts_sign_in
from tracker.accounts.actor import ANONYMOUS
from tracker.core.errors import Invalid
from tracker.core.languages import DEFAULT
from tracker.web.core import (
    cookies,
    language,
    language_prefix,
    query_params,
    safe_redirect,
    visitor,
)
from tracker.web.core.audience import ROLES, Audience, guests, signed_in
from tracker.web.core.forms import Form, attempt, draw

blueprint = Blueprint("sign_in", __name__)

NOTICES = {
    "signed-out": _l("You are signed out."),
    "kept": _l(
        "You were signed out. Your text is stored for you but not saved yet. Sign in to continue."
    ),
    "reset": _l("Your new password is set. Sign in with it. Your API tokens are revoked."),
}


class SignInForm(Form):
    """Address and password."""

    email = EmailField(
        _l("E-mail address"), render_kw={"autocomplete": "username", "maxlength": 254}
    )
    password = PasswordField(_l("Password"), render_kw={"autocomplete": "current-password"})
    next = HiddenField()


class CodeForm(Form):
    """A one-time code, or a recovery code."""

    code = StringField(
        _l("One-time code"),
        render_kw={"autocomplete": "one-time-code", "maxlength": 40, "spellcheck": "false"},
    )
    next = HiddenField()


@blueprint.get("/sign-in")
@guests
def page() -> ResponseReturnValue:
    """Show the sign-in form."""
    asked = query_params.parse_page_params(
        more={"next": safe_redirect.is_safe, "done": query_params.one_of(NOTICES)}, reading=False
    )
    if visitor.signed_in():
        return redirect(_onward(asked.given.get("next")), 303)
    form = SignInForm(formdata=None, next=asked.given.get("next"))
    notice = NOTICES.get(asked.given.get("done", ""))
    return render_template("sign_in/page.html", form=form, notice=notice)


@blueprint.post("/sign-in")
@guests
def sign_in() -> ResponseReturnValue:
    """Check address and password."""
    form = SignInForm()

    def act() -> ResponseReturnValue:
        try:
            signed = accounts_sign_in.sign_in(
                ANONYMOUS,
                email=form.email.data or "",
                password=form.password.data or "",
                old=cookies.read(cookies.SESSION),
                browser=cookies.known_browser(),
            )
        except accounts_sign_in.SignInRefused:
            wrong = _("The e-mail address or the password is wrong.")
            raise Invalid({"email": [wrong]}) from None
        visitor.proven(signed.token)
        if signed.pending:
            back = safe_redirect.path(form.next.data)
            return redirect(url_for("sign_in.second_factor", next=back), 303)
        _remember_browser()
        return redirect(_onward(form.next.data), 303)

    return attempt(form, act, draw("sign_in/page.html"))


@blueprint.get("/sign-in/second-factor")
@guests
def second_factor() -> ResponseReturnValue:
    """Show the form for the code."""
    asked = query_params.parse_page_params(more={"next": safe_redirect.is_safe}, reading=False)
    present = visitor.present()
    if present is None:
        return redirect(url_for("sign_in.page", next=asked.given.get("next")), 303)
    if not present.pending:
        return redirect(_onward(asked.given.get("next")), 303)
    form = CodeForm(formdata=None, next=asked.given.get("next"))
    return render_template("sign_in/second_factor.html", form=form)


@blueprint.post("/sign-in/second-factor")
@guests
def give_second_factor() -> ResponseReturnValue:
    """Check the code."""
    present = visitor.present()
    if present is None or not present.pending:
        return redirect(url_for("sign_in.page"), 303)
    form = CodeForm()

    def act() -> ResponseReturnValue:
        try:
            token = accounts_sign_in.complete_second_factor(
                ANONYMOUS,
                present.found,
                code=form.code.data or "",
                browser=cookies.known_browser(),
            )
        except accounts_sign_in.SignInRefused:
            wrong = _("This code is wrong or already used. Enter the next code.")
            raise Invalid({"code": [wrong]}) from None
        visitor.proven(token)
        _remember_browser()
        return redirect(_onward(form.next.data), 303)

    return attempt(form, act, draw("sign_in/second_factor.html"))


@blueprint.post("/sign-out")
@guests
def sign_out() -> ResponseReturnValue:
    """End the session and make the browser forget its pages."""
    accounts_sign_in.sign_out(visitor.actor_of_request(), cookies.read(cookies.SESSION))
    return _signed_out('"cache", "storage"')


@blueprint.post("/sign-out/everywhere")
@signed_in
def sign_out_everywhere() -> ResponseReturnValue:
    """End all sessions of the account."""
    actor, user, _session = visitor.own()
    accounts_sign_in.sign_out_everywhere(actor, user)
    return _signed_out('"cache", "cookies", "storage"')


def _signed_out(forgotten: str) -> ResponseReturnValue:
    """The response after signing out. The browser stays known unless all cookies are removed."""
    visitor.forget()
    answer = make_response(redirect(url_for("sign_in.page", done="signed-out"), 303))
    cookies.take_away(answer, cookies.FORM)
    answer.headers["Clear-Site-Data"] = forgotten
    return answer


def _remember_browser() -> None:
    present = visitor.signed_in()
    if present is not None:
        visitor.remember_browser(present.found.user)


def _onward(text: str | None) -> str:
    """The page that the visitor wanted, else the workspace, else the account.

    A prefix in the address is the visitor's choice. Without one, the language of the account is
    used.
    """
    path = safe_redirect.path(text) or _work_path() or url_for("account.page")
    person = visitor.signed_in()
    if person is None or language_prefix.LANGUAGE in request.environ:
        return path
    chosen, rest = language_prefix.split_language(path)
    return path if chosen != DEFAULT else language.in_language(rest, person.found.user.language)


def _work_path() -> str | None:
    """The workspace of a State or organisation, or the review queue."""
    roles = visitor.actor_of_request().roles
    if roles & ROLES[Audience.STATE_OR_CONTRIBUTOR]:
        return url_for("workspace.index")
    return url_for("review.index") if roles & ROLES[Audience.REVIEWER] else None

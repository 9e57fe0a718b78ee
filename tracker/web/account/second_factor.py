"""Pages for two-step verification: set up, recovery codes, turn off."""

import io

import segno
from flask import Blueprint, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import HiddenField, PasswordField, StringField

from tracker.accounts import own_account
from tracker.accounts import second_factor as factor
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import signed_in
from tracker.web.core.forms import Form, attempt, draw

blueprint = Blueprint("second_factor", __name__, url_prefix="/account/second-factor")


class EnrolForm(Form):
    """A first code, with the encrypted seed that it belongs to."""

    code = StringField(
        _l("Code shown by the app"),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": 10},
    )
    sealed = HiddenField()


class ConfirmForm(Form):
    """The password again."""

    password = PasswordField(_l("Current password"), render_kw={"autocomplete": "current-password"})


@blueprint.get("")
@signed_in
def page() -> ResponseReturnValue:
    """How to set it up or, afterwards, the options."""
    query_params.parse_page_params(reading=False)
    actor, user, _session = visitor.own()
    if user.totp_secret is not None:
        form = ConfirmForm(formdata=None)
        left = factor.codes_left(user)
        return render_template("account/second_factor.html", form=form, left=left)
    enrolment = factor.begin_enrolment(actor, user)
    return _enrol(EnrolForm(formdata=None, sealed=enrolment.sealed), enrolment)


@blueprint.post("")
@signed_in
def enrol() -> ResponseReturnValue:
    """Check the first code and store the seed."""
    actor, user, session_id = visitor.own()
    if user.totp_secret is not None:
        return redirect(url_for("second_factor.page"), 303)
    form = EnrolForm()

    def act() -> ResponseReturnValue:
        codes, token = factor.finish_enrolment(
            actor,
            user,
            sealed=form.sealed.data or "",
            code=form.code.data or "",
            session_id=session_id,
        )
        visitor.proven(token)
        return _codes(codes)

    def again(form: Form) -> str:
        enrolment = factor.begin_enrolment(actor, user, sealed=form["sealed"].data)
        form["sealed"].data = enrolment.sealed
        return _enrol(form, enrolment)

    return attempt(form, act, again)


@blueprint.post("/recovery-codes")
@signed_in
def recovery_codes() -> ResponseReturnValue:
    """Create new recovery codes and show them once."""
    actor, user, _session = visitor.own()
    form = ConfirmForm()

    def act() -> ResponseReturnValue:
        own_account.confirm(user, form.password.data or "")
        return _codes(factor.regenerate_recovery_codes(actor, user))

    left = factor.codes_left(user)
    return attempt(form, act, draw("account/second_factor.html", left=left))


@blueprint.post("/remove")
@signed_in
def remove() -> ResponseReturnValue:
    """Turn it off."""
    actor, user, session_id = visitor.own()
    form = ConfirmForm()

    def act() -> ResponseReturnValue:
        own_account.confirm(user, form.password.data or "")
        visitor.remember(factor.remove(actor, user, session_id=session_id))
        return redirect(url_for("account.page", done="second-factor-removed"), 303)

    left = factor.codes_left(user)
    return attempt(form, act, draw("account/second_factor.html", left=left))


def _enrol(form: Form, enrolment: factor.Enrolment) -> str:
    groups = [enrolment.secret[start : start + 4] for start in range(0, len(enrolment.secret), 4)]
    return render_template(
        "account/enrol.html", form=form, picture=_picture(enrolment.uri), key=" ".join(groups)
    )


def _codes(codes: list[str]) -> ResponseReturnValue:
    return make_response(render_template("account/recovery_codes.html", codes=codes))


def _picture(uri: str) -> Markup:
    """The QR code as an inline drawing, without a request or file."""
    drawn = io.BytesIO()
    segno.make(uri, error="m").save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        border=4,
        dark="#000",
        light="#fff",
    )
    return Markup(drawn.getvalue().decode())  # noqa: S704 - segno's own drawing, no text of anybody

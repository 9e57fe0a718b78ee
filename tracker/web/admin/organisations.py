"""Pages of organisations: list, add, correct."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField

from tracker.accounts import organisations, queries
from tracker.core.errors import NotFound
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import administrator
from tracker.web.core.forms import Form, attempt, choices, draw

blueprint = Blueprint("organisations", __name__, url_prefix="/organisations")

NOTICES = {
    "organisation": _l("The organisation is saved."),
}
KINDS = {
    organisations.Kind.CIVIL_SOCIETY: _l("Civil-society organisation"),
    organisations.Kind.STATE_INSTITUTION: _l("State institution"),
}


class OrganisationForm(Form):
    """The details of an organisation."""

    name = StringField(_l("Name"), render_kw={"autocomplete": "off", "maxlength": 300})
    kind = SelectField(_l("Type"), validate_choice=False)
    survivor_led = BooleanField(_l("Led by survivors of trafficking"))

    def offer(self) -> "OrganisationForm":
        """Fill the list of kinds."""
        self.kind.choices = choices(KINDS.items())
        return self


@blueprint.get("")
@administrator
def index() -> ResponseReturnValue:
    """All organisations, and the form for a new one."""
    asked = query_params.parse_page_params(
        more={"done": query_params.one_of(NOTICES)}, reading=False
    )
    return _organisations(
        OrganisationForm(formdata=None).offer(), notice=NOTICES.get(asked.given.get("done", ""))
    )


@blueprint.post("")
@administrator
def add() -> ResponseReturnValue:
    """Add an organisation."""
    form = OrganisationForm().offer()

    def act() -> ResponseReturnValue:
        organisations.add(visitor.actor_of_request(), fields=form.given())
        return redirect(url_for("admin.organisations.index", done="organisation"), 303)

    return attempt(form, act, _organisations)


@blueprint.get("/<public_id>")
@administrator
def organisation(public_id: str) -> ResponseReturnValue:
    """One organisation with its form."""
    query_params.parse_page_params(reading=False)
    row = queries.find_organisation(public_id)
    form = OrganisationForm(formdata=None, obj=row).offer()
    return render_template("admin/organisation.html", form=form)


@blueprint.post("/<public_id>")
@administrator
def correct(public_id: str) -> ResponseReturnValue:
    """Save the corrections."""
    row, form = queries.find_organisation(public_id), OrganisationForm().offer()
    if row is None:
        raise NotFound("organisation", public_id)

    def act() -> ResponseReturnValue:
        organisations.correct(visitor.actor_of_request(), row, fields=form.given())
        return redirect(url_for("admin.organisations.index", done="organisation"), 303)

    return attempt(form, act, draw("admin/organisation.html"))


def _organisations(form: Form, *, notice: object = None) -> str:
    rows = organisations.every_one(visitor.actor_of_request())
    return render_template(
        "admin/organisations.html", form=form, organisations=rows, kinds=KINDS, notice=notice
    )

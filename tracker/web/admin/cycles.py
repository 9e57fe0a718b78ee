"""Pages of reporting cycles for administrators."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, make_response, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField

from tracker.accounts import queries
from tracker.core import collation
from tracker.core.errors import BadParameter, Invalid
from tracker.core.record_texts import record_text
from tracker.labels.codes import LABELS
from tracker.registry.queries.commitments import register
from tracker.registry.vocabulary import RegionalGroup
from tracker.reporting import cycles
from tracker.reporting.cycle_drafts import CycleDraft
from tracker.reporting.cycle_queries import cycle_lines, cycle_page
from tracker.reporting.cycles import Regenerated
from tracker.reporting.vocabulary import Scope
from tracker.schema.drafts import Draft
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import administrator
from tracker.web.core.forms import UNPROCESSABLE, Form, choices
from tracker.web.core.language import selected
from tracker.web.core.name_fields import NameList, NamesField, state_list
from tracker.web.core.urls import url_with
from tracker.web.workspace import reporting_words

blueprint = Blueprint("cycles", __name__, url_prefix="/admin/cycles")

DONE = {
    "defined": _l("The cycle is created."),
    "changed": _l("The cycle is saved."),
    "regenerated": _l("The due dates are up to date."),
    "archived": _l("The cycle is ended. Past due dates stay. Future due dates are cancelled."),
}
COUNTS = ("created", "moved", "dropped", "kept")
SCOPES = {
    Scope.ALL_MEMBERS: _l("All Member States"),
    Scope.REGIONAL_GROUP: _l("The States of one regional group"),
    Scope.LISTED: _l("The States listed below"),
}
DAY = {"placeholder": "2025-03-31"}
CODES = {"autocapitalize": "characters", "spellcheck": "false", "autocomplete": "off"}


NAMED = ("instruments", "states")


def _instruments() -> NameList:
    texts = register().instruments.values()
    named = collation.choices((text.code, str(record_text(text.title))) for text in texts)
    return NameList(named)


class CycleForm(Form):
    """A cycle by the columns of its draft, which validates them."""

    code = StringField(_l("Public code"), render_kw={"maxlength": 40, **CODES})
    title = StringField(_l("Title"), render_kw={"maxlength": 300, "autocomplete": "off"})
    statement = TextAreaField(_l("What it asks for, in our words"), render_kw={"rows": 4})
    instruments = NamesField(_l("Texts and treaties"), _instruments)
    scope = SelectField(_l("States that report"), validate_choice=False)
    regional_group = SelectField(_l("Regional group"), validate_choice=False)
    states = NamesField(_l("States"), lambda: state_list(queries.state_names(selected())))
    first_period_start = DateField(_l("First day of the first period"), render_kw=DAY)
    first_period_end = DateField(_l("Last day of the first period"), render_kw=DAY)
    first_due_on = DateField(_l("Due date of the first report"), render_kw=DAY)
    every_months = IntegerField(_l("Months between rounds"), render_kw={"min": 1, "max": 240})
    last_due_on = DateField(_l("Last possible due date"), render_kw=DAY)

    def offer(self) -> "CycleForm":
        """Fill the lists."""
        self.scope.choices = choices(SCOPES.items())
        groups = ((code, LABELS["group"][code]) for code in RegionalGroup)
        self.regional_group.choices = choices(groups)
        return self

    def draft(self, **fixed: str) -> CycleDraft:
        """The draft with codes in capitals. Raises Invalid by field."""
        sent = self.given()
        given = {name: sent.get(name, "") for name in CycleDraft.attributes()}
        given["code"] = given["code"].upper()
        unknown = {name: self[name].process_errors for name in NAMED if self[name].process_errors}
        if unknown:
            raise Invalid(unknown)
        for name in NAMED:
            given[name] = ";".join(self[name].data or ())
        return CycleDraft.parse({**given, **fixed})


def filled(draft: Draft) -> CycleForm:
    """The form with the current values."""
    values = {name: draft.get(name) for name in draft.attributes()}
    return CycleForm(formdata=None, data=values).offer()


@blueprint.get("")
@administrator
def index() -> ResponseReturnValue:
    """Every cycle with the progress of its rounds."""
    query_params.parse_page_params(reading=False)
    return render_template(
        "cycles/index.html",
        cycles=cycle_lines(visitor.actor_of_request()),
        scopes=SCOPES,
        groups=LABELS["group"],
        words=reporting_words,
    )


@blueprint.get("/new")
@administrator
def new() -> ResponseReturnValue:
    """Show the form for a new cycle."""
    query_params.parse_page_params(reading=False)
    return render_template("cycles/new.html", form=CycleForm(formdata=None).offer())


@blueprint.post("/new")
@administrator
def define() -> ResponseReturnValue:
    """Create the cycle with its due dates."""
    form = CycleForm().offer()

    def act() -> ResponseReturnValue:
        draft = form.draft()
        done = cycles.define_cycle(visitor.actor_of_request(), draft)
        return _to_cycle(draft.code, "defined", done)

    return _tried(form, act, lambda drawn: render_template("cycles/new.html", form=drawn))


@blueprint.get("/<code>")
@administrator
def cycle(code: str) -> ResponseReturnValue:
    """One cycle with its rounds, form and last change."""
    more = {
        "done": query_params.one_of(DONE),
        **dict.fromkeys(COUNTS, query_params.positive_number),
    }
    asked = query_params.parse_page_params(more=more, reading=False)
    done = asked.given.get("done")
    if done and not all(name in asked.given for name in COUNTS):
        raise BadParameter("done", done, _l("only together with the four result numbers"))
    counts = {name: int(asked.given[name]) for name in COUNTS} if done else None
    return _cycle(code, notice=DONE[done] if done else None, counts=counts)


@blueprint.post("/<code>")
@administrator
def change(code: str) -> ResponseReturnValue:
    """Change the cycle. Due dates with a report stay unchanged."""
    actor, form = visitor.actor_of_request(), CycleForm().offer()
    cycle_page(actor, code)

    def act() -> ResponseReturnValue:
        done = cycles.change_cycle(actor, form.draft(code=code))
        return _to_cycle(code, "changed", done)

    return _tried(form, act, lambda drawn: _cycle(code, form=drawn))


@blueprint.post("/<code>/regenerate")
@administrator
def regenerate(code: str) -> ResponseReturnValue:
    """Update due dates, for example after a State joined a group."""
    return _to_cycle(code, "regenerated", cycles.regenerate(visitor.actor_of_request(), code))


@blueprint.post("/<code>/archive")
@administrator
def archive(code: str) -> ResponseReturnValue:
    """End the cycle."""
    return _to_cycle(code, "archived", cycles.archive_cycle(visitor.actor_of_request(), code))


def _tried(
    form: CycleForm, act: Callable[[], ResponseReturnValue], drawn: Callable[[Form], str]
) -> Any:
    """Like ``forms.attempt``, but only the draft validates."""
    try:
        return act()
    except Invalid as invalid:
        form.take(invalid)
        return make_response(drawn(form), UNPROCESSABLE)


def _cycle(
    code: str,
    *,
    form: Form | None = None,
    notice: object = None,
    counts: dict[str, int] | None = None,
) -> str:
    found = cycle_page(visitor.actor_of_request(), code)
    return render_template(
        "cycles/cycle.html",
        cycle=found.draft,
        archived_at=found.archived_at,
        rounds=found.rounds,
        form=form or filled(found.draft),
        notice=notice,
        counts=counts,
        words=reporting_words,
    )


def _to_cycle(code: str, done: str, did: Regenerated) -> ResponseReturnValue:
    counts = {name: str(getattr(did, name)) for name in COUNTS}
    return redirect(url_with(".cycle", counts, code=code, done=done), 303)

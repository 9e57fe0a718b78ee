"""The import steps: recognition, columns, values, check.

Each is a form that works without scripts; what was settled before stays, and nothing is written
before the last.
"""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.core import formats
from tracker.core.db import db
from tracker.core.errors import Invalid
from tracker.exchange.imports import runs, saved_matchings
from tracker.exchange.imports.importable_kinds import offer_of
from tracker.exchange.imports.models import ImportRun, Task
from tracker.exchange.imports.runs import RunBusy, RunView
from tracker.exchange.matching.columns import Matching
from tracker.exchange.normalising.settled_values import map_name
from tracker.exchange.sheets import UnreadableFile
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import importer
from tracker.web.core.forms import CONFLICT, UNPROCESSABLE, Form, choices
from tracker.web.imports import pages, words
from tracker.web.imports.forms import (
    CONDITIONS,
    LEAVE_OUT,
    SEPARATOR_NAMES,
    CheckForm,
    ColumnsForm,
    ReadingForm,
    chosen_reading,
    chosen_rows,
)
from tracker.web.imports.pages import folder, has_refused, to_work

blueprint = Blueprint("import_steps", __name__, url_prefix="/workspace/imports/<run>")
blueprint.register_error_handler(RunBusy, pages.not_now)

FIRST_ROWS = 5
SAMPLES = 3
KEEP, NOTHING = "", "(nothing)"


@blueprint.get("/reading")
@importer
def reading(run: str) -> ResponseReturnValue:
    """How the file was recognised, with its first rows."""
    query_params.parse_page_params(reading=False)
    found = _waiting(run)
    way = runs.way_of(found)
    form = ReadingForm(formdata=None, **chosen_reading(way.choice))
    return _reading(found, form, _looked(found))


@blueprint.post("/reading")
@importer
def read_so(run: str) -> ResponseReturnValue:
    """Read it with the chosen options and show the result."""
    found, form, actor = _waiting(run), ReadingForm(), visitor.actor_of_request()
    try:
        runs.choose_reading(actor, found, form.choice(), folder(), let_go=db.session.rollback)
    except Invalid as invalid:
        form.take(invalid)
        return make_response(_reading(found, form, _looked(found)), UNPROCESSABLE)
    return redirect(url_for(".reading", run=run), 303)


@blueprint.get("/columns")
@importer
def columns(run: str) -> ResponseReturnValue:
    """The matching of columns, guessed or chosen."""
    query_params.parse_page_params(reading=False)
    found = _waiting(run)
    looked = _looked(found)
    return _columns(found, ColumnsForm(formdata=None, **chosen_rows(looked)), looked)


@blueprint.post("/columns")
@importer
def match(run: str) -> ResponseReturnValue:
    """Save the matching, optionally under a name, and plan the rows."""
    found, form, actor = _waiting(run), ColumnsForm(), visitor.actor_of_request()
    looked = _looked(found)
    matching = _chosen_columns(looked)
    try:
        _refuse_unmatched(found, matching)
        rows = form.rows()
        runs.choose_columns(actor, found, matching)
        runs.choose_rows(actor, found, rows)
        if (form.name.data or "").strip():
            runs.save_way(actor, found, form.name.data)
    except Invalid as invalid:
        form.take(invalid)
        looked = RunView(looked.table, matching, looked.way)
        return make_response(_columns(found, form, looked, invalid.errors), UNPROCESSABLE)
    runs.ask(actor, found, Task.PLAN)
    return to_work(found)


@blueprint.get("/values")
@importer
def values(run: str) -> ResponseReturnValue:
    """Each unknown value with a choice, and ambiguous dates."""
    query_params.parse_page_params(reading=False)
    found = _planned(run)
    shown = found.shown or {}
    return render_template(
        "imports/values.html",
        run=found,
        form=Form(formdata=None),
        unknown=shown.get("unknown") or [],
        questions=shown.get("questions") or [],
        chosen=runs.way_of(found),
        nothing=NOTHING,
        words=words,
    )


@blueprint.post("/values")
@importer
def mean(run: str) -> ResponseReturnValue:
    """Save the meanings and plan the rows again."""
    found, actor = _planned(run), visitor.actor_of_request()
    shown = found.shown or {}
    maps: dict[str, dict[str, str]] = {}
    for place, each in enumerate(shown.get("unknown") or []):
        meant = request.form.get(f"value-{place}", "").strip()
        if meant:
            name = map_name(each["column"], each.get("within", ""))
            maps.setdefault(name, {})[each["value"]] = "" if meant == NOTHING else meant
    first = {
        name: request.form[f"first-{place}"] == "day"
        for place, name in enumerate(shown.get("questions") or [])
        if request.form.get(f"first-{place}") in ("day", "month")
    }
    runs.choose_values(actor, found, maps, first)
    runs.ask(actor, found, Task.PLAN)
    return to_work(found)


@blueprint.get("/check")
@importer
def check(run: str) -> ResponseReturnValue:
    """The planned changes row by row. Nothing is written yet."""
    query_params.parse_page_params(reading=False)
    return _check(_planned(run))


@blueprint.post("/check")
@importer
def write(run: str) -> ResponseReturnValue:
    """Write exactly the changes that were shown, or show the new ones."""
    found, actor = _planned(run), visitor.actor_of_request()
    form = CheckForm()
    if form.digest.data != found.plan_digest:
        return make_response(_check(found, has_changed=True), CONFLICT)
    accepts = form.accept_valid.data
    if (found.counts or {}).get("refused") and not accepts:
        return make_response(_check(found), UNPROCESSABLE)
    runs.ask(actor, found, Task.WRITE, accept_valid=accepts)
    return to_work(found)


# Drawing -------------------------------------------------------------------------------------


def _reading(run: ImportRun, form: ReadingForm, looked: RunView) -> str:
    table = looked.table
    form.encoding.choices = choices(words.ENCODINGS.items())
    form.separator.choices = choices(
        (SEPARATOR_NAMES[sign], word) for sign, word in words.SEPARATORS.items()
    )
    form.sheet.choices = choices((name, name) for name in table.sheets)
    form.hidden_rows.choices = choices([(LEAVE_OUT, _("Leave them out"))])
    form.hidden_rows.choices[0].label = _("Import them too")
    form.across.choices = choices(
        (code, _("A row for each of %(names)s", names=formats.listed(names)))
        for code, names in table.across.items()
    )
    form.across.choices[0].label = _("One row for each row of the file")
    for field in (form.encoding, form.separator, form.sheet):
        field.choices[0].label = _("As recognised")
    return render_template(
        "imports/reading.html",
        run=run,
        form=form,
        table=table,
        rows=list(table.rows[:FIRST_ROWS]),
        separator=words.SEPARATORS.get(table.separator or ""),
        words=words,
    )


def _columns(
    run: ImportRun,
    form: ColumnsForm,
    looked: RunView,
    faults: Mapping[str, Any] | None = None,
) -> str:
    offer, actor = offer_of(run.kind), visitor.actor_of_request()
    for ending in CONDITIONS:
        column, *_others = form.condition(ending)
        column.choices = choices((name, name) for name in looked.table.columns)
        column.choices[0].label = _("no condition") if ending else _("every row")
    again = (
        saved_matchings.found_again(actor, offer, looked.table.columns) if run.matching else None
    )
    return render_template(
        "imports/columns.html",
        run=run,
        form=form,
        faults=faults or {},
        columns=offer.specification.columns,
        matching=looked.matching,
        table=looked.table,
        samples=_samples(looked),
        again=again[0] if again else None,
        words=words,
        conditions=[form.condition(ending) for ending in CONDITIONS],
    )


def _check(run: ImportRun, *, has_changed: bool = False) -> str:
    shown = run.shown or {}
    columns = {each.name: each.holds for each in offer_of(run.kind).specification.columns}
    return render_template(
        "imports/check.html",
        run=run,
        form=CheckForm(formdata=None, digest=run.plan_digest),
        counts=SimpleNamespace(**(run.counts or {})),
        created=[_changed_fields(each, columns) for each in shown.get("created") or []],
        changed=[_changed_fields(each, columns) for each in shown.get("changed") or []],
        notes=shown.get("notes") or [],
        understood=shown.get("understood") or [],
        unused=shown.get("unused") or [],
        refusals=run.refusals or [],
        unknown=len(shown.get("unknown") or []),
        has_changed=has_changed,
        has_file=has_refused(run),
        words=words,
    )


def _changed_fields(change: Mapping[str, Any], columns: Mapping[str, Any]) -> SimpleNamespace:
    fields = [
        SimpleNamespace(name=name, holds=columns.get(name, name), before=was, after=now)
        for name, (was, now) in change["fields"].items()
    ]
    return SimpleNamespace(row=change["row"], key=change["key"], fields=fields)


# What was sent -------------------------------------------------------------------------------


def _waiting(public_id: str) -> ImportRun:
    """The visitor's own run, if it waits for its owner. Raises NotFound or RunBusy."""
    found = runs.own_run(visitor.actor_of_request(), public_id)
    runs.refuse_at_work(found)
    return found


def _planned(public_id: str) -> ImportRun:
    found = _waiting(public_id)
    if found.plan_digest is None:
        raise RunBusy("it is not planned")
    return found


def _looked(run: ImportRun) -> RunView:
    """The run's file, read without the write lock."""
    actor = visitor.actor_of_request()
    return runs.load_view(actor, run, folder(), let_go=db.session.rollback)


def _chosen_columns(looked: RunView) -> Matching:
    """The matching in the form. Untouched columns keep their reason."""
    matching = looked.matching
    for place, each in enumerate(looked.matching.matches):
        source = request.form.get(f"source-{place}", "") or None
        constant = request.form.get(f"constant-{place}", "").strip() or None
        if source not in looked.table.columns:
            source = None
        before = matching.of(each.column)
        if (source, constant) != (before.source, before.constant):
            matching = matching.choose(
                each.column, source=None if constant else source, constant=constant
            )
    return matching


def _refuse_unmatched(run: ImportRun, matching: Matching) -> None:
    """Refuse a missing match of a required column."""
    faults = {}
    specification = offer_of(run.kind).specification
    implied = {n for n, each in specification.implied.items() if matching.of(each.column).is_made}
    for place, each in enumerate(specification.columns):
        is_needed = each.required and each.name not in implied
        if is_needed and not matching.of(each.name).is_made:
            reason = _(
                "%(column)s: choose a column of your file, or give one value for all rows",
                column=each.name,
            )
            faults[f"source-{place}"] = [reason]
    if faults:
        raise Invalid(faults)


def _samples(looked: RunView) -> dict[str, list[str]]:
    """A few different texts by column of the file."""
    found: dict[str, list[str]] = {name: [] for name in looked.table.columns}
    for cells in looked.table.samples:
        for name, cell in zip(looked.table.columns, cells, strict=False):
            if cell and cell not in found[name] and len(found[name]) < SAMPLES:
                found[name].append(cell)
    return found


@blueprint.errorhandler(UnreadableFile)
def unusable(fault: UnreadableFile) -> ResponseReturnValue:
    """The error if later choices make the file unreadable, where they can be changed."""
    return make_response(render_template("imports/unusable.html", reason=fault.reason), 422)

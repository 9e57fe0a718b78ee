"""Indicators as administrators create and change them: typed, checked, previewed, saved."""

from flask import Blueprint, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from tracker.core import clock
from tracker.exchange import indicator_editing
from tracker.exchange.indicator_editing import (
    Impact,
    IndicatorChanged,
    IndicatorPlan,
    IndicatorRows,
    plan_indicator,
    stored_rows,
)
from tracker.exchange.kinds import SEED_KINDS
from tracker.exchange.loading import LoadRefused
from tracker.registry.queries.indicators import indicators
from tracker.web.admin.indicator_form import (
    COMMITMENT_NAMES,
    IndicatorForm,
    commitment_names,
    filled,
)
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import administrator
from tracker.web.core.forms import CONFLICT, UNPROCESSABLE

blueprint = Blueprint("indicators", __name__, url_prefix="/indicators")

NOTICES = {"saved": _l("The indicator is saved.")}
COLUMN_NAMES = {
    kind.name: {column.name: column.holds for column in kind.specification.columns}
    for kind in SEED_KINDS
    if kind.name in indicator_editing.PARTS
}
PART_NAMES = {
    "indicators": _l("Indicator"),
    "indicator_levels": _l("Value of the scale"),
    "measures": _l("Commitment measured"),
}


@blueprint.get("")
@administrator
def index() -> ResponseReturnValue:
    """Every indicator, to be changed, and the way to a new one."""
    query_params.parse_page_params(reading=False)
    return render_template("admin/indicators.html", indicators=indicators(clock.today()))


@blueprint.get("/new")
@administrator
def new() -> ResponseReturnValue:
    """The empty form."""
    query_params.parse_page_params(reading=False)
    return _page(IndicatorForm(formdata=None).offer())


@blueprint.post("/new")
@administrator
def create() -> ResponseReturnValue:
    """Check and preview a new indicator, or save what was previewed."""
    return _done(None)


@blueprint.get("/<code>")
@administrator
def indicator(code: str) -> ResponseReturnValue:
    """One indicator, to be changed."""
    asked = query_params.parse_page_params(
        more={"done": query_params.one_of(NOTICES)}, reading=False
    )
    form = filled(stored_rows(code)).offer()
    return _page(form, code=code, notice=NOTICES.get(asked.given.get("done", "")))


@blueprint.post("/<code>")
@administrator
def change(code: str) -> ResponseReturnValue:
    """Check and preview the changes, or save what was previewed."""
    stored_rows(code)
    return _done(code)


def _done(code: str | None) -> ResponseReturnValue:
    """Do what the button says: more lines, a preview, or saving what was previewed."""
    form, actor = IndicatorForm(), visitor.actor_of_request()
    form.validate()  # names that nothing has
    if form.more.data:
        return _page(form.offer(spare=6), code=code)
    if form.is_wrong:
        return make_response(_page(form.offer(), code=code), UNPROCESSABLE)
    rows = form.rows(code)
    try:
        if form.save.data:
            saved = indicator_editing.save(actor, rows, digest=form.digest.data or "")
            return redirect(url_for(".indicator", code=saved.code, done="saved"), 303)
        return _previewed(form, rows, code)
    except IndicatorChanged:
        return make_response(_previewed(form, rows, code, late=True), CONFLICT)
    except LoadRefused as refused:
        form.refuse(refused.refused)
        return make_response(_page(form.offer(), code=code), UNPROCESSABLE)


def _previewed(
    form: IndicatorForm, rows: IndicatorRows, code: str | None, *, late: bool = False
) -> str:
    actor = visitor.actor_of_request()
    plan = plan_indicator(actor, rows)
    impact = indicator_editing.preview(actor, plan)
    return _page(form.offer(), code=code, plan=plan, impact=impact, late=late)


def _page(
    form: IndicatorForm,
    *,
    code: str | None = None,
    notice: object = None,
    plan: IndicatorPlan | None = None,
    impact: Impact | None = None,
    late: bool = False,
) -> str:
    return render_template(
        "admin/indicator.html",
        form=form,
        code=code,
        notice=notice,
        plan=plan,
        impact=impact,
        late=late,
        columns=COLUMN_NAMES,
        parts=PART_NAMES,
        names=commitment_names().shown.values(),
        names_id=COMMITMENT_NAMES,
    )

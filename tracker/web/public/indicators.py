"""Pages of indicators: meaning, scale, and values."""

from typing import Any

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.charts.catalogue import chart
from tracker.charts.series.extent import extents
from tracker.core import collation
from tracker.core.errors import BadParameter
from tracker.gap.snapshot import Snapshot, load_snapshot
from tracker.labels.codes import filter_labels
from tracker.registry.queries import indicators as registry
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.formats import state_name
from tracker.web.core.urls import url_with

blueprint = Blueprint("indicators", __name__, url_prefix="/indicators")
OF_ALL = ("indicator-values", "indicator-latest")
OF_ONE = ("indicator-of-state",)


@blueprint.get("")
@everyone
def index() -> ResponseReturnValue:
    """Every indicator with its extent."""
    asked = query_params.parse_page_params()
    return render_template(
        "indicators/index.html",
        asked=asked,
        indicators=registry.indicators(asked.reading.known_by),
        extents=extents(asked.reading),
        revision=load_snapshot(asked.reading).revision,
    )


@blueprint.get("/<code>")
@everyone
def indicator(code: str) -> ResponseReturnValue:
    """One indicator: what it shows, its limits, and its values for all States or for one."""
    asked = query_params.parse_page_params(
        filters=("region", "group"), more={"state": query_params.free_text}
    )
    if code != code.upper():
        return redirect(url_with(".indicator", asked.given, code=code.upper()), 301)
    reading = asked.reading
    seen = load_snapshot(reading)
    state = asked.more.get("state")
    if state is not None and state not in seen.states:
        raise BadParameter("state", state, _("a code on this site"))
    return render_template(
        "indicators/indicator.html",
        asked=asked,
        indicator=registry.indicator(code, reading.known_by),
        charts=[
            chart(name, reading, filters=asked.filters, indicator=code, state=state)
            for name in (OF_ONE if state else OF_ALL)
        ],
        state=seen.states[state] if state else None,
        revision=seen.revision,
        groups=_groups(seen, of_one=state is not None),
    )


def _groups(seen: Snapshot, *, of_one: bool) -> list[Any]:
    """The filters: one State, or a region or regional group while none is chosen."""
    names = collation.choices((iso3, state_name(line)) for iso3, line in seen.states.items())
    if of_one:
        return [("state", _("State"), names)]
    options = filter_labels()
    return [
        ("state", _("State"), names),
        ("region", _("Region"), options["region"].items()),
        ("group", _("Regional group"), options["group"].items()),
    ]

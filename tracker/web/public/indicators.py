"""Pages of indicators: meaning, scale, and values."""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from tracker.charts.catalogue import chart
from tracker.charts.series.extent import extents
from tracker.gap.snapshot import load_snapshot
from tracker.labels.codes import filter_labels
from tracker.registry.queries import indicators as registry
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.urls import url_with

blueprint = Blueprint("indicators", __name__, url_prefix="/indicators")


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
    """One indicator: what it shows, its limits, and its values."""
    asked = query_params.parse_page_params(filters=("region", "group"))
    if code != code.upper():
        return redirect(url_with(".indicator", asked.given, code=code.upper()), 301)
    reading = asked.reading
    return render_template(
        "indicators/indicator.html",
        asked=asked,
        indicator=registry.indicator(code, reading.known_by),
        charts=[
            chart(name, reading, filters=asked.filters, indicator=code)
            for name in ("indicator-values", "indicator-latest")
        ],
        revision=load_snapshot(reading).revision,
        options=filter_labels(),
    )

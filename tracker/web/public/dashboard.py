"""The first page: how much is known at all, where the gap is wide, and ways in."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.charts.catalogue import chart
from tracker.gap.snapshot import load_snapshot
from tracker.labels.codes import LABELS
from tracker.registry.queries.states import choices
from tracker.web.core import query_params
from tracker.web.core.audience import everyone

blueprint = Blueprint("dashboard", __name__)

CHARTS = (
    "known",
    "map",
    "pillars",
    "commitments-by-level",
    "ratifications",
    "index-3p",
    "recent-acts",
)


@blueprint.get("/")
@everyone
def home() -> ResponseReturnValue:
    """Everything at a glance, for all member states or those that the filters leave."""
    asked = query_params.parse_page_params(filters=("region", "group", "pillar", "instrument"))
    reading = asked.reading
    charts = {name: chart(name, reading, filters=asked.filters) for name in CHARTS}
    return render_template(
        "dashboard/home.html",
        asked=asked,
        charts=charts,
        revision=load_snapshot(reading).revision,
        instruments=choices().instruments.items(),
        options=LABELS,
    )

"""The first page: how much is known at all, where the gap is wide, and ways in."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.dashboards.catalogue import chart
from tracker.gap.picture import picture
from tracker.registry.queries_states import choices
from tracker.web import parameters
from tracker.web.audience import everyone
from tracker.web.labels import LABELS

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
    asked = parameters.asked(filters=("region", "group", "pillar", "instrument"))
    reading = asked.reading
    charts = {name: chart(name, reading, filters=asked.filters) for name in CHARTS}
    return render_template(
        "dashboard/home.html",
        asked=asked,
        charts=charts,
        revision=picture(reading).revision,
        instruments=choices().instruments.items(),
        options=LABELS,
    )

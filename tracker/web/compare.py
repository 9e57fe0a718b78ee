"""Two to six states, regions or groups beside each other."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.dashboards.catalogue import chart
from tracker.dashboards.words import name_order
from tracker.gap.picture import picture
from tracker.web import parameters
from tracker.web.audience import everyone
from tracker.web.chart_parameters import codes, listed
from tracker.web.formats import state_name
from tracker.web.labels import LABELS

blueprint = Blueprint("compare", __name__)

# Ways to begin: each says something that a reader may want to know, none names a single state.
SUGGESTIONS = (
    "africa,americas,asia,europe,oceania",
    "AG,APG,EEG,GRULAC,WEOG",
)


@blueprint.get("/compare")
@everyone
def compare() -> ResponseReturnValue:
    """The comparison that was asked for, or a form to choose one."""
    asked = parameters.asked(filters=("pillar", "instrument", "theme"), more={"states": codes})
    whole = picture(asked.reading)
    chosen = _in_capitals(listed(asked.more.get("states")))
    states = sorted(whole.states.values(), key=lambda line: name_order(state_name(line)))
    return render_template(
        "compare/compare.html",
        asked=asked,
        chosen=chosen,
        chart=chart("compare", asked.reading, filters=asked.filters, states=chosen)
        if chosen
        else None,
        revision=whole.revision,
        states=states,
        lines=whole.states,
        suggestions=[listed(text) for text in SUGGESTIONS],
        options=LABELS,
    )


def _in_capitals(codes_given: list[str]) -> list[str]:
    """Codes as the registry spells them: regions in small letters, all others in capitals."""
    regions = LABELS["region"].keys()
    return [text.lower() if text.lower() in regions else text.upper() for text in codes_given]

"""Two to eight states, regions or groups beside each other, or one state on several days."""

from datetime import date

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker import collation
from tracker.dashboards.card.firmness import DRIVERS_SHORT, percentiles
from tracker.dashboards.comparison.building import Beside, Comparison, comparison
from tracker.dashboards.comparison.telling import name_of, sentences, use
from tracker.dashboards.scope import Scope, scope
from tracker.gap.methodology import PILLARS, months_before
from tracker.web import parameters
from tracker.web.audience import everyone
from tracker.web.chart_parameters import codes, listed
from tracker.web.formats import state_name
from tracker.web.labels import LABELS
from tracker.web.parameters import Asked

blueprint = Blueprint("compare", __name__)

# Ways to begin: each says something that a reader may want to know, none names a single state.
SUGGESTIONS = (
    {"regions": "africa,americas,asia,europe,oceania"},
    {"groups": "AG,APG,EEG,GRULAC,WEOG"},
)
SIDES = ("states", "regions", "groups")
PLACES, DAYS = 8, 4  # fields of the two forms


def days(name: str, text: str) -> str:
    """A check of days separated by commas."""
    for part in listed(text):
        parameters.past_day(name, part)
    return text


@blueprint.get("/compare")
@everyone
def compare() -> ResponseReturnValue:
    """The comparison that was asked for, or forms to choose one."""
    asked = parameters.asked(
        filters=("pillar", "instrument", "theme"),
        more={**dict.fromkeys(SIDES, codes), "dates": days},
    )
    whole = scope(asked.reading, asked.filters)
    chosen, dates = _chosen(asked), listed(asked.more.get("dates"))
    found = (
        comparison(whole, chosen, [date.fromisoformat(day) for day in dates])
        if (chosen or dates)
        else None
    )
    states = collation.by_name(whole.picture.states.values(), state_name)
    return render_template(
        "compare/compare.html",
        asked=asked,
        chosen=chosen,
        dates=dates,
        found=found,
        columns=_named(whole, found),
        told=" ".join(sentences(whole, found)) if found else None,
        places=PLACES,
        days=DAYS,
        year_ago=months_before(asked.reading.as_of, 12),
        pillars=PILLARS,
        use=use,
        drivers=DRIVERS_SHORT,
        percentiles=percentiles(),
        states=states,
        lines=whole.picture.states,
        suggestions=SUGGESTIONS,
        listed=listed,
        options=LABELS,
    )


def _named(whole: Scope, found: Comparison | None) -> list[tuple[str, Beside]]:
    return [(name_of(whole, column), column) for column in found.columns] if found else []


def _chosen(asked: Asked) -> list[str]:
    """Codes as the registry spells them: regions in small letters, all others in capitals."""
    regions = LABELS["region"].keys()
    given = [code for name in SIDES for code in listed(asked.more.get(name))]
    return [code.lower() if code.lower() in regions else code.upper() for code in given]

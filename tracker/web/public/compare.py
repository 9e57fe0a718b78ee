"""Two to eight states, regions or groups beside each other, or one state on several days."""

from datetime import date

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.card.robustness import DRIVERS_SHORT, percentiles
from tracker.charts.scope import Scope, scope
from tracker.comparison.builder import ComparedSide, Comparison, comparison
from tracker.comparison.narrative import name_of, sentences, use
from tracker.core import collation
from tracker.gap.methodology import PILLARS, months_before
from tracker.labels.codes import LABELS
from tracker.web.charts.chart_params import codes, listed
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.formats import state_name
from tracker.web.core.query_params import PageParams

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
        query_params.past_day(name, part)
    return text


@blueprint.get("/compare")
@everyone
def compare() -> ResponseReturnValue:
    """The comparison that was asked for, or forms to choose one."""
    asked = query_params.parse_page_params(
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


def _named(whole: Scope, found: Comparison | None) -> list[tuple[str, ComparedSide]]:
    return [(name_of(whole, column), column) for column in found.columns] if found else []


def _chosen(asked: PageParams) -> list[str]:
    """Codes as the registry spells them: regions in small letters, all others in capitals."""
    regions = LABELS["region"].keys()
    given = [code for name in SIDES for code in listed(asked.more.get(name))]
    return [code.lower() if code.lower() in regions else code.upper() for code in given]

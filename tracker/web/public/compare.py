"""Two to eight states, regions or groups beside each other, or one state on several days."""

from datetime import date

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from tracker.card.robustness import DRIVERS_SHORT, percentiles
from tracker.charts.scope import Scope, scope
from tracker.comparison.builder import ComparedSide, Comparison, comparison
from tracker.comparison.choosing import Choice, chosen_by_name, peers
from tracker.comparison.differences import Differences, differences
from tracker.comparison.narrative import name_of, sentences, use
from tracker.core import collation
from tracker.gap.methodology import PILLARS, months_before
from tracker.labels.codes import LABELS
from tracker.web.charts.chart_params import codes, listed
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.formats import state_name
from tracker.web.core.query_params import PageParams
from tracker.web.core.urls import url_with

blueprint = Blueprint("compare", __name__)

# Ways to begin: each says something that a reader may want to know, none names a single state.
SUGGESTIONS = (
    {"regions": "africa,americas,asia,europe,oceania"},
    {"groups": "AG,APG,EEG,GRULAC,WEOG"},
)
SIDES = ("states", "regions", "groups")
DAYS = 4  # fields of the form for days


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
        more={**dict.fromkeys(SIDES, codes), "dates": days, "add": query_params.free_text},
    )
    whole = scope(asked.reading, asked.filters)
    chosen, dates = _chosen(asked), listed(asked.more.get("dates"))
    typed = chosen_by_name(whole, asked.more.get("add", ""))
    if typed.codes and not typed.unknown:
        return redirect(_with(asked, chosen, typed), 302)
    found = (
        comparison(whole, chosen, [date.fromisoformat(day) for day in dates])
        if dates or len(chosen) > 1 or not _is_known(whole, chosen)
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
        unknown=typed.unknown,
        peers=peers(whole, chosen),
        without=_removable(whole, asked, chosen),
        apart=_apart(whole, chosen, found),
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


def _is_known(whole: Scope, chosen: list[str]) -> bool:
    known = whole.picture.states.keys() | LABELS["region"].keys() | LABELS["group"].keys()
    return set(chosen) <= known


def _apart(whole: Scope, chosen: list[str], found: Comparison | None) -> Differences | None:
    """Commitment by commitment: of States alone, as groups have no single standing."""
    states = whole.picture.states
    if found is None or found.of_days or not all(code in states for code in chosen):
        return None
    return differences(whole, chosen)


def _removable(whole: Scope, asked: PageParams, chosen: list[str]) -> list[tuple[str, str]]:
    """The names of those chosen, each with the address without it."""
    labels = LABELS["region"] | LABELS["group"]
    lines = whole.picture.states
    return [
        (
            state_name(lines[code]) if code in lines else str(labels.get(code, code)),
            _without(asked, chosen, code),
        )
        for code in chosen
    ]


def _with(asked: PageParams, chosen: list[str], typed: Choice) -> str:
    """The address with the typed States added; one that is there already is not there twice."""
    return _address(asked, list(dict.fromkeys([*chosen, *typed.codes])))


def _without(asked: PageParams, chosen: list[str], code: str) -> str:
    return _address(asked, [one for one in chosen if one != code])


def _address(asked: PageParams, chosen: list[str]) -> str:
    empty = dict.fromkeys((*SIDES, "add"))
    return url_with(".compare", asked.query(**{**empty, "states": ",".join(chosen) or None}))


def _named(whole: Scope, found: Comparison | None) -> list[tuple[str, ComparedSide]]:
    return [(name_of(whole, column), column) for column in found.columns] if found else []


def _chosen(asked: PageParams) -> list[str]:
    """Codes as the registry spells them: regions in small letters, all others in capitals."""
    regions = LABELS["region"].keys()
    given = [code for name in SIDES for code in listed(asked.more.get(name))]
    return [code.lower() if code.lower() in regions else code.upper() for code in given]

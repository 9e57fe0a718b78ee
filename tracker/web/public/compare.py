"""Compares two to eight States, regions or groups, or one State on several days."""

from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.charts.scope import Scope, scope
from tracker.comparison.builder import ComparedSide, Comparison, comparison
from tracker.comparison.choosing import Choice, chosen_by_name, peers
from tracker.comparison.differences import Differences, differences
from tracker.comparison.narrative import counts, name_of, rests_on, sentences, use
from tracker.core import collation, formats
from tracker.core.errors import BadParameter
from tracker.gap.methodology import DRAWS, PILLARS, months_before
from tracker.labels.codes import LABELS, filter_labels
from tracker.web.charts.chart_params import codes, listed
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.formats import state_name
from tracker.web.core.query_params import PageParams
from tracker.web.core.urls import url_with
from tracker.web.public.state_tabs import refuse_page_beyond

blueprint = Blueprint("compare", __name__)

# Ways to begin: each says something that a reader may want to know, none names a single state.
SUGGESTIONS = (
    {"regions": "africa,americas,asia,europe,oceania"},
    {"groups": "AG,APG,EEG,GRULAC,WEOG"},
)
SIDES = ("states", "regions", "groups")
FILTERS = ("pillar", "instrument", "theme")
DAYS = 4  # fields of the form for days
WIDEST = 20  # differences on the page of the comparison; a page of its own has every commitment
PAGE = 50


def days(name: str, text: str) -> str:
    """A validator for days separated by commas."""
    for part in listed(text):
        query_params.past_day(name, part)
    return text


@blueprint.get("/compare")
@everyone
def compare() -> ResponseReturnValue:
    """The comparison, or the forms to choose its sides."""
    asked = query_params.parse_page_params(
        filters=FILTERS,
        more={**dict.fromkeys(SIDES, codes), "dates": days, "add": query_params.free_text},
    )
    whole = scope(asked.reading, asked.filters)
    chosen = _chosen(asked)
    typed = chosen_by_name(whole, asked.more.get("add", ""))
    if typed.codes and not typed.unknown:
        return redirect(_with(asked, chosen, typed), 302)
    found = _found(asked, whole, chosen)
    apart = _apart(whole, found)
    return render_template(
        "compare/compare.html",
        **_shown(asked, whole, chosen, found),
        summary=formats.sentences(*sentences(whole, found)) if found else None,
        counts=counts(apart) if apart else None,
        unknown=typed.unknown,
        peers=peers(whole, chosen),
        without=_removable(whole, asked, chosen),
        apart=apart,
        rests_on=rests_on(apart) if apart else None,
        widest=WIDEST,
        days=DAYS,
        dates=listed(asked.more.get("dates")),
        year_ago=months_before(asked.reading.as_of, 12),
        pillars=PILLARS,
        use=use,
        draws=DRAWS,
        states=collation.by_name(whole.picture.states.values(), state_name),
        suggestions=SUGGESTIONS,
        listed=listed,
    )


@blueprint.get("/compare/commitments")
@everyone
def commitments() -> ResponseReturnValue:
    """Every commitment side by side, in pages."""
    asked = query_params.parse_page_params(
        filters=FILTERS,
        more={**dict.fromkeys(SIDES, codes), "dates": days, "page": query_params.positive_number},
    )
    whole = scope(asked.reading, asked.filters)
    chosen = _chosen(asked)
    apart = _apart(whole, _compared(asked, whole, chosen))
    if apart is None:
        raise BadParameter("states", ",".join(chosen)[:80], _("States alone, such as KEN,PHL"))
    page, pages = int(asked.more.get("page", "1")), max(1, -(-len(apart.all) // PAGE))
    refuse_page_beyond(page, pages)
    return render_template(
        "compare/commitments.html",
        **_shown(asked, whole, chosen, _compared(asked, whole, chosen)),
        apart=apart,
        page=page,
        pages=pages,
        rows=apart.all[(page - 1) * PAGE : page * PAGE],
    )


def _shown(
    asked: PageParams, whole: Scope, chosen: list[str], found: Comparison | None
) -> dict[str, Any]:
    """What both pages show of the sides."""
    return {
        "asked": asked,
        "chosen": chosen,
        "found": found,
        "columns": _named(whole, found),
        "lines": whole.picture.states,
        "options": filter_labels(),
    }


def _found(asked: PageParams, whole: Scope, chosen: list[str]) -> Comparison | None:
    """The comparison. None if too few sides are chosen."""
    if asked.more.get("dates") or len(chosen) > 1 or not _is_known(whole, chosen):
        return _compared(asked, whole, chosen)
    return None


def _compared(asked: PageParams, whole: Scope, chosen: list[str]) -> Comparison:
    dates = [date.fromisoformat(day) for day in listed(asked.more.get("dates"))]
    return comparison(whole, chosen, dates)


def _is_known(whole: Scope, chosen: list[str]) -> bool:
    known = whole.picture.states.keys() | LABELS["region"].keys() | LABELS["group"].keys()
    return set(chosen) <= known


def _apart(whole: Scope, found: Comparison | None) -> Differences | None:
    """Differences by commitment. Only for single States, since groups have no standing."""
    return differences(whole, found.rows) if found is not None and found.rows else None


def _removable(whole: Scope, asked: PageParams, chosen: list[str]) -> list[tuple[str, str]]:
    """The names of the sides, each with the address without it."""
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
    """The address with the typed States added, without duplicates."""
    return _address(asked, list(dict.fromkeys([*chosen, *typed.codes])))


def _without(asked: PageParams, chosen: list[str], code: str) -> str:
    return _address(asked, [one for one in chosen if one != code])


def _address(asked: PageParams, chosen: list[str]) -> str:
    empty = dict.fromkeys((*SIDES, "add"))
    return url_with(".compare", asked.query(**{**empty, "states": ",".join(chosen) or None}))


def _named(whole: Scope, found: Comparison | None) -> list[tuple[str, ComparedSide]]:
    return [(name_of(whole, column), column) for column in found.columns] if found else []


def _chosen(asked: PageParams) -> list[str]:
    """Codes in canonical form: regions in lower case, the others in capitals."""
    regions = LABELS["region"].keys()
    given = [code for name in SIDES for code in listed(asked.more.get(name))]
    return [code.lower() if code.lower() in regions else code.upper() for code in given]

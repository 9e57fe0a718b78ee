"""Pages of States: the list, one State, and one of its commitments (the cell)."""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from tracker.card.builder import due_report, state_card
from tracker.card.narrative import narrate
from tracker.card.overview import overview
from tracker.charts import catalogue
from tracker.gap import cell as cells
from tracker.gap.snapshot import load_snapshot
from tracker.labels.codes import filter_labels
from tracker.registry.queries.commitments import register
from tracker.registry.queries.indicators import measured_numbers
from tracker.registry.queries.official_wordings import cached_wordings
from tracker.registry.queries.positions import Days, position_of
from tracker.registry.queries.recommendations import asked_alone, latest, summary
from tracker.registry.queries.states import state_profile, states_called
from tracker.registry.queries.supported import Supported, supported_on
from tracker.registry.vocabulary import Stand
from tracker.reporting.queries import latest_reports, reports_of_state
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import everyone
from tracker.web.core.caching import shows_one_state
from tracker.web.core.language import selected
from tracker.web.core.urls import url_with
from tracker.web.public import calculation_steps
from tracker.web.public.card_address import in_capitals, permanent
from tracker.web.public.cell_explanation import explain_cell
from tracker.web.public.citations import card_citation
from tracker.web.public.state_lists import STATE_SORTS, state_listing
from tracker.web.public.state_tabs import LIST_FILTERS, LIST_MORE

blueprint = Blueprint("states", __name__)


@blueprint.get("/states")
@everyone
def index() -> ResponseReturnValue:
    """All States with coverage, and the gap where it is known."""
    asked = query_params.parse_page_params(
        filters=("region", "group"),
        more={"q": query_params.free_text, "sort": query_params.one_of(STATE_SORTS)},
    )
    reading, text = asked.reading, asked.more.get("q")
    listing = state_listing(
        load_snapshot(reading),
        filters=asked.filters,
        called=None if text is None else states_called(text),
        reports=latest_reports(reading.as_of, reading.known_by),
        sort=asked.more.get("sort", "name"),
        language=selected(),
    )
    return render_template(
        "states/index.html", asked=asked, listing=listing, options=filter_labels()
    )


@blueprint.get("/states/<iso3>")
@everyone
@shows_one_state
def state(iso3: str) -> ResponseReturnValue:
    """One State: commitments, progress, sources, and their age.

    Parameters of the list of commitments, which once stood on this page, lead to that list.
    """
    if upper := in_capitals(iso3=iso3):
        return upper
    asked = query_params.parse_page_params(
        filters=LIST_FILTERS, more={**LIST_MORE, "since": query_params.past_day}
    )
    if asked.filters or asked.more.keys() - {"since"}:
        narrowed = asked.query(since=None)
        return redirect(url_with("state_tabs.commitments", narrowed, iso3=iso3), 302)
    profile, reading = state_profile(iso3), asked.reading
    days = Days(reading.as_of, reading.known_by)
    card, due = state_card(iso3, reading, query_params.since(asked)), due_report(iso3, reading)
    return render_template(
        "states/state.html",
        asked=asked,
        profile=profile,
        score=card.score,
        card=card,
        narrative=narrate(card, due),
        owed=due,
        overview=overview(card.score, card.findings),
        cited=card_citation(card, permanent(asked, iso3=iso3)),
        permanent=permanent(asked, iso3=iso3),
        reports=reports_of_state(iso3, reading.as_of, reading.known_by),
        else_asked=summary(iso3, days, newest=0),
        promised=latest(iso3, days, position=Stand.SUPPORTED, size=2),
        movement=catalogue.chart("state-movement", reading, filters={}, state=iso3),
    )


@blueprint.get("/states/<iso3>/commitments/<reference>")
@everyone
def cell_of_list(iso3: str, reference: str) -> ResponseReturnValue:
    """The cell below the list of commitments. Redirects to its canonical address."""
    asked = query_params.parse_page_params()
    if upper := in_capitals(iso3=iso3, reference=reference):
        return upper
    return redirect(url_with(".cell", asked.given, iso3=iso3, reference=reference), 301)


@blueprint.get("/states/<iso3>/<reference>")
@everyone
@shows_one_state
def cell(iso3: str, reference: str) -> ResponseReturnValue:
    """One State and one commitment: status, text, and the three lanes."""
    if upper := in_capitals(iso3=iso3, reference=reference):
        return upper
    asked = query_params.parse_page_params()
    reading = asked.reading
    found = cells.load_cell(iso3, reference, reading)
    only = asked_alone(reference)
    if only not in (None, iso3):
        return render_template(
            "states/asked_of_another.html", asked=asked, cell=found, other=state_profile(str(only))
        )
    if found.explanation is None:
        return render_template("states/not_recorded.html", asked=asked, cell=found)
    explained = explain_cell(found, found.explanation, measured_numbers(reading.known_by))
    days = Days(reading.as_of, reading.known_by)
    return render_template(
        "states/cell.html",
        asked=asked,
        cell=found,
        explained=explained,
        wordings=cached_wordings(reference, reading.known_by, selected()),
        may_rate=explained.applies and _may_rate(iso3),
        explanation=found.explanation,
        stated=position_of(iso3, reference, days),
        asked_alone=only is not None,
        supported=None if only else _supported(iso3, reference, days),
        standing=found.explanation.standing,
        sums=calculation_steps,
    )


def _supported(iso3: str, reference: str, days: Days) -> Supported | None:
    """What the State supported on the themes of a commitment. None for one without themes."""
    card = register().cards.get(reference)
    if card is None or not card.themes:
        return None
    return supported_on(iso3, card.themes, days, newest=3)


def _may_rate(iso3: str) -> bool:
    """Whether the visitor is a reviewer who may assess this State."""
    who = visitor.signed_in()
    return who is not None and "reviewer" in who.actor.roles and iso3 not in who.actor.states

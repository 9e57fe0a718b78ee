"""Pages about states: all of them, one, and one with one commitment (the cell)."""

from datetime import date

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.assessment.queries import answers_to_assessments, assessments_of_state
from tracker.card.builder import due_report, state_card
from tracker.card.change_narrative import change_words
from tracker.card.narrative import narrate, numbers
from tracker.charts import catalogue
from tracker.evidence.queries.actions import actions_of_state
from tracker.evidence.queries.replies import ReplyView, replies_to
from tracker.evidence.queries.values import values_of_state
from tracker.gap import cell as cells
from tracker.gap.snapshot import load_snapshot
from tracker.labels.codes import LABELS
from tracker.registry.queries.positions import Days, position_of
from tracker.registry.queries.recommendations import asked_alone, summary
from tracker.registry.queries.states import choices, state_profile, states_called
from tracker.reporting.queries import latest_reports, reports_of_state
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.caching import shows_one_state
from tracker.web.core.language import selected
from tracker.web.public import calculation_steps
from tracker.web.public.card_address import in_capitals, permanent
from tracker.web.public.cell_explanation import explain_cell
from tracker.web.public.citations import card_citation
from tracker.web.public.records import Records, records
from tracker.web.public.state_lists import (
    CELL_SORTS,
    KNOWN,
    STATE_SORTS,
    check_choices,
    state_cells,
    state_listing,
)

blueprint = Blueprint("states", __name__)


@blueprint.get("/states")
@everyone
def index() -> ResponseReturnValue:
    """All states with how much is known of each, and the gap where that can be said."""
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
    return render_template("states/index.html", asked=asked, listing=listing, options=LABELS)


@blueprint.get("/states/<iso3>")
@everyone
@shows_one_state
def state(iso3: str) -> ResponseReturnValue:
    """One state: who reports for it, what is known of it, and what nobody knows."""
    if upper := in_capitals(iso3=iso3):
        return upper
    asked = query_params.parse_page_params(
        filters=("pillar", "theme", "instrument"),
        more={
            "q": query_params.free_text,
            "known": query_params.one_of(KNOWN),
            "sort": query_params.one_of(CELL_SORTS),
            "since": query_params.past_day,
        },
    )
    profile, allowed, reading = state_profile(iso3), choices(), asked.reading
    check_choices(asked.filters, allowed)
    card, due = state_card(iso3, reading, query_params.since(asked)), due_report(iso3, reading)
    seen, days = load_snapshot(reading), (reading.as_of, reading.known_by)
    recorded = records(
        values_of_state(iso3, *days),
        actions_of_state(iso3, *days),
        assessments_of_state(iso3, *days),
    )
    return render_template(
        "states/state.html",
        asked=asked,
        profile=profile,
        choices=allowed,
        options=LABELS,
        score=card.score,
        card=card,
        told=narrate(card, due),
        owed=due,
        numbers=numbers(card, due),
        change_words=change_words,
        cited=card_citation(card, permanent(asked, iso3=iso3)),
        permanent=permanent(asked, iso3=iso3),
        cells=state_cells(
            seen,
            iso3,
            filters=asked.filters,
            text=asked.more.get("q"),
            known=asked.more.get("known"),
            sort=asked.more.get("sort", "place"),
        ),
        reports=reports_of_state(iso3, *days),
        else_asked=summary(iso3, Days(*days)),
        records=recorded,
        answers=_answers(recorded, reading.known_by),
        charts={
            name: catalogue.chart(name, reading, filters={}, state=iso3)
            for name in ("state-pillars", "state-timeline")
        },
    )


@blueprint.get("/states/<iso3>/<reference>")
@everyone
@shows_one_state
def cell(iso3: str, reference: str) -> ResponseReturnValue:
    """One state and one commitment: what was promised, what three sides say, and the sum."""
    if upper := in_capitals(iso3=iso3, reference=reference):
        return upper
    asked = query_params.parse_page_params()
    found = cells.load_cell(iso3, reference, asked.reading)
    only = asked_alone(reference)
    if only not in (None, iso3):
        return render_template(
            "states/asked_of_another.html", asked=asked, cell=found, other=state_profile(str(only))
        )
    if found.explanation is None:
        return render_template("states/not_recorded.html", asked=asked, cell=found)
    return render_template(
        "states/cell.html",
        asked=asked,
        cell=found,
        told=explain_cell(found, found.explanation),
        explanation=found.explanation,
        stated=position_of(iso3, reference, Days(asked.reading.as_of, asked.reading.known_by)),
        asked_alone=only is not None,
        standing=found.explanation.standing,
        sums=calculation_steps,
    )


def _answers(recorded: Records, known_by: date) -> dict[str, tuple[ReplyView, ...]]:
    """By record, what the state says of what others recorded."""
    others = [one.reference for one in recorded.actions]
    others += [series.newest.reference for series in recorded.series]
    assessed = [one.reference for one in recorded.assessments]
    return replies_to(others, known_by) | answers_to_assessments(assessed, known_by)

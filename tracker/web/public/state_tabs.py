"""The pages of one State beside its overview: commitments, timeline, reports, records.

Each is cut to a page or to a number of lines, so that it stays short with thousands of records.
"""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.card.builder import due_report, state_card
from tracker.card.change_narrative import change_words
from tracker.card.narrative import narrate
from tracker.charts import catalogue
from tracker.core.errors import BadParameter
from tracker.gap.snapshot import load_state_snapshot
from tracker.labels.codes import LABELS, filter_labels
from tracker.registry.queries.states import StateProfile, choices, state_profile
from tracker.reporting.queries import reports_of_state
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.caching import shows_one_state
from tracker.web.core.query_params import Check, PageParams
from tracker.web.public.card_address import in_capitals
from tracker.web.public.state_lists import CELL_SORTS, KNOWN, check_choices, state_cells
from tracker.web.public.state_records import RECORD_KINDS, state_records

blueprint = Blueprint("state_tabs", __name__)

LIST_FILTERS = ("pillar", "theme", "instrument")
LIST_MORE: dict[str, Check] = {
    "q": query_params.free_text,
    "known": query_params.one_of(KNOWN),
    "sort": query_params.one_of(CELL_SORTS),
}
PAGED: dict[str, Check] = {"page": query_params.positive_number}


@blueprint.get("/states/<iso3>/commitments")
@everyone
@shows_one_state
def commitments(iso3: str) -> ResponseReturnValue:
    """The State's commitments that match filters and search, in pages."""
    if upper := in_capitals(iso3=iso3):
        return upper
    asked = query_params.parse_page_params(filters=LIST_FILTERS, more={**LIST_MORE, **PAGED})
    profile, allowed = state_profile(iso3), choices()
    check_choices(asked.filters, allowed)
    cells = state_cells(
        load_state_snapshot(asked.reading, iso3),
        iso3,
        filters=asked.filters,
        text=asked.more.get("q"),
        known=asked.more.get("known"),
        sort=asked.more.get("sort", "place"),
        page=_page(asked),
    )
    refuse_page_beyond(cells.page, cells.pages)
    return _tab(
        "commitments", asked, profile, cells=cells, choices=allowed, options=filter_labels()
    )


@blueprint.get("/states/<iso3>/timeline")
@everyone
@shows_one_state
def timeline(iso3: str) -> ResponseReturnValue:
    """Dated records, publications, and changes of status since a day."""
    if upper := in_capitals(iso3=iso3):
        return upper
    asked = query_params.parse_page_params(more={"since": query_params.past_day})
    profile, reading = state_profile(iso3), asked.reading
    card, due = state_card(iso3, reading, query_params.since(asked)), due_report(iso3, reading)
    return _tab(
        "timeline",
        asked,
        profile,
        card=card,
        narrative=narrate(card, due),
        change_words=change_words,
        chart=catalogue.chart("state-timeline", reading, filters={}, state=iso3),
    )


@blueprint.get("/states/<iso3>/reports")
@everyone
@shows_one_state
def reports(iso3: str) -> ResponseReturnValue:
    """The State's reports, due reports, and differences from other sources."""
    if upper := in_capitals(iso3=iso3):
        return upper
    asked = query_params.parse_page_params()
    profile, reading = state_profile(iso3), asked.reading
    card, due = state_card(iso3, reading), due_report(iso3, reading)
    return _tab(
        "reports",
        asked,
        profile,
        card=card,
        narrative=narrate(card, due),
        owed=due,
        reports=reports_of_state(iso3, reading.as_of, reading.known_by),
    )


@blueprint.get("/states/<iso3>/records")
@everyone
@shows_one_state
def records(iso3: str) -> ResponseReturnValue:
    """All records about the State, one kind at a time, in pages."""
    if upper := in_capitals(iso3=iso3):
        return upper
    asked = query_params.parse_page_params(
        more={"kind": query_params.one_of(RECORD_KINDS), **PAGED}
    )
    profile, reading = state_profile(iso3), asked.reading
    found = state_records(iso3, reading, kind=asked.more.get("kind"), page=_page(asked))
    refuse_page_beyond(found.page, found.pages)
    card, due = state_card(iso3, reading), due_report(iso3, reading)
    return _tab(
        "records",
        asked,
        profile,
        found=found,
        card=card,
        narrative=narrate(card, due),
        kinds=LABELS,
    )


def refuse_page_beyond(page: int, pages: int) -> None:
    """Raise BadParameter for a page that does not exist."""
    if not 1 <= page <= pages:
        raise BadParameter("page", str(page), _("a page from 1 to %(pages)s", pages=pages))


def _page(asked: PageParams) -> int:
    return int(asked.more.get("page", "1"))


def _tab(name: str, asked: PageParams, profile: StateProfile, **shown: Any) -> str:
    return render_template(f"states/tabs/{name}.html", asked=asked, profile=profile, **shown)

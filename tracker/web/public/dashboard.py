"""The front page: main finding, share of information, map, and links."""

from collections.abc import Mapping

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.charts.builders.known import finding
from tracker.charts.catalogue import chart
from tracker.charts.scope import scope
from tracker.charts.series.knowledge import Known, knowledge
from tracker.charts.series.map_years import FIRST_YEAR
from tracker.core import clock, collation
from tracker.core.cache import Cache
from tracker.gap.facts import ScoringParams
from tracker.gap.snapshot import load_snapshot
from tracker.labels import charts as chart_words
from tracker.labels.codes import filter_labels
from tracker.registry.queries.states import choices
from tracker.review.revisions import cached, dated_revision
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.query_params import PageParams
from tracker.web.public.activity import what_is_new

blueprint = Blueprint("dashboard", __name__)

CHARTS = ("map", "pillars", "movement", "silence")
TOTALS: Cache[Known] = Cache(100)
UPDATES = 3
FURTHER = ("known", "commitments-by-level", "ratifications", "index-3p", "recent-acts")


@blueprint.get("/")
@everyone
def home() -> ResponseReturnValue:
    """The overview of all member States, or of those that match the filters."""
    asked = query_params.parse_page_params(filters=("region", "group", "pillar", "instrument"))
    reading = asked.reading
    snapshot = load_snapshot(reading)
    total = _total(reading, asked.filters)
    return render_template(
        "dashboard/home.html",
        asked=asked,
        charts={name: chart(name, reading, filters=asked.filters) for name in CHARTS},
        further=[chart(name, reading, filters=asked.filters) for name in FURTHER],
        total=total,
        finding=finding(total),
        new=what_is_new(asked),
        updates=UPDATES,
        states=collation.by_name(snapshot.states.values(), chart_words.state_name),
        years=range(FIRST_YEAR, clock.today().year),
        years_file=_years_file(asked),
        revision=snapshot.revision,
        instruments=choices().instruments.items(),
        options=filter_labels(),
    )


def _years_file(asked: PageParams) -> str | None:
    """The table of past years, only for default settings without filters."""
    plain = asked.is_plain and not asked.filters
    return url_for("map_years.table") if plain else None


def _total(reading: ScoringParams, filters: Mapping[str, str]) -> Known:
    """How much is known over all pillars, cached by revision."""
    return cached(
        TOTALS,
        (reading, *filters.items()),
        dated_revision(),
        lambda: knowledge(scope(reading, filters))[-1],
    )

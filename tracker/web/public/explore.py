"""The page for readers' own questions: one view, with every choice in the address.

Everything is a plain link or form; the script only saves the reader the reload.
"""

from typing import Any

import orjson
from flask import Blueprint, Response, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.charts.builders.trend import trend_made_ready
from tracker.charts.catalogue import OPTIONS, chart
from tracker.charts.columnar import columnar
from tracker.charts.scope import scope
from tracker.charts.series.cells import Matrix, Show, matrix
from tracker.charts.series.grouped import Grouped, grouped
from tracker.charts.series.orders import Sort
from tracker.core import clock, collation
from tracker.core.errors import BadParameter
from tracker.gap.methodology import PILLARS
from tracker.gap.snapshot import load_snapshot
from tracker.labels import charts
from tracker.labels.codes import filter_labels
from tracker.registry.queries.states import choices
from tracker.registry.vocabulary import Pillar, Region
from tracker.web.charts import chart_links
from tracker.web.charts.chart_params import OPTIONS as OPTION_CHECKS
from tracker.web.charts.chart_params import code, listed, options
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.query_params import FILTERS, PageParams, one_of
from tracker.web.core.urls import url_with

blueprint = Blueprint("explore", __name__, url_prefix="/explore")

VIEWS = {
    "heatmap": _l("States × commitments"),
    "map": _l("World map"),
    "lanes": _l("Three sources"),
    "spread": _l("Distribution"),
    "trend": _l("Over the years"),
    "regions": _l("Region by region"),
}
SHOWS = {
    Show.SETTLED: _l("Status"),
    Show.REPORTED: _l("State report"),
    Show.EVIDENCED: _l("Other evidence"),
    Show.ASSESSED: _l("Reviewers’ assessment"),
    Show.BASIS: _l("What the status is based on"),
    Show.DIVERGENCE: _l("State report compared with other evidence"),
}
SORTS = {
    Sort.NAME: _l("Name"),
    Sort.PROGRESS: _l("Progress"),
    Sort.AGE: _l("Newest evidence"),
    Sort.SOURCES: _l("Number of sources"),
}
MOST_IN_A_TABLE = 1_600  # cells; more make a page that no telephone wants
FIRST_YEAR = 2000


@blueprint.get("")
@everyone
def page() -> ResponseReturnValue:
    """One view with the reader's settings, filters and options."""
    asked = query_params.parse_page_params(
        filters=FILTERS,
        more={
            "view": one_of(VIEWS),
            "folded": _folds,
            "open": _regions,
            "state": code,
            "commitment": code,
            **OPTION_CHECKS,
        },
    )
    view = asked.more.get("view", "heatmap")
    made = chart(
        view,
        asked.reading,
        filters=asked.filters,
        options=options(asked),
        state=asked.more.get("state") if view == "lanes" else None,
        commitment=asked.more.get("commitment") if view == "lanes" else None,
    )
    if asked.is_plain and view != "trend" and not current_app.testing:
        trend_made_ready(current_app._get_current_object(), asked.reading)  # type: ignore[attr-defined]
    return render_template(
        "explore/page.html",
        asked=asked,
        view=view,
        chart=made,
        tabs=[(name, words, _other(asked, name)) for name, words in VIEWS.items()],
        shows=SHOWS,
        sorts=SORTS,
        glance=_glance(asked) if made.is_matrix else None,
        opened=_opened(asked),
        pillars=PILLARS,
        heeds=OPTIONS.get(view, ()),
        cells=_table(asked) if made.is_matrix else None,
        choices=choices(),
        options=filter_labels(),
        singles=_singles(asked) if view == "lanes" else {},
        years=range(FIRST_YEAR, clock.today().year + 1),
        rules_on_page=True,
        revision=load_snapshot(asked.reading).revision,
    )


@blueprint.get("/cells.json")
@everyone
def cells() -> ResponseReturnValue:
    """Every cell by column, for drawing."""
    asked = query_params.parse_page_params(filters=FILTERS, more=OPTION_CHECKS)
    made = chart("heatmap", asked.reading, filters=asked.filters, options=options(asked))
    body = {
        "page": url_with("states.index", asked.carried()),
        "chart": chart_links.file(made, asked, "json"),
        **columnar(_matrix(asked)),
    }
    return Response(orjson.dumps(body), mimetype="application/json")


def _singles(asked: PageParams) -> dict[str, list[tuple[str, str]]]:
    """The States and commitments to choose from."""
    seen = load_snapshot(asked.reading)
    states = [(iso3, charts.state_name(line)) for iso3, line in seen.states.items()]
    return {
        "state": collation.choices(states),
        "commitment": [
            (line.reference, charts.commitment_name(line)) for line in seen.commitments.values()
        ],
    }


def _matrix(asked: PageParams) -> Matrix:
    show = Show(asked.more.get("show", Show.SETTLED))
    return matrix(scope(asked.reading, asked.filters), show, _sort(asked))


def _sort(asked: PageParams) -> Sort:
    return Sort(asked.more.get("sort", Sort.NAME))


def _opened(asked: PageParams) -> list[str]:
    """The regions with listed States."""
    region = asked.filters.get("region")
    return [region] if region else listed(asked.more.get("open"))


def _glance(asked: PageParams) -> Grouped:
    """Progress by region and pillar. It costs no query."""
    return grouped(scope(asked.reading, asked.filters), _opened(asked), _sort(asked))


def _table(asked: PageParams) -> dict[str, Any] | None:
    """The cells as a table. None if there are too many."""
    whole = _matrix(asked)
    if len(whole.states) * len(whole.commitments) > MOST_IN_A_TABLE:
        return None
    return columnar(whole)


def _other(asked: PageParams, view: str) -> str:
    """The same choices in another view. Its unused parameters stay in the address."""
    return url_with(".page", asked.query(view=None if view == "heatmap" else view))


def _folds(name: str, text: str) -> str:
    """A validator for collapsed regions and pillars, separated by commas."""
    known = {*Region, *Pillar}
    if not set(text.split(",")) <= known:
        raise BadParameter(name, text[:80], _("regions and pillars, such as africa,prevention"))
    return text


def _regions(name: str, text: str) -> str:
    """A validator for regions separated by commas."""
    if not set(text.split(",")) <= set(Region):
        raise BadParameter(name, text[:80], _("regions, such as africa,asia"))
    return text

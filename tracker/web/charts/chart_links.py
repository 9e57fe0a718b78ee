"""Links of a chart: its files, page, embed address, and underlying records.

Addresses that are meant to be kept carry both days, so that they show the same figure later.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from tracker.charts import captions
from tracker.charts.chart import Chart
from tracker.charts.figures.key import key
from tracker.charts.figures.style import CELL_SIGNS
from tracker.labels.codes import LABELS
from tracker.web.core.query_params import PageParams
from tracker.web.core.urls import url_with

FILES = ("csv", "xlsx", "json")
LEAST_FRAME = 420  # pixels of a frame before its content reports its own height


@dataclass(frozen=True, slots=True)
class ChartLink:
    """A link with its text."""

    words: str
    url: str


def init_app(app: Flask) -> None:
    """Give templates the links."""
    app.jinja_env.globals.update(
        cell_signs=CELL_SIGNS,
        chart_cells=cells,
        chart_file=file,
        chart_page=page,
        chart_key=key,
        chart_side=side,
        chart_subtitle=captions.subtitle,
        reading_rules=captions.rules,
    )


def file(chart: Chart, asked: PageParams, ending: str) -> str:
    """The rows, or with ``json`` rows and figure, exactly as the page shows them."""
    endpoint = {"csv": "charts.rows", "xlsx": "charts.workbook", "json": "charts.figure"}[ending]
    return url_for(endpoint, name=chart.name, **_asked(chart, asked))


def cells(chart: Chart, asked: PageParams) -> str:
    """Every cell of the heatmap by column."""
    return url_for("explore.cells", **_asked(chart, asked))


def page(chart: Chart, asked: PageParams) -> str:
    """The chart's own page at the same reading."""
    return url_for("charts.page", name=chart.name, **_asked(chart, asked))


def permanent(chart: Chart, asked: PageParams) -> str:
    """The full address that shows the same figure again."""
    return url_for("charts.page", name=chart.name, _external=True, **_dated(chart, asked))


def frame(chart: Chart, asked: PageParams) -> str:
    """The full address for embedding, with both days."""
    return url_for("embed.page", name=chart.name, _external=True, **_dated(chart, asked))


def frame_height(chart: Chart) -> int:
    """The approximate height of the embedded page in pixels."""
    return LEAST_FRAME + chart.height


def side(code: str, carried: Mapping[str, str]) -> str:
    """The page of a side: a State's own, or a group's list of States."""
    for name in ("region", "group"):
        if code in LABELS[name]:
            return url_with("states.index", carried, **{name: code})
    return url_with("states.state", carried, iso3=code)


def behind(chart: Chart, asked: PageParams) -> list[ChartLink]:
    """Links to what the figures come from: records, files, rules."""
    carried, given = asked.carried(), chart.parameters
    ways = [*_things(chart, asked), *_records(chart, asked)]
    if "indicator" not in given and chart.name not in _OF_INDICATORS:
        filters = {name: given[name] for name in _CELL_FILTERS if name in given}
        ways.append(
            ChartLink(
                _("All commitments of States, as CSV"),
                url_with("data.download", carried, name="standings.csv", **filters),
            )
        )
    ways.append(ChartLink(_("How figures are calculated"), url_for("methodology.page")))
    return ways


_OF_INDICATORS = {"ratifications", "index-3p", "joined-index", "recent-acts"}
_CELL_FILTERS = (
    *("pillar", "theme", "instrument", "region", "group"),
    *("state", "commitment"),
)


def _things(chart: Chart, asked: PageParams) -> list[ChartLink]:
    """The pages of the chart's subjects."""
    carried, given = asked.carried(), chart.parameters
    found = []
    if "state" in given:
        words = _("The State’s page, commitment by commitment")
        found.append(ChartLink(words, url_with("states.state", carried, iso3=given["state"])))
    if "commitment" in given:
        words, reference = _("The commitment’s page, State by State"), given["commitment"]
        url = url_with("commitments.commitment", carried, reference=reference)
        found.append(ChartLink(words, url))
    if "indicator" in given:
        words, code = _("The indicator’s page, with its scale"), given["indicator"]
        found.append(ChartLink(words, url_with("indicators.indicator", carried, code=code)))
    if found:
        return found
    where = {name: given[name] for name in ("region", "group") if name in given}
    what = {name: given[name] for name in ("pillar", "theme", "instrument") if name in given}
    return [
        ChartLink(_("State by State"), url_with("states.index", carried, **where)),
        ChartLink(_("Commitment by commitment"), url_with("commitments.index", carried, **what)),
    ]


def _records(chart: Chart, asked: PageParams) -> list[ChartLink]:
    """The underlying records of indicators, if the chart draws them."""
    given = chart.parameters
    if "indicator" not in given and chart.name not in _OF_INDICATORS:
        return []
    names = ("indicator", "state", "region", "group")
    filters = {name: given[name] for name in names if name in given}
    url = url_with("data.download", asked.carried(), name="indicator_values.csv", **filters)
    return [ChartLink(_("All records, as CSV"), url)]


def _asked(chart: Chart, asked: PageParams) -> dict[str, Any]:
    return {**asked.carried(), **chart.parameters}


def _dated(chart: Chart, asked: PageParams) -> dict[str, Any]:
    reading = asked.reading
    days = {"as_of": reading.as_of.isoformat(), "known_by": reading.known_by.isoformat()}
    return {**_asked(chart, asked), **days}

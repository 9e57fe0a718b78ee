"""Every chart on its own page, and its rows as files.

All are made from the rows that other pages show, and take their parameters.
"""

import orjson
from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.charts import captions, flat
from tracker.core import formats
from tracker.core.formats import is_right_to_left
from tracker.evidence.licences import has_reserved_values
from tracker.exchange.downloads.csv_stream import csv_stream
from tracker.exchange.workbooks.stream import CONTENT_TYPE as WORKBOOK
from tracker.exchange.workbooks.stream import Sheet, fitted, sheets_stream
from tracker.gap.methodology import VERSION
from tracker.review.revisions import is_demonstration, revision
from tracker.web.charts import chart_links, chart_marks
from tracker.web.charts.chart_params import ChartRequest, parse_chart_request
from tracker.web.core.audience import everyone
from tracker.web.core.files import for_excel
from tracker.web.public.citations import citation

blueprint = Blueprint("charts", __name__, url_prefix="/charts")


@blueprint.get("/<name>")
@everyone
def page(name: str) -> ResponseReturnValue:
    """One chart with all its downloads."""
    asked, chart = (it := parse_chart_request(name)).asked, it.chart
    url, number = chart_links.permanent(chart, asked), revision()
    return render_template(
        "charts/page.html",
        asked=asked,
        chart=chart,
        url=url,
        revision=number,
        citation=citation(chart, asked.reading, url=url, revision=number),
        frame=chart_links.frame(chart, asked),
        frame_height=chart_links.frame_height(chart),
        behind=chart_links.behind(chart, asked),
    )


@blueprint.get("/<name>.json")
@everyone
def figure(name: str) -> ResponseReturnValue:
    """The figure with title, sentence, note and rows."""
    it = parse_chart_request(name)
    reading, made = it.asked.reading, it.chart
    table = made.file_table
    body = {
        "name": made.name,
        "title": made.title,
        "subtitle": captions.lasting_subtitle(made, reading),
        "finding": made.finding or None,
        "sentence": made.sentence,
        "detail": made.detail or None,
        "note": made.note,
        "empty": made.empty,
        "meta": {
            "as_of": reading.as_of,
            "known_by": reading.known_by,
            "methodology": VERSION,
            "revision": revision(),
            "licence": None if _is_reserved(it) else "CC-BY-4.0",
            "address": chart_links.permanent(made, it.asked),
        },
        "credit": _credit(it),
        "columns": flat.names(table),
        "rows": list(flat.rows(table)),
        "data": chart_marks.traces(made.figure, it.asked),
        "layout": chart_marks.coarse((made.figure or {}).get("layout", {})),
    }
    return Response(orjson.dumps(body), mimetype="application/json")


@blueprint.get("/<name>.csv")
@everyone
def rows(name: str) -> ResponseReturnValue:
    """The chart's data row by row."""
    it = parse_chart_request(name)
    table = it.chart.file_table
    body = csv_stream(flat.names(table), flat.rows(table), for_excel=for_excel())
    return _attached(Response(body, content_type="text/csv; charset=utf-8"), it, "csv")


@blueprint.get("/<name>.xlsx")
@everyone
def workbook(name: str) -> ResponseReturnValue:
    """The same rows as a workbook, with a sheet that describes them."""
    it = parse_chart_request(name)
    table = it.chart.file_table
    names, found = flat.names(table), list(flat.rows(table))
    (title, its_title), *rest = _about(it)
    turned = is_right_to_left()
    content = sheets_stream(
        Sheet(_("Rows"), names, found, fitted(names, found), turned),
        Sheet(_("About"), (title, its_title), rest, (18, 90), turned),
    )
    return _attached(Response(content, content_type=WORKBOOK), it, "xlsx")


def _attached(answer: Response, it: ChartRequest, ending: str) -> Response:
    file = f"{it.chart.name}-{it.asked.reading.as_of.isoformat()}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


def _is_reserved(it: ChartRequest) -> bool:
    indicator = it.chart.parameters.get("indicator")
    return indicator is not None and has_reserved_values(indicator)


def _credit(it: ChartRequest) -> str:
    """The last line of a picture: source, revision and licence."""
    text = (
        _("%(site)s, public revision %(revision)s. The source of the values reserves all rights.")
        if _is_reserved(it)
        else _("%(site)s, public revision %(revision)s. Licence CC BY 4.0, sources as cited.")
    )
    credit = text % {"site": _("Commitments Tracker"), "revision": revision()}
    if is_demonstration():
        mark = formats.sentence(_("Demonstration: invented States and records"))
        return formats.sentences(credit, mark)
    return credit


def _about(it: ChartRequest) -> list[tuple[str, str]]:
    made, reading = it.chart, it.asked.reading
    url = chart_links.permanent(made, it.asked)
    rows = [
        (_("Title"), made.title),
        (_("Summary"), made.sentence),
        (_("Figures"), captions.lasting_subtitle(made, reading)),
        (_("Situation on"), reading.as_of.isoformat()),
        (_("As known on"), reading.known_by.isoformat()),
        (_("Note"), made.note or ""),
        (_("Web address"), url),
        (_("Licence"), _credit(it)),
        (_("Citation"), citation(made, reading, url=url, revision=revision()).plain),
    ]
    return [(name, text) for name, text in rows if text]

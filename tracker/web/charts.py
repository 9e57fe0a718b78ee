"""Every chart as a file: its figure as JSON for drawing, its rows as CSV for taking away.

Both are made from the rows that the page shows, and take the page's own parameters.
"""

import re
from collections.abc import Mapping
from typing import Any

import orjson
from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.dashboards import flat
from tracker.dashboards.catalogue import chart
from tracker.dashboards.chart import Chart
from tracker.errors import BadParameter
from tracker.exchange.streams import csv_stream
from tracker.gap.methodology import VERSION
from tracker.review.publication import revision
from tracker.web import parameters
from tracker.web.audience import everyone
from tracker.web.parameters import FILTERS, Asked

blueprint = Blueprint("charts", __name__, url_prefix="/charts")

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,39}")


def code(name: str, text: str) -> str:
    """A check that a value may be a code of the registry at all."""
    if not _CODE.fullmatch(text):
        raise BadParameter(name, text[:40], _("a code such as KEN or TIP-PROTOCOL-05"))
    return text


def codes(name: str, text: str) -> str:
    """A check of codes separated by commas."""
    for part in text.split(","):
        code(name, part.strip())
    return text


def listed(text: str | None) -> list[str]:
    """The codes of such a list, in its order."""
    return [part.strip() for part in text.split(",")] if text else []


@blueprint.get("/<name>.json")
@everyone
def figure(name: str) -> ResponseReturnValue:
    """The figure with its title, sentence, note and rows."""
    asked, made = _chart(name)
    reading = asked.reading
    body = {
        "name": made.name,
        "title": made.title,
        "sentence": made.sentence,
        "note": made.note,
        "empty": made.empty,
        "meta": {
            "as_of": reading.as_of,
            "known_by": reading.known_by,
            "methodology": VERSION,
            "revision": revision(),
        },
        "columns": flat.names(made.table),
        "rows": list(flat.rows(made.table)),
        "data": [_leading(trace, asked) for trace in (made.figure or {}).get("data", [])],
        "layout": (made.figure or {}).get("layout", {}),
    }
    return Response(orjson.dumps(body), mimetype="application/json")


@blueprint.get("/<name>.csv")
@everyone
def rows(name: str) -> ResponseReturnValue:
    """The rows of the chart's table, one a line."""
    asked, made = _chart(name)
    file = f"{made.name}-{asked.reading.as_of.isoformat()}.csv"
    answer = Response(
        csv_stream(flat.names(made.table), flat.rows(made.table)),
        content_type="text/csv; charset=utf-8",
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


def _chart(name: str) -> tuple[Asked, Chart]:
    asked = parameters.asked(
        filters=FILTERS,
        more={"state": code, "commitment": code, "indicator": code, "states": codes},
    )
    made = chart(
        name,
        asked.reading,
        filters=asked.filters,
        state=asked.more.get("state"),
        commitment=asked.more.get("commitment"),
        states=listed(asked.more.get("states")),
        indicator=asked.more.get("indicator"),
    )
    return asked, made


# Where a click leads ------------------------------------------------------------------------


def _leading(trace: Mapping[str, Any], asked: Asked) -> Mapping[str, Any]:
    """The trace with addresses in place of the codes of its marks, if it leads anywhere."""
    meta = trace.get("meta")
    if not meta:
        return trace
    marks = trace.get("customdata", [])
    return {**trace, "customdata": [_address(mark, meta, asked) for mark in marks]}


def _address(mark: Any, meta: Mapping[str, str], asked: Asked) -> Any:
    if isinstance(mark, list):
        *rest, last = mark
        return [*rest, _address(last, meta, asked)]
    match meta["page"]:
        case _ if not mark:
            return ""
        case "state":
            return url_for("states.state", iso3=mark, **asked.carried())
        case "cell":
            reference = meta["reference"]
            return url_for("states.cell", iso3=mark, reference=reference, **asked.carried())
        case _:
            return url_for("commitments.commitment", reference=mark, **asked.carried())

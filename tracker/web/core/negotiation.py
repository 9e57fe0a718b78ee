"""Content negotiation: a page for readers, JSON or CSV for programs, at one address.

A program that prefers another format is redirected (303) to its address, with the same reading.
Each page links to these addresses. Parameters that they do not support are refused here, because
ignoring them would give another answer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as Answer

from tracker.core.errors import BadParameter
from tracker.core.interfaces import in_words_of_programs
from tracker.gap.query_params import READING
from tracker.registry.queries.commitments import register
from tracker.web.core.query_params import written
from tracker.web.core.transactions import SAFE
from tracker.web.core.urls import url_with

HTML, JSON, CSV = "text/html", "application/json", "text/csv"
# In the order in which they are preferred where all are accepted alike.
OFFERED = (HTML, JSON, CSV)

Names = Mapping[str, str]
Where = Callable[[Names], tuple[str, dict[str, str]]]


@dataclass(frozen=True, slots=True)
class Alternate:
    """Another format of the current page, with its address."""

    type: str
    url: str


@dataclass(frozen=True, slots=True)
class _Ways:
    """The addresses of the other formats of a page."""

    json: Where
    csv: Where


def _one(collection: str, *renamed: str) -> Where:
    """The item in the API. ``renamed``: its arguments in page order."""
    return lambda names: (
        f"api.{collection}.one",
        dict(zip(renamed, names.values(), strict=True)),
    )


def _rows(collection: str, *filters: str) -> Where:
    """The rows of an API collection about this item."""
    return lambda names: (
        f"api.{collection}.file",
        {"suffix": "csv", **dict(zip(filters, names.values(), strict=True))},
    )


def _file(name: str, *filters: str) -> Where:
    """The rows of a file about this item, if the API has no such filter."""
    return lambda names: (
        "data.download",
        {"name": f"{name}.csv", **dict(zip(filters, names.values(), strict=True))},
    )


COMMITMENT, INSTRUMENT = "commitments.commitment", "instruments.instrument"
WAYS: Mapping[str, _Ways] = {
    "states.state": _Ways(_one("states", "state"), _rows("standings", "state")),
    "states.cell": _Ways(
        _one("standings", "state", "commitment"), _rows("standings", "state", "commitment")
    ),
    COMMITMENT: _Ways(_one("commitments", "commitment"), _rows("standings", "commitment")),
    INSTRUMENT: _Ways(_one("instruments", "instrument"), _rows("commitments", "instrument")),
    "indicators.indicator": _Ways(
        _one("indicators", "indicator"), _rows("indicator_values", "indicator")
    ),
    "actions.action": _Ways(_one("actions", "reference"), _file("actions", "action")),
    "reports.report": _Ways(_one("reports", "reference"), _file("report_entries", "report")),
}


def init_app(app: Flask) -> None:
    """Run before pages, and give templates and headers the other formats."""
    app.before_request(_send_on)
    app.after_request(_add_headers)
    app.context_processor(lambda: {"alternates": alternates()})


def alternates() -> tuple[Alternate, ...]:
    """The other formats of the current page."""
    ways = _ways() if request else None
    if ways is None:
        return ()
    # Its page has read them, or is about to refuse them; sorting and the like is its own.
    reading = {name: ",".join(texts) for name, texts in request.args.lists() if name in READING}
    return (
        Alternate(JSON, _address(ways.json, reading)),
        Alternate(CSV, _address(ways.csv, reading)),
    )


def _ways() -> _Ways | None:
    """The addresses of the other formats of the current page.

    What one state alone is asked, and documents that hold such, have none but the files of data.
    """
    endpoint = request.endpoint or ""
    if endpoint in (COMMITMENT, INSTRUMENT):
        known = {*register().cards} if endpoint == COMMITMENT else {*register().instruments}
        if not {str(text).upper() for text in (request.view_args or {}).values()} <= known:
            return None
    return WAYS.get(endpoint)


def preferred_form() -> str:
    """The best accepted format. A page by default.

    A page also where what is accepted is none of these: readers are shown something.
    """
    return request.accept_mimetypes.best_match(OFFERED, default=HTML) or HTML


def _address(where: Where, reading: Mapping[str, str]) -> str:
    # Codes are upper case; a page sends lower case on, and so does this.
    names = {name: str(text).upper() for name, text in (request.view_args or {}).items()}
    endpoint, arguments = where(names)
    return url_with(endpoint, reading, **arguments)


def _send_on() -> Answer | None:
    if request.method not in SAFE or request.endpoint not in WAYS:
        return None
    form = preferred_form()
    ways = None if form == HTML else _ways()
    if ways is None:
        return None
    try:
        reading = written(READING)
    except BadParameter as fault:
        return in_words_of_programs(fault)
    answer = redirect(_address(ways.json if form == JSON else ways.csv, reading), 303)
    # Scripts of other sites may follow, as they may read what they are sent to.
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def _add_headers(answer: Response) -> Response:
    """Add Vary and links to the other formats."""
    if request.endpoint in WAYS:
        answer.vary.add("Accept")
        if answer.status_code == 200:
            for one in alternates():
                # A header holds ASCII alone, whatever the address holds.
                url = quote(one.url, safe="/?&=%:,~.-_")
                answer.headers.add("Link", f'<{url}>; rel="alternate"; type="{one.type}"')
    return answer

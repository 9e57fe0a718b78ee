"""Lists of pages as files: latest updates, search results, due reports.

Other lists are files of the data set, which their pages link to with the same filters.
"""

from collections.abc import Iterator
from urllib.parse import urljoin

from flask import Blueprint, current_app, url_for
from flask.typing import ResponseReturnValue

from tracker.core.clock import PartialDate
from tracker.exchange.downloads.csv_stream import Cell
from tracker.search.document import Kind
from tracker.search.results import ResultPage, SearchFilter, search
from tracker.timeline import headlines, query
from tracker.timeline.event import parse_timeline_query
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.files import sent_rows
from tracker.web.core.language import selected
from tracker.web.core.query_params import PageParams
from tracker.web.public import activity, reports
from tracker.web.public import search as searching

blueprint = Blueprint("lists", __name__)

MOST_FOUND = 10_000  # of each kind; no search of people has more
AT_A_TIME = 200
ACTIVITY = (
    *("public_on", "own_date", "kind", "what", "reference", "state", "organisation"),
    *("about", "headline", "sentence", "address"),
)
FOUND = ("kind", "reference", "title", "state", "date", "excerpt", "address", "counts_from")
OWED = (
    *("cycle", "period_start", "period_end", "state", "region", "group", "due_on", "standing"),
    *("submitted_on", "report", "published_on", "days_late"),
)


@blueprint.get("/activity.csv")
@everyone
def new() -> ResponseReturnValue:
    """Public events, newest first, with the page's filters."""
    more = {name: check for name, check in activity.MORE.items() if name != "after"}
    asked = query_params.parse_page_params(filters=activity.FILTERS, more=more)
    activity.checked(asked)
    return sent_rows("activity", ACTIVITY, lambda: _new(asked), asked.reading.as_of)


def _new(asked: PageParams) -> Iterator[tuple[Cell, ...]]:
    wanted, before = parse_timeline_query(asked.reading, activity.narrowing(asked)), None
    while True:
        found = query.page(wanted, before=before, size=AT_A_TIME)
        for one in headlines.headline_of(found.occurrences):
            occurrence = one.occurrence
            yield (
                str(PartialDate(occurrence.day, occurrence.precision)),
                occurrence.effective
                and str(PartialDate(occurrence.effective, occurrence.effective_precision or "day")),
                occurrence.kind,
                occurrence.what,
                occurrence.reference,
                occurrence.iso3,
                occurrence.organisation,
                occurrence.about,
                one.headline,
                one.sentence,
                _whole(activity.record_of(occurrence, asked.carried())),
            )
        if not found.older:
            return
        before = query.parse_place(found.older)


@blueprint.get("/search.csv")
@everyone
def found() -> ResponseReturnValue:
    """All search results, best first within each kind."""
    more = {name: check for name, check in searching.MORE.items() if name != "page"}
    asked = query_params.parse_page_params(more=more)
    return sent_rows("search", FOUND, lambda: _found(asked), asked.reading.as_of)


def _found(asked: PageParams) -> Iterator[tuple[Cell, ...]]:
    kind = asked.more.get("kind")
    results = search(
        SearchFilter(
            text=asked.more.get("q", ""),
            as_of=asked.reading.as_of,
            known_by=asked.reading.known_by,
            kind=Kind(kind) if kind else None,
            language=selected(),
            size=MOST_FOUND,
        )
    )
    for group in results.groups:
        for hit in group.hits:
            one = hit.document
            yield (
                one.kind,
                one.key,
                _plain(hit.title),
                one.iso3,
                one.on and str(PartialDate(one.on, one.on_precision)),
                _plain(hit.excerpt),
                _whole(searching.address(one, asked)),
                one.on if one.kind != Kind.REPORT else None,
            )


@blueprint.get("/reporting.csv")
@everyone
def due_reports() -> ResponseReturnValue:
    """Who has reported, is late, or has not reported in a round."""
    due = reports.due_reports()
    day = min(due.asked.reading.as_of, due.asked.reading.known_by)
    rows = [
        (
            *(one.cycle, one.period_start, one.period_end, one.iso3, one.region, one.group),
            *(one.due_on, one.standing, one.submitted_on, one.report, one.published_on),
            one.days_late(day),
        )
        for one in due.owed
    ]
    return sent_rows("reporting", OWED, lambda: rows, due.asked.reading.as_of)


def _plain(shown: ResultPage | None) -> str | None:
    return None if shown is None else "".join(piece.text for piece in shown.pieces)


def _whole(path: str) -> str:
    return urljoin(str(current_app.config.get("SITE_URL") or url_for("dashboard.home")), path)

"""Builds responses: a page of a list, a whole list as a file, or a single item.

Every answer carries the public revision in its ETag; one that has not changed is not made again.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlencode

import orjson
from flask import Response, request, stream_with_context
from flask_babel import gettext as _
from werkzeug.exceptions import NotAcceptable

from tracker.api.core import cursors
from tracker.api.core.authentication import bearer
from tracker.api.core.collections import STEP, Collection, CollectionQuery
from tracker.api.core.fields import plain, row_cells, row_values, values_of
from tracker.api.core.parameters import READING, USUAL
from tracker.api.core.query_params import QueryParams, UnknownReference, parse_query, refuse_unknown
from tracker.api.core.releases import RELEASE
from tracker.core import clock
from tracker.core.cache import Cache
from tracker.core.db import released
from tracker.core.errors import NotReady, Part
from tracker.core.languages import catalogue_id, current_language
from tracker.exchange.downloads.csv_stream import Cell, csv_stream
from tracker.exchange.downloads.figure_columns import DATED_COLUMNS
from tracker.exchange.downloads.figures import rules_of
from tracker.exchange.downloads.file_names import dated_name
from tracker.exchange.workbooks.stream import CONTENT_TYPE as WORKBOOK
from tracker.exchange.workbooks.stream import workbook_stream
from tracker.gap.facts import ScoringParams
from tracker.gap.methodology import VERSION
from tracker.registry.queries.publication import first_published
from tracker.review.revisions import cached, dated_revision, revision

JSON, CSV = "application/json", "text/csv"
SUFFIXES = {"json": JSON, "csv": CSV, "xlsx": WORKBOOK}


def answer_list(collection: Collection, suffix: str | None = None) -> Response:
    """The list in the format of the suffix, or in the best accepted format."""
    kind = SUFFIXES[suffix] if suffix else accepted(*SUFFIXES.values())
    known = collection.list_parameters if kind == JSON else collection.whole_parameters
    given = parse_query(known)
    _refuse_if_empty()
    refuse_unknown(given.reading, given.given)
    if unchanged := _unchanged(kind):
        return unchanged
    answer = _page(collection, given) if kind == JSON else _file(collection, given, kind)
    return _tagged(answer, kind)


def answer_one(collection: Collection, *names: str) -> Response:
    """The single item with these path parameters. Raises NotFound."""
    accepted(JSON)
    given = parse_query(READING)
    if collection.one is None:
        raise ValueError(f"{collection.name} has no single items")
    _refuse_if_empty()
    if unchanged := _unchanged(JSON):
        return unchanged
    row = collection.one(given.reading, *names)
    data = values_of((*collection.fields, *collection.more), row)
    return _tagged(
        json_answer({"data": data, "meta": meta(given.reading, collection.licence)}), JSON
    )


def answer_cached(make: Callable[[], Response]) -> Response:
    """Public JSON from ``make``, or 304 without calling it."""
    accepted(JSON)
    _refuse_if_empty()
    return _unchanged(JSON) or _tagged(make(), JSON)


def _refuse_if_empty() -> None:
    """Report an empty registry as an error instead of returning empty lists."""
    if first_published() is None:
        raise NotReady(
            Part.RECORDS,
            "Nothing was published yet. Load the seed: flask --app wsgi seed load seed_data",
        )


def accepted(*kinds: str) -> str:
    """The best accepted format. Raises NotAcceptable if there is none."""
    if not request.accept_mimetypes.provided:
        return kinds[0]
    best = request.accept_mimetypes.best_match(kinds)
    if best is None:
        raise NotAcceptable
    return best


def meta(reading: ScoringParams, licence: Any) -> dict[str, Any]:
    """How the data were computed: enough to repeat the query and to cite it."""
    return {
        "as_of": reading.as_of.isoformat(),
        "known_by": reading.known_by.isoformat(),
        "methodology": VERSION,
        "revision": revision(),
        "rules": rules_of(reading),
        "licence": str(licence),
    }


def json_answer(body: Mapping[str, Any]) -> Response:
    """A JSON response in which NaN and infinity are refused."""
    text = json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Response(text, content_type=JSON)


# Values whose type is one of ours, such as partial dates, are spelled by ``plain``.
_OPTIONS = orjson.OPT_PASSTHROUGH_DATACLASS


# A page -------------------------------------------------------------------------------------


class _Page(NamedTuple):
    """A page of a list as it is sent, and the place at which the next one begins."""

    body: bytes
    following: str | None


# The tag says all that a page depends on, so a stored page holds as long as its tag.
_PAGES: Cache[_Page] = Cache(8 * 2**20, weigh=lambda page: len(page.body) + 2_000)


def _page(collection: Collection, given: QueryParams) -> Response:
    after = _after(collection, given)
    key = ("page of a list", request.full_path, current_language())
    page = cached(_PAGES, key, _tag(JSON), lambda: _made(collection, given, after))
    answer = Response(page.body, content_type=JSON)
    if page.following:
        query = urlencode({**given.given, "after": page.following})
        answer.headers.add("Link", f'<{request.path}?{query}>; rel="next"')
    return answer


def _made(collection: Collection, given: QueryParams, after: cursors.Key | None) -> _Page:
    limit = int(given.given.get("limit", USUAL))
    rows = collection.rows(CollectionQuery(given.reading, given.given, after, limit + 1))
    found = list(islice(rows, limit + 1))
    if isinstance(rows, Iterator) and hasattr(rows, "close"):
        rows.close()  # PostgreSQL keeps a cursor open until then
    following = cursors.encode(found[limit - 1][0]) if len(found) > limit else None
    values = row_values(collection.fields)
    body = {
        "data": [values(row) for _key, row in found[:limit]],
        "page": {"next": following, "limit": limit},
        "meta": meta(given.reading, collection.licence),
    }
    return _Page(orjson.dumps(body, plain, _OPTIONS), following)


def _after(collection: Collection, given: QueryParams) -> cursors.Key | None:
    if "after" not in given.given:
        return None
    try:
        return cursors.decode(given.given["after"], collection.kinds)
    except cursors.InvalidCursor:
        raise UnknownReference({"after": [_("not the end of a page of this list")]}) from None


# A file -------------------------------------------------------------------------------------


def _file(collection: Collection, given: QueryParams, kind: str) -> Response:
    """Stream the whole list as a file. A HEAD request produces no rows."""
    header, rows = _table(collection, CollectionQuery(given.reading, given.given, None, STEP))
    body: Iterator[bytes] = iter(())
    suffix = "csv" if kind == CSV else "xlsx"
    if request.method != "HEAD" and kind == CSV:
        body = csv_stream(header, rows)
    elif request.method != "HEAD":
        body = workbook_stream(header, rows, sheet=collection.name)
    answer = Response(stream_with_context(released(body)), mimetype=kind)
    name = dated_name(collection.name, given.reading.as_of, suffix)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _table(
    collection: Collection, ask: CollectionQuery
) -> tuple[list[str], Iterator[Sequence[Cell]]]:
    """Rows of figures, with the dates and rules as columns."""
    columns, dated = collection.columns, tuple[Cell, ...]()
    header = [one.name for one in columns]
    if collection.figures:
        params = ask.reading
        dated = (params.as_of, params.known_by, VERSION, revision(), rules_of(params))
        header = [*(one.name for one in DATED_COLUMNS), *header]
    cells = row_cells(columns)
    return header, ((*dated, *cells(row)) for _key, row in collection.rows(ask))


# Conditional requests -----------------------------------------------------------------------


def _tag(kind: str) -> str:
    number, moment = dated_revision()
    parts = (
        f"{number} {moment}",
        clock.today().isoformat(),
        f"{VERSION} {RELEASE}",
        kind,
        current_language(),
        catalogue_id(current_language()),
        request.full_path,
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _unchanged(kind: str) -> Response | None:
    """A 304 response if nothing changed, decided before any row is read."""
    tag = _tag(kind)
    if request.if_none_match and request.if_none_match.contains_weak(tag):
        return _tagged(Response(status=304), kind)
    return None


def _tagged(answer: Response, kind: str) -> Response:
    answer.set_etag(_tag(kind), weak=True)
    # An answer to a token is for its owner's program alone, though it says the same.
    answer.headers["Cache-Control"] = "private, no-cache" if bearer() else "public, no-cache"
    answer.headers["Vary"] = "Accept, Accept-Encoding"
    return answer

"""The search for programs, with the same index, groups and pages as for people.

It is no list of records: what is found comes by kind, the nearest first, and is read in full where
it has its address.
"""

from urllib.parse import urlencode

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.api.core.fields import (
    FLAG,
    TEXT,
    WHOLE,
    Field,
    code_of,
    part,
    parts,
    several,
    values_of,
)
from tracker.api.core.parameters import AS_OF, KNOWN_BY, SEARCH, Parameter
from tracker.api.core.query_params import QueryParams, UnknownReference, parse_query
from tracker.api.core.responses import answer_cached, json_answer, meta
from tracker.api.private.fields import plain_field
from tracker.exchange.downloads.catalogue import OURS
from tracker.policy.audience import everyone
from tracker.reporting.obligations import LANGUAGES
from tracker.search.document import Kind
from tracker.search.query import ReadAs
from tracker.search.results import (
    ON_A_PAGE,
    SOME,
    Hit,
    ResultPage,
    Results,
    SearchFilter,
    search,
)

MOST = 100
# Where the whole of a record is read, by program and by people; an organisation has a page alone.
LISTS = {
    Kind.STATE: "states",
    Kind.COMMITMENT: "commitments",
    Kind.INSTRUMENT: "instruments",
    Kind.ACTION: "actions",
    Kind.REPORT: "reports",
    Kind.INDICATOR: "indicators",
}
QUERY = Parameter(
    SEARCH.name,
    _l("Search words, with quotes, OR, NOT and -word."),
    SEARCH.schema,
    "hotline Kenya",
    SEARCH.wanted,
    required=True,
    key="search_text",
)
KIND = Parameter(
    "kind",
    _l("One kind, in pages. Default: some of each."),
    code_of(Kind),
    "commitment",
    key="kind_found",
)
LANGUAGE = Parameter(
    "language", _l("Language for names of States."), code_of(LANGUAGES), "fr", default="en"
)
LIMIT = Parameter(
    "limit",
    _l("Results of a kind. Default: 5 of each, 25 of one."),
    {"type": "integer", "minimum": 1, "maximum": MOST},
    2,
    _l("a whole number from 1 to 100"),
    key="limit_found",
)
PAGE = Parameter(
    "page",
    _l("Page of one kind. All kinds together have one page."),
    {"type": "integer", "minimum": 1, "maximum": 100_000},
    1,
    _l("a whole number from 1"),
    default=1,
)
TAKES = (QUERY, KIND, LANGUAGE, LIMIT, PAGE, AS_OF, KNOWN_BY)


# What is answered ---------------------------------------------------------------------------


def _text(shown: ResultPage) -> str:
    return "".join(piece.text for piece in shown.pieces)


def _marks(shown: ResultPage) -> list[dict[str, int]]:
    found, place = [], 0
    for piece in shown.pieces:
        if piece.hit:
            found.append({"start": place, "end": place + len(piece.text)})
        place += len(piece.text)
    return found


def address_of(hit: Hit) -> str | None:
    """The API address of a hit. None for an organisation, which has only a page."""
    name = LISTS.get(hit.document.kind)
    return None if name is None else f"/api/v1/{name}/{hit.document.key}"


def _place(hit: Hit) -> str:
    """The commitment that an entry answers."""
    return hit.document.key.partition("#")[2]


MARK = (
    Field("start", _l("First character of it, counted from 0"), WHOLE, lambda one: one["start"], 0),
    Field("end", _l("The character after its last one"), WHOLE, lambda one: one["end"], 7),
)
SHOWN = (
    Field("text", _l("The text"), TEXT, _text, "Hotlines for victims"),
    Field(
        "language",
        _l("Its language. Null: of none, or not known"),
        TEXT,
        lambda shown: shown.language,
        "en",
        nullable=True,
    ),
    parts("marks", _l("What was found in it, to be marked"), MARK, _marks),
)
ENTRY = (
    Field("commitment", _l("The commitment"), TEXT, _place, "GPA-2010-38"),
    part("title", _l("Its title"), SHOWN, lambda hit: hit.title),
    part("excerpt", _l("Around what was found"), SHOWN, lambda hit: hit.excerpt, nullable=True),
)
HIT = (
    Field("key", _l("Code, reference or id"), TEXT, lambda hit: hit.document.key, "GPA-2010-38"),
    Field(
        "state",
        _l("The State that it is about. Null: none"),
        TEXT,
        lambda hit: hit.document.iso3,
        None,
        nullable=True,
    ),
    part("title", _l("Its title"), SHOWN, lambda hit: hit.title),
    part(
        "excerpt",
        _l("Around what was found. Null: the title says it all"),
        SHOWN,
        lambda hit: hit.excerpt,
        nullable=True,
    ),
    parts("within", _l("Of a report, its nearest entries"), ENTRY, lambda hit: hit.within),
    Field("more", _l("How many other entries of it"), WHOLE, lambda hit: hit.more, 0),
    Field(
        "address",
        _l("Its address here. Null: it has a page alone"),
        TEXT,
        address_of,
        "/api/v1/commitments/GPA-2010-38",
        nullable=True,
    ),
)
GROUP = (
    plain_field("kind", _l("Of which kind"), code_of(Kind), "commitment"),
    plain_field("total", _l("How many there are of it"), WHOLE, 12),
    plain_field("is_partial", _l("Whether there are more than were counted"), FLAG, False),
    parts("hits", _l("Those of this page, the nearest first"), HIT, lambda group: group.hits),
)
TERM = (
    plain_field("written", _l("As it was asked for"), TEXT, "hotline"),
    plain_field("quoted", _l("Whether its words stand side by side"), FLAG, False),
    plain_field("read_as", _l("How it was understood"), code_of(ReadAs), "word"),
)
ANSWER = (
    Field(
        "state",
        _l("The State. Null: of all States"),
        TEXT,
        lambda answer: answer.iso3,
        "KEN",
        nullable=True,
    ),
    Field(
        "themes",
        _l("Codes of the themes that the search names"),
        several(TEXT),
        lambda answer: list(answer.themes),
        ["non-punishment"],
    ),
    Field(
        "commitments",
        _l("References of the commitments on the topic, the nearest first"),
        several(TEXT),
        lambda answer: list(answer.commitments),
        ["GPA-2010-25"],
    ),
)
RESULTS = (
    Field("total", _l("How many records, of all kinds"), WHOLE, lambda found: found.total, 12),
    parts("terms", _l("What was asked, as it was understood"), TERM, lambda found: found.terms),
    Field(
        "ignored",
        _l("Signs of the search without effect, such as an operator at its end"),
        several(TEXT),
        lambda found: list(found.query.ignored),
        [],
    ),
    parts(
        "answers",
        _l("Where the search names a State with a topic: the State's commitments on it"),
        ANSWER,
        lambda found: found.answers,
    ),
    parts("groups", _l("What was found, by kind"), GROUP, lambda found: found.groups),
    Field(
        "meant",
        _l("Where nothing was found: States that are called much like it"),
        several(TEXT),
        lambda found: [state.iso3 for state in found.meant],
        [],
    ),
)

ABOUT = _l(
    "The same index, order and groups as on the page: some results of each kind, or "
    "one kind in pages. Matches in a text are marks with beginning and end, in "
    "characters."
)

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
@everyone
def found() -> ResponseReturnValue:
    """Search results: some of each kind, or one kind in pages."""
    given = parse_query(TAKES)
    return answer_cached(lambda: _answer(given))


def _answer(asked_for: QueryParams) -> Response:
    given, reading = asked_for.given, asked_for.reading
    kind = Kind(given["kind"]) if "kind" in given else None
    limit = int(given.get("limit", SOME if kind is None else ON_A_PAGE))
    wanted = SearchFilter(
        text=given["q"],
        as_of=reading.as_of,
        known_by=reading.known_by,
        kind=kind,
        page=int(given.get("page", "1")),
        language=given.get("language", "en"),
        size=limit,
    )
    results = search(wanted)
    if results.page > results.pages:
        raise UnknownReference({"page": [_("there are %(pages)s", pages=results.pages)]})
    page = {"number": results.page, "of": results.pages, "limit": limit}
    body = {"data": values_of(RESULTS, results), "page": page, "meta": meta(reading, OURS)}
    return _with_next(json_answer(body), results)


def _with_next(answer: Response, results: Results) -> Response:
    if results.page < results.pages:
        query = urlencode({**request.args, "page": results.page + 1})
        answer.headers.add("Link", f'<{request.path}?{query}>; rel="next"')
    return answer

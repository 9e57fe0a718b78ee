"""The search page: everything public, by kind."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.core.errors import BadParameter
from tracker.search.document import Document, Field, Kind
from tracker.search.results import SearchFilter, search
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.language import selected
from tracker.web.core.query_params import PageParams
from tracker.web.public.search_answers import answers_of

blueprint = Blueprint("search", __name__)

MORE = {
    "q": query_params.free_text,
    "kind": query_params.one_of(Kind),
    "page": query_params.positive_number,
}
KINDS = {
    Kind.STATE: _l("States"),
    Kind.COMMITMENT: _l("Commitments"),
    Kind.INSTRUMENT: _l("Texts and treaties"),
    Kind.ACTION: _l("Actions"),
    Kind.REPORT: _l("Reports"),
    Kind.INDICATOR: _l("Indicators"),
    Kind.ORGANISATION: _l("Organisations"),
}
FIELDS = {
    Field.WORDING: _l("Official wording"),
    Field.PLACE: _l("Place in the text"),
    Field.INSTRUMENT: _l("Text or treaty"),
    Field.THEME: _l("Theme"),
    Field.TARGET: _l("Sustainable Development Goal"),
    Field.ISSUER: _l("Issued by"),
    Field.ORGANISATION: _l("Organisation"),
    Field.OTHER_NAME: _l("Also called"),
    Field.COMMITMENT: _l("Commitment"),
}
# The page of each kind, and what its address calls the key.
PAGES = {
    Kind.STATE: ("states.state", "iso3"),
    Kind.COMMITMENT: ("commitments.commitment", "reference"),
    Kind.INSTRUMENT: ("instruments.instrument", "code"),
    Kind.ACTION: ("actions.action", "reference"),
    Kind.REPORT: ("reports.report", "reference"),
    Kind.INDICATOR: ("indicators.indicator", "code"),
    Kind.ORGANISATION: ("organisations.organisation", "public_id"),
}
# Ways to begin: each shows something that the search forgives.
EXAMPLES = (
    "Kenya non-punishment",
    "shelter OR housing",
    "64/293",
    '"rights of victims"',
    "الصين",
    "肯尼亚",
)


@blueprint.get("/search")
@everyone
def page() -> ResponseReturnValue:
    """Search results: some of each kind, or one kind in pages."""
    asked = query_params.parse_page_params(more=MORE)
    kind = Kind(asked.more["kind"]) if "kind" in asked.more else None
    if kind is None and "page" in asked.more:
        raise BadParameter("page", asked.more["page"], _("a page of one kind, such as kind=action"))
    results = search(
        SearchFilter(
            text=asked.more.get("q", ""),
            as_of=asked.reading.as_of,
            known_by=asked.reading.known_by,
            kind=kind,
            page=int(asked.more.get("page", "1")),
            language=selected(),
        )
    )
    if not 1 <= results.page <= results.pages:
        raise BadParameter("page", str(results.page), f"1–{results.pages}")

    return render_template(
        "search/page.html",
        asked=asked,
        results=results,
        chosen=kind,
        kinds=KINDS,
        fields=FIELDS,
        answers=answers_of(results, asked) if kind is None else (),
        address=lambda document: address(document, asked),
        examples=EXAMPLES,
    )


def address(document: Document, asked: PageParams) -> str:
    """The page of a result at the same reading."""
    endpoint, name = PAGES[document.kind]
    record, _sign, place = document.key.partition("#")
    values: dict[str, Any] = {name: record, **asked.carried()}
    return url_for(endpoint, _anchor=place or None, **values)

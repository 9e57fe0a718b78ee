"""Lists every public page for search engines: robots.txt and sitemaps (sitemaps.org 0.9).

A part names addresses and no day, so it cannot tell when a record with a withheld name became
public. Each language has its parts, and each address names the same page in the other languages,
as search engines ask. Pages of one commitment in one state are left to the links on the pages of
states: there are more of them than one file may hold.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from xml.etree import ElementTree as ET

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from tracker.core.errors import NotFound
from tracker.core.languages import LANGUAGES, path_prefix
from tracker.evidence.queries import action_list
from tracker.evidence.queries.action_list import ActionQuery
from tracker.gap.standing import default_params
from tracker.registry.queries import commitments as registry
from tracker.registry.queries import threads
from tracker.registry.queries.indicators import indicators
from tracker.registry.queries.states import state_ids
from tracker.reporting.queries import report_places
from tracker.review.revisions import is_demonstration
from tracker.stories.catalogue import STORIES
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.language import absolute
from tracker.web.core.language_prefix import split_language
from tracker.web.core.navigation import GROUPS
from tracker.web.discovery.canonical import translations
from tracker.web.guides.pages import GUIDES

blueprint = Blueprint("sitemap", __name__)

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
LINK = f"{{{XHTML}}}link"
MOST = 50_000  # addresses in one part, as the protocol allows
_CLOSED = ("/account", "/admin", "/invitations", "/letters", "/requests", "/review", "/workspace")
CLOSED = tuple(path_prefix(language) + path for language in LANGUAGES for path in _CLOSED)
NOT_LISTED = ("/api/", "/*.csv", "/*.json", "/*?")  # the same records in other forms


@blueprint.get("/robots.txt")
@everyone
def robots() -> ResponseReturnValue:
    """What crawlers may visit: every public page at its canonical address."""
    query_params.parse_page_params(reading=False)
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in (*CLOSED, *NOT_LISTED))]
    if is_demonstration():
        lines = ["User-agent: *", "Disallow: /"]  # invented records belong in no search engine
    lines.append(f"Sitemap: {url_for('.index', _external=True)}")
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/sitemap.xml")
@everyone
def index() -> ResponseReturnValue:
    """The parts of the sitemap."""
    query_params.parse_page_params(reading=False)
    paths = [split_language(url_for(".part", name=name))[1] for name in PARTS]
    parts = (absolute(path, language) for language in LANGUAGES for path in paths)
    tree = _tree("sitemapindex")
    for address in parts:
        ET.SubElement(ET.SubElement(tree, _name("sitemap")), _name("loc")).text = address
    return _document(tree)


@blueprint.get("/sitemaps/<name>.xml")
@everyone
def part(name: str) -> ResponseReturnValue:
    """The addresses of one kind of page."""
    if name not in PARTS:
        raise NotFound("sitemap", name[:40])
    query_params.parse_page_params(reading=False)
    tree = _tree("urlset")
    for address in islice(PARTS[name](), MOST):
        entry = ET.SubElement(tree, _name("url"))
        ET.SubElement(entry, _name("loc")).text = address
        for language, other in translations(address).items():
            ET.SubElement(entry, LINK, rel="alternate", hreflang=language, href=other)
    return _document(tree)


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _tree(root: str) -> ET.Element:
    ET.register_namespace("", NAMESPACE)
    ET.register_namespace("xhtml", XHTML)
    return ET.Element(_name(root))


def _document(tree: ET.Element) -> Response:
    body = ET.tostring(tree, encoding="utf-8", xml_declaration=True)
    return Response(body, content_type="application/xml; charset=utf-8")


def _pages() -> Iterator[str]:
    yield url_for("dashboard.home", _external=True)
    for group in GROUPS:
        for place in group.places:
            yield url_for(place.endpoint, _external=True)
    for name in STORIES:
        yield url_for("stories.story", name=name, _external=True)
    for role in GUIDES:
        yield url_for("guides.guide", role=role, _external=True)


def _states() -> Iterator[str]:
    for iso3 in sorted(state_ids()):
        yield url_for("states.state", iso3=iso3, _external=True)


def _commitments() -> Iterator[str]:
    for instrument in sorted(registry.register().instruments):
        yield url_for("instruments.instrument", code=instrument, _external=True)
    known_by = default_params().known_by
    for card in registry.register().cards.values():
        if registry.is_public(card, known_by):
            yield url_for("commitments.commitment", reference=card.reference, _external=True)
    for thread in threads.threads(known_by):
        reference = thread.first.reference
        yield url_for("threads.thread", reference=reference, _external=True)


def _indicators() -> Iterator[str]:
    for one in indicators(default_params().known_by):
        yield url_for("indicators.indicator", code=one.code, _external=True)


def _reports() -> Iterator[str]:
    reading = default_params()
    for place in report_places(reading.as_of, reading.known_by):
        yield url_for("reports.report", reference=place.reference, _external=True)


def _actions() -> Iterator[str]:
    reading = default_params()
    for reference in action_list.references(ActionQuery({}, reading.as_of, reading.known_by)):
        yield url_for("actions.action", reference=reference, _external=True)


PARTS: dict[str, Callable[[], Iterator[str]]] = {
    "pages": _pages,
    "states": _states,
    "commitments": _commitments,
    "indicators": _indicators,
    "reports": _reports,
    "actions": _actions,
}

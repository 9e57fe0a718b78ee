"""Gives public pages an ETag from the revision of their records, and caching rules.

Nothing a reader of public pages sees depends on who reads, so no cookie is set. The tag is made of
the last change of the records that the page shows, the day, the rules, the build, the language and
the address. The signed-in see the same pages with the way out in their corner: theirs carry no tag
and are never stored.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode

from flask import Flask, Response, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError

from tracker.core import clock
from tracker.core.db import db
from tracker.core.interfaces import asked_by_program
from tracker.core.languages import catalogue_id
from tracker.gap import methodology
from tracker.registry.queries.publication import first_published
from tracker.registry.queries.states import state_ids
from tracker.review.publishable import REGISTRY, SHARED, part_of_state
from tracker.review.revisions import (
    Revision,
    dated_revision,
    is_demonstration,
    revised_parts,
)
from tracker.web.core import assets, language, visitor
from tracker.web.core.audience import Audience, audience_of

SAFE = frozenset({"GET", "HEAD"})
PUBLIC = "public, no-cache"  # may be kept, and must be asked for again each time
PAGE_VERSION = "tracker.page_version"  # in the WSGI environment of an answer that may be stored
View = TypeVar("View", bound=Callable[..., Any])

_more: dict[str, Callable[[], str]] = {}


@dataclass(frozen=True, slots=True)
class PageVersion:
    """The versions that a page was made from: ``revisions`` of ``parts``, or of everything.

    ``days`` are today in UTC and the latest day that has begun anywhere.
    """

    parts: tuple[str, ...]
    revisions: tuple[Revision, ...]
    days: tuple[date, date]
    tag: str

    @property
    def number(self) -> int:
        """The public revision of the last change to the page."""
        return max(revision.number for revision in self.revisions)


def depends(endpoint: str, tell: Callable[[], str]) -> None:
    """Add a further dependency to the page's ETag. The page is not stored."""
    _more[endpoint] = tell


def shows_one_state(view: View) -> View:
    """Declare that a page depends on the registry and the State in its address.

    A public change of another State leaves such a page as it is.
    """
    view.__dict__["shows_one_state"] = True
    return view


def never_stored(view: View) -> View:
    """Declare that a page also depends on non-public changes."""
    view.__dict__["never_stored"] = True
    return view


def init_app(app: Flask) -> None:
    """Answer 304 before a view runs, and add ETags to responses."""
    app.before_request(_unchanged)
    app.after_request(_tag)
    app.context_processor(_describe_page)


def _describe_page() -> dict[str, Any]:
    """Page information for templates. Empty if the database was not used."""
    version: PageVersion | None = g.get("page_version")
    return {
        "revision": version.number if version else None,
        "first_published": g.get("first_published"),
        "is_demonstration": _shows_banner,
    }


def _shows_banner() -> bool:
    """Whether to show that all records are invented. Works without a database.

    A page that cannot read the mark cannot read a record either.
    """
    try:
        return is_demonstration()
    except SQLAlchemyError:
        db.session.rollback()
        return False


def _page_version() -> PageVersion:
    parts = _parts()
    revisions = revised_parts(*parts) if parts else (dated_revision(),)
    days = (clock.today(), clock.latest_day())
    return PageVersion(parts, revisions, days, _tag_of(revisions, days))


def normalised(query: str) -> tuple[tuple[str, str], ...] | None:
    """The query parameters by name, with the order of repeated ones kept.

    None for bytes that are not UTF-8 and for very many parameters: such an address is not stored.
    """
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=50)
    except ValueError:
        return None
    return tuple(sorted(pairs, key=lambda pair: pair[0]))


def _parts() -> tuple[str, ...]:
    """The parts of records that the page depends on. Empty for everything."""
    if not _declares("shows_one_state"):
        return ()
    state_id = state_ids().get((request.view_args or {}).get("iso3", ""))
    return () if state_id is None else (REGISTRY, SHARED, part_of_state(state_id))


def _declares(name: str) -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, name, False))


def _tag_of(revisions: tuple[Revision, ...], days: tuple[date, date]) -> str:
    parts = (
        *(f"{revision.number} {revision.changed_at}" for revision in revisions),
        *(day.isoformat() for day in days),
        methodology.VERSION,
        assets.build_id(current_app),
        *_words(),
        _address(),
        _more[request.endpoint]() if request.endpoint in _more else "",
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _words() -> tuple[str, ...]:
    """What the texts of a page depend on: language, catalogue, offered language."""
    code = language.selected()
    return code, catalogue_id(code), language.offered() or ""


def _address() -> str:
    parameters = normalised(request.query_string.decode("latin-1"))
    return request.full_path if parameters is None else f"{request.path}?{urlencode(parameters)}"


def _is_public() -> bool:
    return (
        request.method in SAFE
        and not asked_by_program()
        and visitor.present() is None
        and request.endpoint is not None
        and audience_of(current_app, request.endpoint) is Audience.EVERYONE
    )


def _unchanged() -> Response | None:
    if not _is_public():
        return None
    g.page_version, g.first_published = _page_version(), first_published()
    tag = g.page_version.tag
    if not request.if_none_match or not request.if_none_match.contains_weak(tag):
        return None
    return _with_tag(Response(status=304), tag)


def _tag(response: Response) -> Response:
    if response.status_code == 200 and _is_public() and "ETag" not in response.headers:
        version = g.get("page_version") or _page_version()
        if not response.is_streamed and not response.direct_passthrough and _may_be_stored():
            request.environ[PAGE_VERSION] = version
        _with_tag(response, version.tag)
    elif "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


def _may_be_stored() -> bool:
    return request.endpoint not in _more and not _declares("never_stored")


def _with_tag(response: Response, tag: str) -> Response:
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = PUBLIC
    response.headers["Vary"] = "Accept-Encoding"
    return response

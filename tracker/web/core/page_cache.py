"""Caches compressed public pages and answers from the cache.

Only requests without a cookie, credentials or a body are answered from here, and only pages that
``caching`` has found to be the same for every reader are stored. Before each answer the database is
asked whether the page still holds, so that a public change is seen by the very next request, also
one of another process.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Event, Lock
from typing import Any

from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.datastructures import Accept, MIMEAccept
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_accept_header, parse_etags

from tracker.core import clock
from tracker.core.cache import Cache
from tracker.core.db import db
from tracker.core.interfaces import PROGRAMS
from tracker.core.languages import negotiated
from tracker.core.replica import engine_for_readers
from tracker.review.models import PartRevision, PublicRevision
from tracker.review.revisions import NEVER, Revision
from tracker.web.core.audience import Audience, audience_of
from tracker.web.core.caching import PAGE_VERSION, PUBLIC, PageVersion, normalised
from tracker.web.core.headers import Application, StartResponse
from tracker.web.core.language_prefix import LANGUAGE
from tracker.web.core.negotiation import HTML, OFFERED

MEGABYTE = 2**20
DEFAULT_MB = 64
_NAME = "tracker-pages"
LARGEST_BODY = MEGABYTE  # files of records are made anew
LONGEST_ADDRESS = 2_000
OVERHEAD = 2_000  # bytes of a stored page beside its body: key, headers, objects
ENCODINGS = ("br", "gzip")
PATIENCE = 60.0  # seconds that a request waits for another that makes the same page
# What says nothing of a page that has not changed, or must not be sent with such an answer.
_ONLY_WITH_BODY = frozenset(
    f"content-{name}" for name in ("type", "length", "encoding", "disposition", "language")
) | {"link"}
# Requests that carry one of these are never answered from here.
_PERSONAL = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_RANGE")


@dataclass(slots=True)
class Page:
    """A stored response with its versions."""

    version: PageVersion
    headers: list[tuple[str, str]]
    body: bytes
    tag: str
    # The last change of anything at which the page was found to hold: one question less.
    holds_at: Revision | None = field(default=None, compare=False)

    def answer(self, environ: Mapping[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """200 with the body, or 304."""
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked and parse_etags(asked).contains_weak(self.tag):
            start_response("304 NOT MODIFIED", self._unchanged())
            return ()
        start_response("200 OK", list(self.headers))
        return () if environ["REQUEST_METHOD"] == "HEAD" else (self.body,)

    def _unchanged(self) -> list[tuple[str, str]]:
        return [(name, text) for name, text in self.headers if name.lower() not in _ONLY_WITH_BODY]


class PageCache:
    """WSGI middleware inside of the host check and the security headers."""

    def __init__(self, application: Application, app: Flask, *, megabytes: int) -> None:
        self.application = application
        self.app = app
        self.pages: Cache[Page] = Cache(megabytes * MEGABYTE, weigh=_weigh)
        self._flights: dict[Hashable, Event] = {}
        self._lock = Lock()
        self._engine: Engine | None = None

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer from the cache, or make and store the page."""
        key = self._key(environ)
        if key is None:
            return self.application(environ, start_response)
        page = self._current(key)
        if page is None and environ["REQUEST_METHOD"] == "GET" and self._is_open(environ):
            return self._made_once(key, environ, start_response)
        if page is None:
            return self.application(environ, start_response)
        return page.answer(environ, start_response)

    def _key(self, environ: dict[str, Any]) -> Hashable | None:
        """The cache key of a request. None if the page is not public."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or self.pages.limit == 0:
            return None
        if any(environ.get(name) for name in _PERSONAL) or has_body(environ):
            return None
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        if len(path) + len(query) > LONGEST_ADDRESS or f"{path}/".startswith(f"{PROGRAMS}/"):
            return None
        parameters = normalised(query)
        if parameters is None:
            return None
        # What goes on from here asks for the very compression under which the page is stored.
        environ["HTTP_ACCEPT_ENCODING"] = encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        return (
            self._database(),
            environ.get("wsgi.url_scheme"),
            environ.get("HTTP_HOST"),
            environ.get("SCRIPT_NAME", ""),
            path,
            parameters,
            environ["HTTP_ACCEPT_ENCODING"],
            _form(environ.get("HTTP_ACCEPT", "")),
            _offer(environ),
        )

    def _database(self) -> Engine:
        if self._engine is None:
            with self.app.app_context():
                self._engine = db.engine
        return self._engine

    def _current(self, key: Hashable) -> Page | None:
        """The stored page, if no public change or new day affects it."""
        page = self.pages.latest(key)
        if page is None or page.version.days != (clock.today(), clock.latest_day()):
            return None
        engine = engine_for_readers(self.app, self._database())
        try:
            holds = _holds(page, engine)
        except SQLAlchemyError:
            return None  # The application says what is wrong with the database.
        return self.pages.get(key, page.version) if holds else None

    def _is_open(self, environ: Mapping[str, Any]) -> bool:
        """Whether the address belongs to a public page."""
        try:
            endpoint, _arguments = self.app.url_map.bind("").match(environ["PATH_INFO"])
        except HTTPException:
            return False
        return audience_of(self.app, endpoint) is Audience.EVERYONE

    def _made_once(
        self, key: Hashable, environ: dict[str, Any], start_response: StartResponse
    ) -> Iterable[bytes]:
        """Make the page, or wait for the request that makes it."""
        with self._lock:
            flight = self._flights.get(key)
            is_maker = flight is None
            if flight is None:
                flight = self._flights[key] = Event()
        if is_maker:
            try:
                return self._made(key, environ, start_response)
            finally:
                with self._lock:
                    del self._flights[key]
                flight.set()
        flight.wait(PATIENCE)
        page = self._current(key)
        # What could not be stored, or failed, is made by each request for itself.
        if page is None:
            return self.application(environ, start_response)
        return page.answer(environ, start_response)

    def _made(
        self, key: Hashable, environ: dict[str, Any], start_response: StartResponse
    ) -> Iterable[bytes]:
        headers: list[tuple[str, str]] = []

        def start(status: str, given: list[tuple[str, str]], *rest: Any) -> Any:
            headers[:] = given
            return start_response(status, given, *rest)

        answer = self.application(environ, start)
        version: PageVersion | None = environ.get(PAGE_VERSION)
        if version is None or not _is_public(headers):
            return answer
        try:
            body = b"".join(answer)
        finally:
            close: Callable[[], None] | None = getattr(answer, "close", None)
            if close is not None:
                close()
        if len(body) <= LARGEST_BODY:
            page = Page(version, headers, body, version.tag)
            self.pages.put(key, version, page)
        return (body,)


def init_app(app: Flask) -> None:
    """Add the cache. In template development every page is made anew."""
    megabytes = 0 if app.debug else int(app.config.setdefault("PAGE_CACHE_MB", DEFAULT_MB))
    cache = PageCache(app.wsgi_app, app, megabytes=megabytes)
    app.extensions[_NAME] = cache
    app.wsgi_app = cache  # type: ignore[method-assign]


def of_app(app: Flask) -> PageCache:
    """The page cache of an application."""
    cache: PageCache = app.extensions[_NAME]
    return cache


_WHOLE = select(PublicRevision.number, PublicRevision.changed_at)
_PARTS = select(PartRevision.part, PartRevision.number, PartRevision.changed_at)


def _holds(page: Page, engine: Engine) -> bool:
    """Whether the page shows the current state of its database."""
    with engine.connect() as connection:
        row = connection.execute(_WHOLE).first()
        whole = Revision(*row) if row else NEVER
        if whole == page.holds_at:
            return True
        parts = page.version.parts
        if not parts:
            now: tuple[Revision, ...] = (whole,)
        else:
            found = connection.execute(_PARTS.where(PartRevision.part.in_(parts)))
            known = {row.part: Revision(row.number, row.changed_at) for row in found}
            now = tuple(known.get(part, NEVER) for part in parts)
    if now != page.version.revisions:
        return False
    page.holds_at = whole
    return True


def has_body(environ: Mapping[str, Any]) -> bool:
    """Whether the request has a body."""
    return bool(environ.get("HTTP_TRANSFER_ENCODING")) or bool(
        (environ.get("CONTENT_LENGTH") or "").strip("0")
    )


def _weigh(page: Page) -> int:
    return len(page.body) + OVERHEAD


def _is_public(headers: Iterable[tuple[str, str]]) -> bool:
    """Whether the response is still public and sets no cookie."""
    named = {name.lower(): text for name, text in headers}
    return named.get("cache-control") == PUBLIC and "set-cookie" not in named


@lru_cache(maxsize=500)
def encoding(accepted: str) -> str:
    """The content encoding for an Accept-Encoding header: br, gzip or identity."""
    wishes = parse_accept_header(accepted, Accept)
    plain = wishes.quality("identity") if "identity" in wishes.values() else 0
    best = max(ENCODINGS, key=wishes.quality)  # the first of equals
    return best if wishes.quality(best) > 0 and wishes.quality(best) >= plain else "identity"


def _offer(environ: Mapping[str, Any]) -> str:
    """The language offered on the English front page. Other pages ignore the header."""
    if environ.get("PATH_INFO") != "/" or LANGUAGE in environ:
        return ""
    return negotiated(environ.get("HTTP_ACCEPT_LANGUAGE", ""))


@lru_cache(maxsize=500)
def _form(accepted: str) -> str:
    """The best accepted format of a page, as ``negotiation`` chooses it."""
    return parse_accept_header(accepted, MIMEAccept).best_match(OFFERED, default=HTML) or HTML

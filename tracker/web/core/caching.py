"""Tags public pages with the public revision; an unchanged page is answered with 304.

Nothing a reader of public pages sees depends on who reads, so no cookie is set and the tag
is made of the revision and its moment, the day, the rules, the build, the language and the
address. The signed-in see the same pages with the way out in their corner; theirs are never kept.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, current_app, g, request
from flask_babel import get_locale

from tracker.core import clock
from tracker.core.interfaces import asked_by_program
from tracker.gap import methodology
from tracker.registry.queries.publication import first_published
from tracker.review.publication import dated_revision
from tracker.web.core import assets, visitor
from tracker.web.core.audience import Audience, audience_of

SAFE = frozenset({"GET", "HEAD"})

_more: dict[str, Callable[[], str]] = {}


def depends(endpoint: str, tell: Callable[[], str]) -> None:
    """Have the tag of a page rest on something more that it shows."""
    _more[endpoint] = tell


def init_app(app: Flask) -> None:
    """Answer 304 before a view runs, and tag what it answers."""
    app.before_request(_unchanged)
    app.after_request(_tag)
    app.context_processor(_describe_page)


def _describe_page() -> dict[str, Any]:
    """What every page may say of the whole: nothing where the database was never asked."""
    return {"revision": g.get("revision"), "first_published": g.get("first_published")}


def _etag() -> str:
    parts = (
        f"{g.revision} {g.revised_at}",
        clock.today().isoformat(),
        methodology.VERSION,
        assets.build_id(current_app),
        str(get_locale()),
        request.full_path,
        _more[request.endpoint]() if request.endpoint in _more else "",
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


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
    (g.revision, g.revised_at), g.first_published = dated_revision(), first_published()
    if not request.if_none_match:
        return None
    tag = _etag()
    if not request.if_none_match.contains_weak(tag):
        return None
    return _with_tag(Response(status=304), tag)


def _tag(response: Response) -> Response:
    if response.status_code == 200 and _is_public() and "ETag" not in response.headers:
        _with_tag(response, _etag())
    elif "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


def _with_tag(response: Response, tag: str) -> Response:
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    return response

"""The canonical address of a page for search engines and link previews.

It leaves out settings, so that the same page under other rules or on an earlier day is one page to
a search engine, and keeps what the page lists: filters, the words of a search, the page number.
"""

from typing import Any

from flask import Flask, current_app, request

from tracker.core.languages import DEFAULT, LANGUAGES
from tracker.web.core.audience import Audience, audience_of
from tracker.web.core.language import absolute
from tracker.web.core.language_prefix import is_plain
from tracker.web.core.query_params import READING, PageParams
from tracker.web.core.urls import url_with
from tracker.web.discovery.structured_data import page_data

NOT_KEPT = READING | {"since", "sort", "show", "folded", "view", "back", "after"}


def init_app(app: Flask) -> None:
    """Give every page its address and the address of its picture."""
    more = {
        "canonical": canonical_url,
        "structured_data": page_data,
        "translations": translations,
    }
    app.context_processor(lambda: more)


def canonical_url(asked: PageParams | None = None) -> str | None:
    """The full address of the current page. None for errors and private pages."""
    if request.endpoint is None or request.routing_exception is not None:
        return None
    if audience_of(current_app, request.endpoint) is not Audience.EVERYONE:
        return None
    given: dict[str, Any] = dict(asked.given) if asked else {}
    query = {name: text for name, text in given.items() if name not in NOT_KEPT}
    return url_with(request.endpoint, query, _external=True, **(request.view_args or {}))


def translations(canonical: str | None) -> dict[str, str]:
    """The addresses of a page by language, with ``x-default``.

    Each page lists all of them, itself too: search engines ignore what is not said by both sides.
    """
    if canonical is None or is_plain(request.endpoint or ""):
        return {}
    host = request.host_url.rstrip("/")
    path = canonical.removeprefix(host).removeprefix(request.script_root)
    found = {code: absolute(path, code) for code in LANGUAGES}
    return found | {"x-default": found[DEFAULT]}

"""Removes the language prefix from paths, so that routes have one path for all languages.

The prefix becomes part of the mount point (``SCRIPT_NAME``), so every address that the router
builds keeps it. What is the same in every language (static files, the API, robots.txt, files of
data) has one address without a prefix.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, current_app, redirect, request
from werkzeug.wrappers import Response as Answer

from tracker.core.languages import DEFAULT, LANGUAGES
from tracker.web.core.headers import Application, StartResponse

LANGUAGE = "tracker.language"  # in the WSGI environment of a request with a prefix
API_PAGE = "api.description.docs"  # the only page below the path of the API
# Endpoints whose answers hold no words of ours, or those of all languages at once.
PLAIN = frozenset(
    {
        "health.alive",
        "health.ready",
        "sitemap.robots",
        "sitemap.index",
        "oembed.describe",
        "about.security_txt",
        "offline.service_worker",
    }
)
PLAIN_BLUEPRINTS = frozenset({"api", "api_writing", "attachments", "data_set"})
# A code as one segment, perhaps with a script or region: /fr, /FR, /zh-Hant, /en.
_SEGMENT = re.compile(r"/([A-Za-z]{2})((?:-[A-Za-z0-9]{2,8}){0,3})(?=/|$)")


class LanguagePrefix:
    """WSGI middleware outside of the page cache, which stores pages by mount point."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Continue without the prefix, or redirect a variant to the canonical one."""
        path = environ.get("PATH_INFO", "")
        found = _SEGMENT.match(path)
        language = found[1].lower() if found else ""
        if found is None or language not in LANGUAGES:
            return self.application(environ, start_response)
        rest = path[found.end() :]
        prefix = "" if language == DEFAULT else f"/{language}"
        if found[0] != prefix or not rest:
            return _moved(environ, start_response, prefix, rest)
        if rest.startswith("/static/"):
            return self.application(environ, start_response)  # leads nowhere, as it should
        # Servers and other middleware keep the environment as they know it.
        inner = {
            **environ,
            "SCRIPT_NAME": environ.get("SCRIPT_NAME", "") + prefix,
            "PATH_INFO": rest,
            LANGUAGE: language,
        }
        return self.application(inner, start_response)


def _moved(
    environ: Mapping[str, Any], start_response: StartResponse, prefix: str, rest: str
) -> Iterable[bytes]:
    """A permanent redirect to the page with the canonical prefix."""
    # One slash: two would name another host.
    raw = f"{environ.get('SCRIPT_NAME', '')}{prefix}/{rest.lstrip('/')}"
    target = _quoted(raw)
    if query := environ.get("QUERY_STRING"):
        target = f"{target}?{query}"
    headers = [("Location", target), ("Content-Length", "0"), ("Cache-Control", "no-cache")]
    start_response("308 Permanent Redirect", headers)
    return ()


def _quoted(path: str) -> str:
    """A WSGI path (bytes as Latin-1) as a header value."""
    return quote(path.encode("latin-1"), safe="/:@!$&'()*+,;=~")


def site_root(environ: Mapping[str, Any]) -> str:
    """The mount point of the site without language. Empty at the root."""
    mounted = str(environ.get("SCRIPT_NAME", ""))
    language = environ.get(LANGUAGE)
    return mounted.removesuffix(f"/{language}") if language else mounted


def split_language(path: str) -> tuple[str, str]:
    """The language of a path, and the path for routing."""
    root = site_root(request.environ)
    rest = path[len(root) :] if root and path.startswith(f"{root}/") else path
    found = _SEGMENT.match(rest)
    if found is None or found[0][1:] not in LANGUAGES:
        return DEFAULT, rest
    return found[0][1:], rest[found.end() :] or "/"


def is_plain(endpoint: str) -> bool:
    """Whether an endpoint has the same address in all languages."""
    if endpoint == API_PAGE:
        return False
    return endpoint in PLAIN or endpoint.partition(".")[0] in PLAIN_BLUEPRINTS


class MultilingualFlask(Flask):
    """A Flask application whose addresses keep the page's language."""

    def url_for(self, /, endpoint: str, **values: Any) -> str:
        """Like Flask's, without a prefix for language-independent endpoints."""
        address = super().url_for(endpoint, **values)
        if not request or LANGUAGE not in request.environ:
            return address
        if endpoint[:1] == ".":
            endpoint = f"{request.blueprint}{endpoint}" if request.blueprint else endpoint[1:]
        return _without_prefix(address) if is_plain(endpoint) else address


def _without_prefix(address: str) -> str:
    root = request.script_root
    plain = site_root(request.environ)
    if address.startswith(f"{root}/"):
        return plain + address[len(root) :]
    whole = request.host_url.rstrip("/")
    if address.startswith(f"{whole}{root}/"):
        return f"{whole}{plain}{address[len(whole) + len(root) :]}"
    return address


def init_app(app: Flask) -> None:
    """Redirect prefixed requests for language-independent addresses."""
    app.before_request(_to_plain)


def _to_plain() -> Answer | Response | None:
    if LANGUAGE not in request.environ or request.endpoint is None:
        return None
    if not is_plain(request.endpoint):
        return None
    address = current_app.url_for(request.endpoint, **(request.view_args or {}))
    query = request.query_string.decode("ascii", "replace")
    return redirect(f"{address}?{query}" if query else address, 308)

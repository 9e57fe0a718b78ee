"""Refuses requests for host names that are not the site's.

A request may name any host. Links in pages, feeds and files must lead to this site all the same, so
what goes on from here names the site as ``SITE_URL`` does, whatever the request said.
"""

import re
from collections.abc import Container, Iterable, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from tracker.web.core.headers import Application, StartResponse

# A name or IPv4 address, or an IPv6 address in brackets, perhaps with a port, which
# may be empty (RFC 9110, 7.2; RFC 3986, 3.2.3).
_HOST = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<name>[A-Za-z0-9._-]+))(?::[0-9]{0,5})?")
REFUSAL = (
    b"This site does not answer under the host name of this request.\n"
    b"If you run the site: set SITE_URL, or add the name to EXTRA_HOSTS.\n"
)


class KnownHosts:
    """WSGI middleware that answers 400 for hosts outside of ``KNOWN_HOSTS``."""

    def __init__(self, application: Application, settings: Mapping[str, Any]) -> None:
        self.application = application
        self.settings = settings

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Refuse the request, or continue with the site's own name."""
        if not is_known(environ.get("HTTP_HOST"), self.settings["KNOWN_HOSTS"]):
            return _refused(environ, start_response)
        if site := self.settings.get("SITE_URL"):
            environ["wsgi.url_scheme"], environ["HTTP_HOST"] = named(str(site))
        return self.application(environ, start_response)


@cache
def named(site: str) -> tuple[str, str]:
    """Scheme, host and optional port of this site."""
    parts = urlsplit(site)
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    return parts.scheme, f"{host}:{parts.port}" if parts.port else host


def is_known(host: str | None, known: Container[str]) -> bool:
    """Whether a Host header names this site. A missing one does too, for health checks."""
    if not host:
        return True
    found = _HOST.fullmatch(host)
    if found is None:
        return False
    name = found["six"] or found["name"].removesuffix(".")
    return name.lower() in known


def _refused(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(REFUSAL))),
        ("Cache-Control", "no-store"),
    ]
    start_response("400 Bad Request", headers)
    return () if environ.get("REQUEST_METHOD") == "HEAD" else (REFUSAL,)

"""Security headers of every response, including errors and static files."""

from collections.abc import Callable, Iterable
from typing import Any

# The hash is that of an empty style element, which plotly.js puts into the page and fills through
# the style object; see docs/decisions on charts.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

# For pages made to stand in a frame on other sites, and for no others.
FRAMED_POLICY = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")

HEADERS = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"),
)

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


class SecurityHeaders:
    """WSGI middleware, outermost, so that every response has the headers."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Add the headers. Headers set by a view are kept."""

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            present = {name.lower() for name, _ in headers}
            if ("Content-Security-Policy", FRAMED_POLICY) in headers:
                # This older header knows no way of allowing every site.
                present.add("x-frame-options")
            added = [(name, text) for name, text in HEADERS if name.lower() not in present]
            if environ.get("wsgi.url_scheme") == "https":
                added.append(("Strict-Transport-Security", "max-age=31536000"))
            return start_response(status, headers + added, *rest)

        return self.application(environ, start)

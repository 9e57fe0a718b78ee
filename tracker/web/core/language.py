"""Chooses the language of pages by their address, and of API responses by their header.

English has plain addresses; the other five languages have a prefix (``/fr/…``), which
``language_prefix`` takes off before the router sees the path. Nothing is remembered in a cookie:
the links of a page keep its prefix. See decision 57.
"""

from dataclasses import dataclass
from urllib.parse import quote

from flask import Flask, Response, g, has_request_context, request
from flask_babel import Babel, get_locale

from tracker.core.interfaces import asked_by_program
from tracker.core.languages import (
    DEFAULT,
    LANGUAGES,
    current_language,
    negotiated,
    path_prefix,
)
from tracker.core.record_texts import marked_record_text, record_text
from tracker.web.core.filters import add_filters
from tracker.web.core.language_prefix import LANGUAGE, site_root

UNQUOTED = "/:@!$&'()*+,;=~"  # in a path
FRONT_PAGE = "dashboard.home"
# What the front page says to a reader whose browser asks for another language, in that language.
OFFERS = {
    "fr": "Ce site est aussi disponible en français.",
    "es": "Este sitio también está disponible en español.",
    "ar": "هذا الموقع متاح أيضًا باللغة العربية.",
    "ru": "Этот сайт доступен и на русском языке.",
    "zh": "本网站也有中文版。",
}


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The current page in another language."""

    code: str
    name: str  # the language's own name
    direction: str
    url: str
    is_current: bool


def init_app(app: Flask, babel: Babel) -> None:
    """Register catalogues and language selection."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", DEFAULT)
    babel.init_app(app, locale_selector=_of_request)
    app.jinja_env.globals.update(
        language=selected,
        language_name=lambda: LANGUAGES[selected()],
        text_direction=text_direction,
        language_links=language_links,
        offered_language=offered_link,
        offers=OFFERS,
        full_path=full_path,
        own_path=own_path,
        site_root=site_root_url,
    )
    add_filters(app, record=marked_record_text, record_text=record_text)
    app.after_request(_name_language)


def selected() -> str:
    """The current language of texts."""
    return current_language()


def _of_request() -> str:
    given = g.get("language")
    if given is not None:
        return str(given)
    if not has_request_context():
        return DEFAULT
    if asked_by_program() and LANGUAGE not in request.environ:
        return negotiated(request.headers.get("Accept-Language", ""))
    return str(request.environ.get(LANGUAGE, DEFAULT))


def text_direction() -> str:
    """``rtl`` for Arabic, else ``ltr``."""
    return direction_of(selected())


def direction_of(language: str) -> str:
    """The direction of a language."""
    return "rtl" if language == "ar" else "ltr"


def own_path() -> str:
    """The path of the current page with its prefix, without the query."""
    return quote(f"{request.script_root}{request.path}", safe=UNQUOTED)


def absolute(path: str, language: str) -> str:
    """The full address of a page in a language, from its path without prefix."""
    return f"{request.host_url.rstrip('/')}{in_language(path, language)}"


def full_path() -> str:
    """The path of the current page with prefix and query."""
    return f"{request.script_root}{request.full_path.rstrip('?')}"


def site_root_url() -> str:
    """The address of the site without language and final slash."""
    return f"{request.host_url.rstrip('/')}{site_root(request.environ)}"


def in_language(path: str, language: str) -> str:
    """The path of a page in a language."""
    return f"{site_root(request.environ)}{path_prefix(language)}{path}"


def language_links() -> list[LanguageLink]:
    """The current page in each language, with its query."""
    if request.method not in ("GET", "HEAD") or request.endpoint is None:
        return front_page_links()
    query = request.query_string.decode("ascii", "replace")
    path = quote(request.path, safe=UNQUOTED)
    return _links(f"{path}?{query}" if query else path)


def front_page_links() -> list[LanguageLink]:
    """The front page in each language, for pages without their own address."""
    return _links("/")


def _links(path: str) -> list[LanguageLink]:
    now = selected()
    return [
        LanguageLink(code, name, direction_of(code), in_language(path, code), code == now)
        for code, name in LANGUAGES.items()
    ]


def offered() -> str | None:
    """The language to offer to a reader of the English front page, or None."""
    if request.endpoint != FRONT_PAGE or selected() != DEFAULT:
        return None
    found = negotiated(request.headers.get("Accept-Language", ""))
    return None if found == DEFAULT else found


def offered_link() -> LanguageLink | None:
    """The front page in the offered language."""
    if not has_request_context():
        return None
    found = offered()
    return next((link for link in language_links() if link.code == found), None)


def _name_language(response: Response) -> Response:
    """Set Content-Language, and Vary if the request chose the language."""
    if asked_by_program() or (request.endpoint == FRONT_PAGE and selected() == DEFAULT):
        response.vary.add("Accept-Language")
    kind = response.mimetype or ""
    is_text = kind.startswith("text/") or kind.endswith(("json", "xml"))
    if is_text and response.status_code != 304 and get_locale() is not None:
        response.headers.setdefault("Content-Language", selected())
    return response

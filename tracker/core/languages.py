"""The site's languages, and how to choose one for a reader.

English is the source of every text and has plain addresses. The other five official languages of
the United Nations stand first in the path: ``/fr/states/KEN``.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path

from flask import current_app, g, has_app_context
from flask_babel import force_locale, get_locale
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

DEFAULT = "en"
# Each language under its own name.
LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "ar": "العربية",
    "ru": "Русский",
    "zh": "中文",
}
# Codes that browsers send for the same written language: the standard languages of Arabic and
# Chinese have codes of their own in ISO 639-3, and readers of Cantonese read written Chinese.
SAME = {"arb": "ar", "cmn": "zh", "yue": "zh"}
LONGEST_HEADER = 500


def current_language() -> str:
    """The language of this request or task. English outside of any."""
    locale = get_locale()
    return str(locale.language) if locale else DEFAULT


def path_prefix(language: str) -> str:
    """The path prefix of a language. Empty for English."""
    return "" if language == DEFAULT else f"/{language}"


def catalogue_id(language: str) -> str:
    """An id that changes with any text of a language. Part of the ETag of pages."""
    return _digest(current_app.root_path, language)


@cache
def _digest(root: str, language: str) -> str:
    folder = Path(root) / "translations" / language / "LC_MESSAGES"
    found = hashlib.sha256()
    for file in sorted(folder.glob("*.mo")):
        found.update(file.read_bytes())
    return found.hexdigest()[:16]


@contextmanager
def forced_locale(language: str) -> Iterator[None]:
    """Use another language than the request's inside this context.

    An unknown language is taken as English, so that a letter is never lost over its language.
    """
    code = language if language in LANGUAGES else DEFAULT
    if not has_app_context():
        yield
        return
    before = g.get("language")
    with force_locale(code):
        g.language = code
        try:
            yield
        finally:
            g.pop("language", None)
            if before is not None:
                g.language = before


@lru_cache(maxsize=500)
def negotiated(header: str) -> str:
    """The language for an ``Accept-Language`` header (RFC 9110, 12.5.4).

    The wishes are tried one by one, the strongest first. Each loses its regions and scripts from
    the end (RFC 4647, 3.4) before the next one is tried: ``ar-EG,en;q=0.7`` is Arabic. A wish for
    any language, and a header with no language of this site, are English. Related languages are
    not taken for each other: a reader of Ukrainian did not ask for Russian.
    """
    wishes = parse_accept_header(header[:LONGEST_HEADER], Accept)
    refused = {str(text).lower() for text, quality in wishes if quality <= 0}
    for text, quality in sorted(wishes, key=lambda wish: -wish[1]):
        if quality <= 0:
            break
        found = DEFAULT if text == "*" else _language_of(str(text))
        if found is not None and found not in refused:
            return found
    return DEFAULT


def _language_of(tag: str) -> str | None:
    primary = tag.replace("_", "-").partition("-")[0].lower()
    code = SAME.get(primary, primary)
    return code if code in LANGUAGES else None

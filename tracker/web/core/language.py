"""Chooses the language of a page by its address alone.

English has plain addresses; the other five languages of the United Nations will have a prefix
(``/fr/…``).
"""

from flask import Flask, g
from flask_babel import Babel, get_locale

LANGUAGES = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "ar": "العربية",
    "ru": "Русский",
    "zh": "中文",
}
DEFAULT = "en"


def init_app(app: Flask, babel: Babel) -> None:
    """Bind catalogues and the choice of language."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", DEFAULT)
    babel.init_app(app, locale_selector=selected)
    app.jinja_env.globals["language"] = selected
    app.jinja_env.globals["text_direction"] = text_direction


def selected() -> str:
    """The language of this request."""
    return str(g.get("language", DEFAULT))


def text_direction() -> str:
    """``rtl`` for Arabic, else ``ltr``."""
    locale = get_locale()
    return str(locale.text_direction) if locale else "ltr"

"""Language and direction of texts from users and sources.

A filed text is isolated from its sentence: in pages by ``bdi`` with ``lang`` and ``dir``, in plain
text (page titles, feeds, e-mails) by Unicode isolates.
"""

from babel import Locale, UnknownLocaleError
from flask import Flask
from markupsafe import Markup

from tracker.labels.charts import isolated


def init_app(app: Flask) -> None:
    """Give templates the filters and the function."""
    app.jinja_env.filters.update(filed=filed, isolated=isolated)
    app.jinja_env.globals.update(filed_in=filed_in)


def direction(language: str | None) -> str:
    """``rtl`` or ``ltr`` for a language tag, otherwise ``auto``."""
    if not language:
        return "auto"
    try:
        return str(Locale.parse(language, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "auto"


def filed_in(language: str | None) -> Markup:
    """The attributes of an element with only a text in a language."""
    if not language:
        return Markup(' dir="auto"')
    return Markup(' lang="{}" dir="{}"').format(language, direction(language))


def filed(text: object, language: str | None = None) -> Markup:
    """A filed text within other text. Empty without a text."""
    if text is None or text == "":
        return Markup("")
    return Markup("<bdi{}>{}</bdi>").format(filed_in(language), text)

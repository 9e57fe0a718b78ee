"""Translations of the site's own texts: titles and statements of commitments, themes, indicators.

They are stored in English and looked up by their stored text. A text that an administrator edited
has no translation until somebody writes one, and English is shown. Texts that people file are never
looked up.
"""

from flask_babel import Domain
from markupsafe import Markup

from tracker.core.languages import DEFAULT, current_language

_RECORDS = Domain(domain="records")


def record_text(text: str | None) -> str:
    """The text in the language of the page; English where there is no translation."""
    if not text or current_language() == DEFAULT:
        return text or ""
    return str(_RECORDS.get_translations().ugettext(text))


def marked_record_text(text: str | None) -> str | Markup:
    """The same for the body of a page; English on a page of another language says that it is."""
    found = record_text(text)
    if not text or found != text or current_language() == DEFAULT:
        return found
    return Markup('<span lang="en" dir="ltr">{}</span>').format(text)

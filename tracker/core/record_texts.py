"""Translates the site's own texts: titles and statements of commitments, themes, indicators.

They are stored in English and translated by their stored text. A text that an administrator edited
is shown in English until it is translated. Texts that people file are never translated.
"""

import re
from collections.abc import Iterator

from flask_babel import Domain, gettext
from markupsafe import Markup

from tracker.core.languages import DEFAULT, LANGUAGES, current_language, forced_locale

_RECORDS = Domain(domain="records")
# Titles that the program itself writes when recommendations are loaded.
_SESSION = re.compile(r"Universal Periodic Review, session (\d+)")


def record_text(text: str | None) -> str:
    """The text in the page's language, or in English without a translation."""
    if not text or current_language() == DEFAULT:
        return text or ""
    session = _SESSION.fullmatch(str(text))
    if session:
        return str(gettext("Universal Periodic Review, session %(session)s", session=session[1]))
    return str(_RECORDS.get_translations().ugettext(text))


class RecordTranslations:
    """The catalogues of all languages, for data that are read once."""

    def __init__(self) -> None:
        self._catalogues = {}
        for language in LANGUAGES:
            if language != DEFAULT:
                with forced_locale(language):
                    self._catalogues[language] = _RECORDS.get_translations()

    def of(self, text: str) -> Iterator[tuple[str, str]]:
        """The translations of a stored text by language. Missing ones are left out."""
        for language, catalogue in self._catalogues.items():
            found = str(catalogue.ugettext(text))
            if found != text:
                yield language, found


def marked_record_text(text: str | None) -> str | Markup:
    """The same for a page body. English text on other pages is marked as English."""
    found = record_text(text)
    if not text or found != text or current_language() == DEFAULT:
        return found
    return Markup('<span lang="en" dir="ltr">{}</span>').format(text)

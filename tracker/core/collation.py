"""Sorts names by the Unicode collation of the reader's language.

ICU's rules for each language decide, so that accents and case only break ties, й is a letter of
its own in Russian and Chinese goes by pinyin. Databases differ in how they sort and know one order
at a time; so lists of names are put in order here, after the query.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeVar

import icu
from flask_babel import get_locale

from tracker.core.record_texts import record_text

T = TypeVar("T")

# The United Nations list states in Arabic without regard to the article: الأردن is under أ.
# In these words the same two letters belong to the root (eighth form of roots with lām).
_ARTICLE = re.compile(r"ال(?!ت(?:زام|ماس|حاق|قاء|فاف|هاب|باس|ئام|جاء))(?=\w{2})")

# ICU has one reading for each Chinese character. These are the names whose first character is read
# otherwise: Peru is Bìlǔ, while 秘 alone is mì.
_READINGS = {"zh": "&比<秘鲁"}


def sort_key(name: str | None, language: str | None = None) -> bytes:
    """The sort key of a name, in the reader's language unless another is given."""
    language, name = language or _language(), name or ""
    if language == "ar" and (article := _ARTICLE.match(name)):
        # The article breaks ties.
        name = f"{name[article.end() :]} {article.group()}"
    key: bytes = _collator(language).getSortKey(name)
    return key


def by_name(
    items: Iterable[T], name: Callable[[T], str | None] = str, language: str | None = None
) -> list[T]:
    """The items sorted by name. Equal names keep their order."""
    return sorted(items, key=lambda item: sort_key(name(item), language))


def choices(pairs: Iterable[tuple[str, str]], language: str | None = None) -> list[tuple[str, str]]:
    """Codes and names for a select field, sorted by name."""
    return by_name(pairs, lambda pair: pair[1], language)


def record_choices(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Codes and stored names, sorted by the translated names that the page shows."""
    return by_name(pairs, lambda pair: record_text(pair[1]))


def _language() -> str:
    locale = get_locale()
    return locale.language if locale else "en"


@lru_cache(maxsize=16)
def _collator(language: str) -> Any:
    collator = icu.Collator.createInstance(icu.Locale(language))
    if language in _READINGS:
        return icu.RuleBasedCollator(f"{collator.getRules()}\n{_READINGS[language]}")
    return collator

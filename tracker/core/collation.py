"""Sorts names in the order of the reader's language, by the Unicode collation.

ICU's rules for each language decide, so that accents and case only break ties, й is a letter of
its own in Russian and Chinese goes by pinyin. Databases differ in how they sort and know one order
at a time; so lists of names are put in order here, after the query.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeVar

import icu
from flask_babel import get_locale

T = TypeVar("T")

# ICU has one reading for each Chinese character. Names whose first one is read otherwise are told:
# Peru is Bìlǔ, while 秘 alone is mì.
_READINGS = {"zh": "&比<秘鲁"}


def sort_key(name: str | None, language: str | None = None) -> bytes:
    """The key that puts a name in its place among others; the reader's language unless given."""
    key: bytes = _collator(language or _language()).getSortKey(name or "")
    return key


def by_name(
    items: Iterable[T], name: Callable[[T], str | None] = str, language: str | None = None
) -> list[T]:
    """The items in the order of their names; names that are alike keep the order they came in."""
    return sorted(items, key=lambda item: sort_key(name(item), language))


def choices(pairs: Iterable[tuple[str, str]], language: str | None = None) -> list[tuple[str, str]]:
    """Codes and names, as a list to choose from has them, in the order of the names."""
    return by_name(pairs, lambda pair: pair[1], language)


def _language() -> str:
    locale = get_locale()
    return locale.language if locale else "en"


@lru_cache(maxsize=16)
def _collator(language: str) -> Any:
    collator = icu.Collator.createInstance(icu.Locale(language))
    if language in _READINGS:
        return icu.RuleBasedCollator(f"{collator.getRules()}\n{_READINGS[language]}")
    return collator

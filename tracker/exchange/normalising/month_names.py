"""Names of months in our languages, and dates written with them."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from babel import Locale

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh", "pt", "de", "ar_SY", "ar_MA")
_WORD_OR_NUMBER = re.compile(r"[^\W\d_]+|\d+")
_NO_DATE = re.compile(r"[–—<>~?]")
_CONNECTING = frozenset(
    ("de", "del", "the", "of", "st", "nd", "rd", "th", "er", "г", "года", "год", "den", "le", "el")
)


def in_words(plain: str) -> tuple[str, str, str | None] | None:
    """Year, month and day of a date with a month name, in any order. None if it is none."""
    numbers, months, others = list[str](), set[int](), list[str]()
    for word in _WORD_OR_NUMBER.findall(_spaced_months(plain.casefold())):
        if word.isdigit():
            numbers.append(word)
        elif word in months_by_name():
            months.add(months_by_name()[word])
        elif word not in _CONNECTING:
            others.append(word)
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) < 3]
    is_whole = len(months) == 1 and len(years) == 1 and len(days) < 2 and not others
    if not is_whole or len(numbers) > 2 or _NO_DATE.search(plain):
        return None
    return years[0], str(months.pop()), days[0] if days else None


def _spaced_months(text: str) -> str:
    """Join month names that have several words."""
    for name, joined in _long_names().items():
        if name in text:
            text = text.replace(name, joined)
    return text


@cache
def _long_names() -> Mapping[str, str]:
    names = (name for name in _all_names() if " " in name)
    return {name: name.replace(" ", "ـ") for name in sorted(names, key=len, reverse=True)}


@cache
def months_by_name() -> Mapping[str, int]:
    """The number of each month by lower-case name."""
    found: dict[str, int] = {}
    for name, month in _all_names().items():
        joined = _long_names().get(name, name)
        for word in (joined, joined.rstrip(".")):
            found.setdefault(word, month)
    return {word: month for word, month in found.items() if not word.isdigit()}


@cache
def _all_names() -> Mapping[str, int]:
    found: dict[str, int] = {"sept": 9, "set": 9}
    for month, name in _months():
        plain = name.casefold().strip(". ")
        if plain and not plain[0].isdigit():
            found.setdefault(plain, month)
    return found


def _months() -> Iterator[tuple[int, str]]:
    for language in LANGUAGES:
        names = Locale.parse(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                yield from (
                    (int(month), str(name)) for month, name in names[context][width].items()
                )

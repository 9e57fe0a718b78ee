"""Dates as people write them, to 2016, 2016-05 or 2016-05-03.

Day and month are told apart by the column as a whole, or by a person; never by a custom of some
country. What precision a column takes is for its own reader to say.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from babel import Locale
from flask_babel import gettext as _

from tracker.exchange.understanding.meaning import Findings, Understood, tidy

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh", "pt", "de", "ar_SY", "ar_MA")
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ]\d{1,2}:\d\d.*)?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_TWO_SIDED = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)(?:[T ,]+\d{1,2}[:.]\d\d.*)?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_CHINESE = re.compile(r"(\d{4}) ?年(?: ?(\d{1,2}) ?月(?: ?(\d{1,2}) ?[日号])?)?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_WORD_OR_NUMBER = re.compile(r"[^\W\d_]+|\d+")
_CONNECTING = frozenset(
    ("de", "del", "the", "of", "st", "nd", "rd", "th", "er", "г", "года", "год", "den", "le", "el")
)
_FIRST_SERIAL, _LAST_SERIAL = 14_611, 73_050  # 1940 to 2099: as days, not as other numbers
_DAY_ZERO = date(1899, 12, 30)  # from which spreadsheet programs count, with their 29.2.1900
_ACCEPTED = "2016, 2016-05, 2016-05-03, 3 May 2016"


@dataclass(frozen=True, slots=True)
class _TwoSided:
    first: int
    second: int
    year: int
    by_points: bool

    @property
    def is_open(self) -> bool:
        return (
            not self.by_points and self.first != self.second and max(self.first, self.second) <= 12
        )


def considered(day_first: bool | None) -> "_Considers":
    """Dates of a column; ``day_first`` as a person settled it, None if nobody did."""
    return _Considers(day_first)


@dataclass(frozen=True, slots=True)
class _Considers:
    day_first: bool | None

    def __call__(self, texts: Collection[str], findings: Findings) -> "Dates":
        """Settle day and month by the column, if any of its texts does."""
        tidied = [tidy(text) for text in texts]
        found = [told for text in tidied if (told := _two_sided(text))]
        order = self.day_first
        if order is None and found:
            order = _settled(found)
            if order is None and any(each.is_open for each in found):
                findings.is_open = True
            elif any(each.is_open for each in found):
                findings.notes.append(
                    _("days stand before months, as other dates of the column show")
                    if order
                    else _("months stand before days, as other dates of the column show")
                )
        serials = sum(_serial(text) is not None for text in tidied)
        if serials:
            findings.notes.append(
                _("numbers such as 43210 read as days counted by a spreadsheet program")
            )
        return Dates(order)


def _two_sided(text: str) -> _TwoSided | None:
    found = _TWO_SIDED.fullmatch(text)
    if not found or len(found[4]) < 4:
        return None
    return _TwoSided(int(found[1]), int(found[3]), int(found[4]), found[2] == ".")


def _settled(found: Collection[_TwoSided]) -> bool | None:
    """Whether the day is first: some date says so and none says otherwise."""
    days = any(each.first > 12 for each in found if not each.by_points)
    months = any(each.second > 12 for each in found if not each.by_points)
    return None if days == months else days


@dataclass(frozen=True, slots=True)
class Dates:
    """Understands dates; ``day_first`` None: nothing settles it."""

    day_first: bool | None

    def __call__(self, text: str) -> Understood:
        """The date as far as it is known."""
        plain = tidy(text)
        if found := _ISO.fullmatch(plain) or _CHINESE.fullmatch(plain):
            return _made(*found.groups()[:3])
        if found := _COMPACT.fullmatch(plain):
            return _made(*found.groups())
        if found := _MONTH_YEAR.fullmatch(plain):
            return _made(found[2], found[1], None)
        if _TWO_SIDED.fullmatch(plain):
            return self._of_two_sides(plain)
        if (day := _serial(plain)) is not None:
            return Understood(day.isoformat())
        return _in_words(plain)

    def _of_two_sides(self, plain: str) -> Understood:
        told = _two_sided(plain)
        if told is None:
            return _refused(_("four digits of the year; two could mean two centuries"))
        first, second = (told.first, told.second)
        day_first = told.by_points or (first > 12 if max(first, second) > 12 else self.day_first)
        if not told.by_points and first == second:
            day_first = True
        if day_first is None:
            readings = [_made(str(told.year), str(m), str(d)).text for d, m in _both(told)]
            return _refused(
                _(
                    "say whether days or months come first in this column: it is "
                    "%(one)s or %(other)s",
                    one=readings[0] or "?",
                    other=readings[1] or "?",
                )
            )
        day, month = (first, second) if day_first else (second, first)
        return _made(str(told.year), str(month), str(day))


def _both(told: _TwoSided) -> tuple[tuple[int, int], tuple[int, int]]:
    return (told.first, told.second), (told.second, told.first)


def _refused(reason: str) -> Understood:
    return Understood(None, str(reason))


def _made(year: str, month: str | None, day: str | None) -> Understood:
    try:
        if month is None:
            return Understood(f"{int(year):04}")
        if day is None:
            return Understood(date(int(year), int(month), 1).isoformat()[:7])
        return Understood(date(int(year), int(month), int(day)).isoformat())
    except ValueError:
        return _refused(_("a day that the calendar has, such as %(dates)s", dates=_ACCEPTED))


def _serial(text: str) -> date | None:
    found = _SERIAL.fullmatch(text)
    if not found or not _FIRST_SERIAL <= int(found[1]) <= _LAST_SERIAL:
        return None
    return _DAY_ZERO + timedelta(days=int(found[1]))


def _in_words(plain: str) -> Understood:
    """A date with the name of a month in one of our languages, in any order."""
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
    if not is_whole or len(numbers) > 2 or re.search(r"[–—<>~?]", plain):
        return _refused(_("a date such as %(dates)s", dates=_ACCEPTED))
    return _made(years[0], str(months.pop()), days[0] if days else None)


def _spaced_months(text: str) -> str:
    """Names of months that are several words, as one."""
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
    """By name in small letters, the number of the month."""
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
        told = Locale.parse(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                yield from ((int(month), str(name)) for month, name in told[context][width].items())

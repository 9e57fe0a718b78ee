"""Formats numbers, dates and lists in the language of the request.

The patterns are those of the Unicode CLDR, through Babel, and through ICU for lists. Three choices
are our own (decision 59). Digits are Western (0 to 9) in every language. An English date is "29 Nov
2026", and an English list has no comma before "and". A Russian date ends with its year, without the
abbreviation of "year": its full stop would stand before that of the sentence. Outside a request the
language is English.
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Final

import icu
from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, format_time
from babel.numbers import format_decimal, format_percent
from flask_babel import get_locale

# CLDR's own English is American.
_CONVENTIONS: Final = {"en": "en_GB"}
# British English shortens September to "Sept"; every other month has three letters.
_ENGLISH_DAY: Final = "d MMM y"
_SKELETONS: Final = {"year": "y", "month": "yMMMM", "day": "yMMMd"}
_RUSSIAN_YEAR: Final = "\u202fг."
_LEFT_TO_RIGHT_MARK: Final = "\u200e"
# Between the items of a list without "and": CLDR has no pattern for it in every language.
_SEPARATORS: Final = {"ar": "، ", "zh": "、"}
_STRONG_SEPARATORS: Final = {"fr": "\u202f; ", "ar": "؛ ", "zh": "；"}
_COLONS: Final = {"fr": "\u00a0: ", "zh": "："}
# Numbers from which on digits are grouped (minimumGroupingDigits of the CLDR, unknown to Babel).
_SMALLEST_GROUPED: Final = {"es": 10_000}


def language() -> str:
    """The code of the language of the request; English outside a request."""
    locale: Locale | None = get_locale()
    return locale.language if locale else "en"


# Numbers -----------------------------------------------------------------------------------------


def count(number: float) -> str:
    """A count with the language's separators."""
    return _number(number, None, language())


class Count(int):
    """A count for ``ngettext``: the plural follows the number, the text has its separators."""

    def __str__(self) -> str:
        return count(int(self))


def decimal(number: float, digits: int) -> str:
    """A number with a fixed number of decimals."""
    return _number(number, f"0.{'0' * digits}" if digits else "0", language())


def plain(number: float) -> str:
    """A number with its own decimals, at most three."""
    return _number(number, "0.###", language())


def signed(number: float, digits: int = 2) -> str:
    """A number with its sign and a fixed number of decimals. The sign stays in front."""
    places = f"0.{'0' * digits}" if digits else "0"
    return _marked(_number(number, f"+{places};−{places}", language()))


def percent(share: float) -> str:
    """A share from 0 to 1 as a whole percentage."""
    return _percent(share, language())


def _marked(text: str) -> str:
    """Keep a sign before its number in right-to-left text."""
    return _LEFT_TO_RIGHT_MARK + text if is_right_to_left() else text


def is_right_to_left() -> bool:
    """Whether the language of the request is written from right to left."""
    return _runs_leftwards(language())


def _runs_leftwards(code: str) -> bool:
    return Locale.parse(code).text_direction == "rtl"


@lru_cache(maxsize=20_000, typed=True)
def _number(number: float, pattern: str | None, code: str) -> str:
    """A number as text. Cached, because the same figures occur in thousands of cells.

    Zero and minus zero are equal, so that both are written as zero. A minus stays in front.
    """
    is_grouped = abs(number) >= _SMALLEST_GROUPED.get(code, 0)
    text = str(
        format_decimal(
            _on_paper(number),
            pattern,
            locale=code,
            numbering_system="latn",
            group_separator=is_grouped,
        )
    )
    return _LEFT_TO_RIGHT_MARK + text if text.startswith("-") and _runs_leftwards(code) else text


@lru_cache(maxsize=20_000)
def _percent(share: float, code: str) -> str:
    return str(format_percent(_on_paper(share), locale=code, numbering_system="latn"))


def _on_paper(number: float) -> float:
    """The number without binary noise, so that 1 − 0.885 is 0.115.

    Babel rounds the middle of two numbers to the even one; the noise would decide instead.
    """
    return (round(number, 12) if isinstance(number, float) else number) + 0


# Direction ---------------------------------------------------------------------------------------


def onward() -> str:
    """An arrow forwards, mirrored for right-to-left languages because browsers do not do it."""
    return "←" if is_right_to_left() else "→"


def backward() -> str:
    """An arrow backwards."""
    return "→" if is_right_to_left() else "←"


def closed_mark() -> str:
    """A triangle for a closed section, which points in reading direction."""
    return "◂" if is_right_to_left() else "▸"


# Dates -------------------------------------------------------------------------------------------


def day(value: date) -> str:
    """A date with a short month name: "29 Nov 2026"."""
    return partial_day(value, "day")


def month(value: date) -> str:
    """A month and its year: "November 2026"."""
    return partial_day(value, "month")


def partial_day(value: date, precision: str) -> str:
    """A date with its precision: its year, month or day."""
    on = value.date() if isinstance(value, datetime) else value
    return _date(on, _SKELETONS.get(precision, _SKELETONS["day"]), language())


@lru_cache(maxsize=20_000)
def _date(value: date, skeleton: str, code: str) -> str:
    if code == "en" and skeleton == _SKELETONS["day"]:
        return str(format_date(value, _ENGLISH_DAY, locale=code))
    midnight = datetime(value.year, value.month, value.day)  # noqa: DTZ001 – a day has no zone
    text = str(format_skeleton(skeleton, midnight, locale=code))
    return text.removesuffix(_RUSSIAN_YEAR)


def day_of_year(value: date) -> str:
    """A day without its year: "3 April"."""
    code = language()
    midnight = datetime(value.year, value.month, value.day)  # noqa: DTZ001 – a day has no zone
    if code == "en":
        return str(format_date(value, "d MMMM", locale=code))
    return str(format_skeleton("MMMMd", midnight, locale=code))


def long_day(value: date) -> str:
    """A date with the full month name, as in e-mails: "29 November 2026"."""
    code = language()
    text = str(format_date(value, "d MMMM y" if code == "en" else "long", locale=code))
    return text.removesuffix(_RUSSIAN_YEAR).removesuffix(" г.")


def time_of_day(value: datetime) -> str:
    """Hours and minutes in 24-hour form, without a zone."""
    return str(format_time(value, "HH:mm", locale=language()))


def moment(value: datetime) -> str:
    """Date and time to the minute, with the zone, which is always UTC."""
    joined = str(Locale.parse(language()).datetime_formats["medium"])
    if language() == "en":
        joined = "{1}, {0}"
    return joined.replace("'", "").format(f"{time_of_day(value)} UTC", day(value))


def period(start: date, end: date, precision: str = "day") -> str:
    """A range of dates. Common parts are written once."""
    code = language()
    skeleton = _SKELETONS[precision]
    if start == end:
        return partial_day(start, precision)
    text = str(format_interval(start, end, skeleton, locale=_CONVENTIONS.get(code, code)))
    text = text.replace(_RUSSIAN_YEAR, "").replace("\u2009", " ")
    return text.replace("Sept ", "Sep ") if code == "en" else text


# Lists -------------------------------------------------------------------------------------------


def listed(items: Iterable[object], most: int | None = None) -> str:
    """Short labels as a list without a conjunction, such as codes or columns.

    After ``most`` items an ellipsis replaces the rest.
    """
    texts = [str(item) for item in items]
    if most is not None and len(texts) > most:
        texts = [*texts[:most], "…"]
    return comma().join(texts)


def listed_apart(items: Iterable[object]) -> str:
    """A list of items that contain commas or are sentences."""
    return semicolon().join(map(str, items))


def comma() -> str:
    """The language's comma with its space."""
    return _SEPARATORS.get(language(), ", ")


def semicolon() -> str:
    """The language's semicolon with its space, for items that contain commas."""
    return _STRONG_SEPARATORS.get(language(), "; ")


def colon() -> str:
    """The language's colon with its spaces, between a label and its text."""
    return _COLONS.get(language(), ": ")


def labelled(label: object, text: object) -> str:
    """A label, a colon and a text."""
    return f"{label}{colon()}{text}"


def in_brackets(text: object) -> str:
    """A text in brackets, with a space before it."""
    return f"（{text}）" if language() == "zh" else f" ({text})"


def sentence(text: object) -> str:
    """A text with the language's full stop, unless it already ends a sentence."""
    written = str(text)
    return written if written.endswith((*".!?…", "。", "！", "？", "؟")) else written + full_stop()


def full_stop() -> str:
    """The language's full stop."""
    return "。" if language() == "zh" else "."


def stop() -> str:
    """The language's full stop and the space after it."""
    return full_stop() + _gap()


class Sentences(str):
    """Joined sentences that still know their parts, so that a heading can take the first."""

    __slots__ = ("parts",)
    parts: tuple[str, ...]


def sentences(*texts: object) -> str:
    """Join sentences. Chinese has no space between them. Blanks are left out."""
    parts = [part for text in texts if text for part in parts_of(text)]
    joined = Sentences(_gap().join(parts))
    joined.parts = tuple(parts)
    return joined


def parts_of(text: object) -> tuple[str, ...]:
    """The sentences that were joined to a text; the text alone where none were."""
    return text.parts if isinstance(text, Sentences) else (str(text),)


def without_full_stop(text: str) -> str:
    """A sentence as a heading has it. Several sentences keep their stops."""
    if len(parts_of(text)) > 1:
        return str(text)
    return text.strip().removesuffix(full_stop().strip())


def _gap() -> str:
    return "" if language() == "zh" else " "


def all_of(items: Iterable[object]) -> str:
    """A list that means all items: "A, B and C"."""
    return _conjoined(items, icu.UListFormatterType.AND)


def any_of(items: Iterable[object]) -> str:
    """A list that means one item: "A, B or C"."""
    return _conjoined(items, icu.UListFormatterType.OR)


def _conjoined(items: Iterable[object], kind: int) -> str:
    return str(_list_formatter(language(), kind).format([str(item) for item in items]))


@lru_cache
def _list_formatter(code: str, kind: int) -> icu.ListFormatter:
    """ICU knows that Spanish changes y before i ("Francia e Italia") and o before o; Babel not."""
    locale = icu.Locale(_CONVENTIONS.get(code, code))
    return icu.ListFormatter.createInstance(locale, kind, icu.UListFormatterWidth.WIDE)

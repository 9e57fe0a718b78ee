"""Parses the text of a cell, form field or JSON string to a value, or explains why not.

Every reader takes text without outer spaces and never blank. It knows no table and no database.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _

from tracker.core import clock, formats
from tracker.core.clock import PartialDate

EARLIEST_YEAR = 1900
SEPARATOR = ";"
YES, NO = "yes", "no"
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SPOILT_ADDRESS = re.compile(r"[\s\x00-\x1f\x7f\"<>\\^`{|}]|(?:…|\.\.\.)$")  # … : cut off


class InvalidValue(ValueError):
    """The text is not a valid value. The message says what would be."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Parses text as one type of value.

    ``allowed`` lists the codes where the list is closed; ``blank`` is what no text means;
    ``least`` and ``most`` bound a number.
    """

    read: Callable[[str], Any]
    allowed: tuple[str, ...] = ()
    blank: Any = None
    least: int | None = None
    most: int | None = None

    def __call__(self, text: str) -> Any:
        """The value. Raises InvalidValue with what would be accepted."""
        return self.read(text)


def clean(raw: str) -> str:
    """The stored form of a text: NFC, trimmed, with LF line ends.

    So a file saved again by another program, with its own line ends, brings no changes.
    """
    if raw.isascii() and "\r" not in raw:
        return raw.strip()  # Most cells: composed already.
    lines = raw.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines).strip()


def as_text(value: object) -> str:
    """A value as text. Parsing it gives the same value."""
    if type(value) is str:
        return value
    match value:
        case None:
            return ""
        case bool():
            return YES if value else NO
        case tuple():
            return f"{SEPARATOR} ".join(as_text(item) for item in value)
        case float():
            return format(Decimal(repr(value)), "f").removesuffix(".0")
        case _:
            return str(value)


def text(*, limit: int = 2_000) -> Reader:
    """A parser for text of at most ``limit`` characters without control characters."""

    def read(raw: str) -> str:
        if len(raw) > limit:
            raise InvalidValue(
                _(
                    "at most %(limit)s characters; this text has %(length)s",
                    limit=limit,
                    length=len(raw),
                )
            )
        spoilt = next((letter for letter in raw if _is_spoilt(letter)), None)
        if spoilt is not None:
            code = f"U+{ord(spoilt):04X}"
            raise InvalidValue(
                _("text without control characters; it contains %(code)s", code=code)
            )
        return raw

    return Reader(read)


def _is_spoilt(letter: str) -> bool:
    """Whether it is a control character or a lone surrogate."""
    return letter not in "\n\r\t" and unicodedata.category(letter) in ("Cc", "Cs")


def code(*, limit: int = 40) -> Reader:
    """A parser for codes in addresses: ASCII letters, digits, point, hyphen, underscore."""
    return _spelled(_CODE, limit, lambda: _("letters A to Z, digits, point, hyphen, underscore"))


def reference(*, limit: int = 56) -> Reader:
    """A parser for codes without a point, since ``.2`` marks a later version."""
    return _spelled(
        re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*"),
        limit,
        lambda: _(
            "letters A to Z, digits, hyphen and underscore; no point, because it marks versions"
        ),
    )


def in_capitals(reader: Reader) -> Reader:
    """The same parser without lower-case letters."""

    def read(raw: str) -> Any:
        value = reader(raw)
        if raw != raw.upper():
            raise InvalidValue(_("capital letters: %(code)s", code=raw.upper()))
        return value

    return Reader(read)


def letters(pattern: str, *, explanation: Callable[[], str]) -> Reader:
    """A parser for an exact pattern. ``explanation`` describes it in words."""
    return _spelled(re.compile(pattern), 200, explanation)


def language() -> Reader:
    """A parser for language tags such as ``en`` or ``zh-Hans``."""
    return _spelled(_LANGUAGE, 12, lambda: _("a language tag such as en, fr or zh-Hans"))


def _spelled(pattern: re.Pattern[str], limit: int, explanation: Callable[[], str]) -> Reader:
    def read(raw: str) -> str:
        if not pattern.fullmatch(raw):
            raise InvalidValue(explanation())
        if len(raw) > limit:
            raise InvalidValue(_("use at most %(limit)s characters", limit=limit))
        return raw

    return Reader(read)


def whole_number(*, least: int, most: int) -> Reader:
    """A parser for integers in ASCII digits without separators."""

    def read(raw: str) -> int:
        if not _WHOLE_NUMBER.fullmatch(raw) or not least <= int(raw) <= most:
            raise InvalidValue(
                _(
                    "a whole number from %(least)s to %(most)s in digits 0 to 9",
                    least=least,
                    most=most,
                )
            )
        return int(raw)

    return Reader(read, least=least, most=most)


def number() -> Reader:
    """A parser for decimal numbers such as 3 or 0.25."""

    def read(raw: str) -> float:
        if not _NUMBER.fullmatch(raw):
            raise InvalidValue(
                _("a number in digits 0 to 9 with a decimal point, such as 3 or 0.25")
            )
        return float(raw)

    return Reader(read)


def one_of(words: type[StrEnum]) -> Reader:
    """A parser for codes of a closed list."""
    allowed = tuple(word.value for word in words)

    def read(raw: str) -> StrEnum:
        try:
            return words(raw)
        except ValueError:
            raise InvalidValue(_("one of %(allowed)s", allowed=formats.listed(allowed))) from None

    return Reader(read, allowed)


def yes_or_no() -> Reader:
    """A parser for ``yes`` or ``no``. Empty means no."""

    def read(raw: str) -> bool:
        if raw not in (YES, NO):
            raise InvalidValue(_("one of %(allowed)s", allowed=f"{YES}, {NO}"))
        return raw == YES

    return Reader(read, (YES, NO), blank=False)


def line(*, limit: int = 300) -> Reader:
    """A parser for text on one line. Line breaks become spaces."""
    whole = text(limit=limit)
    return Reader(lambda raw: whole(" ".join(raw.split())))


def several(reader: Reader) -> Reader:
    """A parser for values separated by ``;``, sorted and without duplicates."""

    def read(raw: str) -> tuple[Any, ...]:
        parts = [part.strip() for part in raw.split(SEPARATOR)]
        if not all(parts):
            raise InvalidValue(_("values separated by ; without empty ones"))
        values = [reader(part) for part in parts]
        if len(set(values)) < len(values):
            raise InvalidValue(_("each value only once; one appears twice"))
        return tuple(sorted(values))

    return Reader(read, reader.allowed, blank=())


def day() -> Reader:
    """A parser for full dates such as 2003-12-25."""

    def read(raw: str) -> date:
        found = _partial(raw)
        if found.precision != "day":
            raise InvalidValue(_("a full date such as 2003-12-25"))
        return found.last_day

    return Reader(read)


def partial_date() -> Reader:
    """A parser for dates with precision: 2016, 2016-05 or 2016-05-03."""
    return Reader(_partial)


def day_or_year(*, least: int) -> Reader:
    """A parser for a full date, or a year from ``least`` on."""

    def read(raw: str) -> PartialDate:
        found = _partial(raw)
        if found.precision == "month" or found.last_day.year < least:
            raise InvalidValue(
                _("a full date or a year from %(year)s on, such as 1963-12-16", year=least)
            )
        return found

    return Reader(read)


def past_date() -> Reader:
    """A parser for dates that have begun somewhere on earth.

    The present month or year may be named although it ends after today. It counts only from its
    last day (methodology 1); until then lists show it with the day from which it counts.
    """

    def read(raw: str) -> PartialDate:
        found = _partial(raw)
        latest = clock.latest_day()
        if first_day(found) > latest:
            raise InvalidValue(_("a date not after today, %(today)s", today=latest.isoformat()))
        return found

    return Reader(read)


def _partial(raw: str) -> PartialDate:
    try:
        found = PartialDate.parse(raw)
    except ValueError:
        raise InvalidValue(
            _("a date written 2016, 2016-05 or 2016-05-03, in digits 0 to 9")
        ) from None
    if found.last_day.year < EARLIEST_YEAR:
        raise InvalidValue(_("a date of %(year)s or later", year=EARLIEST_YEAR))
    return found


def first_day(found: PartialDate) -> date:
    """The first day that a partial date can mean. It counts from its last day."""
    return found.first_day


def web_address(*, limit: int = 2_000) -> Reader:
    """A parser for http and https addresses with a host and without credentials."""

    def read(raw: str) -> str:
        if len(raw) > limit or _SPOILT_ADDRESS.search(raw) or not _is_web_address(raw):
            raise InvalidValue(_("a web address that begins with https:// or http://"))
        return raw

    return Reader(read)


def _is_web_address(raw: str) -> bool:
    try:
        parts = urlsplit(raw)
        _port = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc

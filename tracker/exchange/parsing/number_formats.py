"""What a number format shows of a cell: a day, a month, a year, or a percentage. Pure.

Format codes are those of Office Open XML (ECMA-376, part 1, 18.8.30 and 18.8.31); old Excel files
use the same codes. A cell that shows "2020" contains 1 January 2020, so the shown precision is the
intended one.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum, auto

_NOT_CODE = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|E[+-]|general', re.IGNORECASE
)
_HALF_DAY = re.compile(r"am/pm|a/p|上午/下午", re.IGNORECASE)
_PART = re.compile(r"\[?([ymdhsegb])\1*\]?", re.IGNORECASE)
# The others show a plain number, or a day with its year.
_BUILT_IN = {9: "0%", 10: "0.00%", 16: "d-mmm", 17: "mmm-yy"} | dict.fromkeys(
    (18, 19, 20, 21, 45, 46, 47), "h:mm:ss"
)
_OF_A_CLOCK = {"h", "s", "hours", "minutes", "seconds"}
_YEAR_ONE, _YEAR_LAST = 1900, 2100
_DAYS_COUNTED = 2_958_466  # to the end of 9999
_EVENING = 12  # hours
_COUNTED_FROM = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


class Shown(StrEnum):
    """How much of a date a format shows."""

    DAY = auto()
    MONTH = auto()
    YEAR = auto()
    NO_YEAR = auto()  # a day or month whose year cannot be seen
    CLOCK = auto()  # a time of day, and nothing of the day
    TIME = auto()  # neither: a number or a text
    PERCENT = auto()  # no date; 0.125 is shown as 12.5 %


def shown_by(code: str, number: int | None = None) -> Shown:
    """What a format code shows. ``number`` identifies a built-in format."""
    code = _BUILT_IN.get(number, code) if number is not None else code
    plain = _HALF_DAY.sub("", _NOT_CODE.sub("", code.split(";", 1)[0]))
    parts = [each[1].lower() for each in _PART.finditer(plain)]
    if "%" in plain and not parts:
        return Shown.PERCENT
    return shown_of("month" if is_month else part for part, is_month in _months(parts))


def _months(parts: list[str]) -> Iterable[tuple[str, bool]]:
    """Each part, and whether it is a month. Beside hours or seconds, m means minutes."""
    for place, part in enumerate(parts):
        before = parts[place - 1] if place else ""
        after = parts[place + 1] if place + 1 < len(parts) else ""
        yield part, part == "m" and before != "h" and after != "s"


def shown_of(parts: Iterable[str]) -> Shown:
    """What these parts of a format show: y, month, d, h, s."""
    names = set(parts)
    has_year = bool(names & {"y", "e", "b", "g", "year", "era"})
    if names & {"d", "day"}:
        return Shown.DAY if has_year else Shown.NO_YEAR
    if "month" in names:
        return Shown.MONTH if has_year else Shown.NO_YEAR
    if has_year:
        return Shown.YEAR
    return Shown.CLOCK if names & _OF_A_CLOCK else Shown.TIME


def text_of_date(value: date, shown: Shown | None, *, from_1904: bool = False) -> str:
    """A date as far as its cell shows it.

    A day without its year is written --05-03, as ISO 8601:2000 writes it: its year was made up by
    the spreadsheet program. What may be a year's number in a cell for dates stays a whole day,
    1905-07-13, for a person to say which it is.
    """
    day = value.date() if isinstance(value, datetime) else value
    # A time of day alone has the day on which programs begin to count; any other was not shown.
    is_time = shown is Shown.CLOCK and day.year <= _YEAR_ONE
    is_whole = is_time or shown in (None, Shown.DAY, Shown.TIME, Shown.PERCENT)
    if is_whole or year_behind(day, from_1904=from_1904):
        return _whole(value)
    if shown in (Shown.NO_YEAR, Shown.CLOCK):
        return f"--{day:%m-%d}"
    text = day.isoformat()[:7] if shown is Shown.MONTH else day.isoformat()[:4]
    # The evening before a month begins may be its first day, written in the time of Greenwich.
    if isinstance(value, datetime) and (whole := _rounded(value)).hour >= _EVENING:
        after = (day + timedelta(days=1)).isoformat()
        return text if after.startswith(text) else f"{text}T{whole:%H:%M}"
    return text


def day_of_number(number: float, *, from_1904: bool = False) -> datetime | None:
    """The date that a spreadsheet counts so; None beyond what it counts."""
    if not 0 < number < _DAYS_COUNTED:
        return None
    start = datetime.combine(_COUNTED_FROM[from_1904], time())
    return start + timedelta(days=number)


def text_of_number(value: float) -> str:
    """A number of a cell as spreadsheet programs show it: with the 15 digits that they keep.

    Files hold the 17 digits of the binary number: 0.1 + 0.2 is 0.30000000000000004.
    """
    shown = value if value.is_integer() else float(f"{value:.15g}")
    return str(int(shown)) if shown.is_integer() else repr(shown)


def text_of_percent(value: float) -> str:
    """A number as its percent format shows it: 0.125 is 12.5%.

    Spreadsheet programs keep 15 digits; what is behind them is no statement of anybody.
    """
    return f"{(Decimal(f'{value:.15g}') * 100).normalize():f}%"


def _whole(value: date) -> str:
    if isinstance(value, datetime):
        value = _rounded(value)
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat()


def _rounded(value: datetime) -> datetime:
    """The full second: programs count days in fractions, so half a second is their rounding."""
    return (value + timedelta(microseconds=500_000)).replace(microsecond=0)


def year_behind(day: date, *, from_1904: bool | None = None) -> int | None:
    """The year typed into a date cell: 2021 is shown as 13 July 1905.

    ``from_1904``: how the workbook counts days; None: it is not known.
    """
    for counted in (False, True) if from_1904 is None else (from_1904,):
        number = (day - _COUNTED_FROM[counted]).days
        if _YEAR_ONE <= number <= _YEAR_LAST:
            return number
    return None

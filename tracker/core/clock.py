"""The only source of time. Times are UTC, and a partial date counts from its last day."""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def now() -> datetime:
    """The current time, aware, in UTC, in microseconds."""
    return datetime.now(UTC)


def today() -> date:
    """The current day in UTC."""
    return now().date()


# Kiribati's Line Islands keep UTC+14; no place on earth is ahead of them.
EARLIEST_ZONE = timedelta(hours=14)


def latest_day() -> date:
    """The latest day that has begun anywhere: up to 14 hours before it begins in UTC.

    A date is in the future only if it is after this day.
    """
    return (now() + EARLIEST_ZONE).date()


def latest_begun(as_of: date) -> date:
    """The latest day that may have begun at ``as_of``. For today, anywhere on earth."""
    return latest_day() if as_of == today() else as_of


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the day, month or year, with the day from which it counts.

    Methodology 1: a date known only to the year counts from its last day, to the month from the
    month's last day.
    """

    last_day: date
    precision: str

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Parse ``2016``, ``2016-05`` or ``2016-05-03``. Raises ValueError otherwise."""
        found = _PARTIAL.fullmatch(text.strip())
        if not found:
            raise ValueError(f"not a date: {text!r}; write 2016, 2016-05 or 2016-05-03")
        year, month, day = found.groups()
        if month is None:
            return cls(date(int(year), 12, 31), "year")
        if day is None:
            return cls(_month_end(int(year), int(month)), "month")
        return cls(date(int(year), int(month), int(day)), "day")

    @property
    def first_day(self) -> date:
        """The first day that it can mean. It counts from its last day."""
        return first_day(self.last_day, self.precision)

    def __str__(self) -> str:
        return partial_text(self.last_day, self.precision)


def partial_text(last_day: date, precision: str) -> str:
    """A date with its precision: ``2016``, ``2016-05`` or ``2016-05-03``."""
    text = last_day.isoformat()
    if precision == "day":
        return text
    return text[:4] if precision == "year" else text[:7]


def first_day(last_day: date, precision: str) -> date:
    """The first day of the year, month or day that ends on ``last_day``."""
    match precision:
        case "year":
            return last_day.replace(month=1, day=1)
        case "month":
            return last_day.replace(day=1)
        case _:
            return last_day


def ends_of(day: date) -> tuple[date, date]:
    """The last day of a day's month and of its year."""
    return _month_end(day.year, day.month), date(day.year, 12, 31)


def _month_end(year: int, month: int) -> date:
    if not 1 <= month <= 12:
        raise ValueError(f"not a month: {month}")
    return date(year, month, calendar.monthrange(year, month)[1])

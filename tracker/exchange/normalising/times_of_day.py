"""Times of day after dates. They are not stored, but may show that the day is another one.

Programs in JavaScript write midnight of a place east of Greenwich as the evening before, in UTC:
3 May in Nairobi becomes 2021-05-02 21:00. Some write the local time of the 19th century, 16 seconds
off. A column of dates that all have one such time is asked about.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.exchange.normalising.normalised_value import (
    ColumnFindings,
    ColumnQuestion,
    NormalisedValue,
)

KEY = "times of day"
"""The name under which a person says what times in a column mean."""
AS_WRITTEN, NEXT_DAY = "day_as_written", "next_day"
_TIME = re.compile(
    r"(?:T|[ ,]+)(\d{1,2})[:.](\d\d)(?:[:.](\d\d)(?:[.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?"
    r"\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$"
)
_SERIAL = re.compile(r"([1-7]\d{4})(\.\d+)")  # days and a part of one, as spreadsheets count
_NOON = 12 * 3600
_NEARLY_ALL = 0.75
_HOUR, _NEAR = 3600, 120  # seconds; local times of old were less than two minutes off


def time_of(text: str) -> int | None:
    """The time after a date in seconds from midnight. None without a time."""
    if counted := _SERIAL.fullmatch(text):
        return round(float(counted[2]) * 24 * _HOUR) % (24 * _HOUR)
    found = _TIME.search(text)
    if not found:
        return None
    hours, minutes, seconds = int(found[1]), int(found[2]), int(found[3] or 0)
    half = (found[4] or "").lower().replace(".", "")
    if half:
        hours = hours % 12 + (12 if half == "pm" else 0)
    if hours > 23 or minutes > 59 or seconds > 59:
        return None
    return hours * _HOUR + minutes * 60 + seconds


def without_time(text: str) -> str:
    """A date without its time."""
    if counted := _SERIAL.fullmatch(text):
        return counted[1]
    return _TIME.sub("", text).rstrip(" ,") if time_of(text) is not None else text


@dataclass(frozen=True, slots=True)
class Times:
    """How to read the times of a column. ``evening``: texts to ask about."""

    evening: frozenset[str] = field(default_factory=frozenset)
    answer: str | None = None

    def __call__(self, text: str, day: NormalisedValue) -> NormalisedValue:
        """The day meant by a date with a time."""
        if text not in self.evening or day.text is None or self.answer == AS_WRITTEN:
            return day
        after = _after(day.text)
        if self.answer == NEXT_DAY:
            return NormalisedValue(after)
        return NormalisedValue(
            None,
            _(
                "your choice of the day in this column: %(day)s, as written, or "
                "%(after)s, which had begun elsewhere at that time",
                day=day.text,
                after=after,
            ),
        )


def _after(text: str) -> str:
    """The day after a day, the month after a month, the year after a year."""
    if len(text) == len("2021"):
        return f"{int(text) + 1:04}"
    if len(text) == len("2021-05"):
        year, month = int(text[:4]), int(text[5:])
        return f"{year + month // 12:04}-{month % 12 + 1:02}"
    return (date.fromisoformat(text) + timedelta(days=1)).isoformat()


def considered(
    texts: Collection[str], answers: Mapping[str, str], findings: ColumnFindings
) -> Times:
    """Report times, and ask if a whole column has one odd time. ``texts`` are tidied."""
    times = {text: time for text in texts if (time := time_of(text))}
    if not times:
        return Times()
    evening = frozenset(_evening(times))
    answer = answers.get(KEY)
    if answer not in (AS_WRITTEN, NEXT_DAY):
        answer = None
    if evening and answer is None:
        findings.asks.append(_question(evening))
    else:
        findings.notes.append(_note(times))
    return Times(evening, answer)


def _is_near(time: int, first: int) -> bool:
    """Whether it is the same time or an hour later (summer time)."""
    return 0 <= time - first < _NEAR or abs(time - first - _HOUR) < _NEAR


def _evening(times: Mapping[str, int]) -> Iterator[str]:
    """Texts that may mean the next day: midnight east of Greenwich, written in UTC.

    They are asked about where nearly all times of the column are this one: a few that somebody
    typed by hand beside them say nothing about the others. Noon is left alone, and so are
    mornings: there the day is the same.
    """
    counts = Counter(times.values())
    for first in sorted(counts):
        if sum(many for time, many in counts.items() if _is_near(time, first)) >= (
            _NEARLY_ALL * len(times)
        ):
            return (text for text, time in times.items() if time > _NOON and _is_near(time, first))
    return iter(())


def _note(times: Mapping[str, int]) -> str:
    return str(
        ngettext(
            "%(num)s date has a time of day, such as “%(text)s”: we left out the time",
            "%(num)s dates have a time of day, such as “%(text)s”: we left out the time",
            len(times),
            text=next(iter(times)),
        )
    )


def _question(texts: Collection[str]) -> ColumnQuestion:
    text = min(texts)
    return ColumnQuestion(
        KEY,
        str(
            _(
                "All dates of this column have the same time in the evening, such as "
                "%(text)s. Programs write this for midnight of the next day in another "
                "time zone. Which day do you mean?",
                text=text,
            )
        ),
        {
            AS_WRITTEN: str(_("the day as written, without the time")),
            NEXT_DAY: str(_("the next day, which had begun elsewhere at that time")),
        },
        frozenset(texts),
    )

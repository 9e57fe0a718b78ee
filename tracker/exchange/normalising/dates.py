"""Normalises dates as people write them to 2016, 2016-05 or 2016-05-03.

The order of day and month, pairs of years and times are decided by the whole column or by a person,
and never by the custom of a country. The field's own parser decides about precision.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from flask_babel import gettext as _

from tracker.exchange.normalising import times_of_day, treaty_dates, year_pairs
from tracker.exchange.normalising.month_names import in_words
from tracker.exchange.normalising.normalised_value import ColumnFindings, NormalisedValue, tidy
from tracker.exchange.normalising.times_of_day import Times
from tracker.exchange.normalising.year_pairs import YearPairs
from tracker.exchange.parsing.number_formats import year_behind

_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_YEAR_AS_NUMBER = re.compile(r"(\d{4})\.0+")  # so programs write whole numbers beside blanks
_PART_OF_A_YEAR = re.compile(r"\d{4}\.[1-9]")  # 2010.5, or 2010.10 without its last zero
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_TWO_SIDED = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_CHINESE = re.compile(r"(\d{4}) ?年(?: ?(\d{1,2}) ?月(?: ?(\d{1,2}) ?[日号])?)?")
_NO_YEAR = re.compile(r"--\d\d-\d\d")  # so a workbook's day is read whose year is not shown
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_FIRST_SERIAL, _LAST_SERIAL = 14_611, 73_050  # 1940 to 2099: as days, not as other numbers
_DAY_ZERO = date(1899, 12, 30)  # from which spreadsheet programs count, with their 29.2.1900
_OLD_BEFORE = 1940  # a column with other days before is one of old dates
_HIJRI, _BUDDHIST, _BUDDHIST_AHEAD = range(1300, 1501), range(2443, 2644), 543
_ACCEPTED = "2016, 2016-05, 2016-05-03, 3 May 2016"


@dataclass(frozen=True, slots=True)
class _TwoSided:
    first: int
    second: int
    year: int
    by_points: bool

    @property
    def is_open(self) -> bool:
        is_either = self.first != self.second and max(self.first, self.second) <= 12
        return not self.by_points and is_either and _of_other_calendar(self.year) is None


def considered(day_first: bool | None, answers: Mapping[str, str] | None = None) -> "_Considers":
    """A normaliser for the dates of a column. ``day_first``: a person's answer, or None.

    ``answers``: what a person said of the column as a whole, by key of the question.
    """
    return _Considers(day_first, answers or {})


@dataclass(frozen=True, slots=True)
class _Considers:
    day_first: bool | None
    answers: Mapping[str, str]

    def __call__(self, texts: Collection[str], findings: ColumnFindings) -> "Dates":
        """Decide by the column what any of its texts decides, and ask about the rest."""
        tidied = [tidy(text) for text in texts]
        order = self._order(tidied, findings)
        if any(_serial(text) is not None for text in tidied):
            findings.notes.append(_("numbers such as 43210 read as spreadsheet dates"))
        acts = sum(treaty_dates.parted(text) is not None for text in tidied)
        if acts:
            findings.notes.append(
                _(
                    "letters after dates read as the treaty action, such as a for accession; "
                    "notes left out"
                )
            )
        return Dates(
            order,
            year_pairs.considered(tidied, self.answers, findings),
            times_of_day.considered(tidied, self.answers, findings),
            has_old=any(map(_is_old, tidied)),
        )

    def _order(self, tidied: Collection[str], findings: ColumnFindings) -> bool | None:
        found = [sides for text in tidied if (sides := _two_sided(_date_in(text)))]
        if self.day_first is not None or not found:
            return self.day_first
        order = _settled(found)
        is_open = any(each.is_open for each in found)
        if is_open and order is None:
            findings.is_open = True
        elif is_open:
            findings.notes.append(
                _("we read the day before the month, as other dates of the column show")
                if order
                else _("we read the month before the day, as other dates of the column show")
            )
        return order


def _date_in(text: str) -> str:
    """A text without the letter of an act, notes and time behind its date."""
    parts = treaty_dates.parted(text)
    return parts[0] if parts else times_of_day.without_time(text)


def _two_sided(text: str) -> _TwoSided | None:
    found = _TWO_SIDED.fullmatch(text)
    if not found or len(found[4]) < 4:
        return None
    return _TwoSided(int(found[1]), int(found[3]), int(found[4]), found[2] == ".")


def _settled(found: Collection[_TwoSided]) -> bool | None:
    """Whether the day is first: one date shows it and none contradicts."""
    days = any(each.first > 12 for each in found if not each.by_points)
    months = any(each.second > 12 for each in found if not each.by_points)
    return None if days == months else days


def _is_old(text: str) -> bool:
    """Whether it is a day before 1940 that is not a disguised year."""
    found = _ISO.fullmatch(times_of_day.without_time(text))
    made = _made(*found.groups()).text if found and found[3] else None
    if made is None:
        return False
    day = date.fromisoformat(made)
    return day.year < _OLD_BEFORE and year_behind(day) is None


@dataclass(frozen=True, slots=True)
class Dates:
    """Normalises dates. ``day_first`` None: undecided.

    ``has_old``: the column has days of long ago, so that July 1905 may well be meant.
    """

    day_first: bool | None
    pairs: YearPairs = field(default_factory=lambda: YearPairs(year_pairs.FIRST))
    times: Times = field(default_factory=Times)
    has_old: bool = False

    def __call__(self, text: str) -> NormalisedValue:
        """The date with its precision."""
        plain = tidy(text)
        pair = year_pairs.pair_of(plain)
        if pair is not None and (found := self.pairs(pair, plain)) is not None:
            return found
        if parts := treaty_dates.parted(plain):
            made = self._plain(parts[0])
            return NormalisedValue(
                made.text, made.reason, also=(("act", parts[1]),) if parts[1] else ()
            )
        if refused := treaty_dates.bracketed(plain):
            return refused
        return self.times(plain, self._plain(times_of_day.without_time(plain)))

    def _plain(self, plain: str) -> NormalisedValue:
        if found := _YEAR_AS_NUMBER.fullmatch(plain):
            return _made(found[1])
        if _PART_OF_A_YEAR.fullmatch(plain):
            return _part_of_a_year(plain)
        if found := _ISO.fullmatch(plain) or _CHINESE.fullmatch(plain):
            return self._doubted(_made(*found.groups()))
        if found := _COMPACT.fullmatch(plain):
            return _made(*found.groups())
        if found := _MONTH_YEAR.fullmatch(plain):
            return _made(found[2], found[1], None)
        if _TWO_SIDED.fullmatch(plain):
            return self._doubted(self._of_two_sides(plain))
        if (day := _serial(plain)) is not None:
            return NormalisedValue(day.isoformat())
        if _NO_YEAR.fullmatch(plain):
            return _without_year()
        parts = in_words(plain)
        return _made(*parts) if parts else _refused(_("a date such as %(dates)s", dates=_ACCEPTED))

    def _doubted(self, found: NormalisedValue) -> NormalisedValue:
        """The date, or a question if it may be a year typed into a date cell."""
        if self.has_old or found.text is None or len(found.text) < len("1905-07-13"):
            return found
        year = year_behind(date.fromisoformat(found.text))
        if year is None:
            return found
        return NormalisedValue(
            None,
            _(
                "your choice: the year %(year)s that a spreadsheet shows as a date, or %(day)s",
                year=year,
                day=found.text,
            ),
            (str(year), found.text),
            is_unlisted=True,
        )

    def _of_two_sides(self, plain: str) -> NormalisedValue:
        sides = _two_sided(plain)
        if sides is None:
            return _refused(_("a year with four digits; two digits could mean two centuries"))
        if refused := _of_other_calendar(sides.year):
            return refused
        first, second = (sides.first, sides.second)
        day_first = sides.by_points or (first > 12 if max(first, second) > 12 else self.day_first)
        if not sides.by_points and first == second:
            day_first = True
        if day_first is None:
            readings = [_made(str(sides.year), str(m), str(d)).text for d, m in _both(sides)]
            return _refused(
                _(
                    "your choice whether day or month comes first in this column: %(one)s "
                    "or %(other)s",
                    one=readings[0] or "?",
                    other=readings[1] or "?",
                )
            )
        day, month = (first, second) if day_first else (second, first)
        return _made(str(sides.year), str(month), str(day))


def _both(sides: _TwoSided) -> Iterator[tuple[int, int]]:
    yield sides.first, sides.second
    yield sides.second, sides.first


def _refused(reason: str) -> NormalisedValue:
    return NormalisedValue(None, str(reason))


def _made(year: str, month: str | None = None, day: str | None = None) -> NormalisedValue:
    if refused := _of_other_calendar(int(year)):
        return refused
    try:
        if month is None:
            return NormalisedValue(f"{int(year):04}")
        if day is None:
            return NormalisedValue(date(int(year), int(month), 1).isoformat()[:7])
        return NormalisedValue(date(int(year), int(month), int(day)).isoformat())
    except ValueError:
        return _refused(_("a date that exists, such as %(dates)s", dates=_ACCEPTED))


def _of_other_calendar(year: int) -> NormalisedValue | None:
    """A refusal for a year of another calendar, whose days differ as well."""
    if year in _BUDDHIST:
        reason = _(
            "a year of the Gregorian calendar; %(year)s may be %(meant)s of the Buddhist era",
            year=year,
            meant=year - _BUDDHIST_AHEAD,
        )
        return NormalisedValue(None, str(reason), is_unlisted=True)
    if year in _HIJRI:
        reason = _("a year of the Gregorian calendar; %(year)s may be a Hijri year", year=year)
        return NormalisedValue(None, str(reason), is_unlisted=True)
    return None


def _part_of_a_year(text: str) -> NormalisedValue:
    """Half of 2010, May 2010, or October (2010.1) where a program took the zero for nothing."""
    year, part = text.split(".")
    reason = _("a month with two digits, such as %(month)s", month=f"{year}-{int(part):02}")
    return NormalisedValue(None, str(reason), is_unlisted=True)


def _without_year() -> NormalisedValue:
    reason = _("a date with its year; the cell shows none")
    return NormalisedValue(None, str(reason), is_unlisted=True)


def _serial(text: str) -> date | None:
    found = _SERIAL.fullmatch(text)
    if not found or not _FIRST_SERIAL <= int(found[1]) <= _LAST_SERIAL:
        return None
    return _DAY_ZERO + timedelta(days=int(found[1]))

"""Charts an indicator of counts or shares: lowest, middle and highest value of each year.

For a count that is only known as a range, such as 10-19, both ends are used. The median is then
between the median of the lower and that of the upper ends.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.charts.builders.question import OF_STATES, Question, member_states, states_known
from tracker.charts.chart import Chart, Column, Kind, Row, Table
from tracker.charts.series.indicators import Scale, Value, values
from tracker.core import formats
from tracker.labels import charts
from tracker.registry.measured import bounds, plain_number
from tracker.registry.membership import is_before


@dataclass(frozen=True, slots=True)
class YearNumbers:
    """The values of one year, one for each State. Both ends of a plain number are equal."""

    lower: tuple[float, ...]
    upper: tuple[float, ...]
    ranges: int

    @property
    def states(self) -> int:
        """The number of States with a value."""
        return len(self.lower)


def numbers_by_year(question: Question, of: Scale) -> Chart:
    """A table of values by year. They have no scale, so nothing is coloured or ranked."""
    scope = question.scope
    found = _by_year(of, question)
    ranged = any(one.ranges for one in found.values())
    rows = tuple(_row(year, found[year], ranged) for year in sorted(found))
    return Chart(
        name="indicator-values",
        title=question.titled(_("Which values do we have for each year?"), by=OF_STATES),
        sentence=_sentence(found, len(scope.states)),
        table=Table(_columns(of, ranged), rows),
        empty=None if rows else _("There are no values by this date: no information."),
        note=_note(ranged),
        coverage=states_known(found[max(found)].states, len(scope.states)) if found else None,
        parameters=question.parameters,
    )


def _note(ranged: bool) -> str:
    plain = _("The values are numbers without levels, so they do not enter the gap.")
    if not ranged:
        return str(plain)
    about = _(
        "Some values are ranges, such as 10 to 19. The source does not publish small numbers, "
        "or gives more than one number. The lowest value uses the lower ends, the highest value "
        "the upper ends. The middle value is between the two numbers given for it."
    )
    return formats.sentences(plain, about)


def _by_year(of: Scale, question: Question) -> dict[int, YearNumbers]:
    """The values of each year: those of the last date in the year for each State."""
    scope = question.scope
    of_state: dict[str, list[Value]] = defaultdict(list)
    for value in values(of.code, scope.picture.reading, scope.states):
        if not is_before(value.on.last_day, value.joined):
            of_state[value.iso3].append(value)
    texts: dict[int, list[list[str]]] = defaultdict(list)
    for rows in of_state.values():
        for year, given in last_of_years(rows).items():
            texts[year].append([value.value for value in given])
    found = {year: year_numbers(texts_of_year) for year, texts_of_year in texts.items()}
    return {year: numbers for year, numbers in found.items() if numbers.states}


def last_of_years(rows: Iterable[Value]) -> dict[int, list[Value]]:
    """The values of one State on the last date of each year. A source may give several.

    ``rows`` are sorted by date.
    """
    found: dict[int, list[Value]] = {}
    for value in rows:
        given = found.setdefault(value.on.last_day.year, [])
        if given and given[0].on != value.on:
            given.clear()
        given.append(value)
    return found


def year_numbers(texts_of_states: Iterable[Iterable[str]]) -> YearNumbers:
    """The numbers and ranges among the stored values of each State. Other texts are left out.

    A State with several different numbers has the range between them: none is preferred.
    """
    ends = [both for texts in texts_of_states if (both := ends_of(texts)) is not None]
    return YearNumbers(
        lower=tuple(sorted(ends_of[0] for ends_of in ends)),
        upper=tuple(sorted(ends_of[1] for ends_of in ends)),
        ranges=sum(low < high for low, high in ends),
    )


def ends_of(texts: Iterable[str]) -> tuple[float, float] | None:
    """The lowest and the highest number that stored values can mean. None: none is a number."""
    found = [both for text in texts if (both := _ends(text)) is not None]
    if not found:
        return None
    return min(low for low, _high in found), max(high for _low, high in found)


def _ends(text: str) -> tuple[float, float] | None:
    number = plain_number(text)
    return bounds(text) if number is None else (number, number)


def _sentence(found: Mapping[int, YearNumbers], states: int) -> str:
    if not found:
        return _("We have no values for %(states)s.", states=member_states(states))
    year = max(found)
    return ngettext(
        "For %(year)s we have a value for %(number)s State.",
        "For %(year)s we have values for %(number)s States.",
        found[year].states,
        year=year,
        number=charts.count(found[year].states),
    )


def _columns(of: Scale, ranged: bool) -> tuple[Column, ...]:
    unit = f" ({of.unit})" if of.unit else ""
    middle = (
        (
            Column("median_from", _("Middle value, from") + unit, Kind.NUMBER),
            Column("median_to", _("Middle value, to") + unit, Kind.NUMBER),
        )
        if ranged
        else (Column("median", _("Middle value") + unit, Kind.NUMBER),)
    )
    ranges = (Column("ranges", _("of them ranges (n)"), Kind.NUMBER),) if ranged else ()
    return (
        Column("year", _("Year"), Kind.YEAR),
        Column("lowest", _("Lowest") + unit, Kind.NUMBER),
        *middle,
        Column("highest", _("Highest") + unit, Kind.NUMBER),
        Column("n", _("States (n)"), Kind.NUMBER),
        *ranges,
    )


def _row(year: int, numbers: YearNumbers, ranged: bool) -> Row:
    low, high = median(numbers.lower), median(numbers.upper)
    middle = {"median_from": low, "median_to": high, "ranges": numbers.ranges}
    return {
        "year": year,
        "lowest": numbers.lower[0],
        **(middle if ranged else {"median": low}),
        "highest": numbers.upper[-1],
        "n": numbers.states,
    }

"""An indicator that counts, or gives a share: lowest, middle and highest value of each year."""

from collections import defaultdict
from statistics import median

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.charts.builders.question import OF_STATES, Question, member_states, states_known
from tracker.charts.chart import Chart, Column, Kind, Row, Table
from tracker.charts.series.indicators import Scale, latest, values
from tracker.labels import charts
from tracker.registry.measured import plain_number
from tracker.registry.membership import is_before


def numbers_by_year(question: Question, of: Scale) -> Chart:
    """A table of the values by year; they are on no scale, so nothing is coloured or ranked."""
    scope = question.scope
    found = _by_year(of, question)
    rows = tuple(_row(year, found[year]) for year in sorted(found))
    return Chart(
        name="indicator-values",
        title=question.titled(_("Which values do we have for each year?"), by=OF_STATES),
        sentence=_sentence(of, found, len(scope.states)),
        table=Table(_columns(of), rows),
        empty=None if rows else _("There are no values by this date: no information."),
        note=_("The values are numbers without levels, so they do not enter the gap."),
        coverage=states_known(len(found[max(found)]), len(scope.states)) if found else None,
        parameters=question.parameters,
    )


def _by_year(of: Scale, question: Question) -> dict[int, list[float]]:
    """The numbers of each year, one for each state: its latest of the year."""
    scope = question.scope
    by_year = defaultdict(list)
    for value in values(of.code, scope.picture.reading, scope.states):
        if not is_before(value.on.last_day, value.joined):
            by_year[value.on.last_day.year].append(value)
    found = {}
    for year, told in by_year.items():
        numbers = [plain_number(value.value) for value in latest(told).values()]
        known = sorted(number for number in numbers if number is not None)
        if known:
            found[year] = known
    return found


def _sentence(of: Scale, found: dict[int, list[float]], states: int) -> str:
    if not found:
        return _("We have no values for %(states)s.", states=member_states(states))
    year = max(found)
    return ngettext(
        "For %(year)s we have a value for %(number)s state.",
        "For %(year)s we have values for %(number)s states.",
        len(found[year]),
        year=year,
        number=charts.count(len(found[year])),
    )


def _columns(of: Scale) -> tuple[Column, ...]:
    unit = f" ({of.unit})" if of.unit else ""
    return (
        Column("year", _("Year"), Kind.YEAR),
        Column("lowest", _("Lowest") + unit, Kind.NUMBER),
        Column("median", _("Middle value") + unit, Kind.NUMBER),
        Column("highest", _("Highest") + unit, Kind.NUMBER),
        Column("n", _("States (n)"), Kind.NUMBER),
    )


def _row(year: int, numbers: list[float]) -> Row:
    return {
        "year": year,
        "lowest": numbers[0],
        "median": median(numbers),
        "highest": numbers[-1],
        "n": len(numbers),
    }

"""Charts one indicator: its values over the years, and the latest value of each State."""

from collections import Counter
from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.charts.builders.indicator_numbers import numbers_by_year
from tracker.charts.builders.question import OF_STATES, Question, member_states, states_known
from tracker.charts.builders.treaties import act_word
from tracker.charts.chart import Chart, Column, Kind, Named, Row, SourceTitle, Table
from tracker.charts.figures import columns
from tracker.charts.figures.columns import Layer
from tracker.charts.figures.style import INK, LEVEL_COLOURS
from tracker.charts.series.indicators import Scale, Step, Value, by_year, latest, scale, values
from tracker.gap.snapshot import StateLine
from tracker.labels import charts
from tracker.labels.codes import label


def indicator_values(question: Question) -> Chart:
    """How many member States had each value in each year. Raises NotFound."""
    scope = question.scope
    of = scale(question.indicator or "")
    if not of.steps:
        return numbers_by_year(question, of)
    counts = by_year(of, values(of.code, scope.picture.reading, scope.states))
    years = list(counts)
    layers = [
        Layer(step.label, _colour(step), tuple(counts[year][step.value] for year in years))
        for step in of.steps
    ]
    return Chart(
        name="indicator-values",
        title=question.titled(_("How many States had each value, year by year?"), by=OF_STATES),
        sentence=_sentence(of, counts, len(scope.states)),
        table=Table(_year_columns(of), tuple(_year_row(year, counts[year]) for year in years)),
        figure=columns.columns(years, layers, axis_title=_("Member States")) if years else None,
        height=columns.HEIGHT if years else 0,
        empty=None if years else _("There are no values by this date: no information."),
        note=_("A status counts until a later record changes it.")
        if of.lasts
        else _("Only values of that year count. States without one are left out."),
        coverage=states_known(sum(counts[max(counts)].values()), len(scope.states))
        if years
        else None,
        parameters=question.parameters,
    )


def indicator_latest(question: Question) -> Chart:
    """The latest value of each State at the reading, as a table with the States without one."""
    scope = question.scope
    of = scale(question.indicator or "")
    found = latest(values(of.code, scope.picture.reading, scope.picture.states))
    lines = sorted(
        (line for line in scope.picture.states.values() if _asked(question, line.iso3)),
        key=lambda line: charts.name_order(charts.state_name(line)),
    )
    day = scope.picture.reading.as_of
    counted = [line for line in lines if not line.is_early(day)]
    with_value = sum(line.iso3 in found for line in counted)
    return Chart(
        name="indicator-latest",
        title=question.titled(_("What is the value for each State?"), by=OF_STATES),
        sentence=ngettext(
            "We have a value for %(number)s of %(all)s State.",
            "We have a value for %(number)s of %(all)s States.",
            len(counted),
            number=charts.count(with_value),
            all=charts.count(len(counted)),
        ),
        table=Table(
            _latest_columns(found.values()),
            tuple(
                _latest_row(of, line, found.get(line.iso3), is_early=line.is_early(day))
                for line in lines
            ),
        ),
        note=_(
            "The latest value of each State. The page of each commitment of a State "
            "shows how it counts."
        ),
        coverage=states_known(with_value, len(counted)),
        parameters=question.parameters,
    )


def _asked(question: Question, iso3: str) -> bool:
    """Whether a State is in scope. Observers are included unless a filter excludes them."""
    scope = question.scope
    filtered = scope.filters.keys() & {"region", "group"}
    return iso3 in scope.states if filtered else True


def _colour(step: Step) -> str:
    return INK if step.level is None else LEVEL_COLOURS[step.level]


def _sentence(of: Scale, counts: dict[int, Counter[str]], states: int) -> str:
    if not counts:
        return _("We have no values for %(states)s.", states=member_states(states))
    year = max(counts)
    known = sum(counts[year].values())
    best = max(of.steps, key=lambda step: -1 if step.level is None else step.level)
    text = (
        _("At the end of %(year)s, %(best)s of %(told)s States with a value were at “%(label)s”.")
        if of.lasts
        else _("In %(year)s, %(best)s of %(told)s States with a value were at “%(label)s”.")
    )
    return text % {
        "year": year,
        "best": charts.count(counts[year][best.value]),
        "told": charts.count(known),
        "label": best.label,
    }


def _year_columns(of: Scale) -> tuple[Column, ...]:
    return (
        Column("year", _("Year"), Kind.YEAR),
        *(Column(step.value, step.label, Kind.NUMBER) for step in of.steps),
        Column("n", _("States (n)"), Kind.NUMBER),
    )


def _year_row(year: int, counts: Counter[str]) -> Row:
    return {"year": year, **counts, "n": sum(counts.values())}


def _status(of: Scale, step: Step | None) -> str:
    if step is not None and step.level is not None:
        return str(charts.LEVELS[step.level])
    if step is not None:
        return _("Shows no level")
    return _("Not on the scale") if of.steps else _("A number without a level")


def _latest_columns(found: Iterable[Value]) -> tuple[Column, ...]:
    return (
        Column("state", _("State"), Kind.STATE),
        *value_columns(found),
    )


def value_columns(found: Iterable[Value]) -> tuple[Column, ...]:
    """The columns of ``value_cells``. Notes have one if any of these values has a note."""
    noted = any(value.note for value in found)
    return (
        Column("value", _("Value")),
        Column("level", _("Level"), Kind.LEVEL),
        Column("status", _("Status")),
        Column("date", _("As of"), Kind.DATE),
        Column("act", _("Act")),
        Column("source", _("Source"), Kind.SOURCE),
        Column("current_on", _("Source current on"), Kind.DATE),
        Column("tier", _("Strength")),
        *([Column("note", _("Note"), Kind.NOTE)] if noted else []),
    )


def _latest_row(of: Scale, line: StateLine, value: Value | None, *, is_early: bool) -> Row:
    state = Named(line.iso3, charts.state_name(line))
    early = label("applicability", "not_yet_member")
    if value is None:
        return {"state": state, "status": early if is_early else _("No information")}
    cells = value_cells(of, value)
    return {**cells, "state": state, "status": early if is_early else cells["status"]}


def value_cells(of: Scale, value: Value) -> Row:
    """A value with its level, date and source. The columns are those of ``value_columns``."""
    step = next((step for step in of.steps if step.value == value.value), None)
    return {
        "value": step.label if step else value.value,
        "level": step.level if step else None,
        "status": _status(of, step),
        "date": value.on,
        "act": act_word(value.act) or None,
        "source": SourceTitle(value.source.url or "", value.source.title, value.source.language),
        "current_on": value.source_current_on,
        "tier": value.source.tier,
        "note": value.note,
    }

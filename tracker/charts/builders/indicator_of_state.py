"""Charts one indicator for one State: every value with its date and source.

Only numbers are drawn. A year without a value interrupts the line, so that it cannot be read as
zero. A number that is only known as a range, such as 10-19, has a lowest and a highest line. So
have different numbers for one date: none is preferred.
"""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.charts.builders.indicator_numbers import ends_of, last_of_years
from tracker.charts.builders.indicators import value_cells, value_columns
from tracker.charts.builders.question import Question
from tracker.charts.chart import Chart, Table
from tracker.charts.figures import lines
from tracker.charts.figures.lines import Line, LinePanel, Point
from tracker.charts.figures.style import plain
from tracker.charts.series.indicators import Scale, Value, latest, scale, values
from tracker.core import formats
from tracker.core.errors import NotFound
from tracker.labels import charts
from tracker.registry.measured import number_label, plain_number

TALL = 200  # pixels of the panel


def indicator_of_state(question: Question) -> Chart:
    """The values of an indicator for one State, newest first in the table. Raises NotFound."""
    scope = question.scope
    line = scope.picture.states.get(question.state or "")
    if line is None:
        raise NotFound("state", question.state or "")
    of = scale(question.indicator or "")
    found = values(of.code, scope.picture.reading, [line.iso3])
    by_year = {} if of.steps else last_of_years(found)
    panels = [_panel(of, by_year)] if by_year else []
    name = charts.state_name(line)
    return Chart(
        name="indicator-of-state",
        title=formats.labelled(name, of.title),
        sentence=_sentence(of, name, found),
        table=Table(
            value_columns(found),
            tuple(value_cells(of, value) for value in reversed(found)),
        ),
        figure=lines.lines(
            panels,
            y_axis={"range": _range(panels[0]), "title": {"text": plain(of.unit or "")}},
            x_axis={"tickformat": "d"},
            panel=TALL,
        )
        if panels
        else None,
        height=lines.height(panels, TALL) if panels else 0,
        empty=None
        if found
        else _("There is no value for this State by this date: no information."),
        note=_note(by_year) if panels else None,
        coverage=_coverage(found),
        parameters=question.parameters,
    )


def _sentence(of: Scale, name: str, found: Sequence[Value]) -> str:
    if not found:
        return _("There is no information about %(state)s.", state=name)
    years = {value.on.last_day.year for value in found}
    return formats.sentences(
        _newest(of, found),
        _(
            "Years with a value since %(first)s: %(number)s.",
            first=min(years),
            number=charts.count(len(years)),
        ),
    )


def _newest(of: Scale, found: Sequence[Value]) -> str:
    """The value that counts, or every different one that is given for the last date."""
    counting = latest(found)[found[-1].iso3]
    given = [counting] if of.lasts else [value for value in found if value.on == counting.on]
    texts = _texts(of, given)
    day = charts.partial_day(counting.on)
    if len(texts) == 1:
        return _("The newest value is %(value)s (%(day)s).", value=texts[0], day=day)
    return _(
        "The newest values are %(values)s (%(day)s).", values=formats.listed_apart(texts), day=day
    )


def _texts(of: Scale, given: Sequence[Value]) -> list[str]:
    return list(dict.fromkeys(_words(of, value.value) for value in given))


def _words(of: Scale, text: str) -> str:
    """A value as its scale names it, or as a number."""
    step = next((step for step in of.steps if step.value == text), None)
    if step is not None:
        return step.label
    number = plain_number(text)
    return number_label(text) if number is None else formats.count(number)


def _note(by_year: Mapping[int, Sequence[Value]]) -> str:
    texts = [
        _("A higher number may mean that more happened, or that more was found."),
        _("A year without a mark is a year without information, not zero."),
    ]
    if several := sum(map(_differ, by_year.values())):
        texts.append(
            ngettext(
                "For %(number)s year there are different numbers. The table has all of them.",
                "For %(number)s years there are different numbers. The table has all of them.",
                several,
                number=charts.count(several),
            )
        )
    return formats.sentences(*texts)


def _differ(given: Sequence[Value]) -> bool:
    return len({value.value for value in given}) > 1


def _coverage(found: Sequence[Value]) -> str | None:
    if not found:
        return None
    sources = len({value.source for value in found})
    return ngettext(
        "%(number)s source", "%(number)s sources", sources, number=charts.count(sources)
    )


def _panel(of: Scale, by_year: Mapping[int, Sequence[Value]]) -> LinePanel:
    """A line, or two where a number is a range or more than one is given."""
    ends = {
        year: both
        for year, given in by_year.items()
        if (both := ends_of(value.value for value in given)) is not None
    }
    years = range(min(by_year), max(by_year) + 1)
    names = [of.unit or _("Value")]
    if any(map(_differ, by_year.values())):
        names = [_("Lowest number given"), _("Highest number given")]
    elif any(low != high for low, high in ends.values()):
        names = [_("Lowest possible number"), _("Highest possible number")]
    return LinePanel(
        "",
        tuple(
            Line(
                name,
                place,
                tuple(
                    Point(
                        year,
                        ends[year][place] if year in ends else None,
                        _label(of, year, by_year.get(year, ())),
                    )
                    for year in years
                ),
            )
            for place, name in enumerate(names)
        ),
    )


def _label(of: Scale, year: int, given: Sequence[Value]) -> str:
    if not given:
        return ""
    return formats.labelled(str(year), formats.listed_apart(_texts(of, given)))


def _range(panel: LinePanel) -> list[float]:
    """From zero to the highest number, with room for the marks at both."""
    highest = max((point.y or 0 for line in panel.lines for point in line.points), default=0) or 1
    return [-0.06 * highest, 1.06 * highest]

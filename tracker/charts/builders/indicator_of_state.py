"""Charts one indicator for one State: every value with its date and source.

Only numbers are drawn. A year without a value interrupts the line, so that it cannot be read as
zero. A number that is only known as a range, such as 10-19, has a lowest and a highest line.
"""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

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
from tracker.registry.measured import bounds, number_label, plain_number

TALL = 200  # pixels of the panel


def indicator_of_state(question: Question) -> Chart:
    """The values of an indicator for one State, newest first in the table. Raises NotFound."""
    scope = question.scope
    line = scope.picture.states.get(question.state or "")
    if line is None:
        raise NotFound("state", question.state or "")
    of = scale(question.indicator or "")
    found = values(of.code, scope.picture.reading, [line.iso3])
    panels = [] if of.steps or not found else [_panel(of, found)]
    name = charts.state_name(line)
    return Chart(
        name="indicator-of-state",
        title=formats.labelled(name, of.title),
        sentence=_sentence(of, name, found),
        table=Table(
            value_columns(),
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
        note=_note() if panels else None,
        coverage=_coverage(found),
        parameters=question.parameters,
    )


def _sentence(of: Scale, name: str, found: Sequence[Value]) -> str:
    if not found:
        return _("There is no information about %(state)s.", state=name)
    newest = latest(found)[found[-1].iso3]
    years = {value.on.last_day.year for value in found}
    return formats.sentences(
        _(
            "The newest value is %(value)s (%(day)s).",
            value=_words(of, newest.value),
            day=charts.partial_day(newest.on),
        ),
        _(
            "Years with a value since %(first)s: %(number)s.",
            first=min(years),
            number=charts.count(len(years)),
        ),
    )


def _words(of: Scale, text: str) -> str:
    """A value as its scale names it, or as a number."""
    step = next((step for step in of.steps if step.value == text), None)
    if step is not None:
        return step.label
    number = plain_number(text)
    return number_label(text) if number is None else formats.count(number)


def _note() -> str:
    return formats.sentences(
        _("A higher number may mean that more happened, or that more was found."),
        _("A year without a mark is a year without information, not zero."),
    )


def _coverage(found: Sequence[Value]) -> str | None:
    if not found:
        return None
    sources = len({value.source for value in found})
    return ngettext(
        "%(number)s source", "%(number)s sources", sources, number=charts.count(sources)
    )


def _panel(of: Scale, found: Sequence[Value]) -> LinePanel:
    """The last value of each year; two lines where a number is only known as a range."""
    by_year = {value.on.last_day.year: value for value in found}
    ends = {year: _ends(value.value) for year, value in by_year.items()}
    years = range(min(ends), max(ends) + 1)
    names = [of.unit or _("Value")]
    if any(low != high for low, high in ends.values()):
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
                        formats.labelled(str(year), _words(of, by_year[year].value))
                        if year in by_year
                        else "",
                    )
                    for year in years
                ),
            )
            for place, name in enumerate(names)
        ),
    )


def _range(panel: LinePanel) -> list[float]:
    """From zero to the highest number, with room for the marks at both."""
    highest = max((point.y or 0 for line in panel.lines for point in line.points), default=0) or 1
    return [-0.06 * highest, 1.06 * highest]


def _ends(text: str) -> tuple[float | None, float | None]:
    """The lowest and highest possible number; None twice for a text that is no number."""
    number = plain_number(text)
    return bounds(text) or (None, None) if number is None else (number, number)

"""Compares States, regions or groups by pillar, with what is unknown about each."""

from collections.abc import Sequence

from flask_babel import gettext as _

from tracker.charts.builders.pillars import progress_line
from tracker.charts.builders.question import Question, cells_known
from tracker.charts.chart import Chart, Column, Kind, Named, Row, Table
from tracker.charts.figures import dots
from tracker.charts.figures.dots import Panel
from tracker.charts.ordering import NamedRange as Figured
from tracker.charts.ordering import order_sentences
from tracker.charts.scope import Scope
from tracker.charts.series.compared import Side, sides
from tracker.core import formats
from tracker.gap.figures import Figures
from tracker.gap.methodology import PILLARS
from tracker.labels import charts

LONGEST = 22


def compare(question: Question) -> Chart:
    """A chart of two to eight sides. Raises BadParameter for other numbers."""
    scope = question.scope
    compared = sides(scope, question.states)
    parts = _parts(compared)
    panels = [
        Panel(
            name.name,
            tuple(
                progress_line(_short(scope, side), side_name(scope, side), part)
                for side, part in row
            ),
        )
        for name, row in parts
    ]
    rows = tuple(_row(scope, name, side, part) for name, row in parts for side, part in row)
    return Chart(
        name="compare",
        title=question.titled(_("How do they compare?")),
        sentence=_sentence(scope, compared),
        table=Table(_columns(), rows),
        figure=dots.dots(panels),
        height=dots.height(panels),
        note=_(
            "A square marks progress, based on what we know. The bar behind it shows "
            "the range if everything unknown were undone, or done. With too little "
            "information only the outline of the bar appears, and nothing is compared."
        ),
        coverage=cells_known(
            sum(side.score.known for side in compared),
            sum(side.score.applicable for side in compared),
        ),
        parameters=question.parameters,
    )


def _parts(compared: Sequence[Side]) -> list[tuple[Named, list[tuple[Side, Figures]]]]:
    """All pillars together, then each applicable pillar, with the figures of each side."""
    parts: list[tuple[Named, list[tuple[Side, Figures]]]] = [
        (Named("", _("All pillars")), [(side, side.score) for side in compared])
    ]
    for place, pillar in enumerate(PILLARS):
        row: list[tuple[Side, Figures]] = [(side, side.score.pillars[place]) for side in compared]
        if any(part.applicable for _side, part in row):
            parts.append((Named(pillar, str(charts.PILLARS[pillar])), row))
    return parts


def side_name(scope: Scope, side: Side) -> str:
    """The name of a side."""
    if side.code in scope.picture.states:
        return charts.state_name(scope.picture.states[side.code])
    return str((charts.REGIONS | charts.GROUPS)[side.code])


def _short(scope: Scope, side: Side) -> str:
    name = side_name(scope, side)
    return name if len(name) <= LONGEST else side.code


def _sentence(scope: Scope, compared: Sequence[Side]) -> str:
    named = [Figured(side_name(scope, side), side.score) for side in compared]
    return formats.sentences(*order_sentences(named))


def _columns() -> tuple[Column, ...]:
    return (
        Column("pillar", _("Pillar"), Kind.PILLAR),
        Column("code", _("Code")),
        Column("name", _("State or group"), Kind.SIDE),
        Column("gap", _("Gap"), Kind.FIGURE),
        Column("low", _("At least"), Kind.FIGURE),
        Column("high", _("At most"), Kind.FIGURE),
        Column("coverage", _("Known"), Kind.SHARE),
        Column("known", _("With information"), Kind.NUMBER),
        Column("applicable", _("Commitments of States"), Kind.NUMBER),
        Column("states", _("States (n)"), Kind.NUMBER),
        Column("standing", _("Status")),
    )


def _row(scope: Scope, name: Named, side: Side, part: Figures) -> Row:
    return {
        "pillar": name,
        "code": side.code,
        "name": Named(side.code, side_name(scope, side)),
        "gap": part.gap,
        "low": part.low,
        "high": part.high,
        "coverage": part.coverage,
        "known": part.known,
        "applicable": part.applicable,
        "states": part.states,
        "standing": str(charts.FIGURE_STANDINGS[part.figure]),
    }

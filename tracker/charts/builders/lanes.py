"""Compares the three lanes: by pillar, by region, and where they differ most."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.charts.builders.lanes_apart import lanes_apart
from tracker.charts.builders.question import Question, cells_known
from tracker.charts.chart import Chart, Column, Kind, Named, Row, Table, Thing
from tracker.charts.figures import dumbbells
from tracker.charts.figures.dumbbells import Dumbbell, Group, Mark
from tracker.charts.figures.style import LANE_MARKS
from tracker.charts.scope import Scope
from tracker.core import formats
from tracker.gap.facts import LaneName, Standing
from tracker.gap.figures import Figures
from tracker.labels import charts
from tracker.registry.vocabulary import Region

MOST = 12  # commitments


@dataclass(frozen=True, slots=True)
class Line:
    """The level of each lane, and the difference between State and others where both have one."""

    of: str
    what: Named
    figures: Figures
    both: int  # cells in which the state and others speak
    apart: float | None  # mean of what the state claims over what others see there


def lanes(question: Question) -> Chart:
    """Dumbbells of the three lanes. Groups always have the same order."""
    if question.state or question.commitment:
        return lanes_apart(question)
    scope = question.scope
    whole = scope.together()
    groups = [
        (_("By pillar"), list(_pillars(scope))),
        (_("By region"), list(_regions(scope))),
        (_("Where they differ most"), list(_commitments(scope))),
    ]
    drawn = [
        Group(heading, tuple(_drawn(line) for line in lines)) for heading, lines in groups if lines
    ]
    lines = [line for _heading, group in groups for line in group]
    return Chart(
        name="lanes",
        title=question.titled(_("Do State reports, other evidence and reviewers agree?")),
        sentence=_sentence(_line("", Named("", ""), whole, _cells(scope))),
        table=Table(_columns(), tuple(_row(line) for line in lines)),
        figure=dumbbells.dumbbells(drawn, _names()) if whole.applicable else None,
        height=dumbbells.height(drawn) if whole.applicable else 0,
        empty=None if whole.applicable else _("No commitment in this selection applies yet."),
        note=_(
            "Each mark is a mean over the commitments on which that source has a "
            "level. These differ for the three sources. n is their number. Only the "
            "last two columns of the table compare the same commitments: those with a "
            "State report and another source."
        ),
        coverage=cells_known(whole.known, whole.applicable),
        parameters=question.parameters,
    )


def _sentence(line: Line) -> str:
    if line.apart is None:
        return _("For no commitment of a State do we have both a State report and another source.")
    sentence = ngettext(
        "For %(number)s commitment of a State we have both a State report and another source.",
        "For %(number)s commitments of States we have both a State report and another source.",
        line.both,
        number=charts.count(line.both),
    )
    if round(line.apart, 2) == 0:
        return formats.sentences(sentence, _("On average they agree."))
    further = (
        _("There, States report %(points)s more progress than others see, on average.")
        if line.apart > 0
        else _("There, States report %(points)s less progress than others see, on average.")
    )
    return f"{sentence} {further % {'points': charts.per_cent(abs(line.apart))}}"


# Lines --------------------------------------------------------------------------------------


def _pillars(scope: Scope) -> Iterable[Line]:
    for part in scope.together().pillars:
        chosen = [each for each in scope.commitments if each.fact.pillar is part.pillar]
        if part.applicable:
            name = Named(part.pillar, str(charts.PILLARS[part.pillar]))
            cells = _cells(scope, references=[each.reference for each in chosen])
            yield _line("pillar", name, part, cells)


def _regions(scope: Scope) -> Iterable[Line]:
    for region in Region:
        states = tuple(line.iso3 for line in scope.lines if line.region == region)
        if states:
            score = scope.picture.group(states, scope.chosen)
            name = Named(region, str(charts.REGIONS[region]))
            yield _line("region", name, score, _cells(scope, states=states))


def _commitments(scope: Scope) -> list[Line]:
    """Commitments on which the State and others both have levels, largest difference first."""
    lines = []
    for each in scope.commitments:
        cells = list(_cells(scope, references=[each.reference]))
        if any(cell.divergence is not None for cell in cells):
            name = Named(each.reference, charts.commitment_name(each))
            score = scope.picture.commitment(each.reference, scope.states)
            lines.append(_line("commitment", name, score, cells))
    return sorted(lines, key=lambda line: (-abs(line.apart or 0.0), line.what.code))[:MOST]


def _cells(
    scope: Scope, *, states: Iterable[str] | None = None, references: Iterable[str] | None = None
) -> Iterable[Standing]:
    chosen = list(scope.references if references is None else references)
    for iso3 in scope.states if states is None else states:
        row = scope.picture.standings[iso3]
        yield from (row[reference] for reference in chosen)


def _line(of: str, what: Named, figures: Figures, cells: Iterable[Standing]) -> Line:
    apart = [cell.divergence for cell in cells if cell.divergence is not None]
    return Line(of, what, figures, len(apart), fsum(apart) / len(apart) if apart else None)


# Figures and sentences ----------------------------------------------------------------------


def _names() -> dict[str, str]:
    return {LANE_MARKS[lane]: str(charts.LANES[lane]) for lane in LaneName}


def _drawn(line: Line) -> Dumbbell:
    marks = tuple(
        Mark(
            mean.mean,
            LANE_MARKS[mean.lane],
            _(
                "%(name)s, %(source)s: %(mean)s n=%(n)s",
                name=line.what.name,
                source=charts.LANES[mean.lane],
                mean=charts.two_digits(mean.mean),
                n=charts.count(mean.known),
            ),
        )
        for mean in line.figures.lanes
        if mean.mean is not None
    )
    is_commitment = line.of == "commitment"
    label = line.what.code if is_commitment else line.what.name
    return Dumbbell(
        label,
        marks,
        title=line.what.name.removeprefix(line.what.code).strip() if is_commitment else "",
        text=_("no information") if not marks else _both(line),
    )


def _both(line: Line) -> str:
    return "" if line.apart is None else charts.signed(line.apart)


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", _("Group"), Kind.THING),
        *(
            column
            for lane in LaneName
            for column in (
                Column(lane.value, str(charts.LANES[lane]), Kind.FIGURE),
                Column(f"{lane}_cells", _("n"), Kind.NUMBER),
            )
        ),
        Column("both", _("With both sources"), Kind.NUMBER),
        Column("apart", _("State report minus others"), Kind.FIGURE, "minus_1_to_1"),
    )


def _row(line: Line) -> Row:
    means: dict[str, object] = {}
    for mean in line.figures.lanes:
        means |= {mean.lane.value: mean.mean, f"{mean.lane}_cells": mean.known}
    return {"name": Thing(line.of, *line.what), **means, "both": line.both, "apart": line.apart}

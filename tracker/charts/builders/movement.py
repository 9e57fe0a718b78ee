"""Progress when commitments were made and now, for all States, one State, or one commitment.

Progress is drawn as progress, from nothing done to complete. Only commitments whose status is known
on both days are compared; how many are not, and why, is in the table and in the note.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.charts.builders.movement_words import (
    NOW,
    THEN,
    Unit,
    commitment_movement_sentence,
    compared,
    group_detail,
    group_finding,
    group_sentence,
    mark_names,
    nothing_known,
    points,
    state_movement_sentence,
    then_and_now,
)
from tracker.charts.builders.question import Question
from tracker.charts.chart import Chart, Column, Kind, Named, Row, Table
from tracker.charts.figures import dumbbells
from tracker.charts.figures.dumbbells import Dumbbell, Group, Mark
from tracker.charts.series.movement import (
    Movement,
    by_form,
    by_pillar,
    by_region,
    of_commitment,
    together,
)
from tracker.core import formats
from tracker.core.errors import NotFound
from tracker.core.record_texts import record_text
from tracker.gap.facts import MovementCode
from tracker.labels import charts
from tracker.registry.queries.threads import thread_of

ROOM_AT_END = 84  # pixels for texts such as "no change"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table; with figures at both ends it is drawn too.

    ``label`` and ``title`` name it in the figure, ``name`` in the table.
    """

    name: object
    label: str
    movement: Movement
    title: str = ""


def movement(question: Question) -> Chart:
    """All member States in scope, by pillar."""
    scope = question.scope
    rows = by_pillar(scope, scope.states)
    lines = [_pillar_line(pillar, row) for pillar, row in rows]
    whole = together(scope, scope.states)
    return _chart(
        question,
        "movement",
        title=_("What moved since the commitments were made?"),
        first=Column("pillar", _("Pillar"), Kind.PILLAR),
        lines=[*lines, Line(Named("", _("All pillars")), _("All pillars"), whole)],
        sentence=group_sentence(whole),
        whole=whole,
        unit=Unit.BOTH,
        note=_("For each pillar, the figures are means over States."),
        finding=group_finding(whole),
        detail=group_detail(whole),
    )


def state_movement(question: Question) -> Chart:
    """One State by pillar. Raises NotFound."""
    scope = question.scope
    line = scope.picture.states.get(question.state or "")
    if line is None:
        raise NotFound("state", question.state or "")
    lines = [_pillar_line(pillar, row) for pillar, row in by_pillar(scope, (line.iso3,))]
    whole = together(scope, (line.iso3,))
    return _chart(
        question,
        "state-movement",
        title=_(
            "%(state)s: what moved since the commitments were made?",
            state=charts.state_name(line),
        ),
        first=Column("pillar", _("Pillar"), Kind.PILLAR),
        lines=[*lines, Line(Named("", _("All pillars")), _("All pillars"), whole)],
        sentence=state_movement_sentence(whole),
        whole=whole,
        unit=Unit.COMMITMENTS,
        note="",
    )


def commitment_movement(question: Question) -> Chart:
    """One commitment by region. Raises NotFound."""
    scope, reference = question.scope, question.commitment or ""
    if reference not in scope.picture.commitments:
        raise NotFound("commitment", reference)
    lines = [
        Line(str(charts.REGIONS[region]), str(charts.REGIONS[region]), row)
        for region, row in by_region(scope, reference)
    ]
    whole = of_commitment(scope, reference, scope.states)
    return _chart(
        question,
        "commitment-movement",
        title=_("What moved since this commitment was made?"),
        first=Column("region", _("Region")),
        lines=[*lines, Line(_("All States"), _("All States"), whole)],
        sentence=commitment_movement_sentence(whole),
        whole=whole,
        unit=Unit.STATES,
        note=_("The figures are means over States."),
    )


def thread_movement(question: Question) -> Chart:
    """The forms of one promise, text by text. Raises NotFound if it has only one form."""
    scope, reference = question.scope, question.commitment or ""
    thread = thread_of(reference, scope.picture.reading.known_by)
    if thread is None:
        raise NotFound("thread", reference)
    years = {stage.card.reference: stage.card.instrument.adopted_on.year for stage in thread.stages}
    lines = [
        Line(
            Named(line.reference, record_text(line.title)),
            str(years[line.reference]),
            row,
            title=formats.labelled(line.instrument, record_text(line.title)),
        )
        for line, row in by_form(scope, years)
    ]
    return _chart(
        question,
        "thread-movement",
        title=_("What moved since each form of this promise was made?"),
        first=Column("commitment", _("Commitment"), Kind.COMMITMENT),
        lines=lines,
        sentence=_forms_sentence(lines),
        whole=None,
        unit=Unit.STATES,
        note=_("Each line compares the day on which that text was adopted with today."),
    )


def _chart(
    question: Question,
    name: str,
    *,
    title: str,
    sentence: str,
    first: Column,
    lines: Sequence[Line],
    whole: Movement | None,
    unit: Unit,
    note: str,
    finding: str = "",
    detail: str = "",
) -> Chart:
    drawn = [_drawn(line) for line in lines if line.movement.moved.cells]
    groups = [Group("", tuple(drawn))]
    figure = dumbbells.dumbbells(groups, mark_names(), room_at_end=ROOM_AT_END)
    return Chart(
        name=name,
        title=question.titled(title),
        sentence=sentence,
        table=Table(_columns(first), tuple(_row(first.key, line) for line in lines)),
        figure=figure if drawn else None,
        height=dumbbells.height(groups) if drawn else 0,
        empty=None if drawn else _no_figure(),
        note=" ".join(text for text in (note, _left_out(lines), _obligations()) if text),
        coverage=compared(whole, unit) if whole else None,
        parameters=question.parameters,
        finding=finding,
        detail=detail,
    )


# Words --------------------------------------------------------------------------------------


def _forms_sentence(lines: Sequence[Line]) -> str:
    compared = [line for line in lines if line.movement.moved.cells]
    if not compared:
        return nothing_known()
    oldest = compared[0].movement.moved
    known = ngettext(
        "For %(number)s State we know the status when the text of %(year)s was adopted and now.",
        "For %(number)s States we know the status when the text of %(year)s was adopted and now.",
        oldest.cells,
        number=charts.count(oldest.cells),
        year=compared[0].label,
    )
    return f"{known} {then_and_now(oldest.baseline or 0.0, oldest.now or 0.0)}"


def _no_figure() -> str:
    return _("There is nothing to draw.")


def _left_out(lines: Sequence[Line]) -> str:
    """One sentence about the lines that the figure leaves out."""
    names = [line.title or line.label for line in lines if not line.movement.moved.cells]
    if not names or len(names) == len(lines):
        return ""
    return _("Not known on both days: %(names)s.", names=formats.listed(names))


def _obligations() -> str:
    return _("Treaty obligations are left out. They bind each State from another day.")


# Rows and figure from the same movement -----------------------------------------------------


def _pillar_line(pillar: str, row: Movement) -> Line:
    name = str(charts.PILLARS[pillar])
    return Line(Named(pillar, name), name, row)


def _drawn(line: Line) -> Dumbbell:
    moved = line.movement.moved
    before, now = moved.baseline or 0.0, moved.now or 0.0
    name = line.title or line.label
    return Dumbbell(
        _("%(name)s (%(number)s)", name=line.label, number=charts.count(moved.cells)),
        (
            Mark(before, THEN, _describe(name, mark_names()[THEN], before)),
            Mark(now, NOW, _describe(name, mark_names()[NOW], now)),
        ),
        title=line.title,
        text=points(moved),
    )


def _describe(name: str, when: str, value: float) -> str:
    return _(
        "%(name)s, %(when)s: progress %(share)s",
        name=name,
        when=when,
        share=charts.per_cent(value),
    )


def _columns(first: Column) -> tuple[Column, ...]:
    return (
        first,
        Column("compared", _("Compared"), Kind.NUMBER),
        Column("before", _("Progress when made"), Kind.SHARE),
        Column("now", _("Progress now"), Kind.SHARE),
        Column("movement", _("Change"), Kind.FIGURE, "minus_1_to_1"),
        *(Column(code.value, str(charts.MOVEMENTS[code]), Kind.NUMBER) for code in MovementCode),
    )


def _row(key: str, line: Line) -> Row:
    moved = line.movement.moved
    return {
        key: line.name,
        "compared": moved.cells,
        "before": moved.baseline,
        "now": moved.now,
        "movement": moved.movement,
        **{code.value: line.movement.codes.get(code, 0) for code in MovementCode},
    }

"""Charts the lanes of each pillar and the gap with its bounds, for a group or one State."""

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.charts.builders.question import Question, cells_known, member_states
from tracker.charts.chart import Chart, Column, Kind, Named, Row, Table
from tracker.charts.figures import dots
from tracker.charts.figures.dots import Dot, DotLine, Panel
from tracker.charts.figures.style import LANE_MARKS
from tracker.charts.series.basis import basis
from tracker.charts.series.knowledge import reporting_states
from tracker.core import formats
from tracker.core.errors import NotFound
from tracker.gap.facts import LaneName
from tracker.gap.figures import Figures, PillarScore, Score
from tracker.gap.scoring import FigureStanding
from tracker.labels import charts


def pillars(question: Question) -> Chart:
    """The pillars of all member States in scope together."""
    scope = question.scope
    score = scope.together()
    reported, parts = _reported(len(scope.states), reporting_states(scope)), _named(score)
    is_little = score.gap is None or score.figure is FigureStanding.INSUFFICIENT
    panels = [_panel(name.name, part) for name, part in parts]
    return Chart(
        name="pillars",
        title=question.titled(_("Progress by pillar")),
        sentence=formats.sentences(reported, *_gap_sentences(score)),
        table=_table(parts),
        figure=dots.dots(panels) if score.applicable else None,
        height=dots.height(panels) if score.applicable else 0,
        empty=None if score.applicable else _nothing_applies(),
        note=_(
            "Progress is a mean over States, based on what we know. The bar behind the "
            "mark shows the range if everything unknown were undone, or done. With too "
            "little information only the outline of the bar appears. n counts "
            "commitments of States."
        )
        + _left_out(score),
        coverage=cells_known(score.known, score.applicable, basis(scope)),
        parameters=question.parameters,
        finding=_finding(score) if score.applicable else "",
        detail=reported if is_little else "",
    )


def state_pillars(question: Question) -> Chart:
    """The pillars of one State. Raises NotFound."""
    scope = question.scope
    line = scope.picture.states.get(question.state or "")
    if line is None:
        raise NotFound("state", question.state or "")
    score = scope.state(line.iso3)
    name = charts.state_name(line)
    parts = _named(score)
    panels = [_panel(each.name, part) for each, part in parts]
    return Chart(
        name="state-pillars",
        title=question.titled(_("%(state)s: where does it stand on each pillar?", state=name)),
        sentence=_early_sentence(name)
        if line.is_early(scope.picture.reading.as_of)
        else state_sentence(name, score),
        table=_table(parts),
        figure=dots.dots(panels) if score.applicable else None,
        height=dots.height(panels) if score.applicable else 0,
        empty=None if score.applicable else _nothing_applies(),
        note=_(
            "Progress is based on what we know. The bar behind the mark shows the range if "
            "everything unknown were undone, or done. With too little information only the "
            "outline of the bar appears. n counts commitments."
        )
        + _left_out(score),
        coverage=cells_known(score.known, score.applicable, basis(scope, (line.iso3,))),
        parameters=question.parameters,
    )


def state_sentence(name: str, score: Score) -> str:
    """How much is known about one State, and its progress."""
    applying = ngettext(
        "%(number)s commitment applies to %(state)s.",
        "%(number)s commitments apply to %(state)s.",
        score.applicable,
        number=charts.count(score.applicable),
        state=name,
    )
    sentence = ngettext(
        "There is information on %(number)s of them.",
        "There is information on %(number)s of them.",
        score.known,
        number=charts.count(score.known),
    )
    return formats.sentences(applying, sentence, *_gap_sentences(score))


def _early_sentence(name: str) -> str:
    return formats.sentences(
        _("On this day no commitment on record here applied to %(state)s.", state=name),
        _("A State counts from the day on which it became a member."),
    )


def _reported(states: int, reporting: int) -> str:
    if not reporting:
        return _("None of %(states)s has reported here yet.", states=member_states(states))
    return _(
        "%(reporting)s of %(states)s reported here.",
        reporting=charts.count(reporting),
        states=member_states(states),
    )


def _finding(score: Score) -> str:
    """The progress of all pillars as a heading, or that too little is known."""
    if score.gap is None or score.figure is FigureStanding.INSUFFICIENT:
        return _("Too little is known to say how far States have come")
    return _("Where we have information, progress is %(done)s", done=charts.per_cent(1 - score.gap))


def _gap_sentences(score: Score) -> list[str]:
    if score.gap is None or score.low is None or score.high is None:
        return [_("There is no information about progress.")]
    if score.figure is FigureStanding.INSUFFICIENT:
        return [_("That is too little to say how far they have come.")]
    return [
        _(
            "Where we have information, progress is %(done)s. With the missing information "
            "it could be anywhere from %(low)s to %(high)s.",
            done=charts.per_cent(1 - score.gap),
            low=charts.per_cent(1 - score.high),
            high=charts.per_cent(1 - score.low),
        )
    ]


# Rows and figure from the same score --------------------------------------------------------


def _named(score: Score) -> list[tuple[Named, Figures]]:
    """Each pillar in scope, then all together."""
    parts: list[tuple[Named, Figures]] = [
        (Named(part.pillar, str(charts.PILLARS[part.pillar])), part) for part in _asked(score)
    ]
    return [*parts, (Named("", _("All pillars")), score)]


def _table(parts: list[tuple[Named, Figures]]) -> Table:
    return Table(_columns(), tuple(_row(name, part) for name, part in parts))


def _nothing_applies() -> str:
    return _("No commitment in this selection applies yet.")


def _asked(score: Score) -> list[PillarScore]:
    """The pillars with a commitment in scope."""
    return [
        part
        for part in score.pillars
        if part.applicable or part.membership_unknown or part.not_applicable or part.not_yet_due
    ]


def _panel(name: str, part: Figures) -> Panel:
    lanes = [
        _lane_line(name, lane.lane, lane.mean, lane.known)
        for lane in part.lanes
        if lane.mean is not None
    ]
    return Panel(name, (*lanes, progress_line(_("Progress"), name, part)))


def _lane_line(name: str, lane: LaneName, mean: float, known: int) -> DotLine:
    text = _("%(mean)s n=%(n)s", mean=charts.per_cent(mean), n=charts.count(known))
    hover = formats.labelled(formats.listed((name, charts.LANES[lane])), text)
    return DotLine(_short(lane), text, Dot(mean, LANE_MARKS[lane], hover))


def _left_out(score: Score) -> str:
    """Why lines are missing: these lanes have no level."""
    silent = [silence(mean.lane) for mean in score.lanes if mean.mean is None]
    return " " + _("Left out: %(lines)s.", lines=formats.listed(silent)) if silent else ""


def progress_line(label: str, name: str, part: Figures) -> DotLine:
    """A line with progress and its range; an outline if too little is known."""
    if part.gap is None or part.low is None or part.high is None:
        return DotLine(label, _("no information") if part.applicable else _("nothing applies"))
    insufficient = part.figure is FigureStanding.INSUFFICIENT
    bounds = _(
        "%(done)s (%(low)s–%(high)s)",
        done=charts.per_cent(1 - part.gap),
        low=charts.per_cent(1 - part.high),
        high=charts.per_cent(1 - part.low),
    )
    span = (1 - part.high, 1 - part.low)
    if insufficient:
        return DotLine(label, _("insufficient"), span=span)
    return DotLine(
        label, bounds, Dot(1 - part.gap, "square", formats.labelled(name, bounds)), span=span
    )


def silence(lane: LaneName) -> str:
    """The reason why a lane is empty."""
    return {
        LaneName.REPORTED: _("no report yet"),
        LaneName.EVIDENCED: _("no evidence yet"),
        LaneName.ASSESSED: _("no assessment yet"),
    }[lane]


def _short(lane: LaneName) -> str:
    return {
        LaneName.REPORTED: _("Reported"),
        LaneName.EVIDENCED: _("Evidenced"),
        LaneName.ASSESSED: _("Assessed"),
    }[lane]


def _columns() -> tuple[Column, ...]:
    lanes = [
        column
        for lane in LaneName
        for column in (
            Column(lane.value, _short(lane), Kind.FIGURE),
            Column(f"{lane}_cells", _("n"), Kind.NUMBER),
        )
    ]
    return (
        Column("pillar", _("Pillar"), Kind.PILLAR),
        *lanes,
        Column("gap", _("Gap"), Kind.FIGURE),
        Column("low", _("At least"), Kind.FIGURE),
        Column("high", _("At most"), Kind.FIGURE),
        Column("coverage", _("Known"), Kind.SHARE),
        Column("applicable", _("Commitments of States"), Kind.NUMBER),
        Column("standing", _("Status")),
    )


def _row(name: Named, part: Figures) -> Row:
    lanes: dict[str, object] = {}
    for mean in part.lanes:
        lanes |= {mean.lane.value: mean.mean, f"{mean.lane}_cells": mean.known}
    return {
        "pillar": name,
        **lanes,
        "gap": part.gap,
        "low": part.low,
        "high": part.high,
        "coverage": part.coverage,
        "applicable": part.applicable,
        "standing": str(charts.FIGURE_STANDINGS[part.figure]),
    }

"""Charts the same small panel for every region: its pillars with gap and bounds."""

from flask_babel import gettext as _

from tracker.charts.builders.pillars import progress_line
from tracker.charts.builders.question import Question, cells_known
from tracker.charts.chart import Chart, Column, Kind, Named, Row, Table
from tracker.charts.figures import dots
from tracker.charts.figures.dots import Panel
from tracker.charts.scope import Scope
from tracker.core import formats
from tracker.gap.figures import Figures, Score
from tracker.gap.scoring import FigureStanding
from tracker.labels import charts
from tracker.registry.vocabulary import Region


def regions(question: Question) -> Chart:
    """One panel for each region with a state in scope."""
    scope = question.scope
    found = _scores(scope)
    panels = [
        Panel(
            str(charts.REGIONS[region]),
            tuple(
                progress_line(name.name, formats.listed((charts.REGIONS[region], name.name)), part)
                for name, part in _parts(score)
            ),
        )
        for region, score in found.items()
    ]
    rows = [
        _row(region, name, part) for region, score in found.items() for name, part in _parts(score)
    ]
    whole = scope.together()
    return Chart(
        name="regions",
        title=question.titled(_("Do regions differ?")),
        sentence=_sentence(found),
        table=Table(_columns(), tuple(rows)),
        figure=dots.dots(panels) if found else None,
        height=dots.height(panels) if found else 0,
        empty=None if found else _("No Member State is in this selection."),
        note=_(
            "A square marks progress, based on what we know. The bar behind it shows "
            "the range if everything unknown were undone, or done. With too little "
            "information only the outline of the bar appears. Regions are in the order "
            "of their names."
        ),
        coverage=cells_known(whole.known, whole.applicable),
        parameters=question.parameters,
    )


def _scores(scope: Scope) -> dict[Region, Score]:
    found = {}
    for region in Region:
        states = tuple(line.iso3 for line in scope.lines if line.region == region)
        if states:
            found[region] = scope.picture.group(states, scope.chosen)
    return found


def _parts(score: Score) -> list[tuple[Named, Figures]]:
    parts: list[tuple[Named, Figures]] = [
        (Named(part.pillar, str(charts.PILLARS[part.pillar])), part)
        for part in score.pillars
        if part.applicable
    ]
    return [*parts, (Named("", _("All pillars")), score)]


def _sentence(found: dict[Region, Score]) -> str:
    scores = {
        region: score
        for region, score in found.items()
        if score.figure is not FigureStanding.INSUFFICIENT
    }
    if not scores:
        return _("There is too little information to say how far any region has come.")
    done = [
        _(
            "%(name)s %(done)s",
            name=charts.REGIONS[region],
            done=charts.per_cent(1 - (score.gap or 0.0)),
        )
        for region, score in scores.items()
    ]
    return _("Progress, based on what we know: %(progress)s.", progress=formats.listed_apart(done))


def _columns() -> tuple[Column, ...]:
    return (
        Column("region", _("Region"), Kind.SIDE),
        Column("pillar", _("Pillar"), Kind.PILLAR),
        Column("gap", _("Gap"), Kind.FIGURE),
        Column("low", _("At least"), Kind.FIGURE),
        Column("high", _("At most"), Kind.FIGURE),
        Column("coverage", _("Known"), Kind.SHARE),
        Column("states", _("States (n)"), Kind.NUMBER),
        Column("standing", _("Status")),
    )


def _row(region: Region, name: Named, part: Figures) -> Row:
    return {
        "region": Named(region, str(charts.REGIONS[region])),
        "pillar": name,
        "gap": part.gap,
        "low": part.low,
        "high": part.high,
        "coverage": part.coverage,
        "states": part.states,
        "standing": str(charts.FIGURE_STANDINGS[part.figure]),
    }

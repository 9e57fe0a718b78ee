"""Charts how much was known, and the gap, at the ends of years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Flask
from flask_babel import gettext as _

from tracker.charts.builders.question import Question, cells_known
from tracker.charts.chart import Chart, Column, Kind, Named, Row, Table
from tracker.charts.figures import lines
from tracker.charts.figures.lines import Line, LinePanel, Point
from tracker.charts.scope import Scope, scope
from tracker.charts.series.by_year import snapshots_at, warm
from tracker.core import formats
from tracker.gap.facts import ScoringParams
from tracker.gap.figures import Score
from tracker.gap.scoring import FigureStanding
from tracker.labels import charts
from tracker.registry.vocabulary import Region

SINCE = 2000
MOST_DAYS = 8  # each costs about as much as a page on another day
PANEL, SMALL = 280, 130
BY_REGION = "region"
FIGURES = ("coverage", "gap")


@dataclass(frozen=True, slots=True)
class Moment:
    """The score of a region, or of all States in scope (None), on a day."""

    day: date
    region: Region | None
    score: Score


def trend(question: Question) -> Chart:
    """Two panels over the same years: the share known, and the gap where it is known."""
    about = question.scope
    last = about.picture.reading.as_of
    days = days_between(int(question.options.get("since", SINCE)), last)
    moments = _moments(about, days)
    split = question.options.get("split") == BY_REGION
    panels, panel = (_by_region(moments), SMALL) if split else (_by_figure(moments), PANEL)
    whole = [moment for moment in moments if moment.region is None]
    nothing = not any(moment.score.known for moment in moments)
    return Chart(
        name="trend",
        title=question.titled(_("Is information growing, and is the gap narrowing?")),
        sentence=_sentence(whole),
        table=Table(_columns(), tuple(_row(moment) for moment in moments)),
        figure=None
        if nothing
        else lines.lines(
            panels,
            y_axis={"range": [-0.02, 1.02], "tickvals": [0, 0.25, 0.5, 0.75, 1]},
            x_axis={"type": "date"},
            panel=panel,
        ),
        height=0 if nothing else lines.height(panels, panel),
        empty=_("There is no information in this selection on any of these days.")
        if nothing
        else None,
        note=_(
            "The figures describe the ends of these years with today’s information. "
            "New commitments can lower the share with information although there is "
            "more of it. A gap with too little information is left out."
        ),
        coverage=cells_known(whole[-1].score.known, whole[-1].score.applicable) if whole else None,
        parameters=question.parameters,
    )


def days_between(since: int, last: date) -> list[date]:
    """Ends of years at equal distances, at most ``MOST_DAYS`` including the last day."""
    years = list(range(min(since, last.year), last.year + 1))
    step = -(-len(years) // (MOST_DAYS - 1))
    chosen = {years[0], *years[::-1][::step]}
    return sorted({min(date(year, 12, 31), last) for year in chosen})


def trend_made_ready(app: Flask, reading: ScoringParams) -> None:
    """Start computing the plain trend in the background and return at once."""
    days = days_between(SINCE, reading.as_of)
    warm(app, reading, days, lambda: _score(scope(reading, {}), days))


def _score(whole: Scope, days: Sequence[date]) -> None:
    _moments(whole, days)  # the pictures keep their scores


def _moments(whole: Scope, days: Sequence[date]) -> list[Moment]:
    groups = [
        (region, tuple(line.iso3 for line in whole.lines if line.region == region))
        for region in Region
    ]
    asked: list[tuple[Region | None, tuple[str, ...]]] = [
        *((region, states) for region, states in groups if states),
        (None, whole.states),
    ]
    return [
        Moment(day, region, then.group(states, whole.chosen))
        for day, then in zip(days, snapshots_at(whole.picture.reading, days), strict=True)
        for region, states in asked
    ]


def _by_figure(moments: Sequence[Moment]) -> list[LinePanel]:
    """Two large panels, each with a line for each region."""
    return [
        LinePanel(
            _figure_name(figure),
            tuple(
                line
                for place, region in enumerate((*Region, None))
                for line in [_line(moments, region, figure, _name(region).name, place)]
                if any(point.y is not None for point in line.points)
            ),
        )
        for figure in FIGURES
    ]


def _by_region(moments: Sequence[Moment]) -> list[LinePanel]:
    """A small panel for each region, all regions first, each with a line for each figure."""
    there = {moment.region for moment in moments}
    return [
        LinePanel(
            _name(region).name,
            tuple(
                _line(moments, region, figure, _figure_name(figure), place)
                for place, figure in enumerate(FIGURES)
            ),
        )
        for region in (None, *Region)
        if region in there
    ]


def _line(
    moments: Sequence[Moment], region: Region | None, figure: str, name: str, place: int
) -> Line:
    called = _name(region).name
    return Line(
        name,
        place,
        tuple(
            Point(
                moment.day.isoformat(),
                value,
                formats.labelled(
                    formats.listed((called, charts.day(moment.day))), _describe(figure, value)
                ),
            )
            for moment in moments
            if moment.region is region
            for value in (_value(moment.score, figure),)
        ),
    )


def _figure_name(figure: str) -> str:
    return _("Share with information") if figure == "coverage" else _("Gap, based on what we know")


def _value(score: Score, figure: str) -> float | None:
    if figure == "coverage":
        return score.coverage
    return None if score.figure is FigureStanding.INSUFFICIENT else score.gap


def _describe(figure: str, value: float | None) -> str:
    if value is None:
        return _("insufficient")
    return charts.per_cent(value) if figure == "coverage" else charts.two_digits(value)


def _name(region: Region | None) -> Named:
    return (
        Named("", _("All States")) if region is None else Named(region, str(charts.REGIONS[region]))
    )


def _sentence(whole: Sequence[Moment]) -> str:
    scored = [moment for moment in whole if moment.score.coverage is not None]
    if len(scored) < 2:
        return _("There are too few dates to show a change.")
    first, last = scored[0], scored[-1]
    return _(
        "On average over States, we have information on %(before)s of the commitments "
        "on %(first)s and %(after)s on %(last)s.",
        first=charts.day(first.day),
        before=charts.per_cent(first.score.coverage or 0.0),
        last=charts.day(last.day),
        after=charts.per_cent(last.score.coverage or 0.0),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("region", _("Region"), Kind.SIDE),
        Column("on", _("Situation on"), Kind.DATE),
        Column("coverage", _("Known"), Kind.SHARE),
        Column("known", _("With information"), Kind.NUMBER),
        Column("applicable", _("Commitments of States"), Kind.NUMBER),
        Column("gap", _("Gap"), Kind.FIGURE),
        Column("low", _("At least"), Kind.FIGURE),
        Column("high", _("At most"), Kind.FIGURE),
        Column("standing", _("Status")),
    )


def _row(moment: Moment) -> Row:
    score = moment.score
    return {
        "region": _name(moment.region),
        "on": moment.day,
        "coverage": score.coverage,
        "known": score.known,
        "applicable": score.applicable,
        "gap": score.gap,
        "low": score.low,
        "high": score.high,
        "standing": str(charts.FIGURE_STANDINGS[score.figure]),
    }

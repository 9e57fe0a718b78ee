"""The map of the dashboard: progress by State.

A State is drawn by its current figure where that is at least indicative. Where too little is
current but a third was known once, what was last known is drawn faded, with its year. The rule is
"What is drawn" of the methodology.
"""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.charts.builders.question import Question, cells_known
from tracker.charts.chart import Chart, Column, Kind, Named, Table
from tracker.charts.figures.style import BAND_COLOURS, PAST_BAND_COLOURS
from tracker.charts.figures.world import HEIGHT, MapClass, Spot, world
from tracker.charts.series.basis import basis
from tracker.charts.series.states import Place, places
from tracker.core import formats
from tracker.gap.methodology import BAND_LIMITS
from tracker.gap.scoring import Band, Drawn, FigureStanding, Grade
from tracker.labels import charts
from tracker.review.revisions import is_demonstration

LEADS_TO = {"page": "state"}
# What each band of the gap leaves done, in per cent.
_PROGRESS = {
    Band.NARROW: (80, 100),
    Band.MODERATE: (60, 80),
    Band.WIDE: (40, 60),
    Band.VERY_WIDE: (20, 40),
    Band.NEARLY_ALL_UNDONE: (0, 20),
}


def gap_map(question: Question) -> Chart:
    """Member States by progress, or by their last known progress."""
    rows = sorted(
        places(question.scope), key=lambda place: charts.name_order(charts.state_name(place.line))
    )
    classes = map_classes(rows)
    return Chart(
        name="map",
        title=question.titled(_("How far has each State come?")),
        sentence=sentence([place.score.drawn for place in rows]),
        table=Table(_columns(), tuple(_row(place) for place in rows)),
        figure=world(classes, leads_to=LEADS_TO) if rows else None,
        classes=tuple(classes) if rows else (),
        leads_to=LEADS_TO,
        height=HEIGHT if rows else 0,
        empty=None if rows else _("No member State is in this selection."),
        note=disclaimer(),
        coverage=cells_known(
            sum(place.score.known for place in rows),
            sum(place.score.applicable for place in rows),
            basis(question.scope),
        ),
        parameters=question.parameters,
    )


def sentence(drawn: Sequence[Drawn]) -> str:
    """In how many States much is undone, and how many are shown with old or no information."""
    current = [one.band for one in drawn if one.grade is not Grade.DATED and one.band is not None]
    past = [one.year for one in drawn if one.grade is Grade.DATED and one.year is not None]
    unknown = sum(one.band is None for one in drawn)
    return formats.sentences(_placed(current), *_last_known(past), *_unknown(unknown))


def _placed(bands: Sequence[Band]) -> str:
    if not bands:
        return _("For no State is there enough current information to say how far it has come.")
    wide = sum(band in (Band.WIDE, Band.VERY_WIDE, Band.NEARLY_ALL_UNDONE) for band in bands)
    return ngettext(
        "In %(wide)s of %(placed)s State with enough current information, more than "
        "%(share)s is still to be done.",
        "In %(wide)s of %(placed)s States with enough current information, more than "
        "%(share)s is still to be done.",
        len(bands),
        share=charts.per_cent(BAND_LIMITS[1]),
        wide=charts.count(wide),
        placed=charts.count(len(bands)),
    )


def _last_known(years: Sequence[int]) -> list[str]:
    """How many States are drawn with last known figures, and from which years."""
    if not years:
        return []
    first, last = min(years), max(years)
    span = str(last) if first == last else _("%(first)s to %(last)s", first=first, last=last)
    return [
        ngettext(
            "%(number)s State is drawn faded, by what was last known (%(years)s).",
            "%(number)s States are drawn faded, by what was last known (%(years)s).",
            len(years),
            number=charts.count(len(years)),
            years=span,
        )
    ]


def _unknown(number: int) -> list[str]:
    if not number:
        return []
    return [
        ngettext(
            "For %(number)s State there is too little information (hatched).",
            "For %(number)s States there is too little information (hatched).",
            number,
            number=charts.count(number),
        )
    ]


def disclaimer(*, bands: bool = True) -> str:
    """What the map does not show; for progress, also what it is a share of."""
    shapes = _invented() if is_demonstration() else _no_opinion()
    if not bands:
        return shapes
    limits = _("Progress is measured in the commitments that we have information about.")
    return formats.sentences(shapes, limits)


def _no_opinion() -> str:
    return _(
        "Shapes, borders and names on the map say nothing about the status of any territory. Small "
        "States are dots, moved apart where two would cover each other."
    )


def _invented() -> str:
    return _("The continent on this map and its States are invented.")


def map_classes(rows: Sequence[Place]) -> list[MapClass]:
    """States by band: current figures, then last known ones, then none."""
    current: dict[Band | None, list[Spot]] = {band: [] for band in (*Band, None)}
    past: dict[Band, list[Spot]] = {band: [] for band in Band}
    for place in rows:
        drawn = place.score.drawn
        spot = Spot(place.line.iso3, _hover(place, drawn))
        if drawn.grade is Grade.DATED and drawn.band is not None:
            past[drawn.band].append(spot)
        else:
            current[drawn.band].append(spot)
    return [
        *(
            MapClass(band_words(band), colour, tuple(current[band]))
            for band, colour in zip(Band, BAND_COLOURS, strict=True)
        ),
        *(
            MapClass(_("Last known: %(band)s", band=band_words(band)), colour, tuple(past[band]))
            for band, colour in zip(Band, PAST_BAND_COLOURS, strict=True)
            if past[band]
        ),
        MapClass(_("Too little information (hatched)"), None, tuple(current[None])),
    ]


def band_words(band: Band) -> str:
    """A band as the range of progress that it covers."""
    low, high = _PROGRESS[band]
    return _("Progress %(low)s–%(high)s%%", low=low, high=high)


def _hover(place: Place, drawn: Drawn) -> str:
    score, name = place.score, charts.state_name(place.line)
    share = charts.per_cent(score.coverage or 0)
    if drawn.gap is not None and drawn.grade is Grade.DATED:
        return _(
            "%(state)s: progress %(progress)s, last known in %(year)s",
            state=name,
            progress=charts.per_cent(1 - drawn.gap),
            year=drawn.year or _("an unknown year"),
        )
    if drawn.gap is None or score.low is None or score.high is None:
        return _(
            "%(state)s: too little information (%(share)s of what applies)", state=name, share=share
        )
    return _(
        "%(state)s: progress %(progress)s (%(low)s to %(high)s), current information on %(share)s",
        state=name,
        progress=charts.per_cent(1 - drawn.gap),
        low=charts.per_cent(1 - score.high),
        high=charts.per_cent(1 - score.low),
        share=share,
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("state", _("State"), Kind.STATE),
        Column("gap", _("Gap"), Kind.FIGURE),
        Column("low", _("At least"), Kind.FIGURE),
        Column("high", _("At most"), Kind.FIGURE),
        Column("coverage", _("Known"), Kind.SHARE),
        Column("known", _("Cells known"), Kind.NUMBER),
        Column("applicable", _("Cells that apply"), Kind.NUMBER),
        Column("band", _("Band")),
        Column("standing", _("Status")),
        Column("gap_once", _("Gap last known"), Kind.FIGURE),
        Column("once_known", _("Ever known"), Kind.SHARE),
        Column("year", _("Year of what was last known"), Kind.YEAR),
    )


def _row(place: Place) -> dict[str, object]:
    score = place.score
    insufficient = score.figure is FigureStanding.INSUFFICIENT
    return {
        "state": Named(place.line.iso3, charts.state_name(place.line)),
        "gap": score.gap,
        "low": score.low,
        "high": score.high,
        "coverage": score.coverage,
        "known": score.known,
        "applicable": score.applicable,
        "band": str(charts.BANDS[score.band]) if score.band else _("none"),
        "standing": _("No information")
        if insufficient and score.gap is None
        else str(charts.FIGURE_STANDINGS[score.figure]),
        "gap_once": score.once.gap,
        "once_known": score.once.known,
        "year": score.once.year,
    }

"""How wide the gap is in each state: the map of the dashboard.

A state is drawn by its current figure where that is at least indicative. Where too little is
current but a third was known once, what was last known is drawn faded, with its year. The rule is
"What is drawn" of the methodology.
"""

from collections import Counter

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.charts.builders.question import Question, cells_known, member_states
from tracker.charts.chart import Chart, Column, Kind, Named, Table
from tracker.charts.figures.style import BAND_COLOURS, PAST_BAND_COLOURS
from tracker.charts.figures.world import HEIGHT, MapClass, Spot, world
from tracker.charts.series.states import Place, places
from tracker.gap.scoring import Band, Drawn, FigureStanding, Grade
from tracker.labels import charts


def gap_map(question: Question) -> Chart:
    """Member states by the band of their gap, or of the gap last known."""
    rows = sorted(
        places(question.scope), key=lambda place: charts.name_order(charts.state_name(place.line))
    )
    return Chart(
        name="map",
        title=question.titled(_("How wide is the gap between commitment and action?")),
        sentence=sentence(rows),
        table=Table(_columns(), tuple(_row(place) for place in rows)),
        figure=world(_classes(rows), leads_to={"page": "state"}) if rows else None,
        height=HEIGHT if rows else 0,
        empty=None if rows else _("No member state is in this selection."),
        note=disclaimer(),
        coverage=cells_known(
            sum(place.score.known for place in rows), sum(place.score.applicable for place in rows)
        ),
        parameters=question.parameters,
    )


def sentence(rows: list[Place]) -> str:
    """How many states stand where, and how many cannot be placed."""
    bands = Counter(place.score.band for place in rows)
    out = bands.pop(None, 0)
    placed = sum(bands.values())
    if not placed:
        nothing = _(
            "There is too little current information to place any of %(states)s.",
            states=member_states(len(rows)),
        )
        return " ".join((nothing, *_last_known(rows)))
    wide = sum(bands[band] for band in (Band.WIDE, Band.VERY_WIDE, Band.NEARLY_ALL_UNDONE))
    first = ngettext(
        "Judged by what is known, the gap is wide or wider in %(wide)s of %(placed)s state.",
        "Judged by what is known, the gap is wide or wider in %(wide)s of %(placed)s states.",
        placed,
        wide=charts.count(wide),
        placed=charts.count(placed),
    )
    return " ".join((first, *_left_out(out), *_last_known(rows), *_strength(rows)))


def _last_known(rows: list[Place]) -> list[str]:
    """How many states are drawn by what was last known, and of which years."""
    years = sorted(drawn.year for place in rows if (drawn := place.score.drawn).year is not None)
    if not years:
        return []
    if years[0] == years[-1]:
        return [
            ngettext(
                "%(number)s state is drawn faded, with what was last known in %(year)s.",
                "%(number)s states are drawn faded, with what was last known in %(year)s.",
                len(years),
                number=charts.count(len(years)),
                year=years[0],
            )
        ]
    return [
        ngettext(
            "%(number)s state is drawn faded, with what was last known between %(first)s and "
            "%(last)s.",
            "%(number)s states are drawn faded, with what was last known between %(first)s and "
            "%(last)s.",
            len(years),
            number=charts.count(len(years)),
            first=years[0],
            last=years[-1],
        )
    ]


def _left_out(out: int) -> list[str]:
    if not out:
        return []
    return [
        ngettext(
            "For %(number)s other less than a third of what applies is known: insufficient, "
            "so it is in no band.",
            "For %(number)s others less than a third of what applies is known: insufficient, "
            "so they are in no band.",
            out,
            number=charts.count(out),
        )
    ]


def _strength(rows: list[Place]) -> list[str]:
    if any(place.score.figure is FigureStanding.COMPARABLE for place in rows):
        return []
    return [_("No figure rests on enough to be comparable; all are indicative at best.")]


def disclaimer(*, bands: bool = True) -> str:
    """What the map does not say, in our own words; and, for the gap, where its bands end."""
    shapes = _(
        "Shapes, boundaries and names on the map say nothing about the status of any territory or "
        "the course of any border. States too small for the map are dots at their capitals; areas "
        "without an outline belong to no state in this selection."
    )
    if not bands:
        return shapes
    limits = _(
        "Bands: narrow up to 0.2, moderate up to 0.4, wide up to 0.6, very wide up to 0.8, above "
        "that nearly all undone."
    )
    return f"{shapes} {limits}"


def _classes(rows: list[Place]) -> list[MapClass]:
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
            MapClass(str(charts.BANDS[band]), colour, tuple(current[band]))
            for band, colour in zip(Band, BAND_COLOURS, strict=True)
        ),
        *(
            MapClass(
                _("Last known: %(band)s", band=str(charts.BANDS[band]).lower()),
                colour,
                tuple(past[band]),
            )
            for band, colour in zip(Band, PAST_BAND_COLOURS, strict=True)
            if past[band]
        ),
        MapClass(_("Insufficient information (hatched)"), None, tuple(current[None])),
    ]


def _hover(place: Place, drawn: Drawn) -> str:
    score, name = place.score, charts.state_name(place.line)
    if drawn.grade is Grade.DATED and drawn.gap is not None and drawn.band is not None:
        return _(
            "%(state)s: gap last known %(gap)s (%(year)s), %(band)s; %(share)s of what applies has "
            "current information",
            state=name,
            gap=charts.two_digits(drawn.gap),
            year=drawn.year or _("year not known"),
            band=charts.BANDS[drawn.band],
            share=charts.per_cent(score.coverage or 0),
        )
    if score.gap is None or score.low is None or score.high is None or score.coverage is None:
        return _("%(state)s: no information", state=name)
    if score.band is None:
        return _(
            "%(state)s: insufficient, %(share)s of what applies is known",
            state=name,
            share=charts.per_cent(score.coverage),
        )
    return _(
        "%(state)s: gap %(gap)s (%(low)s to %(high)s), %(band)s, %(share)s known",
        state=name,
        gap=charts.two_digits(score.gap),
        low=charts.two_digits(score.low),
        high=charts.two_digits(score.high),
        band=charts.BANDS[score.band],
        share=charts.per_cent(score.coverage),
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
        Column("year", _("Year of what was last known"), Kind.NUMBER),
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

"""Charts how the States of each region are spread over the bands of the gap."""

from collections import Counter
from collections.abc import Sequence

from flask_babel import gettext as _

from tracker.charts.builders.question import Question, states_known
from tracker.charts.builders.world import sentence
from tracker.charts.chart import Chart, Column, Kind, Named, Table
from tracker.charts.figures import shares
from tracker.charts.figures.shares import Bar, Part
from tracker.charts.figures.style import BAND_COLOURS, PATTERNS
from tracker.charts.series.states import Place, places
from tracker.core import formats
from tracker.gap.methodology import BAND_LIMITS
from tracker.gap.scoring import Band
from tracker.labels import charts
from tracker.registry.vocabulary import Region

Counts = Counter[Band | None]


def spread(question: Question) -> Chart:
    """Bars of States by band, one for each region and one for all."""
    found = places(question.scope)
    rows = [
        (Named(region, str(charts.REGIONS[region])), _counts(found, region))
        for region in Region
        if any(place.line.region == region for place in found)
    ]
    rows.append((Named("", _("All States")), Counter(place.score.band for place in found)))
    bars = [Bar(name.name, gap=not name.code) for name, _counts_found in rows]
    return Chart(
        name="spread",
        title=question.titled(_("How many States have narrow and wide gaps?")),
        sentence=sentence([place.score.drawn for place in found]),
        table=Table(
            (
                Column("region", _("Region"), Kind.SIDE),
                *(Column(band.value, str(charts.BANDS[band]), Kind.NUMBER) for band in Band),
                Column("insufficient", _("Insufficient information"), Kind.NUMBER),
                Column("states", _("States"), Kind.NUMBER),
            ),
            tuple(
                {
                    "region": name,
                    **{band.value: counts[band] for band in Band},
                    "insufficient": counts[None],
                    "states": sum(counts.values()),
                }
                for name, counts in rows
            ),
        ),
        figure=shares.shares(bars, _parts([counts for _name, counts in rows])) if found else None,
        height=shares.height(bars) if found else 0,
        empty=None if found else _("No Member State is in this selection."),
        note=_(
            "Gaps are narrow up to %(narrow)s, moderate up to %(moderate)s, wide up to %(wide)s "
            "and very wide up to %(very_wide)s. Above that, nearly all is undone. The length of a "
            "part is a share of the States.",
            **_limits(),
        ),
        coverage=states_known(sum(place.score.band is not None for place in found), len(found)),
        parameters=question.parameters,
    )


def _counts(found: Sequence[Place], region: Region) -> Counts:
    return Counter(place.score.band for place in found if place.line.region == region)


def _parts(rows: Sequence[Counts]) -> list[Part]:
    banded = [
        Part(str(charts.BANDS[band]), colour, tuple(counts[band] for counts in rows))
        for band, colour in zip(Band, BAND_COLOURS, strict=True)
    ]
    unplaced = Part(
        _("Insufficient information"),
        None,
        tuple(counts[None] for counts in rows),
        pattern=PATTERNS["no_information"],
    )
    return [*banded, unplaced]


def _limits() -> dict[str, str]:
    """The upper limit of each named band except the widest, as text."""
    texts = map(formats.plain, BAND_LIMITS)
    return dict(zip(("narrow", "moderate", "wide", "very_wide"), texts, strict=True))

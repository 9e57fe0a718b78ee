"""The line below each chart's title: its day, how much is known, methodology and settings.

A picture that leaves the site takes this with it, so that it cannot be read as more than it says.
"""

from flask_babel import gettext as _

from tracker.charts.chart import Chart
from tracker.core import clock, formats
from tracker.gap.facts import ALL_LANES, ALL_TIERS, ScoringParams
from tracker.gap.methodology import CURRENT_RULES
from tracker.labels import charts
from tracker.labels.codes import label


def subtitle(chart: Chart, reading: ScoringParams) -> str:
    """Day, coverage, methodology and all the reader's own rules in one line."""
    return _line(situation(reading), chart, reading)


def lasting_subtitle(chart: Chart, reading: ScoringParams) -> str:
    """The same line for downloads, with both days written out."""
    return _line(dated(reading), chart, reading)


def _line(when: str, chart: Chart, reading: ScoringParams) -> str:
    parts = [
        when,
        chart.coverage,
        _("methodology %(version)s", version=reading.rules.version),
        *rules(reading),
    ]
    return " · ".join(text for text in parts if text)


def situation(reading: ScoringParams) -> str:
    """The day of the data, and as known when."""
    on, known = charts.day(reading.as_of), charts.day(reading.known_by)
    if reading.known_by == clock.today():
        return _("Situation on %(day)s, as known today", day=on)
    return _("Situation on %(day)s, as known on %(known)s", day=on, known=known)


def dated(reading: ScoringParams) -> str:
    """The same with both days written out, for downloads."""
    return _(
        "Situation on %(day)s, as known on %(known)s",
        day=charts.day(reading.as_of),
        known=charts.day(reading.known_by),
    )


def rules(reading: ScoringParams) -> list[str]:
    """The reader's own rules that differ from the methodology, one text each."""
    sentences = []
    if reading.lanes != ALL_LANES:
        lanes = [label("source_kind", lane) for lane in reversed(reading.lanes)]
        sentences.append(_("Only these sources: %(sources)s", sources=formats.listed(lanes)))
    if reading.tiers != ALL_TIERS:
        sentences.append(
            _("Only evidence of tier %(tiers)s", tiers=formats.listed(sorted(reading.tiers)))
        )
    if reading.survivor_led:
        sentences.append(_("Only evidence of survivor-led organisations"))
    if reading.any_age and reading.rules.records_lapse:
        sentences.append(_("Records of any age count"))
    if reading.current_only and reading.rules.records_lapse:
        sentences.append(_("Only what is current, without what was last known"))
    if reading.rules != CURRENT_RULES:
        sentences.append(
            _("By version %(version)s of the methodology", version=reading.rules.version)
        )
    if reading.include_recommendations:
        sentences.append(_("Recommendations of hearing participants count too"))
    sentences += [
        _(
            "%(pillar)s weighs %(weight)s",
            pillar=charts.PILLARS[pillar],
            weight=formats.plain(weight),
        )
        for pillar, weight in reading.weights or ()
    ]
    return sentences

"""How the 3P index moved by region from 2000 to 2013, the years for which it exists."""

from flask_babel import gettext as _

from tracker.charts.builders.question import OF_STATES, Question
from tracker.charts.chart import Chart, Column, Kind, Named, Row, Table
from tracker.charts.figures import lines
from tracker.charts.figures.lines import Line, LinePanel, Point
from tracker.charts.series.index import Mean, mean_of_all, means
from tracker.core import formats
from tracker.core.record_texts import record_text
from tracker.gap.methodology import rounded
from tracker.labels import charts
from tracker.registry.vocabulary import Region

CODES = ("3P-PREVENTION", "3P-PROTECTION", "3P-PROSECUTION")
LOWEST, HIGHEST, LAST_YEAR = 1, 5, 2013
FEW = 5  # states; a mean over fewer is drawn hollow


def index_3p(question: Question) -> Chart:
    """Three small charts of means by region, with the number of States behind each point."""
    filters = question.scope.filters
    found = means(question.scope.picture.reading, CODES, group=filters.get("group"))
    rows = [row for row in found if filters.get("region") in (None, row.region)]
    panels = [panel for code in CODES if (panel := _panel(code, rows)).lines]
    return Chart(
        name="index-3p",
        title=question.titled(_("Did policies improve while they were measured?"), by=OF_STATES),
        sentence=_sentence(rows),
        table=Table(_columns(), _rows(rows)),
        figure=lines.lines(
            panels,
            y_axis={"range": [LOWEST - 0.1, HIGHEST + 0.1], "tickvals": [1, 2, 3, 4, 5]},
            x_axis={"tickformat": "d"},
        )
        if panels
        else None,
        height=lines.height(panels) if panels else 0,
        empty=None if panels else _("The index has no values for this selection by this date."),
        note=_(
            "3P Anti-trafficking Policy Index (Cho, Dreher and Neumayer 2014). It is "
            "peer-reviewed, strength B, and based on reports of one government. Its "
            "values run from 1 (no compliance) to 5 (full compliance). It covers more "
            "States in later years, so means of two years are not of the same States. "
            "A hollow mark is a mean of fewer than five States. The index ends in 2013."
        ),
        coverage=_coverage(rows),
        parameters=question.parameters,
    )


def _coverage(rows: list[Mean]) -> str | None:
    """The smallest and largest number of States behind the means of a year."""
    years = {
        (row.indicator, row.year): sum(
            other.states
            for other in rows
            if (other.indicator, other.year) == (row.indicator, row.year)
        )
        for row in rows
    }
    if not years:
        return None
    fewest, most = charts.count(min(years.values())), charts.count(max(years.values()))
    return _("measured: %(fewest)s to %(most)s States a year", fewest=fewest, most=most)


def _sentence(rows: list[Mean]) -> str:
    if not rows:
        return _("There are no measurements by this date.")
    first, last = min(row.year for row in rows), max(row.year for row in rows)
    moved = [
        _(
            "%(pillar)s from %(before)s to %(after)s",
            pillar=charts.PILLARS[code.removeprefix("3P-").lower()],
            before=_overall(rows, code, first),
            after=_overall(rows, code, last),
        )
        for code in CODES
        if any(row.indicator == code for row in rows)
    ]
    sentence = _(
        "Mean points out of 5, %(first)s to %(last)s: %(moved)s.",
        first=first,
        last=last,
        moved=formats.listed(moved),
    )
    return (
        formats.sentences(sentence, _("The index ends there.")) if last >= LAST_YEAR else sentence
    )


def _overall(rows: list[Mean], code: str, year: int) -> str:
    """The mean over all States of a year with their number, from the means of the regions."""
    parts = [row for row in rows if (row.indicator, row.year) == (code, year)]
    states = sum(row.states for row in parts)
    mean = mean_of_all(parts)
    if mean is None:
        return _("not measured")
    return _("%(mean)s (n=%(n)s)", mean=charts.one_digit(mean), n=charts.count(states))


def _panel(code: str, rows: list[Mean]) -> LinePanel:
    of_code = [row for row in rows if row.indicator == code]
    drawn = []
    for place, region in enumerate(Region):
        points = tuple(
            Point(
                row.year,
                row.mean,
                formats.labelled(f"{charts.REGIONS[region]} {row.year}", _value(row)),
                row.states < FEW,
            )
            for row in of_code
            if row.region == region
        )
        if points:
            drawn.append(Line(str(charts.REGIONS[region]), place, points))
    return LinePanel(str(charts.PILLARS[code.removeprefix("3P-").lower()]), tuple(drawn))


def _value(row: Mean) -> str:
    return _("%(mean)s (n=%(n)s)", mean=charts.one_digit(row.mean), n=charts.count(row.states))


def _columns() -> tuple[Column, ...]:
    regions = [
        column
        for region in Region
        for column in (
            Column(f"{region}_mean", str(charts.REGIONS[region]), Kind.NUMBER, "points_1_to_5"),
            Column(f"{region}_states", _("n"), Kind.NUMBER),
        )
    ]
    return (
        Column("indicator", _("Indicator"), Kind.INDICATOR),
        Column("year", _("Year"), Kind.YEAR),
        *regions,
    )


def _rows(means_found: list[Mean]) -> tuple[Row, ...]:
    """One row for each indicator and year, with the regions as columns."""
    rows: dict[tuple[str, int], dict[str, object]] = {}
    for mean in means_found:
        row = rows.setdefault(
            (mean.indicator, mean.year),
            {"indicator": Named(mean.indicator, record_text(mean.title)), "year": mean.year},
        )
        row[f"{mean.region}_mean"] = rounded(mean.mean, 2)
        row[f"{mean.region}_states"] = mean.states
    return tuple(rows[key] for key in sorted(rows))

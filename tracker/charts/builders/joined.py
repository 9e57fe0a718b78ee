"""Compares the 3P index of parties to the Trafficking Protocol with that of other States."""

from flask_babel import gettext as _

from tracker.charts.builders.index import CODES, FEW, HIGHEST, LAST_YEAR, LOWEST
from tracker.charts.builders.question import OF_STATES, Question
from tracker.charts.chart import Chart, Column, Kind, Named, Row, Table
from tracker.charts.figures import lines
from tracker.charts.figures.lines import Line, LinePanel, Point
from tracker.charts.series.joined import Mean, means_by_membership
from tracker.core import formats
from tracker.core.record_texts import record_text
from tracker.gap.methodology import rounded
from tracker.labels import charts

PROTOCOL = "TIP-PARTY"


def joined_index(question: Question) -> Chart:
    """Three small charts: States known to be a party by then, and the others."""
    rows = means_by_membership(question.scope, CODES, PROTOCOL)
    panels = [panel for code in CODES if (panel := _panel(code, rows)).lines]
    return Chart(
        name="joined-index",
        title=question.titled(_("Does practice improve after joining?"), by=OF_STATES),
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
            "A State counts as a party from the first year in which we know that it "
            "was one. Others may have joined without our knowing. States change groups "
            "when they join, so the lines do not compare the same States over time. "
            "Joining need not cause the difference. The index is peer-reviewed, "
            "strength B, from 1 to 5, based on reports of one government. It ends in "
            "2013. A hollow mark is a mean of fewer than five States."
        ),
        coverage=_coverage(rows),
        parameters=question.parameters,
    )


def _coverage(rows: list[Mean]) -> str | None:
    if not rows:
        return None
    last = max(row.year for row in rows)
    measured = max(
        sum(row.states for row in rows if (row.indicator, row.year) == (code, last))
        for code in CODES
    )
    return _("measured: %(states)s States in %(year)s", states=charts.count(measured), year=last)


def _sentence(rows: list[Mean]) -> str:
    if not rows:
        return _("There are no measurements by this date.")
    last = max(row.year for row in rows)
    compared = [text for code in CODES if (text := _compared(code, last, rows))]
    sentence = _(
        "Mean points out of 5 in %(year)s, known parties and others: %(compared)s.",
        year=last,
        compared=formats.listed_apart(compared),
    )
    ends = _("The index ends there.")
    return formats.sentences(sentence, ends) if last == LAST_YEAR else sentence


def _compared(code: str, year: int, rows: list[Mean]) -> str | None:
    found = {row.joined: row for row in rows if (row.indicator, row.year) == (code, year)}
    if not found:
        return None
    return _(
        "%(pillar)s %(parties)s and %(others)s",
        pillar=_pillar(code),
        parties=_value(found.get(True)),
        others=_value(found.get(False)),
    )


def _value(row: Mean | None) -> str:
    if row is None:
        return _("not measured")
    return _("%(mean)s (n=%(n)s)", mean=charts.one_digit(row.mean), n=charts.count(row.states))


def _pillar(code: str) -> str:
    return str(charts.PILLARS[code.removeprefix("3P-").lower()])


def _panel(code: str, rows: list[Mean]) -> LinePanel:
    drawn = []
    for place, joined in enumerate((True, False)):
        points = tuple(
            Point(
                row.year,
                row.mean,
                formats.labelled(f"{_side(joined)} {row.year}", _value(row)),
                row.states < FEW,
            )
            for row in rows
            if row.indicator == code and row.joined == joined
        )
        if points:
            drawn.append(Line(_side(joined), place, points))
    return LinePanel(_pillar(code), tuple(drawn))


def _side(joined: bool) -> str:
    return _("Known parties") if joined else _("Other States")


def _columns() -> tuple[Column, ...]:
    return (
        Column("indicator", _("Indicator"), Kind.INDICATOR),
        Column("year", _("Year"), Kind.YEAR),
        Column("parties_mean", _("Known parties"), Kind.NUMBER, "points_1_to_5"),
        Column("parties", _("n"), Kind.NUMBER),
        Column("others_mean", _("Other States"), Kind.NUMBER, "points_1_to_5"),
        Column("others", _("n"), Kind.NUMBER),
    )


def _rows(means: list[Mean]) -> tuple[Row, ...]:
    """One row for each indicator and year, with both sides as columns."""
    rows: dict[tuple[str, int], dict[str, object]] = {}
    for mean in means:
        row = rows.setdefault(
            (mean.indicator, mean.year),
            {"indicator": Named(mean.indicator, record_text(mean.title)), "year": mean.year},
        )
        side = "parties" if mean.joined else "others"
        row |= {f"{side}_mean": rounded(mean.mean, 2), side: mean.states}
    return tuple(rows[key] for key in sorted(rows))

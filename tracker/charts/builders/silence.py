"""Charts who provides information about States, and which due reports were submitted."""

from collections import Counter
from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.charts.builders.question import Question, member_states, states_known
from tracker.charts.chart import Chart, Column, Kind, Named, Row, Table
from tracker.charts.figures import shares
from tracker.charts.figures.shares import Bar, Part
from tracker.charts.figures.style import ACCENT, PATTERNS, SAID
from tracker.charts.series.silence import StateCoverage, by_group
from tracker.core import formats
from tracker.labels import charts
from tracker.registry.vocabulary import RegionalGroup
from tracker.reporting.obligations import RoundLine
from tracker.reporting.rounds import rounds as count_rounds
from tracker.reporting.vocabulary import Punctuality

HEARD = {
    StateCoverage.STATE: _l("The State has reported"),
    StateCoverage.OTHERS: _l("Other sources only"),
    StateCoverage.NOBODY: _l("No information"),
}
STANDINGS = {
    Punctuality.REPORTED: _l("Reported on time"),
    Punctuality.REPORTED_LATE: _l("Reported late"),
    Punctuality.SILENT: _l("Not reported"),
    Punctuality.NOT_YET_DUE: _l("Not yet due"),
}


def silence(question: Question) -> Chart:
    """By regional group: information from the State itself, from others only, or none."""
    scope = question.scope
    found = by_group(scope, RegionalGroup)
    total: Counter[StateCoverage] = sum(found.values(), Counter())
    bars = [Bar(str(charts.GROUPS[group])) for group in found]
    parts = [
        Part(
            str(HEARD[StateCoverage.STATE]),
            ACCENT,
            tuple(row[StateCoverage.STATE] for row in found.values()),
        ),
        Part(
            str(HEARD[StateCoverage.OTHERS]),
            SAID,
            tuple(row[StateCoverage.OTHERS] for row in found.values()),
        ),
        Part(
            str(HEARD[StateCoverage.NOBODY]),
            None,
            tuple(row[StateCoverage.NOBODY] for row in found.values()),
            pattern=PATTERNS["no_information"],
        ),
    ]
    return Chart(
        name="silence",
        title=question.titled(_("Who reports, and for whom is there no information?")),
        sentence=formats.sentences(_reporting(total), _others(total)),
        finding=formats.without_full_stop(_reporting(total)) if bars else "",
        detail=_others(total),
        table=Table(_columns(), tuple(_rows(found, total))),
        figure=shares.shares(bars, parts) if bars else None,
        height=shares.height(bars) if bars else 0,
        empty=None if bars else _("No Member State is in this selection."),
        note=_(
            "A State counts as reporting if a published report answers on any of these "
            "commitments, even with “not assessed, because”. Not reporting is no blame "
            "if nothing was due."
        ),
        coverage=states_known(total.total() - total[StateCoverage.NOBODY], total.total()),
        parameters=question.parameters,
    )


def _reporting(total: Counter[StateCoverage]) -> str:
    """How many States have reported."""
    states = total.total()
    if not states:
        return _("No Member State is in this selection.")
    among = member_states(states)
    if not total[StateCoverage.STATE]:
        return _("None of %(states)s has reported here.", states=among)
    return ngettext(
        "%(number)s of %(states)s has reported here.",
        "%(number)s of %(states)s have reported here.",
        total[StateCoverage.STATE],
        states=among,
        number=charts.count(total[StateCoverage.STATE]),
    )


def _others(total: Counter[StateCoverage]) -> str:
    """How many States have only other sources, and how many have none."""
    if not total.total():
        return ""
    others = ngettext(
        "For %(number)s we have only other sources.",
        "For %(number)s we have only other sources.",
        total[StateCoverage.OTHERS],
        number=charts.count(total[StateCoverage.OTHERS]),
    )
    if not total[StateCoverage.NOBODY]:
        return formats.sentences(others, _("We have some information about each of them."))
    nobody = ngettext(
        "For %(number)s we have no information.",
        "For %(number)s we have no information.",
        total[StateCoverage.NOBODY],
        number=charts.count(total[StateCoverage.NOBODY]),
    )
    return formats.sentences(others, nobody)


def _columns() -> tuple[Column, ...]:
    return (
        Column("side", _("Regional group"), Kind.SIDE),
        Column("states", _("Member States"), Kind.NUMBER),
        *(Column(heard.value, str(name), Kind.NUMBER) for heard, name in HEARD.items()),
    )


def _rows(found: Mapping[str, Counter[StateCoverage]], total: Counter[StateCoverage]) -> list[Row]:
    rows = [
        {"side": Named(group, str(charts.GROUPS[group])), **_numbers(counts)}
        for group, counts in found.items()
    ]
    return [*rows, {"side": None, **_numbers(total)}]


def _numbers(counts: Counter[StateCoverage]) -> dict[str, int]:
    return {"states": counts.total(), **{heard.value: counts[heard] for heard in HEARD}}


# What was due ------------------------------------------------------------------------------------


def due_reports(question: Question) -> Chart:
    """By reporting round: reports in time, late reports, and missing ones."""
    scope = question.scope
    reading = scope.picture.reading
    rounds = count_rounds(reading.as_of, reading.known_by, states=scope.states)
    bars = [Bar(_round(one)) for one in rounds]
    return Chart(
        name="due-reports",
        title=question.titled(_("Who had to report, and did?"), by=("region", "group")),
        sentence=_due(rounds),
        table=Table(_due_columns(), tuple(_due_row(one) for one in rounds)),
        figure=shares.shares(bars, _due_parts(rounds)) if rounds else None,
        height=shares.height(bars) if rounds else 0,
        empty=None if rounds else _("No report has been due yet, so none is missing."),
        note=_(
            "Late means submitted after the due date. The day of the first submission decides, "
            "even if the report is published later."
        ),
        parameters=question.parameters,
    )


def _round(one: RoundLine) -> str:
    return _("%(cycle)s, %(day)s", cycle=one.cycle_title, day=charts.day(one.first_due_on))


def _due(rounds: tuple[RoundLine, ...]) -> str:
    if not rounds:
        return _("No report has been due yet.")
    total: Counter[Punctuality] = sum((Counter(one.counts) for one in rounds), Counter())
    due = total.total() - total[Punctuality.NOT_YET_DUE]
    reports = ngettext(
        "%(number)s report was due.", "%(number)s reports were due.", due, number=charts.count(due)
    )
    silent = ngettext(
        "%(number)s was not submitted.",
        "%(number)s were not submitted.",
        total[Punctuality.SILENT],
        number=charts.count(total[Punctuality.SILENT]),
    )
    late = ngettext(
        "%(number)s was late.",
        "%(number)s were late.",
        total[Punctuality.REPORTED_LATE],
        number=charts.count(total[Punctuality.REPORTED_LATE]),
    )
    return formats.sentences(reports, silent, late)


def _due_columns() -> tuple[Column, ...]:
    return (
        Column("round", _("Round")),
        Column("due", _("Due"), Kind.DATE),
        *(Column(standing.value, str(name), Kind.NUMBER) for standing, name in STANDINGS.items()),
    )


def _due_row(one: RoundLine) -> Row:
    return {
        "round": one.cycle_title,
        "due": one.first_due_on,
        **{standing.value: one.counts[standing] for standing in STANDINGS},
    }


def _due_parts(rounds: tuple[RoundLine, ...]) -> list[Part]:
    colours = {Punctuality.REPORTED: ACCENT, Punctuality.REPORTED_LATE: SAID}
    patterns = {Punctuality.SILENT: PATTERNS["no_information"]}
    return [
        Part(
            str(name),
            colours.get(standing),
            tuple(one.counts[standing] for one in rounds),
            pattern=patterns.get(standing),
        )
        for standing, name in STANDINGS.items()
    ]

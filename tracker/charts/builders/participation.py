"""Charts what States say about consulting survivors, and what survivor-led organisations log."""

from collections import Counter

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.charts.builders.question import Question, member_states, states_known
from tracker.charts.chart import Chart, Column, Kind, Named, Row, Table
from tracker.charts.figures import shares
from tracker.charts.figures.shares import Bar, Part
from tracker.charts.figures.style import ACCENT, PAST, PATTERNS
from tracker.charts.scope import Scope
from tracker.charts.series.participation import Consulted, Logged, consulted, logged
from tracker.core import formats
from tracker.evidence.vocabulary import Polarity
from tracker.labels import charts
from tracker.registry.vocabulary import RegionalGroup
from tracker.reporting.vocabulary import Consultation

SAYS = {
    Consultation.LED: _l("Survivors led it"),
    Consultation.CONSULTED: _l("Survivors were consulted"),
    Consultation.NOT_CONSULTED: _l("Survivors were not consulted"),
    Consultation.NOT_STATED: _l("Not stated"),
}
COLOURS = {
    Consultation.LED: "#1f5f82",
    Consultation.CONSULTED: ACCENT,
    Consultation.NOT_CONSULTED: "#d8b365",
}
POLARITIES = {
    Polarity.SUPPORTS: (_l("Supports that it is met"), ACCENT),
    Polarity.CONTRADICTS: (_l("Contradicts that it is met"), "#d8b365"),
    Polarity.CONTEXT: (_l("Context"), PAST),
}


# What states say ---------------------------------------------------------------------------------


def consultation(question: Question) -> Chart:
    """Whether the latest report of each State says that survivors were consulted."""
    scope = question.scope
    found = consulted(scope)
    groups = _groups(scope)
    return Chart(
        name="consultation",
        title=question.titled(_("Do States say that they consulted survivors?")),
        sentence=_summary(found, len(scope.states)),
        table=Table(_columns(), tuple(_rows(groups, found, scope))),
        figure=shares.shares(*_drawn(groups, found)) if groups else None,
        height=shares.height(_drawn(groups, found)[0]) if groups else 0,
        empty=None if groups else _("No Member State is in this selection."),
        note=_(
            "Each State counts once, by its latest published report. “Not stated” "
            "means that the report leaves it open. “No report” does not mean that "
            "survivors were not asked."
        ),
        coverage=states_known(len(found.states), len(scope.states)),
        parameters=question.parameters,
    )


def _groups(scope: Scope) -> dict[str, list[str]]:
    found = {
        group.value: [line.iso3 for line in scope.lines if line.group == group]
        for group in RegionalGroup
    }
    return {group: states for group, states in found.items() if states}


def _summary(found: Consulted, states: int) -> str:
    among = member_states(states)
    if not found.states:
        return _(
            "None of %(states)s has reported here, so we do not know whether survivors "
            "were consulted.",
            states=among,
        )
    counts = Counter(found.states.values())
    heard = counts[Consultation.LED] + counts[Consultation.CONSULTED]
    reported = ngettext(
        "%(number)s of %(states)s has reported here.",
        "%(number)s of %(states)s have reported here.",
        len(found.states),
        states=among,
        number=charts.count(len(found.states)),
    )
    said = ngettext(
        "%(number)s of these says that survivors were consulted or led the report.",
        "%(number)s of these say that survivors were consulted or led the report.",
        heard,
        number=charts.count(heard),
    )
    silent = ngettext(
        "There is no information about %(number)s.",
        "There is no information about %(number)s.",
        states - len(found.states),
        number=charts.count(states - len(found.states)),
    )
    return formats.sentences(reported, said, silent)


def _columns() -> tuple[Column, ...]:
    return (
        Column("side", _("Regional group"), Kind.SIDE),
        Column("of", _("States")),
        *(Column(says.value, str(name), Kind.NUMBER) for says, name in SAYS.items()),
        Column("unknown", _("No report"), Kind.NUMBER),
    )


def _rows(groups: dict[str, list[str]], found: Consulted, scope: Scope) -> list[Row]:
    rows = [
        {
            "side": Named(group, str(charts.GROUPS[group])),
            "of": member_states(len(states)),
            **_counts(states, found),
        }
        for group, states in groups.items()
    ]
    answers = {says.value: found.answers[says] for says in SAYS}
    return [
        *rows,
        {"side": None, "of": member_states(len(scope.states)), **_counts(scope.states, found)},
        {"side": None, "of": _("answers on single commitments"), **answers, "unknown": None},
    ]


def _counts(states: list[str] | tuple[str, ...], found: Consulted) -> dict[str, int]:
    said = Counter(found.states[iso3] for iso3 in states if iso3 in found.states)
    return {
        **{says.value: said[says] for says in SAYS},
        "unknown": len(states) - sum(said.values()),
    }


def _drawn(groups: dict[str, list[str]], found: Consulted) -> tuple[list[Bar], list[Part]]:
    counts = [_counts(states, found) for states in groups.values()]
    parts = [
        Part(
            str(name),
            COLOURS.get(says),
            tuple(each[says.value] for each in counts),
            pattern=None if says in COLOURS else PATTERNS["membership_unknown"],
        )
        for says, name in SAYS.items()
    ]
    parts.append(
        Part(
            _("No report"),
            None,
            tuple(each["unknown"] for each in counts),
            pattern=PATTERNS["no_information"],
        )
    )
    return [Bar(str(charts.GROUPS[group])) for group in groups], parts


# What survivors' own organisations see -----------------------------------------------------------


def survivor_led(question: Question) -> Chart:
    """Actions logged by survivor-led organisations, beside those of others."""
    scope = question.scope
    rows = logged(scope)
    totals = {led: _total(rows, by_survivors=led) for led in (True, False)}
    drawn = [led for led in (True, False) if sum(totals[led].values())]
    names = {True: _("Survivor-led organisations"), False: _("Others, or not known")}
    bars = [Bar(names[led]) for led in drawn]
    parts = [
        Part(str(name), colour, tuple(totals[led][polarity] for led in drawn))
        for polarity, (name, colour) in POLARITIES.items()
    ]
    return Chart(
        name="survivor-led",
        title=question.titled(_("What do survivor-led organisations see?")),
        sentence=_seen(rows, totals),
        table=Table(_logged_columns(), tuple(_logged_rows(rows, totals, names, scope))),
        figure=shares.shares(bars, parts) if bars else None,
        height=shares.height(bars) if bars else 0,
        empty=None if bars else _("No action on these commitments has been logged here."),
        note=_(
            "Each action counts once for each of its commitments. If an organisation’s "
            "name is withheld, we say that it is survivor-led only if it agrees."
        ),
        coverage=states_known(
            len(frozenset().union(*(row.states for row in rows if row.by_survivors))),
            len(scope.states),
        ),
        parameters=question.parameters,
    )


def _total(rows: list[Logged], *, by_survivors: bool) -> Counter[Polarity]:
    counts = (row.polarities for row in rows if row.by_survivors == by_survivors)
    return sum(counts, Counter())


def _seen(rows: list[Logged], totals: dict[bool, Counter[Polarity]]) -> str:
    own = totals[True]
    if not sum(own.values()):
        return _(
            "No survivor-led organisation has logged an action on these commitments, "
            "so we do not know what survivors see."
        )
    said = ngettext(
        "Survivor-led organisations have logged %(number)s record on %(commitments)s.",
        "Survivor-led organisations have logged %(number)s records on %(commitments)s.",
        sum(own.values()),
        number=charts.count(sum(own.values())),
        commitments=_commitments(sum(row.by_survivors for row in rows)),
    )
    against = ngettext(
        "%(number)s record contradicts that the commitment is met.",
        "%(number)s records contradict that the commitment is met.",
        own[Polarity.CONTRADICTS],
        number=charts.count(own[Polarity.CONTRADICTS]),
    )
    return formats.sentences(said, against)


def _commitments(number: int) -> str:
    return ngettext(
        "%(number)s commitment", "%(number)s commitments", number, number=charts.count(number)
    )


def _logged_columns() -> tuple[Column, ...]:
    return (
        Column("who", _("Source")),
        Column("commitment", _("Commitment"), Kind.COMMITMENT),
        *(
            Column(polarity.value, str(name), Kind.NUMBER)
            for polarity, (name, _colour) in POLARITIES.items()
        ),
        Column("states", _("States concerned"), Kind.NUMBER),
    )


def _logged_rows(
    rows: list[Logged],
    totals: dict[bool, Counter[Polarity]],
    names: dict[bool, str],
    scope: Scope,
) -> list[Row]:
    logged_rows: list[Row] = [
        {
            "who": names[led],
            "commitment": None,
            **{polarity.value: totals[led][polarity] for polarity in POLARITIES},
            "states": len(
                frozenset().union(*(row.states for row in rows if row.by_survivors == led))
            ),
        }
        for led in (True, False)
    ]
    lines = scope.picture.commitments
    logged_rows += [
        {
            "who": names[True],
            "commitment": Named(row.reference, charts.commitment_name(lines[row.reference])),
            **{polarity.value: row.polarities[polarity] for polarity in POLARITIES},
            "states": len(row.states),
        }
        for row in rows
        if row.by_survivors and row.reference in lines
    ]
    return logged_rows

"""Charts how much is known now and how much is out of date: the headline of the dashboard."""

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.charts.builders.question import Question, cells_known, member_states
from tracker.charts.chart import Chart, Column, Kind, Named, Table
from tracker.charts.figures import shares
from tracker.charts.figures.style import ACCENT, PATTERNS, SAID
from tracker.charts.series.basis import basis
from tracker.charts.series.knowledge import Known, knowledge, reporting_states
from tracker.core import formats
from tracker.labels import charts


def known(question: Question) -> Chart:
    """How many applicable cells have information, by pillar."""
    rows = knowledge(question.scope)
    total = rows[-1]
    nothing = not total.applicable
    return Chart(
        name="known",
        title=question.titled(_("How much is known now?")),
        sentence=_sentence(total, question),
        table=_table(rows),
        figure=None if nothing else shares.shares(*_drawn(rows)),
        height=0 if nothing else shares.height(_drawn(rows)[0]),
        empty=_("No commitment in this selection applies to a State yet.") if nothing else None,
        note=_(
            "A cell is one State and one commitment. We count commitments, calls and "
            "treaty obligations addressed to States, once adopted. Treaties count only "
            "for known parties."
        ),
        coverage=cells_known(total.known, total.applicable, basis(question.scope)),
        parameters=question.parameters,
    )


def finding(total: Known) -> str:
    """The share without current information, and how much of it was known once."""
    if not total.applicable:
        return _("No commitment in this selection applies to a State yet.")
    share = charts.per_cent(total.unknown / total.applicable)
    if not total.dated:
        return _(
            "There is no current information about %(share)s of what States promised.", share=share
        )
    return _(
        "There is no current information about %(share)s of what States promised. Our "
        "evidence on %(dated)s commitments is out of date. On %(none)s we have none.",
        share=share,
        dated=charts.count(total.dated),
        none=charts.count(total.unknown - total.dated),
    )


def _sentence(total: Known, question: Question) -> str:
    states = member_states(len(question.scope.states))
    if not total.applicable:
        return _("No commitment in this selection applies to %(states)s yet.", states=states)
    known = ngettext(
        "We follow %(number)s commitment of %(states)s and have current information on %(known)s "
        "(%(share)s).",
        "We follow %(number)s commitments of %(states)s and have current information on %(known)s "
        "(%(share)s).",
        total.applicable,
        number=charts.count(total.applicable),
        states=states,
        known=charts.count(total.known),
        share=charts.per_cent(total.known / total.applicable),
    )
    reported = _reported(total, reporting_states(question.scope))
    return formats.sentences(known, *_dated(total), *_newest(total), reported)


def _dated(total: Known) -> list[str]:
    """A sentence on cells with only a last known level."""
    if not total.dated:
        return []
    return [
        ngettext(
            "What we know about %(number)s more is out of date.",
            "What we know about %(number)s more is out of date.",
            total.dated,
            number=charts.count(total.dated),
        )
    ]


def _newest(total: Known) -> list[str]:
    """The year of the newest evidence, so that nobody mistakes old figures for current ones."""
    if total.newest_year is None:
        return []
    return [_("The newest evidence is from %(year)s.", year=total.newest_year)]


def _reported(total: Known, reporting: int) -> str:
    if not reporting:
        return _("No State has reported here yet.")
    states = ngettext(
        "%(number)s State has reported here.",
        "%(number)s States have reported here.",
        reporting,
        number=charts.count(reporting),
    )
    alone = ngettext(
        "%(number)s of these commitments rests on the State’s own report alone.",
        "%(number)s of these commitments rest on the State’s own report alone.",
        total.only_reported,
        number=charts.count(total.only_reported),
    )
    return formats.sentences(states, alone)


def _table(rows: list[Known]) -> Table:
    columns = (
        Column("pillar", _("Pillar"), Kind.PILLAR),
        Column("applicable", _("Cells that apply"), Kind.NUMBER),
        Column("known", _("With current information"), Kind.NUMBER),
        Column("known_share", _("Share"), Kind.SHARE),
        Column("seen", _("Seen by others"), Kind.NUMBER),
        Column("only_reported", _("Only self-reported"), Kind.NUMBER),
        Column("unknown", _("No current information"), Kind.NUMBER),
        Column("dated", _("Of these, out of date"), Kind.NUMBER),
        Column("not_applicable", _("Not applicable"), Kind.NUMBER),
        Column("membership_unknown", _("Membership unknown"), Kind.NUMBER),
        Column("not_yet_due", _("Not yet due"), Kind.NUMBER),
    )
    return Table(
        columns,
        tuple(
            {
                "pillar": Named(row.pillar or "", _pillar(row)),
                "applicable": row.applicable,
                "known": row.known,
                "known_share": row.known / row.applicable if row.applicable else None,
                "seen": row.seen,
                "only_reported": row.only_reported,
                "unknown": row.unknown,
                "dated": row.dated,
                "not_applicable": row.not_applicable,
                "membership_unknown": row.membership_unknown,
                "not_yet_due": row.not_yet_due,
            }
            for row in rows
        ),
    )


def _pillar(row: Known) -> str:
    return str(charts.PILLARS[row.pillar]) if row.pillar else _("All pillars")


def _drawn(rows: list[Known]) -> tuple[list[shares.Bar], list[shares.Part]]:
    applying = [row for row in rows if row.applicable]
    parts = [
        shares.Part(_("Seen by others"), ACCENT, tuple(row.seen for row in applying)),
        shares.Part(_("Only self-reported"), SAID, tuple(row.only_reported for row in applying)),
        shares.Part(
            _("Out of date"),
            None,
            tuple(row.dated for row in applying),
            pattern=PATTERNS["dated"],
        ),
        shares.Part(
            _("No information"),
            None,
            tuple(row.unknown - row.dated for row in applying),
            pattern=PATTERNS["no_information"],
        ),
    ]
    return [shares.Bar(_pillar(row)) for row in applying], parts

"""Charts how many States are at each level, for many commitments and for one."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.charts.builders.question import Question, member_states, states_known
from tracker.charts.builders.world import disclaimer
from tracker.charts.chart import Cell, Chart, Column, Kind, Named, Row, Table
from tracker.charts.figures import shares
from tracker.charts.figures.shares import Bar, Part
from tracker.charts.figures.style import LEVEL_COLOURS, PATTERNS
from tracker.charts.figures.world import HEIGHT, MapClass, Spot, world
from tracker.charts.series.levels import (
    ByLevel,
    CommitmentLevels,
    by_commitment,
    by_pillar,
    by_region,
)
from tracker.core import formats
from tracker.core.errors import NotFound
from tracker.core.record_texts import record_text
from tracker.gap.facts import Standing
from tracker.gap.methodology import LEVELS
from tracker.gap.outcomes import KINDS, CellOutcome, kind_of
from tracker.gap.outcomes import Kind as Counted
from tracker.gap.snapshot import CommitmentLine
from tracker.labels import charts
from tracker.registry.vocabulary import Pillar

BEST_DOCUMENTED = 10
# On maps, where only one kind without a level can be hatched.
_SIGNS: dict[Counted, tuple[str, str]] = {
    CellOutcome.NOT_ASSESSED: ("×", "x-open"),
    CellOutcome.SAID_NOT_APPLICABLE: ("÷", "asterisk-open"),
    CellOutcome.DATED: ("◌", "circle-dot"),
    CellOutcome.MEMBERSHIP_UNKNOWN: ("?", "diamond-open"),
    CellOutcome.NOT_APPLICABLE: ("–", "line-ew-open"),
    CellOutcome.NOT_YET_DUE: ("○", "circle-open"),
}
_NO_SIGN = ("", "circle-open-dot")


def commitments_by_level(question: Question) -> Chart:
    """Pillars and the commitments with most information."""
    rows = by_commitment(question.scope)
    pillars = by_pillar(rows)
    best = best_documented(rows)
    bars = [Bar(str(charts.PILLARS[row.pillar])) for row in pillars]
    bars += [
        Bar(
            row.line.reference,
            gap=place == 0,
            code=row.line.reference,
            title=record_text(row.line.title),
        )
        for place, row in enumerate(best)
    ]
    drawn: list[ByLevel] = [*pillars, *best]
    table_rows: list[Row] = [
        {"pillar": _pillar(row.pillar), "commitment": None, **_counts(row)} for row in pillars
    ]
    table_rows += [
        {
            "pillar": _pillar(row.line.fact.pillar),
            "commitment": Named(row.line.reference, charts.commitment_name(row.line)),
            **_counts(row),
        }
        for row in best
    ]
    return Chart(
        name="commitments-by-level",
        title=question.titled(_("How far has each commitment come?")),
        sentence=_sentence(rows, len(question.scope.states)),
        table=Table(
            (
                Column("pillar", _("Pillar"), Kind.PILLAR),
                Column("commitment", _("Commitment"), Kind.COMMITMENT),
                *_status_columns(),
            ),
            tuple(table_rows),
        ),
        figure=shares.shares(bars, _parts(drawn)) if bars else None,
        height=shares.height(bars) if bars else 0,
        empty=None if bars else _("No commitment in this selection asks States to act."),
        note=_(
            "First the pillars, then the commitments with the most information. The "
            "list of commitments shows all of them."
        ),
        coverage=_commitments_known(rows),
        parameters=question.parameters,
    )


def best_documented(rows: Sequence[CommitmentLevels]) -> list[CommitmentLevels]:
    """The commitments with a level for most States; equal ones in registry order."""
    known = [row for row in rows if row.known]
    return sorted(known, key=lambda row: -row.known)[:BEST_DOCUMENTED]


def commitment_levels(question: Question) -> Chart:
    """The States by level on one commitment, by region. Raises NotFound."""
    line = _line(question)
    rows = by_region(question.scope, line.reference)
    total = rows[-1]
    names = [
        _("All States") if row.region is None else str(charts.REGIONS[row.region]) for row in rows
    ]
    bars = [Bar(name, gap=row.region is None) for name, row in zip(names, rows, strict=True)]
    nothing = not total.total
    return Chart(
        name="commitment-levels",
        title=question.titled(_("Where do States stand?")),
        sentence=_one_sentence(total, line.reference),
        table=Table(
            (Column("region", _("Region")), *_status_columns()),
            tuple({"region": name, **_counts(row)} for name, row in zip(names, rows, strict=True)),
        ),
        figure=None if nothing else shares.shares(bars, _parts(rows)),
        height=0 if nothing else shares.height(bars),
        empty=_asks_nothing() if nothing else None,
        coverage=_states_of(total),
        parameters=question.parameters,
    )


def commitment_map(question: Question) -> Chart:
    """The settled level of each State on one commitment. Raises NotFound."""
    line, scope = _line(question), question.scope
    standings = scope.picture.standings
    cells = sorted(
        (
            (charts.state_name(state), state.iso3, standings[state.iso3][line.reference])
            for state in scope.lines
        ),
        key=lambda cell: charts.name_order(cell[0]),
    )
    nothing = all(kind_of(standing) is CellOutcome.OUT_OF_SCOPE for _name, _iso3, standing in cells)
    total = by_region(scope, line.reference)[-1]
    classes, leads_to = _map_classes(cells), {"page": "cell", "reference": line.reference}
    return Chart(
        name="commitment-map",
        title=question.titled(_("Which States are at which level?")),
        sentence=_map_sentence(total),
        table=Table(_cell_columns(), tuple(_cell_row(line.reference, *cell) for cell in cells)),
        figure=None if nothing else world(classes, leads_to=leads_to),
        classes=() if nothing else tuple(classes),
        leads_to=leads_to,
        height=0 if nothing else HEIGHT,
        empty=_asks_nothing() if nothing else None,
        note=disclaimer(bands=False),
        coverage=_states_of(total),
        parameters=question.parameters,
    )


def _pillar(pillar: Pillar) -> Named:
    return Named(pillar, str(charts.PILLARS[pillar]))


def _line(question: Question) -> CommitmentLine:
    line = question.scope.picture.commitments.get(question.commitment or "")
    if line is None:
        raise NotFound("commitment", question.commitment or "")
    return line


def _states_of(total: ByLevel) -> str | None:
    applying = total.tally.applicable
    return states_known(total.known, applying) if applying else None


def _commitments_known(rows: Sequence[CommitmentLevels]) -> str | None:
    if not rows:
        return None
    return ngettext(
        "information on %(known)s of %(number)s commitment",
        "information on %(known)s of %(number)s commitments",
        len(rows),
        known=charts.count(sum(bool(row.known) for row in rows)),
        number=charts.count(len(rows)),
    )


def _asks_nothing() -> str:
    return _("This passage asks States nothing that we could measure.")


# Words --------------------------------------------------------------------------------------


def kind_word(kind: Counted) -> str:
    """The name of a kind of cell."""
    return str(charts.LEVELS[kind] if isinstance(kind, int) else charts.SAYS[kind])


def _key(kind: Counted) -> str:
    """The column name of a kind."""
    return f"level_{kind}" if isinstance(kind, int) else kind.value


def _colour(kind: Counted) -> str | None:
    return LEVEL_COLOURS[kind] if isinstance(kind, int) else None


def _sentence(rows: Sequence[CommitmentLevels], states: int) -> str:
    due = [row for row in rows if row.tally.number(CellOutcome.NOT_YET_DUE) < row.total]
    silent, later = sum(not row.known for row in due), len(rows) - len(due)
    texts = [
        ngettext(
            "%(number)s commitment asks %(states)s to act.",
            "%(number)s commitments ask %(states)s to act.",
            len(due),
            number=charts.count(len(due)),
            states=member_states(states),
        )
    ]
    if silent:
        texts.append(
            ngettext(
                "On %(number)s of them there is no current information about any State.",
                "On %(number)s of them there is no current information about any State.",
                silent,
                number=charts.count(silent),
            )
        )
    if later:
        texts.append(
            ngettext(
                "%(number)s more was adopted after this date.",
                "%(number)s more were adopted after this date.",
                later,
                number=charts.count(later),
            )
        )
    return formats.sentences(*texts)


def _one_sentence(total: ByLevel, reference: str) -> str:
    applying = total.tally.applicable
    if not applying:
        return _("%(reference)s applies to no State that we know of.", reference=reference)
    first = ngettext(
        "%(reference)s applies to %(number)s State.",
        "%(reference)s applies to %(number)s States.",
        applying,
        reference=reference,
        number=charts.count(applying),
    )
    if not total.known:
        return formats.sentences(first, _("We do not know yet how far any of them has come."))
    done = total.tally.levels[4]
    second = ngettext(
        "There is information on %(number)s of them, and %(done)s of these are complete.",
        "There is information on %(number)s of them, and %(done)s of these are complete.",
        total.known,
        number=charts.count(total.known),
        done=charts.count(done),
    )
    return formats.sentences(first, second)


def _map_sentence(total: ByLevel) -> str:
    """How many States are at either end of the scale, and how many have no level today."""
    return _(
        "States by status: complete %(done)s, in between %(between)s, not started "
        "%(none)s, known earlier only %(dated)s, no information %(unknown)s.",
        done=charts.count(total.tally.levels[4]),
        none=charts.count(total.tally.levels[0]),
        between=charts.count(sum(total.tally.levels[1:4])),
        dated=charts.count(total.tally.number(CellOutcome.DATED)),
        unknown=charts.count(total.tally.number(CellOutcome.NO_INFORMATION)),
    )


# Rows and parts -----------------------------------------------------------------------------


def _status_columns() -> tuple[Column, ...]:
    return tuple(Column(_key(kind), kind_word(kind), Kind.NUMBER) for kind in KINDS)


def _counts(row: ByLevel) -> Row:
    return {_key(kind): row.tally.number(kind) for kind in KINDS}


def _parts(rows: Sequence[ByLevel]) -> list[Part]:
    return [
        Part(
            kind_word(kind),
            _colour(kind),
            tuple(row.tally.number(kind) for row in rows),
            pattern=PATTERNS.get(_key(kind)),
        )
        for kind in KINDS
    ]


def _signed(kind: Counted) -> str:
    """A kind with its sign on the map."""
    sign, _mark = _SIGNS.get(kind, _NO_SIGN)
    return f"{sign} {kind_word(kind)}" if sign else kind_word(kind)


def _map_classes(cells: Sequence[tuple[str, str, Standing]]) -> list[MapClass]:
    spots: dict[Counted, list[Spot]] = {kind: [] for kind in KINDS}
    for name, iso3, standing in cells:
        kind = kind_of(standing)
        if kind in spots:
            spots[kind].append(Spot(iso3, formats.labelled(name, kind_word(kind))))
    return [
        MapClass(_signed(kind), _colour(kind), tuple(spots[kind]), *_SIGNS.get(kind, _NO_SIGN))
        for kind in KINDS
        if spots[kind] or kind in LEVELS
    ]


def _cell_columns() -> tuple[Column, ...]:
    return (
        Column("state", _("State"), Kind.STATE),
        Column("level", _("Level"), Kind.LEVEL),
        Column("status", _("Status")),
        Column("basis", _("Based on")),
        Column("newest_on", _("Newest record"), Kind.DATE),
        Column("cell", _("Records"), Kind.CELL),
    )


def _cell_row(reference: str, name: str, iso3: str, standing: Standing) -> Row:
    kind = kind_of(standing)
    return {
        "state": Named(iso3, name),
        "level": kind if isinstance(kind, int) else None,
        "status": kind_word(kind),
        "basis": str(charts.LANES[standing.basis]) if standing.basis else None,
        "newest_on": standing.newest_on,
        "cell": Cell(iso3, reference, _("records")),
    }

"""The heatmap of States by commitments. Its table sums the cells by region and pillar.

The cells themselves are fetched apart (``tracker.charts.columnar``): some thirty thousand of
them would be more than a page can hold.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from tracker.charts.builders import levels
from tracker.charts.builders.question import Question, member_states
from tracker.charts.chart import Chart, Column, Kind, Named, Part, Row, Table
from tracker.charts.series import cells
from tracker.charts.series.cells import OUTSIDE, Apart, Matrix, Show, code_of
from tracker.charts.series.orders import Sort
from tracker.core import formats
from tracker.core.record_texts import record_text
from tracker.gap.facts import LaneName
from tracker.gap.methodology import PILLARS
from tracker.gap.outcomes import UNKNOWN
from tracker.labels import charts
from tracker.registry.vocabulary import Region

TALLEST, AROUND, ROW, GROUP = 640, 208, 17, 22  # pixels, as the script draws them
EMPTY: tuple[cells.Kind, ...] = (*UNKNOWN, Apart.NOT_COMPARED)


def heatmap(question: Question) -> Chart:
    """Every cell in scope, coloured by the requested property."""
    show = shown(question)
    whole = cells.matrix(question.scope, show, sorted_by(question))
    total = cells.counted(kind for row in whole.cells for kind in row)
    return Chart(
        name="heatmap",
        title=question.titled(_TITLES[show]()),
        sentence=_sentence(whole, total, show),
        table=Table(_columns(whole), tuple(_rows(whole))),
        height=_height(whole),
        is_matrix=bool(whole.commitments and whole.states),
        empty=None
        if whole.commitments
        else _("No commitment in this selection asks States to act."),
        note=_(
            "Each square is one commitment of one State. Where rows or columns are folded, a "
            "square shows the shares of its parts."
        ),
        coverage=_coverage(total),
        parameters=question.parameters,
        of_files=lambda: Table(_cell_columns(), tuple(_cell_rows(whole))),
    )


def shown(question: Question) -> Show:
    """The requested property of a cell. The default is the settled level."""
    return Show(question.options.get("show", Show.SETTLED))


def sorted_by(question: Question) -> Sort:
    """The requested order of rows and columns. The default is by name."""
    return Sort(question.options.get("sort", Sort.NAME))


def kind_word(kind: cells.Kind) -> str:
    """The name of a kind of cell."""
    match kind:
        case LaneName():
            return str(charts.LANES[kind])
        case Apart():
            return _APART[kind]()
        case _:
            return levels.kind_word(kind)


_TITLES = {
    Show.SETTLED: lambda: _("Where does each State stand on each commitment?"),
    Show.REPORTED: lambda: _("What does each State report on each commitment?"),
    Show.EVIDENCED: lambda: _("What does other evidence show on each commitment?"),
    Show.ASSESSED: lambda: _("How do reviewers assess each commitment?"),
    Show.BASIS: lambda: _("Which source does each status use?"),
    Show.DIVERGENCE: lambda: _("Where do States report more, or less, than others see?"),
}
_APART = {
    Apart.FAR_BELOW: lambda: _("Reports far less"),
    Apart.BELOW: lambda: _("Reports less"),
    Apart.SAME: lambda: _("Reports the same"),
    Apart.ABOVE: lambda: _("Reports more"),
    Apart.FAR_ABOVE: lambda: _("Reports far more"),
    Apart.NOT_COMPARED: lambda: _("No comparison"),
}


def _height(whole: Matrix) -> int:
    """The height of cells, headings and axis. More than a screen scrolls inside."""
    if not (whole.commitments and whole.states):
        return 0
    groups = len({line.region for line in whole.states})
    return min(TALLEST, AROUND + ROW * len(whole.states) + GROUP * groups)


def _sentence(whole: Matrix, total: Counter[cells.Kind], show: Show) -> str:
    applying = sum(total.values()) - sum(total[kind] for kind in OUTSIDE)
    unknown = sum(total[kind] for kind in EMPTY)
    if show is Show.DIVERGENCE:
        return _(
            "Of %(cells)s commitments of %(states)s, %(number)s have both a State report and "
            "another source.",
            cells=charts.count(applying),
            states=member_states(len(whole.states)),
            number=charts.count(applying - unknown),
        )
    sentence = _(
        "Of %(cells)s commitments of %(states)s, %(number)s have current information.",
        cells=charts.count(applying),
        states=member_states(len(whole.states)),
        number=charts.count(applying - unknown),
    )
    best = _best_known(whole)
    return formats.sentences(sentence, best) if best and applying > unknown else sentence


def _best_known(whole: Matrix) -> str:
    """The pillars with the most and the least information. Empty if there is only one."""
    shares: dict[str, float] = {}
    for pillar in PILLARS:
        columns = [at for at, line in enumerate(whole.commitments) if line.fact.pillar == pillar]
        counts = cells.counted(row[column] for row in whole.cells for column in columns)
        applying = sum(number for kind, number in counts.items() if kind not in OUTSIDE)
        if applying:
            unknown = sum(counts[kind] for kind in EMPTY)
            shares[str(charts.PILLARS[pillar])] = (applying - unknown) / applying
    most = max(shares, key=shares.__getitem__, default="")
    least = min(shares, key=shares.__getitem__, default="")
    if most == least or shares[most] == shares[least]:
        return ""
    return _(
        "Most is known about %(most)s (%(share)s), least about %(least)s (%(low)s).",
        most=most,
        share=charts.per_cent(shares[most]),
        least=least,
        low=charts.per_cent(shares[least]),
    )


def _coverage(total: Counter[cells.Kind]) -> str | None:
    applying = sum(total.values()) - sum(total[kind] for kind in OUTSIDE)
    if not applying:
        return None
    known = applying - sum(total[kind] for kind in EMPTY)
    return _(
        "current information on %(told)s of %(number)s commitments (%(share)s)",
        told=charts.count(known),
        number=charts.count(applying),
        share=charts.per_cent(known / applying),
    )


def _columns(whole: Matrix) -> tuple[Column, ...]:
    return (
        Column("part", _("Region and pillar"), Kind.PART),
        Column("states", _("States"), Kind.NUMBER),
        Column("commitments", _("Commitments"), Kind.NUMBER),
        *(Column(code_of(kind), kind_word(kind), Kind.NUMBER) for kind in whole.kinds),
    )


def _cell_columns() -> tuple[Column, ...]:
    """The columns of files, which contain every cell."""
    return (
        Column("state", _("State"), Kind.STATE),
        Column("region", _("Region")),
        Column("commitment", _("Commitment"), Kind.COMMITMENT),
        Column("pillar", _("Pillar")),
        Column("level", _("Level"), Kind.NUMBER, "0_to_4"),
        Column("shows", _("What the cell shows")),
        Column("shows_word", _("In words")),
    )


def _cell_rows(whole: Matrix) -> Iterator[Row]:
    for state, row in zip(whole.states, whole.cells, strict=True):
        named = Named(state.iso3, charts.state_name(state))
        for line, kind in zip(whole.commitments, row, strict=True):
            if kind is not None:
                yield {
                    "state": named,
                    "region": state.region,
                    "commitment": Named(line.reference, record_text(line.title)),
                    "pillar": line.fact.pillar.value,
                    "level": kind if isinstance(kind, int) else None,
                    "shows": code_of(kind),
                    "shows_word": kind_word(kind),
                }


def _rows(whole: Matrix) -> Iterator[Row]:
    """One row for each region and pillar with a cell, then one for all."""
    for region in Region:
        rows = [place for place, line in enumerate(whole.states) if line.region == region]
        for pillar in PILLARS:
            columns = [
                place for place, line in enumerate(whole.commitments) if line.fact.pillar == pillar
            ]
            if rows and columns:
                name = formats.listed((charts.REGIONS[region], charts.PILLARS[pillar]))
                yield _row(whole, Part(region, pillar, name), rows, columns)
    everything = range(len(whole.states)), range(len(whole.commitments))
    yield _row(whole, Part("", "", _("All of them")), *everything)


def _row(whole: Matrix, part: Part, rows: Sequence[int], columns: Sequence[int]) -> Row:
    counts = cells.counted(whole.cells[row][column] for row in rows for column in columns)
    return {
        "part": part,
        "states": len(rows),
        "commitments": len(columns),
        **{code_of(kind): counts[kind] for kind in whole.kinds},
    }

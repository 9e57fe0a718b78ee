"""Compares the three lanes of single cells: of one State by commitment, or the reverse."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.charts.builders.question import Question, cells_known
from tracker.charts.chart import Chart, Column, Kind, Named, Row, Table
from tracker.charts.figures import dumbbells
from tracker.charts.figures.dumbbells import Dumbbell, Group, Mark
from tracker.charts.figures.style import LANE_MARKS
from tracker.core import formats
from tracker.core.errors import NotFound
from tracker.core.record_texts import record_text
from tracker.gap.facts import Applicability, LaneName, Standing
from tracker.gap.methodology import LEVELS, PILLARS
from tracker.gap.snapshot import CommitmentLine, StateLine
from tracker.labels import charts
from tracker.registry.vocabulary import Region

MOST_DRAWN = 60  # lines; the table and the files have all
APART = 11.0  # pixels between marks of the same level
TOP = max(LEVELS)


@dataclass(frozen=True, slots=True)
class Line:
    """A cell in which some lane has a level."""

    group: str
    state: StateLine
    commitment: CommitmentLine
    standing: Standing

    @property
    def levels(self) -> dict[LaneName, int]:
        """The level of each lane that has one."""
        levels_by_lane = {lane: getattr(self.standing, lane) for lane in LaneName}
        return {lane: level for lane, level in levels_by_lane.items() if level is not None}


def lanes_apart(question: Question) -> Chart:
    """Dumbbells of single cells. Raises NotFound for an unknown State or commitment."""
    cells = list(_cells(question))
    lines = [line for line in cells if line.levels]
    groups = _groups(_most_telling(lines), by_state=question.commitment is None)
    names = {LANE_MARKS[lane]: str(charts.LANES[lane]) for lane in LaneName}
    several = sum(len(line.levels) > 1 for line in lines)
    return Chart(
        name="lanes",
        title=_title(question),
        sentence=_sentence(len(cells), len(lines), several),
        table=Table(_columns(), tuple(map(_row, lines))),
        figure=dumbbells.dumbbells(groups, names) if lines else None,
        height=dumbbells.height(groups) if lines else 0,
        empty=None if lines else _("There are no levels here yet."),
        note=_note(len(lines)),
        coverage=cells_known(len(lines), len(cells)),
        parameters=question.parameters,
    )


def _cells(question: Question) -> Iterator[Line]:
    """Applicable cells in scope, by pillar for one State or by region for many."""
    about = question.scope
    states = about.picture.states
    if question.state is not None and question.state not in states:
        raise NotFound("state", question.state)
    if question.commitment is not None and question.commitment not in about.picture.commitments:
        raise NotFound("commitment", question.commitment)
    chosen = [states[question.state]] if question.state else _by_region(about.lines)
    for pillar in PILLARS:
        for commitment in about.commitments:
            named = question.commitment in (None, commitment.reference)
            if commitment.fact.pillar is pillar and named:
                for state in chosen:
                    standing = about.picture.standings[state.iso3][commitment.reference]
                    if standing.applicability is Applicability.APPLIES:
                        yield Line(_group(question, pillar, state), state, commitment, standing)


def _by_region(states: Sequence[StateLine]) -> list[StateLine]:
    order = list(Region)
    return sorted(
        states,
        key=lambda line: (
            order.index(Region(line.region)),
            charts.name_order(charts.state_name(line)),
        ),
    )


def _group(question: Question, pillar: str, state: StateLine) -> str:
    heading = (
        charts.PILLARS[pillar] if question.commitment is None else charts.REGIONS[state.region]
    )
    return str(heading)


def _most_telling(lines: Sequence[Line]) -> list[Line]:
    """The lines that fit, with cells of several lanes first, in the common order."""
    order = sorted(range(len(lines)), key=lambda place: -len(lines[place].levels))
    return [lines[place] for place in sorted(order[:MOST_DRAWN])]


def _groups(lines: Sequence[Line], *, by_state: bool) -> list[Group]:
    headings = dict.fromkeys(line.group for line in lines)
    return [
        Group(each, tuple(_drawn(line, by_state) for line in lines if line.group == each))
        for each in headings
    ]


def _drawn(line: Line, by_state: bool) -> Dumbbell:
    name = charts.state_name(line.state)
    marks = tuple(
        Mark(
            level / TOP,
            LANE_MARKS[lane],
            _(
                "%(name)s, %(reference)s, %(source)s: %(level)s",
                name=name,
                reference=line.commitment.reference,
                source=charts.LANES[lane],
                level=charts.LEVELS[level],
            ),
            _shift(line, lane),
        )
        for lane, level in line.levels.items()
    )
    apart = line.standing.divergence
    drawn = Dumbbell(name, marks, text="" if apart is None else charts.signed(apart))
    if by_state:
        drawn = replace(
            drawn, label=line.commitment.reference, title=record_text(line.commitment.title)
        )
    return drawn


def _shift(line: Line, lane: LaneName) -> float:
    """Offset equal levels of a line vertically, so that none hides another."""
    same = [each for each, level in line.levels.items() if level == line.levels[lane]]
    return (same.index(lane) - (len(same) - 1) / 2) * APART


def _title(question: Question) -> str:
    about = question.scope.picture
    if question.state and question.commitment:
        title = _(
            "What do the three sources say about %(state)s on %(reference)s?",
            state=charts.state_name(about.states[question.state]),
            reference=question.commitment,
        )
    elif question.state:
        title = _(
            "What do the three sources say about %(state)s, by commitment?",
            state=charts.state_name(about.states[question.state]),
        )
    else:
        reference = question.commitment or ""
        title = _(
            "What do the three sources say about %(reference)s “%(title)s”, by State?",
            reference=reference,
            title=record_text(about.commitments[reference].title),
        )
    return question.titled(title)


def _sentence(cells: int, with_level: int, several: int) -> str:
    return " ".join(
        (
            ngettext(
                "%(told)s of %(num)s commitment of States has a level from any source.",
                "%(told)s of %(num)s commitments of States have a level from any source.",
                cells,
                told=charts.count(with_level),
            ),
            ngettext(
                "%(num)s of them has more than one source.",
                "%(num)s of them have more than one source.",
                several,
            )
            if several
            else _("None has more than one source."),
        )
    )


def _note(lines: int) -> str:
    note = _(
        "Each mark is the level from one source. The number at the end of a line is "
        "the difference between the State report and the others."
    )
    if lines > MOST_DRAWN:
        more = _(
            "The chart shows %(number)s of %(all)s lines, first those with several "
            "sources. The table has all.",
            number=charts.count(MOST_DRAWN),
            all=charts.count(lines),
        )
        note = formats.sentences(note, more)
    return note


def _columns() -> tuple[Column, ...]:
    return (
        Column("state", _("State"), Kind.STATE),
        Column("commitment", _("Commitment"), Kind.COMMITMENT),
        *(Column(lane.value, str(charts.LANES[lane]), Kind.LEVEL) for lane in LaneName),
        Column("apart", _("State report minus others"), Kind.FIGURE, "minus_1_to_1"),
    )


def _row(line: Line) -> Row:
    return {
        "state": Named(line.state.iso3, charts.state_name(line.state)),
        "commitment": Named(line.commitment.reference, record_text(line.commitment.title)),
        **{lane.value: level for lane, level in line.levels.items()},
        "apart": line.standing.divergence,
    }

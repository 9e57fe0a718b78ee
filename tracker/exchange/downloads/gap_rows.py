"""Sums gaps by State, commitment, pillar and other groups.

Rows come from the picture of the reading. A row without a gap says which of the ways of having
none it is; none of them is a zero.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import attrgetter

from tracker.exchange.downloads.figures import commitments_chosen, states_chosen
from tracker.exchange.downloads.selection import Selection
from tracker.gap.aggregate import group_score, pillar_weights, state_score
from tracker.gap.figures import Figures, Score
from tracker.gap.outcomes import CellOutcome, OutcomeCounts, count_outcomes
from tracker.gap.snapshot import CommitmentLine, Snapshot, load_snapshot
from tracker.registry.queries.commitments import register


class GroupBy(StrEnum):
    """The group over which gaps are summed."""

    STATE = "state"
    COMMITMENT = "commitment"
    PILLAR = "pillar"
    INSTRUMENT = "instrument"
    THEME = "theme"
    REGION = "region"
    GROUP = "group"


class GapStatus(StrEnum):
    """Whether there is a gap, and otherwise the first reason why not."""

    KNOWN = "known"
    DATED = "dated"
    NO_INFORMATION = "no_information"
    NOT_ASSESSED = "not_assessed"
    SAID_NOT_APPLICABLE = "said_not_applicable"
    MEMBERSHIP_UNKNOWN = "membership_unknown"
    NOT_APPLICABLE = "not_applicable"
    NOT_YET_DUE = "not_yet_due"
    OUT_OF_SCOPE = "out_of_scope"
    NOTHING_SELECTED = "nothing_selected"  # the filters leave no cell at all


_WITHOUT = tuple(GapStatus)[1:-1]
# All that a score knows of a cell.
_AS_ADDED_UP = attrgetter(
    "applicability",
    "gap",
    "reported",
    "evidenced",
    "assessed",
    "voices",
    "basis",
    "settled_on",
    "last_known",
    "last_known_on",
    "baseline",
    "has_baseline",
)


@dataclass(frozen=True, slots=True)
class GapRow:
    """One group with its figures and the number of cells by status."""

    key: str
    title: str | None  # None: the code says it
    figures: Figures
    tally: OutcomeCounts

    @property
    def status(self) -> GapStatus:
        """Whether there is a gap, and otherwise why not."""
        if self.figures.gap is not None:
            return GapStatus.KNOWN
        met = (status for status in _WITHOUT if self.tally.others[CellOutcome(status.value)])
        return next(met, GapStatus.NOTHING_SELECTED)


@dataclass(frozen=True, slots=True)
class _Scope:
    """The part of the snapshot that matches the filters."""

    seen: Snapshot
    states: tuple[str, ...]
    lines: tuple[CommitmentLine, ...]

    def together(self) -> Score:
        """The means over the States, as on pages."""
        return self.seen.group(self.states, frozenset(line.reference for line in self.lines))

    def together_over_few(self) -> Score:
        """The same for few commitments, where many States have equal cells."""
        made: dict[tuple[object, ...], Score] = {}
        facts = [line.fact for line in self.lines]
        scores = []
        for iso3 in self.states:
            cells = [self.seen.standings[iso3][line.reference] for line in self.lines]
            way = tuple(map(_AS_ADDED_UP, cells))
            if way not in made:
                made[way] = state_score(zip(facts, cells, strict=True), self.seen.reading)
            scores.append(made[way])
        return group_score(scores)

    def counted(self) -> OutcomeCounts:
        """The number of cells by status."""
        return count_outcomes(
            self.seen.standings[iso3][line.reference] for iso3 in self.states for line in self.lines
        )

    def weighed(self) -> "_Scope":
        """The scope without pillars of zero weight, which enter no figure."""
        weights = pillar_weights(self.seen.reading)
        return replace(self, lines=tuple(one for one in self.lines if weights[one.fact.pillar]))

    def row(self, key: str, title: str | None, figures: Figures) -> GapRow:
        """The whole scope as one row."""
        return GapRow(key, title, figures, self.weighed().counted())


def gap_rows(selection: Selection, by: GroupBy) -> Iterator[GapRow]:
    """Rows sorted by key; pillars in their own order. Raises NotReady.

    States have their own rows, observers included. All other groups are sums over the member
    States, or over the one requested State.
    """
    seen = load_snapshot(selection.reading)
    observers = by is GroupBy.STATE or "state" in selection.filters
    scope = _Scope(
        seen,
        states_chosen(seen, selection, observers=observers),
        tuple(commitments_chosen(seen, selection)),
    )
    return _ROWS[by](scope)


def _states(scope: _Scope) -> Iterator[GapRow]:
    chosen = frozenset(line.reference for line in scope.lines)
    for iso3 in sorted(scope.states):
        alone = replace(scope, states=(iso3,)).weighed()
        names = scope.seen.states[iso3].names
        yield GapRow(iso3, names["en"], scope.seen.state(iso3, chosen), alone.counted())


def _commitments(scope: _Scope) -> Iterator[GapRow]:
    for line in sorted(scope.lines, key=lambda one: one.reference):
        score = scope.seen.commitment(line.reference, scope.states)
        yield GapRow(line.reference, line.title, score, replace(scope, lines=(line,)).counted())


def _pillars(scope: _Scope) -> Iterator[GapRow]:
    for part in scope.together().pillars:
        within = tuple(line for line in scope.lines if line.fact.pillar is part.pillar)
        yield GapRow(part.pillar, None, part, replace(scope, lines=within).counted())


def _instruments(scope: _Scope) -> Iterator[GapRow]:
    titles = {code: card.title for code, card in register().instruments.items()}
    for code in sorted({line.instrument for line in scope.lines}):
        within = tuple(line for line in scope.lines if line.instrument == code)
        few = replace(scope, lines=within)
        yield few.row(code, titles[code], few.together_over_few())


def _themes(scope: _Scope) -> Iterator[GapRow]:
    names = {code: theme.name for code, theme in register().themes.items()}
    for code in sorted({theme for line in scope.lines for theme in line.themes}):
        within = tuple(line for line in scope.lines if code in line.themes)
        few = replace(scope, lines=within)
        yield few.row(code, names[code], few.together_over_few())


def _regions(scope: _Scope) -> Iterator[GapRow]:
    return _places(scope, "region")


def _groups(scope: _Scope) -> Iterator[GapRow]:
    return _places(scope, "group")


def _places(scope: _Scope, name: str) -> Iterator[GapRow]:
    """Regions or groups with a State in scope. Observers are in no group."""
    of = {iso3: getattr(scope.seen.states[iso3], name) for iso3 in scope.states}
    for code in sorted(set(of.values()) - {None}):
        within = tuple(iso3 for iso3 in scope.states if of[iso3] == code)
        there = replace(scope, states=within)
        yield there.row(code, None, there.together())


_ROWS: Mapping[GroupBy, Callable[[_Scope], Iterator[GapRow]]] = {
    GroupBy.STATE: _states,
    GroupBy.COMMITMENT: _commitments,
    GroupBy.PILLAR: _pillars,
    GroupBy.INSTRUMENT: _instruments,
    GroupBy.THEME: _themes,
    GroupBy.REGION: _regions,
    GroupBy.GROUP: _groups,
}

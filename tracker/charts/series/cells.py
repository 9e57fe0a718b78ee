"""Classifies every cell in scope for the heatmap.

States are sorted by region, commitments by pillar, and within these by name or as requested. Only
commitments that apply to a State in scope are included. Pure except for the snapshot.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from tracker.charts.scope import Scope
from tracker.charts.series.orders import Sort, ordered_commitments, ordered_states
from tracker.gap.facts import LaneName, Standing
from tracker.gap.methodology import LEVELS
from tracker.gap.outcomes import KINDS, UNKNOWN, CellOutcome, outcome_of
from tracker.gap.outcomes import kind_of as settled_kind
from tracker.gap.snapshot import CommitmentLine, StateLine


class Show(StrEnum):
    """The property of a cell to show."""

    SETTLED = "settled"
    REPORTED = "reported"
    EVIDENCED = "evidenced"
    ASSESSED = "assessed"
    BASIS = "basis"
    DIVERGENCE = "divergence"


class Apart(StrEnum):
    """How far the State's report differs from other sources, and in which direction."""

    FAR_BELOW = "far_below"
    BELOW = "below"
    SAME = "same"
    ABOVE = "above"
    FAR_ABOVE = "far_above"
    NOT_COMPARED = "not_compared"  # one of the two does not speak


FAR = 0.5  # of the way from not started to complete
Kind: TypeAlias = int | CellOutcome | LaneName | Apart


@dataclass(frozen=True, slots=True)
class Matrix:
    """Cells by row. ``kinds`` lists all possible kinds in the order of the legend."""

    states: tuple[StateLine, ...]
    commitments: tuple[CommitmentLine, ...]
    kinds: tuple[Kind, ...]
    cells: tuple[tuple[Kind | None, ...], ...]  # None: the commitment asks nothing of this state


# Why a cell need not be filled, in the order of the key.
OUTSIDE = (CellOutcome.MEMBERSHIP_UNKNOWN, CellOutcome.NOT_APPLICABLE, CellOutcome.NOT_YET_DUE)


def matrix(scope: Scope, show: Show, sort: Sort = Sort.NAME) -> Matrix:
    """All cells in scope with the requested property and order."""
    states = ordered_states(scope, sort)
    standings = [scope.picture.standings[line.iso3] for line in states]
    commitments = [
        line
        for line in ordered_commitments(scope, sort)
        if any(outcome_of(row[line.reference]) is not CellOutcome.OUT_OF_SCOPE for row in standings)
    ]
    kind = kind_of(show)
    return Matrix(
        states=tuple(states),
        commitments=tuple(commitments),
        kinds=kinds(show),
        cells=tuple(tuple(kind(row[line.reference]) for line in commitments) for row in standings),
    )


def kinds(show: Show) -> tuple[Kind, ...]:
    """All kinds of cells in the order of the legend."""
    match show:
        case Show.BASIS:
            return (*LaneName, *UNKNOWN, *OUTSIDE)
        case Show.DIVERGENCE:
            return (*Apart, *OUTSIDE)
        case Show.EVIDENCED | Show.ASSESSED:
            return (*LEVELS, CellOutcome.NO_INFORMATION, *OUTSIDE)
        case _:
            return KINDS


def kind_of(show: Show) -> Callable[[Standing], Kind | None]:
    """The rule that classifies a cell. None if the commitment does not apply."""
    match show:
        case Show.SETTLED:
            return lambda standing: _in_scope(settled_kind(standing))
        case Show.BASIS:
            return _basis
        case Show.DIVERGENCE:
            return _special_kind
        case _:
            return lambda standing: _level(standing, LaneName(show))


def counted(kinds_found: Iterable[Kind | None]) -> Counter[Kind]:
    """The number of cells of each kind."""
    return Counter(kind for kind in kinds_found if kind is not None)


def _in_scope(kind: Kind) -> Kind | None:
    return None if kind is CellOutcome.OUT_OF_SCOPE else kind


def _level(standing: Standing, lane: LaneName) -> Kind | None:
    """The level of one lane, whichever lanes the reader selected for the status."""
    word = outcome_of(standing)
    if word is not CellOutcome.LEVEL and word not in UNKNOWN:
        return _in_scope(word)
    level: int | None = getattr(standing, lane)
    if level is not None:
        return level
    if lane is not LaneName.REPORTED:
        return CellOutcome.NO_INFORMATION
    # What the state says instead of a level, even where others' levels settle the cell.
    return outcome_of(replace(standing, settled=None))


def _basis(standing: Standing) -> Kind | None:
    word = outcome_of(standing)
    return standing.basis if word is CellOutcome.LEVEL else _in_scope(word)


def _special_kind(standing: Standing) -> Kind | None:
    word = outcome_of(standing)
    if word is not CellOutcome.LEVEL and word not in UNKNOWN:
        return _in_scope(word)
    if standing.divergence is None:
        return Apart.NOT_COMPARED
    if standing.divergence == 0:
        return Apart.SAME
    if standing.divergence > 0:
        return Apart.FAR_ABOVE if standing.divergence >= FAR else Apart.ABOVE
    return Apart.FAR_BELOW if standing.divergence <= -FAR else Apart.BELOW


def code_of(kind: Kind) -> str:
    """The code of a kind in table columns, style sheets and scripts."""
    return f"level_{kind}" if isinstance(kind, int) else kind.value

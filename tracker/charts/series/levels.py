"""How many cells are at each level, by pillar, commitment or region. Pure."""

from dataclasses import dataclass

from tracker.charts.scope import Scope
from tracker.gap.methodology import PILLARS
from tracker.gap.outcomes import OutcomeCounts, added, count_outcomes, count_places, place_of
from tracker.gap.snapshot import CellsOfState, CommitmentLine
from tracker.registry.vocabulary import Pillar, Region


@dataclass(frozen=True, slots=True)
class ByLevel:
    """Numbers of cells by kind."""

    tally: OutcomeCounts

    @property
    def known(self) -> int:
        """Cells that apply and have a level."""
        return self.tally.known

    @property
    def total(self) -> int:
        """All cells, whether they apply or not."""
        return self.tally.total


@dataclass(frozen=True, slots=True)
class PillarLevels(ByLevel):
    """The cells of one pillar."""

    pillar: Pillar


@dataclass(frozen=True, slots=True)
class CommitmentLevels(ByLevel):
    """The States by level on one commitment."""

    line: CommitmentLine


@dataclass(frozen=True, slots=True)
class RegionLevels(ByLevel):
    """The States of one region by level. ``region`` is None for all in scope."""

    region: Region | None


def by_commitment(scope: Scope) -> list[CommitmentLevels]:
    """One row for each commitment in scope that applies to States, in registry order."""
    by_state = [scope.count(iso3, _places) for iso3 in scope.states]
    columns = zip(*by_state, strict=True) if by_state else ((),) * len(scope.commitments)
    rows = [
        CommitmentLevels(count_places(column), line)
        for line, column in zip(scope.commitments, columns, strict=True)
    ]
    return [row for row in rows if row.total]


def _places(cells: CellsOfState) -> bytes:
    """What each cell of one state is counted as, one byte a cell."""
    return bytes([place_of(standing) for _, standing in cells])


def by_pillar(rows: list[CommitmentLevels]) -> list[PillarLevels]:
    """The rows of commitments summed by pillar."""
    sums = {
        pillar: added(row.tally for row in rows if row.line.fact.pillar is pillar)
        for pillar in PILLARS
    }
    return [PillarLevels(sum_, pillar) for pillar, sum_ in sums.items() if sum_.counts]


def by_region(scope: Scope, reference: str) -> list[RegionLevels]:
    """One row for each region in scope, then one for all."""
    rows = []
    for region in Region:
        states = [line.iso3 for line in scope.lines if line.region == region]
        here = count_outcomes(scope.picture.standings[iso3][reference] for iso3 in states)
        if here.counts:
            rows.append(RegionLevels(here, region))
    return [*rows, RegionLevels(added(row.tally for row in rows), None)]

"""Movement since commitments were made, by pillar, region and form of a promise. Pure.

Movement compares the status on the day of adoption with the status now, only over the commitments
of States whose status is known on both days (methodology, "What moved since the commitment was
made").
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.charts.scope import Scope
from tracker.gap.breadth import Moved
from tracker.gap.facts import MovementCode, Standing
from tracker.gap.figures import Score
from tracker.gap.methodology import PILLARS
from tracker.gap.snapshot import CellsOfState, CommitmentLine
from tracker.registry.vocabulary import Pillar, Region


@dataclass(frozen=True, slots=True)
class Movement:
    """The means at both ends, and how many cells have each outcome.

    ``codes`` leaves out what does not apply and treaty obligations, which have no baseline.
    """

    moved: Moved
    codes: Mapping[MovementCode, int]

    @property
    def comparable(self) -> int:
        """How many cells could have a movement if both ends were known."""
        return sum(self.codes.values())


def by_pillar(scope: Scope, states: tuple[str, ...]) -> list[tuple[Pillar, Movement]]:
    """One row for each pillar with movement, for one State or several."""
    score = (
        scope.state(states[0]) if len(states) == 1 else scope.picture.group(states, scope.chosen)
    )
    codes = _codes_by_pillar(scope, states)
    return [
        (pillar, Movement(part.moved, codes[pillar]))
        for part, pillar in zip(score.pillars, PILLARS, strict=True)
        if codes[pillar]
    ]


def together(scope: Scope, states: tuple[str, ...]) -> Movement:
    """All pillars together, for one State or several."""
    score = (
        scope.state(states[0]) if len(states) == 1 else scope.picture.group(states, scope.chosen)
    )
    codes = _codes_by_pillar(scope, states)
    return Movement(score.moved, sum(codes.values(), Counter[MovementCode]()))


def by_region(scope: Scope, reference: str) -> list[tuple[Region, Movement]]:
    """One row for each region with a State to which the commitment applies."""
    rows = []
    for region in Region:
        states = tuple(line.iso3 for line in scope.lines if line.region == region)
        row = of_commitment(scope, reference, states)
        if row.codes:
            rows.append((region, row))
    return rows


def of_commitment(scope: Scope, reference: str, states: tuple[str, ...]) -> Movement:
    """One commitment over the given States."""
    return Movement(
        scope.picture.commitment(reference, states).moved,
        _codes(_cells(scope, states, [reference])),
    )


def by_form(scope: Scope, references: Iterable[str]) -> list[tuple[CommitmentLine, Movement]]:
    """One row for each form of a promise with movement, in the given order."""
    rows = []
    for reference in references:
        line = scope.picture.commitments.get(reference)
        if line is not None:
            row = of_commitment(scope, reference, scope.states)
            if row.codes:
                rows.append((line, row))
    return rows


def _codes_by_pillar(scope: Scope, states: tuple[str, ...]) -> dict[Pillar, Counter[MovementCode]]:
    """How many cells of the states have each outcome, added up from each state's own."""
    codes: dict[Pillar, Counter[MovementCode]] = {pillar: Counter() for pillar in PILLARS}
    for iso3 in states:
        for pillar, numbers in scope.count(iso3, _of_state).items():
            codes[pillar].update(numbers)
    return codes


def _of_state(cells: CellsOfState) -> dict[Pillar, Counter[MovementCode]]:
    found: dict[Pillar, Counter[MovementCode]] = {}
    for commitment, cell in cells:
        code = cell.movement_code
        if code is not None:
            found.setdefault(commitment.pillar, Counter())[code] += 1
    return found


def _score(scope: Scope, states: tuple[str, ...]) -> Score:
    """The score of one State, or of several as a group."""
    return scope.state(*states) if len(states) == 1 else scope.picture.group(states, scope.chosen)


def _cells(scope: Scope, states: Iterable[str], references: Iterable[str]) -> Iterable[Standing]:
    chosen = tuple(references)
    for iso3 in states:
        row = scope.picture.standings[iso3]
        for reference in chosen:
            yield row[reference]


def _codes(cells: Iterable[Standing]) -> Mapping[MovementCode, int]:
    """How many cells have each outcome. Counter returns 0 for the others."""
    codes = (cell.movement_code for cell in cells if cell.has_baseline)
    return Counter(code for code in codes if code is not None)

"""The figures of each State in scope, one row for each. Pure except for the snapshot."""

from dataclasses import dataclass

from tracker.charts.scope import Scope
from tracker.gap.figures import Score
from tracker.gap.snapshot import StateLine


@dataclass(frozen=True, slots=True)
class Place:
    """A state and its figures."""

    line: StateLine
    score: Score


def places(scope: Scope) -> list[Place]:
    """Every State with its figures over the commitments in scope."""
    return [Place(line, scope.state(line.iso3)) for line in scope.lines]

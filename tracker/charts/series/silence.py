"""Who speaks of a state at all: the state itself, others only, nobody. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from tracker.charts.scope import Scope
from tracker.gap.snapshot import StateLine


class StateCoverage(StrEnum):
    """From whom anything is on record about a state."""

    STATE = "state"  # it answered for a commitment in scope, in whatever way
    OTHERS = "others"  # evidence or reviewers alone
    NOBODY = "nobody"


def state_coverage(scope: Scope, iso3: str) -> StateCoverage:
    """Who speaks of one state on the commitments in scope."""
    row = scope.picture.standings[iso3]
    cells = [row[reference] for reference in scope.references]
    if any(cell.reported_answer is not None for cell in cells):
        return StateCoverage.STATE
    spoken = any(cell.evidenced is not None or cell.assessed is not None for cell in cells)
    return StateCoverage.OTHERS if spoken else StateCoverage.NOBODY


def by_group(scope: Scope, groups: Iterable[str]) -> Mapping[str, Counter[StateCoverage]]:
    """By regional group, how many of its states in scope are heard of from whom."""
    found: dict[str, Counter[StateCoverage]] = {}
    for group in groups:
        states = [line.iso3 for line in scope.lines if _group(line) == group]
        if states:
            found[group] = Counter(state_coverage(scope, iso3) for iso3 in states)
    return found


def _group(line: StateLine) -> str | None:
    return line.group

"""Who provides information about a State: the State itself, others only, or nobody. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from tracker.charts.scope import Scope
from tracker.gap.snapshot import StateLine


class StateCoverage(StrEnum):
    """Who provides information about a State."""

    STATE = "state"  # it answered for a commitment in scope, in whatever way
    OTHERS = "others"  # evidence or reviewers alone
    NOBODY = "nobody"


def state_coverage(scope: Scope, iso3: str) -> StateCoverage:
    """Who provides information about one State on the commitments in scope."""
    row = scope.picture.standings[iso3]
    cells = [row[reference] for reference in scope.references]
    if any(cell.reported_answer is not None for cell in cells):
        return StateCoverage.STATE
    spoken = any(cell.evidenced is not None or cell.assessed is not None for cell in cells)
    return StateCoverage.OTHERS if spoken else StateCoverage.NOBODY


def by_group(scope: Scope, groups: Iterable[str]) -> Mapping[str, Counter[StateCoverage]]:
    """The number of States in scope by regional group and by who provides information."""
    found: dict[str, Counter[StateCoverage]] = {}
    for group in groups:
        states = [line.iso3 for line in scope.lines if _group(line) == group]
        if states:
            found[group] = Counter(state_coverage(scope, iso3) for iso3 in states)
    return found


def _group(line: StateLine) -> str | None:
    return line.group

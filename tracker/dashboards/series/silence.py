"""Who speaks of a state at all: the state itself, others only, nobody. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from tracker.dashboards.scope import Scope
from tracker.gap.picture import StateLine


class Heard(StrEnum):
    """From whom anything is on record about a state."""

    STATE = "state"  # it answered for a commitment in scope, in whatever way
    OTHERS = "others"  # evidence or reviewers alone
    NOBODY = "nobody"


def heard(scope: Scope, iso3: str) -> Heard:
    """Who speaks of one state on the commitments in scope."""
    row = scope.picture.standings[iso3]
    cells = [row[reference] for reference in scope.references]
    if any(cell.reported_answer is not None for cell in cells):
        return Heard.STATE
    spoken = any(cell.evidenced is not None or cell.assessed is not None for cell in cells)
    return Heard.OTHERS if spoken else Heard.NOBODY


def by_group(scope: Scope, groups: Iterable[str]) -> Mapping[str, Counter[Heard]]:
    """By regional group, how many of its states in scope are heard of from whom."""
    found: dict[str, Counter[Heard]] = {}
    for group in groups:
        states = [line.iso3 for line in scope.lines if _group(line) == group]
        if states:
            found[group] = Counter(heard(scope, iso3) for iso3 in states)
    return found


def _group(line: StateLine) -> str | None:
    return line.group

"""How many sources the current figures rest on, and how new the newest is. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.charts.scope import Scope
from tracker.gap.snapshot import CellsOfState


@dataclass(frozen=True, slots=True)
class Basis:
    """Number and age of sources. ``newest_year`` is None if no record counts.

    ``sources`` counts the different voices that vote: families of sources and organisations.
    """

    newest_year: int | None = None
    sources: int = 0


def basis(scope: Scope, states: Iterable[str] | None = None) -> Basis:
    """The sources of the States' current figures. The default is all States in scope."""
    newest = 0
    voices: set[str] = set()
    for iso3 in scope.states if states is None else states:
        year, names = scope.count(iso3, _of_state)
        newest = max(newest, year)
        voices |= names
    return Basis(newest or None, len(voices))


def _of_state(cells: CellsOfState) -> tuple[int, frozenset[str]]:
    """The year of the newest record that counts for one state, 0 without one, and who votes."""
    newest = max((cell.newest_on.year for _, cell in cells if cell.newest_on), default=0)
    return newest, frozenset[str]().union(*{cell.voices for _, cell in cells})

"""How many sources the current figures rest on, and how new the newest is. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.charts.scope import Scope


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
    references = scope.references
    for iso3 in scope.states if states is None else states:
        row = scope.picture.standings[iso3]
        for reference in references:
            standing = row[reference]
            if standing.newest_on is not None:
                newest = max(newest, standing.newest_on.year)
                voices.update(standing.voices)
    return Basis(newest or None, len(voices))

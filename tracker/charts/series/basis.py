"""On how many sources the current figures of a scope rest, and how new the newest is. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.charts.scope import Scope


@dataclass(frozen=True, slots=True)
class Basis:
    """``newest_year`` is the year of the newest record that counts, None without one.

    ``sources`` counts the different voices that vote: families of sources and organisations.
    """

    newest_year: int | None = None
    sources: int = 0


def basis(scope: Scope, states: Iterable[str] | None = None) -> Basis:
    """What the current figures of the states rest on; of all states in scope by default."""
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

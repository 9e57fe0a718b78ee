"""The scope of a chart: a snapshot with the reader's filters.

Groups and totals count member states; the observers have pages of their own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from tracker.core.errors import BadParameter
from tracker.gap.facts import ScoringParams
from tracker.gap.figures import Score
from tracker.gap.snapshot import (
    CellsOfState,
    CommitmentLine,
    Snapshot,
    StateLine,
    load_snapshot,
    load_state_snapshot,
)

V = TypeVar("V")


@dataclass(frozen=True)
class Scope:
    """A snapshot limited to some States and some commitments.

    ``chosen`` is None where every commitment is meant.
    """

    picture: Snapshot
    states: tuple[str, ...]
    chosen: frozenset[str] | None
    filters: Mapping[str, str]

    @cached_property
    def references(self) -> tuple[str, ...]:
        """References of the commitments in scope, in registry order."""
        return tuple(
            reference
            for reference in self.picture.commitments
            if self.chosen is None or reference in self.chosen
        )

    @property
    def commitments(self) -> tuple[CommitmentLine, ...]:
        """The commitments in scope."""
        return tuple(self.picture.commitments[reference] for reference in self.references)

    @property
    def lines(self) -> tuple[StateLine, ...]:
        """The States in scope."""
        return tuple(self.picture.states[iso3] for iso3 in self.states)

    def state(self, iso3: str) -> Score:
        """The score of one State over the commitments in scope."""
        return self.picture.state(iso3, self.chosen)

    def count(self, iso3: str, counted: Callable[[CellsOfState], V]) -> V:
        """What a function counts in the cells of one state in scope (``Snapshot.count``)."""
        return self.picture.count(iso3, self.chosen, counted)

    def together(self) -> Score:
        """The score of all States in scope as a group."""
        return self.picture.group(self.states, self.chosen)


def scope(reading: ScoringParams, filters: Mapping[str, str], *, only: str | None = None) -> Scope:
    """The snapshot at a reading with filters. Raises BadParameter.

    ``only`` names the State of a chart that shows no other: of it alone standings are loaded.
    """
    whole = load_snapshot(reading) if only is None else load_state_snapshot(reading, only)
    return Scope(whole, _states(whole, filters), _chosen(whole, filters), filters)


def _states(whole: Snapshot, filters: Mapping[str, str]) -> tuple[str, ...]:
    region, group = filters.get("region"), filters.get("group")
    return tuple(
        iso3
        for iso3 in whole.members
        if region in (None, whole.states[iso3].region) and group in (None, whole.states[iso3].group)
    )


def _chosen(whole: Snapshot, filters: Mapping[str, str]) -> frozenset[str] | None:
    asked = {name: filters[name] for name in ("pillar", "theme", "instrument") if name in filters}
    if not asked:
        return None
    for name in asked.keys() & {"theme", "instrument"}:
        known = _known(whole, name)
        if asked[name] not in known:
            raise BadParameter(name, asked[name], known)
    return frozenset(
        reference
        for reference, line in whole.commitments.items()
        if asked.get("pillar") in (None, line.fact.pillar)
        and asked.get("instrument") in (None, line.instrument)
        and ("theme" not in asked or asked["theme"] in line.themes)
    )


def _known(whole: Snapshot, name: str) -> list[str]:
    lines = whole.commitments.values()
    if name == "instrument":
        return sorted({line.instrument for line in lines})
    return sorted({theme for line in lines for theme in line.themes})

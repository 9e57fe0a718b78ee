"""Sort orders of the heatmap: name, progress, evidence or sources. Pure.

Regions and pillars stay in their own order; within each, what cannot be placed comes last.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from tracker.charts.scope import Scope
from tracker.gap.facts import Applicability, Standing
from tracker.gap.figures import Figures
from tracker.gap.methodology import PILLARS
from tracker.gap.snapshot import CommitmentLine, StateLine
from tracker.labels import charts
from tracker.registry.vocabulary import Region


class Sort(StrEnum):
    """The sort order of rows and columns within their region or pillar."""

    NAME = "name"  # States by name, commitments in the order of their texts
    PROGRESS = "progress"  # the furthest first
    AGE = "age"  # the newest evidence first
    SOURCES = "sources"  # the most sources first


def ordered_states(scope: Scope, sort: Sort) -> list[StateLine]:
    """The States in scope by region, sorted within it."""
    regions = list(Region)

    def key(line: StateLine) -> tuple[Any, ...]:
        place = _place(
            sort,
            scope.state(line.iso3),
            (scope.picture.standings[line.iso3][one] for one in scope.references),
        )
        return regions.index(Region(line.region)), place, charts.name_order(charts.state_name(line))

    return sorted(scope.lines, key=key)


def ordered_commitments(scope: Scope, sort: Sort) -> list[CommitmentLine]:
    """The commitments in scope by pillar, sorted within it."""
    rows = [scope.picture.standings[iso3] for iso3 in scope.states]

    def key(line: CommitmentLine) -> tuple[Any, ...]:
        place = _place(
            sort,
            scope.picture.commitment(line.reference, scope.states),
            (row[line.reference] for row in rows),
        )
        return PILLARS.index(line.fact.pillar), place

    return sorted(scope.commitments, key=key)


def newest_year(standings: Iterable[Standing]) -> int | None:
    """The year of the newest record behind a current or last known level. None without any."""
    days = [
        one.settled_on if one.settled is not None else one.last_known_on
        for one in standings
        if one.applicability is Applicability.APPLIES
    ]
    return max((day.year for day in days if day is not None), default=None)


def _place(sort: Sort, score: Figures, standings: Iterable[Standing]) -> tuple[bool, float]:
    """The sort key of one line. Lines without a figure come last."""
    value: float | None
    match sort:
        case Sort.PROGRESS:
            value = score.drawn.gap
        case Sort.AGE:
            year = newest_year(standings)
            value = None if year is None else -year
        case Sort.SOURCES:
            value = -score.breadth.voices
        case _:
            value = 0
    return value is None, value or 0

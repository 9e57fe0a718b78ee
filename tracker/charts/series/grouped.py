"""Progress by region and pillar, with totals: the heatmap in short. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tracker.charts.scope import Scope
from tracker.charts.series.orders import Sort, newest_year, ordered_states
from tracker.gap.figures import Score
from tracker.gap.snapshot import StateLine
from tracker.registry.vocabulary import Region


@dataclass(frozen=True, slots=True)
class GroupedLine:
    """One row: a State, a region or all States. ``code`` is empty for all.

    ``newest`` is the year of the newest evidence, None without any.
    """

    code: str
    score: Score
    newest: int | None
    state: StateLine | None = None


@dataclass(frozen=True, slots=True)
class RegionGroup:
    """A region with its expanded States. ``states`` counts all in scope."""

    line: GroupedLine
    states: int
    members: tuple[GroupedLine, ...]


@dataclass(frozen=True, slots=True)
class Grouped:
    """All regions in scope and their total."""

    regions: tuple[RegionGroup, ...]
    together: GroupedLine


def grouped(scope: Scope, opened: Collection[str], sort: Sort) -> Grouped:
    """The regions of the scope, with the States of those in ``opened``, sorted."""
    ordered = ordered_states(scope, sort)
    regions = []
    for region in Region:
        lines = [line for line in ordered if line.region == region]
        if lines:
            members = tuple(_state(scope, line) for line in lines) if region in opened else ()
            regions.append(RegionGroup(_line(scope, region, lines), len(lines), members))
    return Grouped(tuple(regions), _line(scope, "", ordered))


def _state(scope: Scope, line: StateLine) -> GroupedLine:
    return GroupedLine(line.iso3, scope.state(line.iso3), _newest(scope, [line]), line)


def _line(scope: Scope, code: str, lines: Collection[StateLine]) -> GroupedLine:
    states = tuple(line.iso3 for line in scope.lines if line in lines)
    return GroupedLine(code, scope.picture.group(states, scope.chosen), _newest(scope, lines))


def _newest(scope: Scope, lines: Iterable[StateLine]) -> int | None:
    return newest_year(
        scope.picture.standings[line.iso3][reference]
        for line in lines
        for reference in scope.references
    )

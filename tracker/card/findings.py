"""Groups findings about a State by their sources, so that one index is one line. Pure.

A commitment has the findings of the records that settle its status, or that last settled it. Where
the same records settle several commitments alike, they are one item; the items of the same sources
are one finding.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.card.highlights import CardCell
from tracker.card.records import CardRecord, Source
from tracker.gap.facts import LaneName, Standing

GENERAL = 10  # commitments on which one item tells nothing specific about any of them
SHOWN = 3


@dataclass(frozen=True, slots=True)
class FindingItem:
    """Records that give several commitments the same ``level``."""

    records: tuple[CardRecord, ...]
    level: int
    cells: tuple[CardCell, ...]

    @property
    def year(self) -> int:
        """The year of its newest record."""
        return max(record.effective_on.year for record in self.records)

    @property
    def contested(self) -> bool:
        """Whether the records disagree on some of its commitments."""
        return any(cell.standing.contested for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Finding:
    """Findings from the same sources. ``dated`` if they no longer count and nothing is newer.

    ``lane`` is State report, other evidence or assessment. ``sources`` are empty for a report of
    the State and for an assessment.
    """

    lane: LaneName
    sources: tuple[Source, ...]
    items: tuple[FindingItem, ...]
    dated: bool

    @property
    def cells(self) -> int:
        """The number of commitments."""
        return sum(len(item.cells) for item in self.items)

    @property
    def year(self) -> int:
        """The year of the newest record."""
        return max(item.year for item in self.items)

    @property
    def contested(self) -> bool:
        """Whether the sources disagree on some commitment."""
        return any(item.contested for item in self.items)

    @property
    def is_general(self) -> bool:
        """Whether one record covers so many commitments that it is specific to none."""
        return any(len(item.records) == 1 and len(item.cells) >= GENERAL for item in self.items)


def findings(
    cells: Iterable[CardCell],
    at_any_age: Mapping[str, Standing],
    records: Mapping[str, CardRecord],
) -> tuple[Finding, ...]:
    """All findings: current ones first, then disagreements, then by number of commitments.

    ``at_any_age`` are the standings with records of any age; they name the sources of what was
    last known.
    """
    items: dict[tuple[object, ...], list[CardCell]] = {}
    for cell in cells:
        key = _item_key(cell, at_any_age)
        if key is not None:
            items.setdefault(key, []).append(cell)
    groups: dict[tuple[object, ...], list[FindingItem]] = {}
    sources: dict[tuple[object, ...], tuple[Source, ...]] = {}
    for (lane, dated, level, *references), found in items.items():
        named = tuple(records[str(one)] for one in references if one in records)
        if named:
            named_sources = _sources(named)
            key = (lane, dated, *(source.title for source in named_sources))
            sources[key] = named_sources
            groups.setdefault(key, []).append(FindingItem(named, int(str(level)), tuple(found)))
    made = [
        Finding(LaneName(str(key[0])), sources[key], _ordered(group), bool(key[1]))
        for key, group in groups.items()
    ]
    return tuple(sorted(made, key=lambda one: (one.dated, not one.contested, -one.cells)))


def named_findings(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Three findings for the first screen, always with a general one that covers more."""
    chosen = found[:SHOWN]
    general = [one for one in found[SHOWN:] if one.is_general]
    if general and chosen:
        return (*chosen[:-1], general[0])
    return chosen


def sources_of(found: Iterable[Finding]) -> int:
    """The number of different sources, reports and assessments that count."""
    named = set()
    for one in found:
        named |= {(one.lane, source.title) for source in one.sources} or {(one.lane, "")}
    return len(named)


def _item_key(cell: CardCell, at_any_age: Mapping[str, Standing]) -> tuple[object, ...] | None:
    """Lane, datedness, level and references; None if nothing was ever known."""
    standing = cell.standing
    if standing.settled is not None and standing.basis is not None:
        return (standing.basis, False, standing.settled, *_references(standing, standing.basis))
    if not standing.is_dated:
        return None
    past = at_any_age.get(cell.line.reference, standing)
    basis = past.basis or LaneName.EVIDENCED
    return (basis, True, standing.last_known, *_references(past, basis))


def _references(standing: Standing, basis: LaneName) -> tuple[str, ...]:
    """References of the records in the basis lane, in order."""
    if basis is LaneName.REPORTED:
        return tuple(filter(None, [standing.report]))
    if basis is LaneName.ASSESSED:
        return tuple(filter(None, [standing.assessment]))
    voting = {record.reference for vote in standing.votes for record in vote.records}
    return tuple(sorted(voting or {vote.reference for vote in standing.votes}))


def _sources(named: Iterable[CardRecord]) -> tuple[Source, ...]:
    """The first source of each record, without duplicates, by title."""
    found = {record.sources[0].title: record.sources[0] for record in named if record.sources}
    return tuple(found[title] for title in sorted(found))


def _ordered(group: Iterable[FindingItem]) -> tuple[FindingItem, ...]:
    return tuple(sorted(group, key=lambda item: (not item.contested, -len(item.cells))))

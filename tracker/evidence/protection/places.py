"""What one search hands to the next step: a place in the folded text and what it seems to be."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tracker.evidence.protection.findings import FindingKind


@dataclass(frozen=True)
class Place:
    """Characters of the folded text from `start` up to `end`."""

    kind: FindingKind
    start: int
    end: int


Search = Callable[[str], Iterable[Place]]


def matches(pattern: re.Pattern[str], text: str, kind: FindingKind) -> Iterator[Place]:
    """Every place where the pattern stands; its group `it`, if it has one, is what is marked."""
    group = "it" if "it" in pattern.groupindex else 0
    for match in pattern.finditer(text):
        yield Place(kind, *match.span(group))


def apart(places: Iterable[Place], order: tuple[FindingKind, ...]) -> list[Place]:
    """The places without overlaps, in order of place.

    Where two overlap, the kind that stands first in `order` stays, and among the same kind the
    longer one.
    """
    rank = {kind: number for number, kind in enumerate(order)}
    taken: set[int] = set()
    kept = []
    for place in sorted(places, key=lambda it: (rank[it.kind], it.start - it.end, it.start)):
        inside = range(place.start, place.end)
        if taken.isdisjoint(inside):
            taken.update(inside)
            kept.append(place)
    return sorted(kept, key=lambda place: place.start)

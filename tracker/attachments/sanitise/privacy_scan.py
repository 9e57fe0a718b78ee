"""Finds passages in the text of a file that may identify a person, grouped by kind. Pure.

A report may name a hundred officials. The sender explains each kind of passage once, and a reviewer
decides on it once, with examples.
"""

from collections.abc import Sequence

from tracker.attachments.sanitise.results import Passages
from tracker.pii.finder import find
from tracker.pii.findings import Finding, fingerprint

MOST_EXAMPLES = 20
AROUND = 24  # characters shown on either side of a place


def passages(text: str) -> tuple[Passages, ...]:
    """Passages by kind and level, in the order of first occurrence."""
    by_kind: dict[tuple[str, str], list[Finding]] = {}
    for place in find(text):
        by_kind.setdefault((place.kind, place.level), []).append(place)
    return tuple(_gathered(text, places) for places in by_kind.values())


def _gathered(text: str, places: Sequence[Finding]) -> Passages:
    """Group passages under a key of all of them, so that a new one needs a new decision."""
    kind = places[0].kind
    different = {place.fingerprint: place for place in reversed(places)}
    shown = sorted(different.values())[:MOST_EXAMPLES]
    return Passages(
        kind=kind,
        fingerprint=fingerprint(kind, " ".join(sorted(different))),
        count=len(different),
        examples=tuple(_example(text, place) for place in shown),
        level=places[0].level,
    )


def _example(text: str, place: Finding) -> str:
    start, end = max(place.start - AROUND, 0), min(place.end + AROUND, len(text))
    return " ".join(text[start:end].split())

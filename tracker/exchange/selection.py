"""What a reader asks of a file: a reading and filters. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.gap.facts import Reading


@dataclass(frozen=True, slots=True)
class Described:
    """A column of a file and what it holds; empty cells are explained there."""

    name: str
    holds: Any  # may be lazy text


@dataclass(frozen=True, slots=True)
class Selection:
    """Dates and rules of the figures, and filters by name; codes were checked by the door."""

    reading: Reading
    filters: Mapping[str, str] = field(default_factory=dict)

    def allows(self, **values: str | None) -> bool:
        """Whether a row with these values of filters is wanted."""
        return all(self.filters.get(name) in (None, value) for name, value in values.items())

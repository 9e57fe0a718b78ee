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
    """Dates and rules of the figures, and filters by name; codes were checked by the door.

    ``references`` names the commitments of a list that the reader has before them, in its order;
    None where the filters alone choose.
    """

    reading: Reading
    filters: Mapping[str, str] = field(default_factory=dict)
    references: tuple[str, ...] | None = None

    def allows(self, **values: str | None) -> bool:
        """Whether a row with these values of filters is wanted."""
        return all(self.filters.get(name) in (None, value) for name, value in values.items())

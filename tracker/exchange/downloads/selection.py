"""The columns of a file and a reader's selection of rows. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tracker.gap.facts import ScoringParams


class Type(StrEnum):
    """The type of a column's cells. A cell of any type may be empty, which is never zero."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    FLAG = "true or false"
    DAY = "day"
    PARTIAL_DAY = "day, month or year"
    SEVERAL = "several codes"


@dataclass(frozen=True, slots=True)
class Described:
    """A column of a file with its description, which explains empty cells.

    ``required``: no cell is empty. ``allowed``: the codes of a closed list. ``least`` and ``most``:
    limits of a number. ``refers``: the file whose key a cell contains.
    """

    name: str
    holds: Any  # may be lazy text
    type: Type = Type.TEXT
    required: bool = False
    allowed: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    unit: Any = None  # may be lazy text
    refers: str | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """Dates, settings and filters by name. The interface has validated the codes.

    ``references`` names the commitments of a list that the reader has before them, in its order;
    None where the filters alone choose.
    """

    reading: ScoringParams
    filters: Mapping[str, str] = field(default_factory=dict)
    references: tuple[str, ...] | None = None

    def allows(self, **values: str | None) -> bool:
        """Whether a row with these filter values is selected."""
        return all(self.filters.get(name) in (None, value) for name, value in values.items())

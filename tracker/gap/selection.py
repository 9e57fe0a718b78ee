"""Which cells to gather facts of, and how a query is narrowed to them."""

from dataclasses import dataclass
from typing import Any

CellKey = tuple[int, int]  # state id, commitment id
Query = Any  # a Select; its column types are lost as clauses are added


@dataclass(frozen=True, slots=True)
class Selection:
    """Which cells to gather; None means all states, or all commitments."""

    states: frozenset[int] | None = None
    commitments: frozenset[int] | None = None

    def states_of(self, query: Query, column: Any) -> Query:
        """The query narrowed to the selected states."""
        return query if self.states is None else query.where(column.in_(self.states))

    def commitments_of(self, query: Query, column: Any) -> Query:
        """The query narrowed to the selected commitments."""
        return query if self.commitments is None else query.where(column.in_(self.commitments))


EVERYTHING = Selection()

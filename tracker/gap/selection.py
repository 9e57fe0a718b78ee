"""Selects cells whose facts are loaded, and limits queries to them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from tracker.gap.pending_values import PendingValues
from tracker.review.publishable import Publishable
from tracker.review.visibility import public_at

CellKey = tuple[int, int]  # state id, commitment id
Query = Any  # a Select; its column types are lost as clauses are added


class Days(NamedTuple):
    """The two days of a reading."""

    as_of: date
    known_by: date


@dataclass(frozen=True, slots=True)
class Selection:
    """The selected cells. None means all States or all commitments.

    With ``days`` only the records that count in a figure at a reading of these days, or of an
    earlier ``as_of``. Without, every record that was ever public, as an explanation needs them.
    ``pending`` are values that are gathered as if they were public already.
    """

    states: frozenset[int] | None = None
    commitments: frozenset[int] | None = None
    days: Days | None = None
    pending: PendingValues | None = field(default=None, compare=False, repr=False)

    def states_of(self, query: Query, column: Any) -> Query:
        """The query limited to the selected States."""
        return query if self.states is None else query.where(column.in_(self.states))

    def commitments_of(self, query: Query, column: Any) -> Query:
        """The query limited to the selected commitments."""
        return query if self.commitments is None else query.where(column.in_(self.commitments))

    def public(self, query: Query, model: type[Publishable], effective_on: Any = None) -> Query:
        """The query limited to records that are public and effective on the days."""
        if self.days is None:
            return query.where(model.published_at.is_not(None))
        query = query.where(public_at(model, self.days.known_by))
        return query if effective_on is None else query.where(effective_on <= self.days.as_of)


EVERYTHING = Selection()


def in_groups(keys: Iterable[int], size: int) -> Iterator[list[int]]:
    """The keys in batches, because a statement has a limited number of parameters."""
    rest = iter(keys)
    while some := list(islice(rest, size)):
        yield some

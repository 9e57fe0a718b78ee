"""Pages through dated public records of States, newest first (keyset pagination).

A long list needs the memory of one batch. Positions use only public properties of a record.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from tracker.core.db import plain_rows
from tracker.registry.models import State
from tracker.review.visibility import begun_at, public_at

Place = tuple[date, str]
"""Effective date and reference of a record."""


@dataclass(frozen=True, slots=True)
class DatedRecord:
    """A record of a State with its reference."""

    reference: str
    effective_on: date
    iso3: str

    @property
    def place(self) -> Place:
        """Its position in the list."""
        return self.effective_on, self.reference


def newest_first(
    model: Any,
    clauses: Sequence[Any],
    *,
    as_of: date,
    known_by: date,
    after: Place | None,
    step: int,
) -> Iterator[tuple[DatedRecord, ...]]:
    """References of the records that count at the two dates, in non-empty batches."""
    # The code is asked of each row that is found: a join would have all rows sorted first.
    code = select(State.iso3).where(State.id == model.state_id).correlate(model).scalar_subquery()
    query = select(model.reference, model.effective_on, code.label("iso3")).where(
        public_at(model, known_by), *clauses
    )
    for rows in _steps(query, model, as_of=as_of, after=after, step=step):
        yield tuple(DatedRecord(*row) for row in rows)


def newest_first_ids(
    model: Any, clauses: Sequence[Any], *, as_of: date, after: Place | None, step: int
) -> Iterator[Sequence[Any]]:
    """Id, date and reference of matching rows, newest first, in batches.

    Their dates had begun by the day ``as_of``. Each step is a query of its own that begins where
    the last one ended, so nothing is open between two steps. No table is joined: a join would have
    all rows sorted first.
    """
    query = select(model.id, model.effective_on, model.reference).where(*clauses)
    return _steps(query, model, as_of=as_of, after=after, step=step)


def _steps(
    query: Any, model: Any, *, as_of: date, after: Place | None, step: int
) -> Iterator[Sequence[Any]]:
    ordered = query.order_by(model.effective_on.desc(), model.reference.desc()).limit(step)
    while True:
        found = plain_rows(ordered.where(*_beyond(model, as_of, after)))
        if found:
            yield found
        if len(found) < step:
            return
        after = (found[-1].effective_on, found[-1].reference)


def rows_at(query: Any, model: Any, places: Sequence[Any]) -> Sequence[Any]:
    """The rows of a query at the positions of one batch, in the same order."""
    chosen = query.where(model.id.in_([place.id for place in places]))
    return plain_rows(chosen.order_by(model.effective_on.desc(), model.reference.desc()))


def _beyond(model: Any, as_of: date, after: Place | None) -> Iterator[ColumnElement[bool]]:
    day, reference = after or (None, None)
    precision = getattr(model, "effective_precision", "day")
    yield begun_at(model.effective_on, precision, as_of, upto=day)
    if after is not None:
        # The clause above bounds an index; this one leaves out what stands before on that day.
        yield or_(model.effective_on < day, model.reference < reference)

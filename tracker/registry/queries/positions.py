"""Positions of States on commitments at two dates. Reads only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased

from tracker.core.clock import PartialDate
from tracker.core.db import db
from tracker.registry.filters import commitments_in, narrowed, states_in
from tracker.registry.models import Commitment, Instrument, State
from tracker.registry.recommendation_models import Position, Recommendation
from tracker.registry.vocabulary import Stand
from tracker.review.visibility import begun_at, public_at


@dataclass(frozen=True, slots=True)
class Days:
    """The two dates of a reading."""

    as_of: date
    known_by: date


@dataclass(frozen=True, slots=True)
class StatedPosition:
    """A State's position on a commitment, with its source."""

    iso3: str
    commitment: str
    position: Stand
    stated_on: date | None
    stated_precision: str | None
    source: str | None
    locator: str | None
    source_url: str | None
    note: str | None

    @property
    def stated_when(self) -> PartialDate | None:
        """When it was stated, with its precision."""
        if self.stated_on is None:
            return None
        return PartialDate(self.stated_on, self.stated_precision or "day")


def current_position(
    days: Days, state: Any, commitment: Any, began: Any, precision: Any
) -> ColumnElement[int]:
    """The row id of the State's latest position on a commitment at the two dates.

    One without a date of its own begins with what it is about: ``began``, of that precision.
    """
    other = aliased(Position)
    return (
        select(other.id)
        .where(
            other.state_id == state,
            other.commitment_id == commitment,
            public_at(other, days.known_by),
            begun_at(
                func.coalesce(other.stated_on, began),
                func.coalesce(other.stated_precision, precision),
                days.as_of,
            ),
        )
        .order_by(other.stated_on.is_(None), other.stated_on.desc(), other.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def position_of(iso3: str, commitment: str, days: Days) -> StatedPosition | None:
    """The State's position on any commitment, or None."""
    found = _positions(days, State.iso3 == iso3, Commitment.reference == commitment)
    return found[0] if found else None


def positions_on(commitment: str, days: Days) -> tuple[StatedPosition, ...]:
    """All States' positions on a commitment, by State code."""
    return _positions(days, Commitment.reference == commitment)


def _positions(days: Days, *clauses: ColumnElement[bool]) -> tuple[StatedPosition, ...]:
    return tuple(stated_positions(*row) for row in db.session.execute(_query(days, *clauses)))


def _query(days: Days, *clauses: ColumnElement[bool]) -> Select[Position, str, str]:
    """The positions that count at the two dates, with codes."""
    began = func.coalesce(Recommendation.asked_on, Instrument.adopted_on)
    precision = func.coalesce(Recommendation.asked_precision, Instrument.adopted_precision)
    current = current_position(days, Position.state_id, Position.commitment_id, began, precision)
    return (
        select(Position, State.iso3, Commitment.reference)
        .join(Position.state)
        .join(Position.commitment)
        .join(Commitment.instrument)
        .outerjoin(Recommendation, Recommendation.commitment_id == Commitment.id)
        .where(
            Position.id == current,
            public_at(Commitment, days.known_by),
            *clauses,
        )
        .order_by(State.iso3)
    )


def stated_positions(row: Position, iso3: str, commitment: str) -> StatedPosition:
    """A row as pages show it."""
    return StatedPosition(
        iso3=iso3,
        commitment=commitment,
        position=Stand(row.position),
        stated_on=row.stated_on,
        stated_precision=row.stated_precision,
        source=row.source,
        locator=row.locator,
        source_url=row.source_url,
        note=row.note,
    )


def positions_after(
    filters: Mapping[str, str], days: Days, *, place: int | None, step: int
) -> list[tuple[int, StatedPosition]]:
    """The next positions in the order of recording, each with its place."""
    query = (
        _query(days, *narrowed(_NARROWING, filters))
        .order_by(None)
        .order_by(Position.id)
        .limit(step)
    )
    if place is not None:
        query = query.where(Position.id > place)
    return [(row[0].id, stated_positions(*row)) for row in db.session.execute(query)]


_NARROWING = {
    **states_in(Position.state_id),
    **commitments_in(Position.commitment_id),
    "position": lambda code: Position.position == code,
}

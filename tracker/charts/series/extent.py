"""The extent of each indicator: how many States have a value, from when to when.

Bounded: the database adds up, one row an indicator.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from tracker.core.db import db
from tracker.evidence.models import IndicatorValue, Source
from tracker.gap.facts import ScoringParams
from tracker.registry.models import Indicator
from tracker.review.visibility import public_at


@dataclass(frozen=True, slots=True)
class Extent:
    """The values of one indicator at a reading."""

    states: int
    values: int
    first_year: int
    last_year: int
    tiers: tuple[str, ...]


def extents(reading: ScoringParams) -> dict[str, Extent]:
    """Extents by indicator code. An indicator without values is absent."""
    counts: dict[str, list[tuple[str, int, int, int]]] = {}
    query = (
        select(
            Indicator.code,
            Source.tier,
            func.count(),
            func.min(IndicatorValue.effective_on),
            func.max(IndicatorValue.effective_on),
        )
        .join(IndicatorValue.indicator)
        .join(IndicatorValue.source)
        .where(*_counting(reading))
        .group_by(Indicator.code, Source.tier)
        .order_by(Indicator.code, Source.tier)
    )
    for code, tier, values, first, last in db.session.execute(query):
        counts.setdefault(code, []).append((tier, values, first.year, last.year))
    states = _states(reading)
    return {
        code: Extent(
            states=states[code],
            values=sum(row[1] for row in rows),
            first_year=min(row[2] for row in rows),
            last_year=max(row[3] for row in rows),
            tiers=tuple(row[0] for row in rows),
        )
        for code, rows in counts.items()
    }


def _states(reading: ScoringParams) -> dict[str, int]:
    query = (
        select(Indicator.code, func.count(IndicatorValue.state_id.distinct()).label("n"))
        .join(IndicatorValue.indicator)
        .where(*_counting(reading))
        .group_by(Indicator.code)
    )
    return {row.code: row.n for row in db.session.execute(query)}


def _counting(reading: ScoringParams) -> tuple[ColumnElement[bool], ...]:
    return (
        IndicatorValue.effective_on <= reading.as_of,
        public_at(IndicatorValue, reading.known_by),
    )

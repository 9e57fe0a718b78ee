"""Means of an index by region and year, added exactly and rounded to a float once.

A database's own average adds floats in an order of its own, so that SQLite and PostgreSQL could
differ in the last digit.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, and_, extract, or_, select

from tracker.core.db import db
from tracker.evidence.models import IndicatorValue
from tracker.gap.facts import ScoringParams
from tracker.registry.models import Indicator, IndicatorLevel, State
from tracker.registry.vocabulary import StateStatus
from tracker.review.visibility import public_at


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of an indicator over the States of a region in a year.

    ``total`` is the exact sum of the values, ``values`` their number: what a mean over several
    regions is made of.
    """

    indicator: str
    title: str
    region: str
    year: int
    total: Fraction  # in the indicator's own unit
    values: int
    states: int

    @property
    def mean(self) -> float:
        """The mean in the indicator's unit, rounded once."""
        return float(self.total / self.values)


def decimal(number: float) -> Fraction:
    """The decimal number as written, instead of the nearest binary one."""
    return Fraction(repr(float(number)))


def mean_of_all(parts: Sequence[Mean]) -> float | None:
    """The mean over several regions from their exact sums. None if there are none."""
    values = sum(part.values for part in parts)
    return float(sum((part.total for part in parts), Fraction(0)) / values) if values else None


def means(
    reading: ScoringParams, codes: tuple[str, ...], *, group: str | None = None
) -> list[Mean]:
    """Means of member States by indicator, region and year, optionally of one group."""
    year: Any = extract("year", IndicatorValue.effective_on)
    query = (
        select(
            Indicator.code,
            Indicator.title,
            State.region,
            year.label("year"),
            IndicatorValue.state_id,
            IndicatorLevel.number,
        )
        .join(IndicatorValue.indicator)
        .join(IndicatorValue.state)
        .join(
            IndicatorLevel,
            (IndicatorLevel.indicator_id == IndicatorValue.indicator_id)
            & (IndicatorLevel.value == IndicatorValue.value),
        )
        .where(
            Indicator.code.in_(codes),
            IndicatorLevel.number.is_not(None),
            State.status == StateStatus.MEMBER,
            _of_a_member(),
            IndicatorValue.effective_on <= reading.as_of,
            public_at(IndicatorValue, reading.known_by),
        )
        .order_by(Indicator.code, State.region, year)
    )
    if group:
        query = query.where(State.regional_group == group)
    found: dict[tuple[str, str, str, int], list[Any]] = {}
    for row in db.session.execute(query):
        found.setdefault((row.code, row.title, row.region, int(row.year)), []).append(row)
    return [_mean(*key, rows) for key, rows in found.items()]


def _mean(code: str, title: str, region: str, year: int, rows: Sequence[Any]) -> Mean:
    # Values repeat: each is turned into a fraction once.
    numbers = Counter(row.number for row in rows)
    total = sum((decimal(number) * times for number, times in numbers.items()), Fraction(0))
    states = len({row.state_id for row in rows})
    return Mean(code, title, region, year, total, len(rows), states)


def _of_a_member() -> ColumnElement[bool]:
    """Select values of days on which the State was a UN member.

    The mean is of a year, and a value known to the year counts from its last day.
    """
    return and_(
        extract("year", IndicatorValue.effective_on) >= State.member_since,
        or_(State.member_on.is_(None), IndicatorValue.effective_on >= State.member_on),
    )

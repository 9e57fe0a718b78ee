"""Means of an index by region and year; the database adds up, so one row comes back for each."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import extract, func, select

from tracker.db import db
from tracker.evidence.models import IndicatorValue
from tracker.gap.facts import Reading
from tracker.registry.models import Indicator, IndicatorLevel, State
from tracker.registry.vocabulary import StateStatus
from tracker.review.visibility import public_at


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean value of an indicator over the states of a region that have one in a year."""

    indicator: str
    title: str
    region: str
    year: int
    mean: float  # in the indicator's own unit
    states: int


def means(reading: Reading, codes: tuple[str, ...], *, group: str | None = None) -> list[Mean]:
    """By indicator, region and year; member states only, of one group if it is given."""
    year: Any = extract("year", IndicatorValue.effective_on)
    query = (
        select(
            Indicator.code,
            Indicator.title,
            State.region,
            year.label("year"),
            func.avg(IndicatorLevel.number).label("mean"),
            func.count(IndicatorValue.state_id.distinct()).label("states"),
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
            IndicatorValue.effective_on <= reading.as_of,
            public_at(IndicatorValue, reading.known_by),
        )
        .group_by(Indicator.code, Indicator.title, State.region, year)
        .order_by(Indicator.code, State.region, year)
    )
    if group:
        query = query.where(State.regional_group == group)
    return [
        Mean(row.code, row.title, row.region, int(row.year), float(row.mean), row.states)
        for row in db.session.execute(query)
    ]

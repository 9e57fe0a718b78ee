"""Means of an index for States known to be a party to a treaty by then, and for the others."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import extract, func, select

from tracker.charts.scope import Scope
from tracker.charts.series.index import decimal
from tracker.core.db import db
from tracker.evidence.models import IndicatorValue
from tracker.gap.facts import ScoringParams
from tracker.registry.models import Indicator, IndicatorLevel, State
from tracker.registry.vocabulary import MembershipStatus
from tracker.review.visibility import public_at

Query = Any


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of an index over some States in a year, in its own unit."""

    indicator: str
    title: str
    year: int
    joined: bool
    mean: float
    states: int


def means_by_membership(scope: Scope, codes: tuple[str, ...], treaty: str) -> list[Mean]:
    """Means by indicator and year, for parties by the end of that year and for others.

    ``treaty`` is the code of the membership indicator.
    """
    reading, among = scope.picture.reading, frozenset(scope.states)
    joined = _joined(reading, treaty)
    groups: dict[tuple[str, int, bool], list[Fraction]] = {}
    titles: dict[str, str] = {}
    for row in db.session.execute(_values(reading, codes)):
        if row.iso3 in among:
            titles[row.code] = row.title
            year = int(row.year)
            is_party = row.iso3 in joined and joined[row.iso3] <= year
            groups.setdefault((row.code, year, is_party), []).append(decimal(row.number))
    return [
        Mean(code, titles[code], year, is_party, float(sum(points) / len(points)), len(points))
        for (code, year, is_party), points in sorted(groups.items())
    ]


def _joined(reading: ScoringParams, treaty: str) -> dict[str, int]:
    """The year in which each State is first known to be a party."""
    query = (
        select(State.iso3, func.min(IndicatorValue.effective_on).label("first"))
        .join(IndicatorValue.state)
        .join(IndicatorValue.indicator)
        .where(
            Indicator.code == treaty,
            IndicatorValue.value == MembershipStatus.PARTY,
            *_public(reading),
        )
        .group_by(State.iso3)
    )
    return {row.iso3: row.first.year for row in db.session.execute(query)}


def _values(reading: ScoringParams, codes: tuple[str, ...]) -> Query:
    return (
        select(
            Indicator.code,
            Indicator.title,
            State.iso3,
            extract("year", IndicatorValue.effective_on).label("year"),
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
            *_public(reading),
        )
    )


def _public(reading: ScoringParams) -> tuple[Any, ...]:
    return (
        IndicatorValue.effective_on <= reading.as_of,
        public_at(IndicatorValue, reading.known_by),
    )

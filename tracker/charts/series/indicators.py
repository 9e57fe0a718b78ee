"""The values of one indicator: how many States had each value, and the latest of each State.

Bounded by the records of that one indicator.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from tracker.charts.series.actions import SourceLine
from tracker.core.clock import PartialDate
from tracker.core.db import db
from tracker.core.errors import NotFound
from tracker.core.record_texts import record_text
from tracker.evidence.models import IndicatorValue, Source
from tracker.gap.facts import ScoringParams
from tracker.registry.membership import is_before, member_from
from tracker.registry.models import Indicator, IndicatorLevel, State
from tracker.registry.vocabulary import IndicatorKind, MembershipStatus
from tracker.review.visibility import public_at


@dataclass(frozen=True, slots=True)
class Step:
    """One value of the indicator's scale. ``level`` is None if the value has none."""

    value: str
    level: int | None
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Scale:
    """An indicator's scale, lowest level first. Values without a level come last."""

    code: str
    title: str
    kind: str
    unit: str | None
    steps: tuple[Step, ...]

    @property
    def lasts(self) -> bool:
        """Whether a value holds until the next one. Membership does; a yearly value does not."""
        return self.kind == IndicatorKind.MEMBERSHIP


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a state on a day."""

    iso3: str
    value: str
    on: PartialDate
    act: str | None
    source: SourceLine
    source_current_on: PartialDate | None
    note: str | None = None  # such as that another source contradicts it
    joined: date | None = None  # since when the state is a member of the United Nations


def scale(code: str) -> Scale:
    """The scale of the indicator with this code. Raises NotFound."""
    row = db.session.scalar(select(Indicator).where(Indicator.code == code))
    if row is None:
        raise NotFound("indicator", code)
    steps = select(IndicatorLevel).where(IndicatorLevel.indicator_id == row.id)
    ordered = steps.order_by(IndicatorLevel.level.nulls_last(), IndicatorLevel.value)
    return Scale(
        code=row.code,
        title=record_text(row.title),
        kind=row.kind,
        unit=record_text(row.unit) or None,
        steps=tuple(
            Step(one.value, one.level, record_text(one.label), record_text(one.meaning))
            for one in db.session.scalars(ordered)
        ),
    )


def values(code: str, reading: ScoringParams, states: Iterable[str]) -> list[Value]:
    """Every value of the given States that counts at the reading, oldest first."""
    query = (
        select(
            State.iso3,
            IndicatorValue.value,
            IndicatorValue.effective_on,
            IndicatorValue.effective_precision,
            IndicatorValue.act,
            IndicatorValue.note,
            Source.title,
            Source.url,
            Source.tier,
            Source.language,
            Source.current_on,
            Source.current_precision,
            State.member_since,
            State.member_on,
        )
        .join(IndicatorValue.indicator)
        .join(IndicatorValue.state)
        .join(IndicatorValue.source)
        .where(
            Indicator.code == code,
            IndicatorValue.effective_on <= reading.as_of,
            public_at(IndicatorValue, reading.known_by),
        )
        .order_by(
            IndicatorValue.effective_on, IndicatorValue.published_at, IndicatorValue.reference
        )
    )
    query = query.where(State.iso3.in_(sorted(states)))
    return [_value(row) for row in db.session.execute(query)]


def latest(rows: Iterable[Value]) -> dict[str, Value]:
    """The value that counts for each State, from values sorted by date.

    It is the last, except that a "not a party" does not undo a signature (methodology 1).
    """
    of_state: dict[str, Value] = {}
    signed: dict[str, Value] = {}
    for row in rows:
        if row.value == MembershipStatus.SIGNED:
            signed[row.iso3] = row
        of_state[row.iso3] = (
            signed.get(row.iso3, row) if row.value == MembershipStatus.NOT_PARTY else row
        )
    return of_state


def by_year(of: Scale, rows: list[Value]) -> dict[int, Counter[str]]:
    """How many States had each value in each year. A lasting value counts until the next.

    A state is counted for the years at whose end it was a member of the United Nations.
    """
    if not rows:
        return {}
    years = range(rows[0].on.last_day.year, rows[-1].on.last_day.year + 1)
    return {year: Counter(_held(of, rows, year)) for year in years}


def _held(of: Scale, rows: list[Value], year: int) -> list[str]:
    end = date(year, 12, 31)
    counting = [
        row
        for row in rows
        if not is_before(end, row.joined)
        and (row.on.last_day.year == year or (of.lasts and row.on.last_day.year < year))
    ]
    return [row.value for row in latest(counting).values()]


def _value(row: Any) -> Value:
    current = (
        PartialDate(row.current_on, row.current_precision or "day") if row.current_on else None
    )
    return Value(
        iso3=row.iso3,
        value=row.value,
        on=PartialDate(row.effective_on, row.effective_precision),
        act=row.act,
        source=SourceLine(row.title, row.url, row.tier, row.language),
        source_current_on=current,
        note=row.note or None,
        joined=member_from(row.member_since, row.member_on),
    )

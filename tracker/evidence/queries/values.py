"""Public views of indicator values."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import select

from tracker.core.db import plain_rows
from tracker.evidence.models import IndicatorValue, Source
from tracker.registry.keyset import Place, newest_first_ids, rows_at
from tracker.registry.measured import number_label
from tracker.registry.models import Indicator, IndicatorLevel, State
from tracker.review.visibility import begun_at, public_at


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source and the day on which it was current. None if unknown."""

    code: str
    title: str
    publisher: str
    url: str | None
    tier: str
    language: str
    licence: str | None
    current_on: date | None
    current_precision: str | None
    citation: str
    note: str | None
    family: str


class ValueView(NamedTuple):
    """A dated value with its meaning. ``level`` is None if its scale has none."""

    reference: str
    indicator: str
    indicator_title: str
    indicator_kind: str
    value: str
    label: str
    meaning: str | None
    level: int | None
    effective_on: date
    effective_precision: str
    act: str | None
    note: str | None
    published_on: date
    source: SourceView


def values(references: Iterable[str]) -> dict[str, ValueView]:
    """The values with these references that were ever published."""
    wanted = tuple(references)
    if not wanted:
        return {}
    query = _value_query().where(
        IndicatorValue.reference.in_(wanted), IndicatorValue.published_at.is_not(None)
    )
    return {view.reference: view for view in _value_views(query)}


def values_of_state(
    iso3: str,
    as_of: date,
    known_by: date,
    indicators: Collection[str] | None = None,
    *,
    after: date | None = None,
) -> tuple[ValueView, ...]:
    """Values of a State at the two dates, by indicator, newest first.

    ``after`` leaves those that count from a later day than this alone.
    """
    query = (
        _value_query()
        .join(State, State.id == IndicatorValue.state_id)
        .where(
            State.iso3 == iso3,
            begun_at(IndicatorValue.effective_on, IndicatorValue.effective_precision, as_of),
            public_at(IndicatorValue, known_by),
        )
        .order_by(
            Indicator.code, IndicatorValue.effective_on.desc(), IndicatorValue.reference.desc()
        )
    )
    if indicators is not None:
        query = query.where(Indicator.code.in_(indicators))
    if after is not None:
        query = query.where(IndicatorValue.effective_on > after)
    return tuple(_value_views(query))


def value_steps(
    clauses: Sequence[Any], *, as_of: date, after: Place | None = None, step: int
) -> Iterator[list[tuple[str, ValueView]]]:
    """Values that match the conditions with their State, newest first, in non-empty batches."""
    query = _value_query().join(IndicatorValue.state).add_columns(State.iso3)
    for places in newest_first_ids(IndicatorValue, clauses, as_of=as_of, after=after, step=step):
        rows = rows_at(query, IndicatorValue, places)
        states = [row.iso3 for row in rows]
        yield list(zip(states, _views_of(rows), strict=True))


def _value_query() -> Any:
    return (
        select(
            IndicatorValue.reference,
            IndicatorValue.value,
            IndicatorValue.effective_on,
            IndicatorValue.effective_precision,
            IndicatorValue.act,
            IndicatorValue.note,
            IndicatorValue.published_at,
            IndicatorValue.source_id,
            Indicator.code,
            Indicator.title,
            Indicator.kind,
            IndicatorLevel.level,
            IndicatorLevel.label,
            IndicatorLevel.meaning,
            *(getattr(Source, name).label(f"source_{name}") for name in _OF_SOURCE),
        )
        .join(IndicatorValue.indicator)
        .join(IndicatorValue.source)
        .outerjoin(
            IndicatorLevel,
            (IndicatorLevel.indicator_id == IndicatorValue.indicator_id)
            & (IndicatorLevel.value == IndicatorValue.value),
        )
    )


_OF_SOURCE = tuple(field.name for field in fields(SourceView))
_source_columns = attrgetter(*(f"source_{name}" for name in _OF_SOURCE))


def source_view(source: Source) -> SourceView:
    """The view of a stored source."""
    return SourceView(*(getattr(source, name) for name in _OF_SOURCE))


def _value_views(query: Any) -> Iterable[ValueView]:
    return _views_of(plain_rows(query))


def _views_of(rows: Iterable[Any]) -> Iterator[ValueView]:
    sources: dict[int, SourceView] = {}
    for row in rows:
        source = sources.get(row.source_id)
        if source is None:
            source = sources[row.source_id] = SourceView(*_source_columns(row))
        yield ValueView(
            reference=row.reference,
            indicator=row.code,
            indicator_title=row.title,
            indicator_kind=row.kind,
            value=row.value,
            label=row.label or number_label(row.value),
            meaning=row.meaning,
            level=row.level,
            effective_on=row.effective_on,
            effective_precision=row.effective_precision,
            act=row.act,
            note=row.note,
            published_on=row.published_at.date(),
            source=source,
        )

"""Indicators for pages: what each measures, why, and on which scale.

Frozen views; knows nothing of values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from tracker.core import collation
from tracker.core.cache import Cache
from tracker.core.db import db
from tracker.core.errors import NotFound
from tracker.registry.measures import commitments_by_indicator
from tracker.registry.models import Commitment, Indicator, Instrument, Measure
from tracker.review.publishable import REGISTRY
from tracker.review.revisions import cached, revised_parts
from tracker.review.visibility import public_at

REACH: Cache[Mapping[str, int]] = Cache(4)  # days


@dataclass(frozen=True, slots=True)
class ScaleStep:
    """A value of the scale with its meaning. ``level`` None: it has no level."""

    value: str
    level: int | None
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A commitment that an indicator measures, and why, in our judgement."""

    reference: str
    title: str
    instrument: str
    reason: str
    ceiling: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorView:
    """An indicator for its page. ``treaty``: code and title of its treaty.

    Absent parts are None.
    """

    code: str
    title: str
    statement: str
    type: str
    kind: str
    unit: str | None
    direction: str
    treaty: tuple[str, str] | None
    source_note: str | None
    speaks: str
    steps: tuple[ScaleStep, ...]
    measures: tuple[MeasureView, ...]


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator in the list, with its number of commitments."""

    code: str
    title: str
    type: str
    kind: str
    unit: str | None
    measures: int


def indicators(known_by: date) -> tuple[IndicatorLine, ...]:
    """All indicators by title."""
    query = (
        select(
            Indicator.code,
            Indicator.title,
            Indicator.type,
            Indicator.kind,
            Indicator.unit,
            func.count(Measure.id),
        )
        .outerjoin(Measure, (Measure.indicator_id == Indicator.id) & public_at(Measure, known_by))
        .group_by(Indicator.id)
        .order_by(Indicator.type, Indicator.code)
    )
    found = [IndicatorLine(*row) for row in db.session.execute(query)]
    # The titles are English, whatever the page's language.
    return tuple(sorted(found, key=lambda one: (one.type, collation.sort_key(one.title, "en"))))


def indicator(code: str, known_by: date) -> IndicatorView:
    """The indicator with this code. Raises NotFound."""
    query = (
        select(Indicator)
        .where(Indicator.code == code)
        .options(joinedload(Indicator.treaty), joinedload(Indicator.levels))
    )
    row = db.session.scalars(query).unique().one_or_none()
    if row is None:
        raise NotFound("indicator", code)
    return _view(row, _measures(known_by, Measure.indicator_id == row.id).get(row.id, ()))


def indicators_about(commitment: str, known_by: date) -> tuple[IndicatorView, ...]:
    """The indicators of a commitment by title, without measures."""
    found = commitments_by_indicator(known_by)
    codes = [code for code, references in found.items() if commitment in references]
    if not codes:
        return ()
    query = (
        select(Indicator)
        .where(Indicator.code.in_(codes))
        .options(joinedload(Indicator.treaty), joinedload(Indicator.levels))
    )
    rows = db.session.scalars(query).unique()
    return tuple(_view(row, ()) for row in sorted(rows, key=lambda row: (row.title, row.code)))


def indicator_views(known_by: date) -> tuple[IndicatorView, ...]:
    """All indicators by code, in two queries."""
    query = select(Indicator).options(joinedload(Indicator.treaty), joinedload(Indicator.levels))
    measures = _measures(known_by)
    rows = sorted(db.session.scalars(query).unique(), key=lambda row: row.code)
    return tuple(_view(row, measures.get(row.id, ())) for row in rows)


def _view(row: Indicator, measures: tuple[MeasureView, ...]) -> IndicatorView:
    return IndicatorView(
        code=row.code,
        title=row.title,
        statement=row.statement,
        type=row.type,
        kind=row.kind,
        unit=row.unit,
        direction=row.direction,
        treaty=(row.treaty.code, row.treaty.title) if row.treaty else None,
        source_note=row.source_note,
        speaks=row.speaks,
        steps=tuple(
            ScaleStep(step.value, step.level, step.label, step.meaning) for step in row.levels
        ),
        measures=measures,
    )


def _measures(known_by: date, *clauses: ColumnElement[bool]) -> dict[int, tuple[MeasureView, ...]]:
    """Measures public by a day, by indicator id."""
    query = (
        select(
            Measure.indicator_id,
            Commitment.reference,
            Commitment.title,
            Instrument.code,
            Measure.reason,
            Measure.ceiling,
        )
        .join(Measure.commitment)
        .join(Commitment.instrument)
        .where(public_at(Measure, known_by), *clauses)
        .order_by(Instrument.code, Commitment.position)
    )
    found: dict[int, tuple[MeasureView, ...]] = {}
    for indicator_id, reference, title, instrument, reason, ceiling in db.session.execute(query):
        view = MeasureView(reference, title, instrument, reason, ceiling)
        found[indicator_id] = (*found.get(indicator_id, ()), view)
    return found


def measured_numbers(known_by: date) -> Mapping[str, int]:
    """The number of measured commitments by indicator code, cached."""
    return cached(
        REACH, ("reach", known_by), revised_parts(REGISTRY), lambda: _measured_numbers(known_by)
    )


def _measured_numbers(known_by: date) -> Mapping[str, int]:
    query = (
        select(Indicator.code, func.count())
        .join(Measure.indicator)
        .where(public_at(Measure, known_by))
        .group_by(Indicator.code)
    )
    return dict(db.session.execute(query).all())

"""How many public records come from each source, with tier, family and licence. Reads only."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from tracker.core.db import db
from tracker.evidence.models import Action, Citation, IndicatorValue, Source
from tracker.review.visibility import public_at


@dataclass(frozen=True, slots=True)
class SourceValues:
    """A source and its number of public values. ``licence`` is None if not stated."""

    code: str
    title: str
    tier: str
    family: str
    licence: str | None
    values: int


def values_by_source(known_by: date) -> tuple[SourceValues, ...]:
    """Every source with public values, largest number first."""
    number = func.count(IndicatorValue.id)
    query = (
        select(Source, number)
        .join(IndicatorValue, IndicatorValue.source_id == Source.id)
        .where(public_at(IndicatorValue, known_by))
        .group_by(Source.id)
        .order_by(number.desc(), Source.code)
    )
    return tuple(
        SourceValues(source.code, source.title, source.tier, source.family, source.licence, values)
        for source, values in db.session.execute(query)
    )


def records_without_source(known_by: date) -> int:
    """Public values and actions without a source. There should be none."""
    values = select(func.count()).where(
        public_at(IndicatorValue, known_by),
        IndicatorValue.source_id.not_in(select(Source.id)),
    )
    cited = select(Citation.action_id)
    actions = select(func.count()).where(public_at(Action, known_by), Action.id.not_in(cited))
    return (db.session.scalar(values) or 0) + (db.session.scalar(actions) or 0)

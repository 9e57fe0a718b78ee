"""Selects recommendations to single States by the filters of pages, files and the API."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select

from tracker.registry.models import Commitment, Instrument, State, Theme
from tracker.registry.queries.positions import (
    Days,
    current_position,
)
from tracker.registry.recommendation_models import Position, Recommendation
from tracker.review.visibility import begun_at, public_at

NONE = "none"  # no position on record here, which is not the same as none stated


def select_recommendations(
    days: Days,
) -> Select[Recommendation, Commitment, str, str, str, Position]:
    """Every recommendation with commitment, instrument, State and position."""
    current = current_position(
        days,
        Recommendation.state_id,
        Recommendation.commitment_id,
        Recommendation.asked_on,
        Recommendation.asked_precision,
    )
    return (
        select(Recommendation, Commitment, Instrument.code, Instrument.title, State.iso3, Position)
        .join(Commitment, Commitment.id == Recommendation.commitment_id)
        .join(Instrument, Instrument.id == Commitment.instrument_id)
        .join(State, State.id == Recommendation.state_id)
        .outerjoin(Position, Position.id == current)
    )


def select_counting(
    days: Days, filters: Mapping[str, str]
) -> Select[Recommendation, Commitment, str, str, str, Position]:
    """Those that count at the two dates and match the filters."""
    return select_recommendations(days).where(
        begun_at(Recommendation.asked_on, Recommendation.asked_precision, days.as_of),
        public_at(Commitment, days.known_by),
        *(_FILTERS[name](text) for name, text in filters.items() if name in _FILTERS),
    )


def _stands(code: str) -> ColumnElement[bool]:
    return Position.id.is_(None) if code == NONE else Position.position == code


def _of_theme(code: str) -> ColumnElement[bool]:
    return Commitment.themes.any(Theme.code == code)


def _has_words(text: str) -> ColumnElement[bool]:
    """A condition that all words occur in the source's text, in any case."""
    columns = (
        Commitment.official_wording,
        Commitment.title,
        Commitment.statement,
        Commitment.reference,
        Recommendation.made_by,
        Recommendation.issues,
        Recommendation.symbol,
    )
    return and_(
        *(
            or_(*(column.icontains(word, autoescape=True) for column in columns))
            for word in text.split()
        )
    )


_FILTERS: Mapping[str, Any] = {
    "state": lambda code: State.iso3 == code,
    "region": lambda code: State.region == code,
    "group": lambda code: State.regional_group == code,
    "mechanism": lambda code: Recommendation.mechanism == code,
    "position": _stands,
    "instrument": lambda code: Instrument.code == code,
    "pillar": lambda code: Commitment.pillar == code,
    "theme": _of_theme,
    "commitment": lambda code: Commitment.reference == code,
    "q": _has_words,
}

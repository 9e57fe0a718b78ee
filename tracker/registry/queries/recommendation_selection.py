"""Selects recommendations to single States by the filters of pages, files and the API."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, bindparam, or_, select

from tracker.registry.models import Commitment, Instrument, State, Theme, commitment_theme
from tracker.registry.queries.positions import (
    Days,
    current_position,
)
from tracker.registry.recommendation_models import Position, Recommendation
from tracker.registry.vocabulary import Stand
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
    days: Days, filters: Mapping[str, Any]
) -> Select[Recommendation, Commitment, str, str, str, Position]:
    """Those that count at the two dates and match the filters."""
    return select_recommendations(days).where(
        begun_at(Recommendation.asked_on, Recommendation.asked_precision, days.as_of),
        public_at(Commitment, days.known_by),
        *(_FILTERS[name](text) for name, text in filters.items() if name in _FILTERS),
    )


STATE = "chosen_state"  # the parameter of these queries
_ONE_STATE = {"state": bindparam(STATE, type_=String())}


@lru_cache(maxsize=20)
def positions_in_state(days: Days, _begun: date) -> Any:
    """Row id, mechanism and position of each recommendation to the State ``STATE``.

    To write such a query down takes longer than to run it, so all States share one. It holds the
    latest day that has begun, which is ``_begun``.
    """
    return select_counting(days, _ONE_STATE).with_only_columns(
        Commitment.id, Recommendation.mechanism, Position.position
    )


@lru_cache(maxsize=20)
def themes_in_state(days: Days, _begun: date) -> Any:
    """Row id and theme of each recommendation to the State ``STATE``."""
    return (
        select_counting(days, _ONE_STATE)
        .join(commitment_theme, commitment_theme.c.commitment_id == Commitment.id)
        .join(Theme, Theme.id == commitment_theme.c.theme_id)
        .with_only_columns(Commitment.id, Theme.code)
    )


@lru_cache(maxsize=20)
def newest_in_state(days: Days, _begun: date, position: str | None, size: int) -> Any:
    """The newest recommendations to the State ``STATE``, of one position if it is given."""
    filters = _ONE_STATE if position is None else {**_ONE_STATE, "position": position}
    order = (Recommendation.asked_on.desc(), Commitment.id)
    return select_counting(days, filters).order_by(*order).limit(size)


THEMES = "chosen_themes"  # the parameter of this query


@lru_cache(maxsize=20)
def supported_on_themes(days: Days, _begun: date) -> Any:
    """Each recommendation that ``STATE`` supported, with each of ``THEMES`` that it is about."""
    return (
        select_counting(days, {**_ONE_STATE, "position": Stand.SUPPORTED})
        .join(commitment_theme, commitment_theme.c.commitment_id == Commitment.id)
        .join(Theme, Theme.id == commitment_theme.c.theme_id)
        .where(Theme.code.in_(bindparam(THEMES, expanding=True)))
        .order_by(Recommendation.asked_on.desc(), Commitment.id)
        .with_only_columns(
            Commitment.reference,
            Commitment.title,
            Commitment.official_wording,
            Recommendation.language,
            Recommendation.mechanism,
            Recommendation.session,
            Recommendation.number,
            Recommendation.symbol,
            Recommendation.url,
            Recommendation.made_by,
            Recommendation.asked_on,
            Recommendation.asked_precision,
            Theme.code,
        )
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

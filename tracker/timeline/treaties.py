"""Dated treaty acts on the timeline. Statements of membership are not acts."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, or_, select

from tracker.evidence.models import IndicatorValue, Source
from tracker.gap.facts import ALL_TIERS
from tracker.registry.filters import Narrow, commitments_in, narrowed, states_in
from tracker.registry.models import (
    Commitment,
    CommitmentAddressee,
    Indicator,
    Instrument,
    Measure,
    State,
)
from tracker.registry.vocabulary import Addressee
from tracker.timeline.event import EventKind, RecordKind, TimelineQuery
from tracker.timeline.rows import Rows
from tracker.timeline.visible_records import is_withdrawn

Query = Any


def _treaty_filters() -> dict[str, Narrow]:
    """Filters by commitments that the indicator measures or its treaty binds to."""
    return {name: _measuring(name) for name in commitments_in(Measure.commitment_id)}


def _measuring(name: str) -> Narrow:
    measured = commitments_in(Measure.commitment_id)[name]
    bound = commitments_in(Commitment.id)[name]

    def clause(code: str) -> Any:
        telling = (
            select(Instrument.membership_indicator)
            .join(Commitment, Commitment.instrument_id == Instrument.id)
            .join(CommitmentAddressee, CommitmentAddressee.commitment_id == Commitment.id)
            .where(bound(code), CommitmentAddressee.addressee == Addressee.STATES_PARTIES)
        )
        measuring = select(Measure.indicator_id).where(
            measured(code), Measure.published_at.is_not(None), Measure.ended_at.is_(None)
        )
        return or_(Indicator.id.in_(measuring), Indicator.code.in_(telling))

    return clause


_NARROWING = {**states_in(IndicatorValue.state_id), **_treaty_filters()}


def rows(asked: TimelineQuery) -> Iterator[Rows]:
    """Published acts."""
    clauses = narrowed(_NARROWING, asked.filters)
    if asked.tiers != ALL_TIERS:
        clauses.append(
            IndicatorValue.source_id.in_(
                select(Source.id).where(Source.tier.in_(sorted(asked.tiers)))
            )
        )
    yield Rows(
        RecordKind.TREATY,
        EventKind.PUBLISHED,
        moment=IndicatorValue.published_at,
        key=IndicatorValue.reference,
        joins=_joined,
        columns={
            "iso3": State.iso3,
            "reference": IndicatorValue.reference,
            "detail": IndicatorValue.act,
            "about": Indicator.code,
            "about_title": func.coalesce(Instrument.title, Indicator.title),
            "effective": IndicatorValue.effective_on,
            "effective_precision": IndicatorValue.effective_precision,
            "gone": is_withdrawn(IndicatorValue),
        },
        clauses=[
            *clauses,
            IndicatorValue.act.is_not(None),
            IndicatorValue.act.not_like("status%"),
        ],
    )


def _joined(query: Query) -> Query:
    return (
        query.select_from(IndicatorValue)
        .join(State, State.id == IndicatorValue.state_id)
        .join(Indicator, Indicator.id == IndicatorValue.indicator_id)
        .outerjoin(Instrument, Instrument.id == Indicator.treaty_id)
    )

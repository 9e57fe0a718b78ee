"""The newest evidence on one commitment, of all States. Reads only.

The rules decide what counts for a level. This module lists the records: values of indicators that
measure the commitment or its treaty membership, and logged actions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, literal, or_, select

from tracker.core.db import db
from tracker.evidence.models import Action, ActionCommitment, IndicatorValue
from tracker.evidence.queries import actions as queries_actions
from tracker.evidence.queries import values as queries_values
from tracker.evidence.queries.actions import ActionView
from tracker.evidence.queries.values import ValueView
from tracker.registry.models import (
    Commitment,
    CommitmentAddressee,
    Indicator,
    Instrument,
    Measure,
    State,
)
from tracker.registry.vocabulary import Addressee
from tracker.review.visibility import begun_at, public_at

Query = Any


@dataclass(frozen=True, slots=True)
class Record:
    """A State with one record about it: an indicator value or a logged action."""

    iso3: str
    value: ValueView | None = None
    action: ActionView | None = None


@dataclass(frozen=True, slots=True)
class Recent:
    """The newest records and their total number."""

    records: tuple[Record, ...]
    total: int


def newest(reference: str, as_of: date, known_by: date, *, limit: int = 10) -> Recent:
    """The newest records on a commitment at a date, as known on another date."""
    value_query = _public(_values(reference, known_by), IndicatorValue, as_of, known_by)
    action_query = _public(_actions(reference), Action, as_of, known_by)
    rows = [
        *_newest(value_query, IndicatorValue, limit=limit),
        *_newest(action_query, Action, limit=limit),
    ]
    found = sorted(((row.effective_on, row.reference, row.iso3) for row in rows), reverse=True)
    found = found[:limit]
    references = [record for _, record, _ in found]
    values, actions = queries_values.values(references), queries_actions.actions(references)
    return Recent(
        tuple(Record(iso3, values.get(record), actions.get(record)) for _, record, iso3 in found),
        sum({row.kind: row.total for row in rows}.values()),
    )


def _public(query: Query, model: Any, as_of: date, known_by: date) -> Query:
    begun = begun_at(model.effective_on, model.effective_precision, as_of)
    return query.where(begun, public_at(model, known_by))


def _newest(query: Query, model: Any, *, limit: int) -> Sequence[Any]:
    """The newest rows, each with the total number of its kind."""
    counted = query.add_columns(
        literal(model.__tablename__).label("kind"), func.count().over().label("total")
    )
    ordered = counted.order_by(model.effective_on.desc(), model.reference.desc())
    return db.session.execute(ordered.limit(limit)).all()


def _values(reference: str, known_by: date) -> Query:
    return (
        select(IndicatorValue.effective_on, IndicatorValue.reference, State.iso3)
        .join(IndicatorValue.indicator)
        .join(IndicatorValue.state)
        .where(
            or_(
                IndicatorValue.indicator_id.in_(_measuring(reference, known_by)),
                Indicator.code.in_(_telling_membership(reference)),
            )
        )
    )


def _measuring(reference: str, known_by: date) -> Query:
    return (
        select(Measure.indicator_id)
        .join(Measure.commitment)
        .where(Commitment.reference == reference, public_at(Measure, known_by))
    )


def _telling_membership(reference: str) -> Query:
    """The indicator for treaty membership, if the commitment binds parties only."""
    return (
        select(Instrument.membership_indicator)
        .join(Commitment, Commitment.instrument_id == Instrument.id)
        .join(CommitmentAddressee, CommitmentAddressee.commitment_id == Commitment.id)
        .where(
            Commitment.reference == reference,
            CommitmentAddressee.addressee == Addressee.STATES_PARTIES,
        )
    )


def _actions(reference: str) -> Query:
    return (
        select(Action.effective_on, Action.reference, State.iso3)
        .join(Action.state)
        .join(ActionCommitment, ActionCommitment.action_id == Action.id)
        .join(ActionCommitment.commitment)
        .where(Commitment.reference == reference)
    )

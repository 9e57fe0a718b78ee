"""Published records about a State by commitment, for the writers of its report.

Supplies to reports, which may not import evidence, the check that a record is published.
"""

from collections import defaultdict
from typing import TypeAlias

from sqlalchemy import select

from tracker.core import clock
from tracker.core.db import db
from tracker.evidence.models import Action, ActionCommitment, IndicatorValue
from tracker.evidence.queries.actions import ActionView, actions_of_state
from tracker.evidence.queries.values import ValueView, values_of_state
from tracker.registry.measures import commitments_by_indicator
from tracker.registry.models import Commitment, Indicator, State
from tracker.reporting.record_responses import published_among
from tracker.review.visibility import public_at

Known: TypeAlias = ValueView | ActionView


def supply() -> None:
    """Register the check of records that reports name."""
    published_among.supply(_published_among)


def published_about(iso3: str, commitment: str | None = None) -> dict[str, list[Known]]:
    """By commitment, what is published about the state: the newest value of each indicator that
    bears on it, and every act, newest first. With ``commitment`` that of this one alone.
    """
    today = clock.today()
    found: dict[str, list[Known]] = defaultdict(list)
    bearing = commitments_by_indicator(today)
    if commitment is not None:
        bearing = {code: (commitment,) for code, all_ in bearing.items() if commitment in all_}
    newest: dict[str, ValueView] = {}
    for value in values_of_state(iso3, today, today, bearing.keys()):
        newest.setdefault(value.indicator, value)
    for code, value in newest.items():
        for reference in bearing.get(code, ()):
            found[reference].append(value)
    for action in actions_of_state(iso3, today, today, commitment):
        for one in action.bearings:
            if commitment in (None, one.commitment):
                found[one.commitment].append(action)
    return found


def _published_among(iso3: str, commitment: str, records: frozenset[str]) -> frozenset[str]:
    return _values(iso3, commitment, records) | _actions(iso3, commitment, records)


def _values(iso3: str, commitment: str, records: frozenset[str]) -> frozenset[str]:
    today = clock.today()
    query = (
        select(IndicatorValue.reference, Indicator.code)
        .join(IndicatorValue.indicator)
        .join(IndicatorValue.state)
        .where(
            State.iso3 == iso3,
            IndicatorValue.reference.in_(records),
            public_at(IndicatorValue, today),
        )
    )
    rows = db.session.execute(query).all()
    bearing = commitments_by_indicator(today) if rows else {}
    return frozenset(row.reference for row in rows if commitment in bearing.get(row.code, ()))


def _actions(iso3: str, commitment: str, records: frozenset[str]) -> frozenset[str]:
    query = (
        select(Action.reference)
        .join(Action.state)
        .join(ActionCommitment, ActionCommitment.action_id == Action.id)
        .join(Commitment, Commitment.id == ActionCommitment.commitment_id)
        .where(
            State.iso3 == iso3,
            Commitment.reference == commitment,
            Action.reference.in_(records),
            public_at(Action, clock.today()),
        )
    )
    return frozenset(db.session.scalars(query))

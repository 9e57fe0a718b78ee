"""Logged actions on the timeline."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, select

from tracker.accounts.models import Organisation
from tracker.evidence.models import Action, ActionCommitment, Citation
from tracker.evidence.vocabulary import Tier
from tracker.gap.facts import ALL_TIERS
from tracker.registry.filters import Narrow, commitments_in, narrowed, states_in
from tracker.registry.models import State
from tracker.timeline.event import RecordKind, TimelineQuery
from tracker.timeline.rows import Rows
from tracker.timeline.visible_records import (
    Record,
    is_current_text,
    is_withdrawn,
    life,
    named,
    of_organisations,
    who,
)

Query = Any


def rows(asked: TimelineQuery) -> Iterator[Rows]:
    """Published, corrected, withdrawn."""
    clauses = [*narrowed(_NARROWING, asked.filters), *of_organisations(Action, asked)]
    if asked.tiers != ALL_TIERS:
        clauses.append(Action.id.in_(_of_tiers(asked.tiers)))
    yield from life(_RECORD, clauses)


def bearing_on(clause: Any) -> Any:
    """Actions on commitments that match a condition."""
    return select(ActionCommitment.action_id).where(clause)


def _borne(narrow: Narrow) -> Narrow:
    """Turn a condition on an action's commitments into one on the action."""
    return lambda code: Action.id.in_(bearing_on(narrow(code)))


def _of_tiers(tiers: frozenset[Tier]) -> Query:
    return select(Citation.action_id).where(
        Citation.position == 1, Citation.tier.in_(sorted(tiers))
    )


def _joined(query: Query) -> Query:
    return (
        query.select_from(Action)
        .join(State, State.id == Action.state_id)
        .join(Organisation, Organisation.id == Action.organisation_id)
    )


_NARROWING: dict[str, Narrow] = {
    **states_in(Action.state_id),
    **{
        name: _borne(narrow)
        for name, narrow in commitments_in(ActionCommitment.commitment_id).items()
    },
    "organisation": lambda code: and_(named(Action), Organisation.public_id == code),
}
_RECORD = Record(
    sort=RecordKind.ACTION,
    model=Action,
    joins=_joined,
    columns={
        "iso3": State.iso3,
        "reference": Action.reference,
        "title": is_current_text(Action, Action.title),
        "language": Action.language,
        "detail": is_current_text(Action, Action.kind),
        "effective": Action.effective_on,
        "effective_precision": Action.effective_precision,
        "gone": is_withdrawn(Action),
        **who(Action),
    },
    columns_once_gone=("iso3", "reference", "gone"),
    has_versions=True,
    withheld=Action.name_withheld,
)

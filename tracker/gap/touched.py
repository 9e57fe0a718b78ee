"""Which cells a public change affects: those that depend on its records."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import select

from tracker.assessment.models import Assessment
from tracker.core.db import db
from tracker.evidence.models import Action, ActionCommitment, IndicatorValue, Reply
from tracker.registry.models import Commitment, Indicator, Instrument, Measure
from tracker.registry.official_wording_models import OfficialWording
from tracker.registry.recommendation_models import Position
from tracker.reporting.models import Report, ReportEntry
from tracker.review.publication import PublishedRows


def touched_cells(records: Sequence[Any]) -> dict[int, set[int]] | None:
    """Commitment ids by State id. None if the change may affect any cell."""
    if not records:
        return None
    touched: dict[int, set[int]] = {}
    # Thousands of values are of a few indicators: each is asked for once.
    measured = cache(_commitments_of_indicator)
    for record in _each(records):
        if isinstance(record, Position | OfficialWording):
            continue  # No rule rests on what a state says of a commitment, or on its wording.
        cell = _cells_of(record, measured)
        if cell is None:
            return None
        touched.setdefault(cell[0], set()).update(cell[1])
    return touched


@dataclass(frozen=True, slots=True)
class _Series:
    """The values of one indicator for one State."""

    state_id: int
    indicator_id: int


def _each(records: Sequence[Any]) -> Iterator[Any]:
    """The records one by one, with values written together grouped by series."""
    for record in records:
        if not isinstance(record, PublishedRows):
            yield record
        elif record.model is IndicatorValue:
            series = sorted(record.distinct("state_id", "indicator_id"))
            yield from (_Series(*each) for each in series)
        elif record.model not in (Position, OfficialWording):
            yield record


def _cells_of(record: Any, measured: Callable[[int], set[int]]) -> tuple[int, set[int]] | None:
    match record:
        case IndicatorValue() | _Series():
            return record.state_id, measured(record.indicator_id)
        case Action():
            return record.state_id, {bearing.commitment_id for bearing in record.bearings}
        case Report():
            return record.state_id, {entry.commitment_id for entry in record.entries}
        case Assessment():
            return record.state_id, {record.commitment_id}
        case Reply():
            return record.state_id, _commitments_answered(record)
        case _:
            return None


def _commitments_answered(reply: Reply) -> set[int]:
    """The commitments of the record that a reply answers."""
    if reply.action_id is not None:
        bearing = select(ActionCommitment.commitment_id).where(
            ActionCommitment.action_id == reply.action_id
        )
        return set(db.session.scalars(bearing))
    model, key = (
        (ReportEntry, reply.entry_id) if reply.entry_id else (Assessment, reply.assessment_id)
    )
    return set(db.session.scalars(select(model.commitment_id).where(model.id == key)))


def _commitments_of_indicator(indicator_id: int) -> set[int]:
    """Commitments that an indicator measures, or that its treaty binds to."""
    measured = db.session.scalars(
        select(Measure.commitment_id).where(Measure.indicator_id == indicator_id)
    )
    bound = db.session.scalars(
        select(Commitment.id)
        .join(Commitment.instrument)
        .join(Indicator, Indicator.code == Instrument.membership_indicator)
        .where(Indicator.id == indicator_id)
    )
    return set(measured) | set(bound)

"""Assessments on the timeline."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import literal

from tracker.assessment.models import Assessment
from tracker.registry.filters import commitments_in, narrowed, states_in
from tracker.registry.models import Commitment, State
from tracker.timeline.event import RecordKind, TimelineQuery
from tracker.timeline.rows import Rows
from tracker.timeline.visible_records import Record, is_current_text, is_withdrawn, life


def rows(asked: TimelineQuery) -> Iterator[Rows]:
    """Published, withdrawn."""
    yield from life(_RECORD, narrowed(_NARROWING, asked.filters))


def _joined(query: Any) -> Any:
    return (
        query.select_from(Assessment)
        .join(State, State.id == Assessment.state_id)
        .join(Commitment, Commitment.id == Assessment.commitment_id)
    )


_NARROWING = {
    **states_in(Assessment.state_id),
    **commitments_in(Assessment.commitment_id),
}
_RECORD = Record(
    sort=RecordKind.ASSESSMENT,
    model=Assessment,
    joins=_joined,
    columns={
        "iso3": State.iso3,
        "reference": Assessment.reference,
        "about": Commitment.reference,
        "about_title": Commitment.title,
        "number": is_current_text(Assessment, Assessment.level),
        "effective": Assessment.effective_on,
        "effective_precision": literal("day"),
        "gone": is_withdrawn(Assessment),
    },
    columns_once_gone=("iso3", "reference", "about", "about_title", "gone"),
)

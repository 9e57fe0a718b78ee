"""Public views of assessments: what reviewers concluded, and why. No reviewer is named."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from tracker.assessment.models import Assessment
from tracker.db import db
from tracker.registry.models import Commitment, State
from tracker.review.visibility import public_at


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """A reviewer's level for one cell with the reasoning; ``effective_on``: its evidence's day."""

    reference: str
    commitment: str
    level: int
    confidence: str
    rationale: str
    effective_on: date
    published_on: date


def assessments(references: Iterable[str]) -> dict[str, AssessmentView]:
    """The assessments of these references that were ever published."""
    wanted = tuple(references)
    if not wanted:
        return {}
    query = _query().where(Assessment.reference.in_(wanted), Assessment.published_at.is_not(None))
    return {row.reference: _view(row) for row in db.session.execute(query)}


def assessments_of_state(iso3: str, as_of: date, known_by: date) -> tuple[AssessmentView, ...]:
    """What reviewers concluded of a state at the two dates, newest first."""
    query = (
        _query()
        .join(State, State.id == Assessment.state_id)
        .where(
            State.iso3 == iso3,
            Assessment.effective_on <= as_of,
            public_at(Assessment, known_by),
        )
        .order_by(Assessment.effective_on.desc(), Assessment.reference.desc())
    )
    return tuple(_view(row) for row in db.session.execute(query))


def _query() -> Any:
    return select(
        Assessment.reference,
        Commitment.reference.label("commitment"),
        Assessment.level,
        Assessment.confidence,
        Assessment.rationale,
        Assessment.effective_on,
        Assessment.published_at,
    ).join(Assessment.commitment)


def _view(row: Any) -> AssessmentView:
    return AssessmentView(
        reference=row.reference,
        commitment=row.commitment,
        level=row.level,
        confidence=row.confidence,
        rationale=row.rationale,
        effective_on=row.effective_on,
        published_on=row.published_at.date(),
    )

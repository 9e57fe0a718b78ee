"""Public views of assessments. No reviewer is named."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.assessment.models import Assessment, AssessmentRecord
from tracker.core import clock
from tracker.core.db import db
from tracker.evidence.queries.replies import ReplyView, replies_to_assessments
from tracker.registry.models import Commitment, State
from tracker.review.visibility import public_at


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """A reviewer's level for one cell with reasons. ``effective_on``: the day of its evidence.

    ``records`` are those it relies on; empty where that was not recorded.
    """

    reference: str
    commitment: str
    level: int
    confidence: str
    rationale: str
    effective_on: date
    published_on: date
    records: tuple["ReliedOn", ...] = ()


@dataclass(frozen=True, slots=True)
class ReliedOn:
    """A record on which an assessment relies: report, value or action."""

    record: str
    kind: str


def assessments(references: Iterable[str]) -> dict[str, AssessmentView]:
    """The assessments with these references that were ever published."""
    wanted = tuple(references)
    if not wanted:
        return {}
    query = _query().where(Assessment.reference.in_(wanted), Assessment.published_at.is_not(None))
    return {view.reference: view for view in _views(query)}


def answers_to_assessments(
    references: Iterable[str], known_by: date
) -> dict[str, tuple[ReplyView, ...]]:
    """By reference, the State's replies to assessments that were public on the day."""
    wanted = tuple(references)
    if not wanted:
        return {}
    chosen = select(Assessment.id, Assessment.reference).where(
        Assessment.reference.in_(wanted), public_at(Assessment, known_by)
    )
    return replies_to_assessments(chosen, known_by)


def assessments_of_state(
    iso3: str, as_of: date, known_by: date, *, after: date | None = None
) -> tuple[AssessmentView, ...]:
    """Assessments of a State at the two dates, newest first.

    ``after`` leaves those that count from a later day than this alone.
    """
    query = (
        _query()
        .join(State, State.id == Assessment.state_id)
        .where(
            State.iso3 == iso3,
            Assessment.effective_on <= clock.latest_begun(as_of),
            public_at(Assessment, known_by),
        )
        .order_by(Assessment.effective_on.desc(), Assessment.reference.desc())
    )
    if after is not None:
        query = query.where(Assessment.effective_on > after)
    return tuple(_views(query))


def _query() -> Any:
    return (
        select(Assessment, Commitment.reference.label("commitment"))
        .join(Assessment.commitment)
        .options(selectinload(Assessment.records))
    )


def _views(query: Any) -> Iterator[AssessmentView]:
    for row in db.session.execute(query):
        yield _view(row.Assessment, row.commitment)


def _view(row: Assessment, commitment: str) -> AssessmentView:
    if row.published_at is None:  # only published ones are asked for; a draft is a fault of ours
        raise ValueError(f"{row.reference} is not public")
    return AssessmentView(
        reference=row.reference,
        commitment=commitment,
        level=row.level,
        confidence=row.confidence,
        rationale=row.rationale,
        effective_on=row.effective_on,
        published_on=row.published_at.date(),
        records=relied_on(row.records),
    )


def relied_on(records: Iterable[AssessmentRecord]) -> tuple[ReliedOn, ...]:
    """The records of an assessment as pages show them."""
    return tuple(ReliedOn(one.record, one.kind) for one in records)

"""Assessments that their State can read and answer before they are published.

Supplies to replies, which may not import assessments, the assessment that is answered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.accounts.actor import Actor
from tracker.assessment.models import Assessment
from tracker.assessment.queries import ReliedOn, relied_on
from tracker.core.db import db
from tracker.evidence.queries.own_replies import GIVEN, answered_by_state
from tracker.evidence.reply_targets import (
    Answerable,
    ReplyTarget,
    about_assessment,
    assessment_to_answer,
)
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.registry.models import State
from tracker.review.hiding import hidden_now


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentToAnswer:
    """An assessment without a reply. ``reply_until`` is None once it is public."""

    about: str
    reference: str
    commitment: str
    commitment_title: str
    level: int
    confidence: str
    rationale: str
    effective_on: date
    reply_until: date | None
    records: tuple[ReliedOn, ...]


def supply() -> None:
    """Register assessments as records that replies can name."""
    assessment_to_answer.supply(_answerable)


def to_answer(actor: Actor) -> Mapping[str, tuple[AssessmentToAnswer, ...]]:
    """Assessments without a reply, for the States of the actor; waiting ones first."""
    require(actor, Permission.WORKSPACE_SEE)
    return {iso3: _unanswered(iso3) for iso3 in sorted(actor.reports_for)}


def _unanswered(iso3: str) -> tuple[AssessmentToAnswer, ...]:
    query = (
        select(Assessment)
        .join(Assessment.state)
        .where(State.iso3 == iso3, Assessment.ended_at.is_(None), ~hidden_now(Assessment))
        .options(selectinload(Assessment.commitment), selectinload(Assessment.records))
        .order_by(Assessment.published_at.is_not(None), Assessment.reply_until, Assessment.id)
    )
    given = answered_by_state(iso3)
    return tuple(
        _to_answer(row)
        for row in db.session.scalars(query)
        if given.get(about_assessment(row.reference)) not in GIVEN
    )


def _to_answer(row: Assessment) -> AssessmentToAnswer:
    return AssessmentToAnswer(
        about=about_assessment(row.reference),
        reference=row.reference,
        commitment=row.commitment.reference,
        commitment_title=row.commitment.title,
        level=row.level,
        confidence=row.confidence,
        rationale=row.rationale,
        effective_on=row.effective_on,
        reply_until=row.reply_until if row.published_at is None else None,
        records=relied_on(row.records),
    )


def _answerable(reference: str) -> Answerable | None:
    query = (
        select(Assessment)
        .where(
            Assessment.reference == reference,
            Assessment.ended_at.is_(None),
            ~hidden_now(Assessment),
        )
        .options(selectinload(Assessment.state), selectinload(Assessment.commitment))
    )
    row = db.session.scalar(query)
    if row is None:
        return None
    return Answerable(
        about=about_assessment(reference),
        kind=ReplyTarget.ASSESSMENT,
        key=row.id,
        iso3=row.state.iso3,
        reference=reference,
        commitment=row.commitment.reference,
        title=row.commitment.title,
        own_words=row.rationale,
        level=row.level,
        effective_on=row.effective_on,
        until=row.reply_until if row.published_at is None else None,
    )

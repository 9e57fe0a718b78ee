"""A reviewer's own assessments, and the cells that need a second one."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.accounts.actor import Actor
from tracker.assessment.models import Assessment, SecondRating
from tracker.core.db import db
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.registry.models import State
from tracker.review.hiding import hidden_now


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRating:
    """A reviewer's own assessment of a cell.

    ``second`` is True where it is a second rating. ``reply_until`` None: it waits for no answer.
    """

    iso3: str
    commitment: str
    title: str
    level: int
    confidence: str
    effective_on: date
    made_at: datetime
    second: bool
    reply_until: date | None
    published_on: date | None


@dataclass(frozen=True, slots=True)
class CellToRate:
    """A cell that another reviewer has rated. Its level is not shown."""

    iso3: str
    commitment: str
    title: str
    until: date


def own_ratings(actor: Actor) -> tuple[OwnRating, ...]:
    """Everything that the actor has rated, newest first."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    firsts = db.session.scalars(_with_cell(select(Assessment), Assessment.made_by == actor.key))
    query = (
        select(SecondRating)
        .where(SecondRating.made_by == actor.key)
        .options(
            joinedload(SecondRating.first).joinedload(Assessment.state),
            joinedload(SecondRating.first).joinedload(Assessment.commitment),
        )
    )
    found = [_own(row, row, second=False) for row in firsts]
    found += [_own(row, row.first, second=True) for row in db.session.scalars(query)]
    return tuple(sorted(found, key=lambda one: one.made_at, reverse=True))


def cells_to_rate(actor: Actor) -> tuple[CellToRate, ...]:
    """Cells that another reviewer rated once and whose State may still reply.

    Once the first rating is public, a second one would no longer be blind.
    """
    require(actor, Permission.REVIEW_QUEUE_SEE)
    query = _with_cell(
        select(Assessment).join(Assessment.state).outerjoin(Assessment.second),
        Assessment.published_at.is_(None),
        Assessment.made_by != actor.key,
        Assessment.reply_until.is_not(None),
        SecondRating.id.is_(None),
        State.iso3.not_in(actor.states),
        ~hidden_now(Assessment),
    ).order_by(Assessment.reply_until, Assessment.id)
    found = {
        (row.state.iso3, row.commitment.reference): CellToRate(
            row.state.iso3, row.commitment.reference, row.commitment.title, row.reply_until
        )
        for row in db.session.scalars(query)
        if row.reply_until is not None
    }
    return tuple(found.values())


def _with_cell(query: Any, *clauses: Any) -> Any:
    return query.where(*clauses).options(
        joinedload(Assessment.state), joinedload(Assessment.commitment)
    )


def _own(rating: Any, first: Assessment, *, second: bool) -> OwnRating:
    published = first.published_at
    return OwnRating(
        iso3=first.state.iso3,
        commitment=first.commitment.reference,
        title=first.commitment.title,
        level=rating.level,
        confidence=rating.confidence,
        effective_on=rating.effective_on,
        made_at=rating.made_at,
        second=second,
        reply_until=None if second or published else first.reply_until,
        published_on=published.date() if published and not second else None,
    )

"""Waiting reports for people on duty, and the public list of corrections. Reads only."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import current_app
from sqlalchemy import case, func, select

from tracker.accounts.actor import Actor
from tracker.core import clock
from tracker.core.db import db
from tracker.feedback.models import FeedbackReport, Subject
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """A waiting report. ``answer_by`` is set only for danger."""

    public_id: str
    subject: str
    page: str
    problem: str
    created_at: datetime
    answer_by: datetime | None

    @property
    def is_late(self) -> bool:
        """Whether the promised time has passed."""
        return self.answer_by is not None and self.answer_by < clock.now()


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction after a reader's report, in the words of the person who made it.

    ``key`` identifies it permanently.
    """

    key: str
    on: date
    page: str
    text: str
    outcome: str


def answer_hours() -> int:
    """Hours within which a report of danger is answered (setting DANGER_ANSWER_HOURS)."""
    return int(current_app.config["DANGER_ANSWER_HOURS"])


def waiting(actor: Actor) -> tuple[Waiting, ...]:
    """Waiting reports: those of danger first, then oldest first."""
    require(actor, Permission.FEEDBACK_ANSWER)
    urgent = case((FeedbackReport.subject == Subject.DANGER, 0), else_=1)
    query = (
        select(FeedbackReport)
        .where(FeedbackReport.closed_at.is_(None))
        .order_by(urgent, FeedbackReport.created_at, FeedbackReport.id)
    )
    return tuple(_waiting(row) for row in db.session.scalars(query))


def _waiting(row: FeedbackReport) -> Waiting:
    is_danger = row.subject == Subject.DANGER
    by = row.created_at + timedelta(hours=answer_hours()) if is_danger else None
    return Waiting(row.public_id, row.subject, row.page, row.problem, row.created_at, by)


def corrections(known_by: date, *, page: int = 1) -> tuple[tuple[Correction, ...], int]:
    """Corrections made by a day, newest first, with their total number."""
    until = datetime.combine(known_by + timedelta(days=1), datetime.min.time(), clock.now().tzinfo)
    public = FeedbackReport.correction.is_not(None), FeedbackReport.closed_at < until
    total = db.session.scalar(select(func.count(FeedbackReport.id)).where(*public)) or 0
    query = (
        select(FeedbackReport)
        .where(*public)
        .order_by(FeedbackReport.closed_at.desc(), FeedbackReport.id.desc())
        .limit(ON_A_PAGE)
        .offset((page - 1) * ON_A_PAGE)
    )
    return tuple(_correction(row) for row in db.session.scalars(query)), total


def _correction(row: FeedbackReport) -> Correction:
    return Correction(
        row.public_id,
        row.closed_at.date() if row.closed_at else clock.today(),
        row.page,
        row.correction or "",
        row.outcome or "",
    )

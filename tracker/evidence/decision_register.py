"""The public register of what reviewers decided, and how long it took. Reads only.

Of what is public everybody may know the reference and the reason. Of what never was, or is not yet,
only the month, the sort of thing and the ground are told, and only once the month is over: else a
state could learn, from a line that appears, that something about it is on its way.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.core.db import db
from tracker.evidence.models import Action, Reply
from tracker.evidence.review_queue import ItemKind
from tracker.reporting.models import Report
from tracker.review.history import end_of, when
from tracker.review.lifecycle import DECISIONS, Move
from tracker.review.models import Submission, SubmissionMove
from tracker.review.publishable import Publishable


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision as readers may know it.

    ``reference`` None: what it was about is not public; ``on`` is then the first of its month.
    ``reason`` is told of public actions and replies, ``ground`` of what was declined.
    """

    sort: ItemKind
    move: Move
    on: date
    precision: str
    reference: str | None
    reason: str | None
    ground: str | None


@dataclass(frozen=True, slots=True)
class WaitingTime:
    """Whole days from the day it was last sent to the decision on it."""

    sort: ItemKind
    days: int


@dataclass(frozen=True, slots=True)
class _Made:
    """A decision with all that is kept of it."""

    sort: ItemKind
    reference: str
    move: Move
    made_at: datetime
    days: int | None
    withheld: bool
    published_at: datetime | None
    reason: str | None
    ground: str | None


def decisions(known_by: date) -> tuple[Decision, ...]:
    """Every decision that readers may know of by the day, the newest first."""
    found = [_load_decision(made, known_by) for made in _known(known_by)]
    # Within a month the order gives nothing away either.
    return tuple(sorted(found, key=_order))


def waits(known_by: date) -> tuple[WaitingTime, ...]:
    """How long each decision took that readers may know of by the day."""
    return tuple(
        WaitingTime(made.sort, made.days) for made in _known(known_by) if made.days is not None
    )


def _order(one: Decision) -> tuple[int, int, str, str, str]:
    month = one.on.toordinal()
    return (-month, -(one.precision == "day"), one.sort, one.ground or "", one.reference or "")


def _known(known_by: date) -> Iterator[_Made]:
    end = end_of(known_by)
    month = known_by.replace(day=1)
    for made in (*_of_submissions(), *_of_reports()):
        public = made.published_at is not None and made.published_at < end
        if made.made_at < end and (public or made.made_at.date() < month):
            yield made


def _load_decision(made: _Made, known_by: date) -> Decision:
    public = made.published_at is not None and made.published_at < end_of(known_by)
    on, precision = when(made.made_at, to_month=made.withheld or not public)
    return Decision(
        sort=made.sort,
        move=made.move,
        on=on,
        precision=precision,
        reference=made.reference if public else None,
        reason=made.reason if public else None,
        ground=made.ground,
    )


def _of_submissions() -> Iterator[_Made]:
    query: Any = (
        select(
            SubmissionMove,
            Submission.kind,
            Submission.reference,
            Submission.name_withheld,
            Action.published_at.label("action_at"),
            Reply.published_at.label("reply_at"),
        )
        .join(SubmissionMove.submission)
        .outerjoin(Action, Action.submission_id == Submission.id)
        .outerjoin(Reply, Reply.submission_id == Submission.id)
        .where(SubmissionMove.move.in_(DECISIONS))
    )
    for row in db.session.execute(query):
        made: SubmissionMove = row.SubmissionMove
        yield _Made(
            ItemKind(row.kind),
            row.reference,
            Move(made.move),
            made.made_at,
            made.waited,
            row.name_withheld,
            row.action_at or row.reply_at,
            made.reason,
            made.ground,
        )


def _of_reports() -> Iterator[_Made]:
    query = select(Report).options(selectinload(Report.moves))
    for report in db.session.scalars(query):
        sent: datetime | None = None
        for move in report.moves:
            if move.move == Move.SUBMIT:
                sent = move.made_at
            elif move.move in DECISIONS:
                days = None if sent is None else (move.made_at - sent).days
                yield _Made(
                    ItemKind.REPORT,
                    report.reference,
                    Move(move.move),
                    move.made_at,
                    days,
                    False,
                    _published(report),
                    None,
                    None,
                )


def _published(record: Publishable) -> datetime | None:
    return record.published_at


def median(days: Iterable[int]) -> int | None:
    """The lower median; None of none."""
    ordered = sorted(days)
    return ordered[(len(ordered) - 1) // 2] if ordered else None

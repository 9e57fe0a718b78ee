"""Stored decisions of reviewers by month: counted, or read month by month.

Decisions of months that are over do not change. Their numbers are counted once for each process
and month; only a month that a page shows is read.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select

from tracker.core import sql_days  # noqa: F401 - teaches ``func`` the days
from tracker.core.cache import Cache
from tracker.core.db import db
from tracker.evidence.models import Action, Reply
from tracker.evidence.review_queue import ItemKind
from tracker.reporting.models import Report, ReportMove
from tracker.review.lifecycle import DECISIONS, Move
from tracker.review.models import Submission, SubmissionMove
from tracker.review.revisions import cached

Numbers = Mapping[tuple[date, ItemKind, Move, int | None], int]
"""How many decisions, by month, sort, decision and whole days that they took."""


@dataclass(frozen=True, slots=True)
class StoredDecision:
    """A decision with all its stored details."""

    sort: ItemKind
    reference: str
    move: Move
    made_at: datetime
    days: int | None
    withheld: bool
    published_at: datetime | None
    reason: str | None
    ground: str | None


_NUMBERS: Cache[Numbers] = Cache(8)


def numbers_before(month: date) -> Numbers:
    """The numbers of all months before this one, which no longer change."""
    until = _begin(month)
    # A decision that is put among them later is noticed if it is the last.
    last = (_last(SubmissionMove, until), _last(ReportMove, until))
    return cached(_NUMBERS, ("numbers of decisions", month), last, lambda: _numbers(until))


def _last(moves: Any, until: datetime) -> Any:
    query = select(moves.made_at, moves.id).where(moves.made_at < until)
    row = db.session.execute(query.order_by(moves.made_at.desc(), moves.id.desc()).limit(1)).first()
    return None if row is None else tuple(row)


def _numbers(until: datetime) -> Numbers:
    found: Counter[tuple[date, ItemKind, Move, int | None]] = Counter()
    for kind, number in ((ItemKind.ACTION, 1), (ItemKind.REPLY, -1)):
        for month, move, days, count in _counted(until, of_replies=kind is ItemKind.REPLY):
            # Replies are few: they are counted apart and taken from the whole.
            found[month, ItemKind.ACTION, Move(move), days] += count * number
            if kind is ItemKind.REPLY:
                found[month, kind, Move(move), days] += count
    for one in _report_decisions(ReportMove.made_at < until):
        found[one.made_at.date().replace(day=1), ItemKind.REPORT, one.move, one.days] += 1
    return +found


def _counted(until: datetime, *, of_replies: bool) -> Iterable[Any]:
    month = func.month_of(SubmissionMove.made_at)
    query = select(month, SubmissionMove.move, SubmissionMove.waited, func.count()).where(
        SubmissionMove.move.in_(DECISIONS), SubmissionMove.made_at < until
    )
    if of_replies:
        replies = select(Submission.id).where(Submission.kind == ItemKind.REPLY.value)
        query = query.where(SubmissionMove.submission_id.in_(replies))
    return db.session.execute(query.group_by(month, SubmissionMove.move, SubmissionMove.waited))


def of_month(month: date) -> Iterator[StoredDecision]:
    """Every decision of a month, unsorted."""
    begin, end = _begin(month), _begin((month + timedelta(days=31)).replace(day=1))
    yield from _of_submissions(begin, end)
    within = (ReportMove.made_at >= begin, ReportMove.made_at < end)
    decided = select(ReportMove.report_id).where(*within, ReportMove.move.in_(DECISIONS))
    for one in _report_decisions(ReportMove.report_id.in_(decided)):
        if begin <= one.made_at < end:
            yield one


def _begin(month: date) -> datetime:
    return datetime.combine(month, time.min, tzinfo=UTC)


def _of_submissions(begin: datetime, end: datetime) -> Iterator[StoredDecision]:
    made = SubmissionMove
    query = (
        select(
            *(made.move, made.made_at, made.waited, made.reason, made.ground),
            *(Submission.kind, Submission.reference, Submission.name_withheld),
            func.coalesce(Action.published_at, Reply.published_at, type_=Action.published_at.type),
        )
        .join(made.submission)
        .outerjoin(Action, Action.submission_id == Submission.id)
        .outerjoin(Reply, Reply.submission_id == Submission.id)
        .where(made.made_at >= begin, made.made_at < end, made.move.in_(DECISIONS))
    )
    for move, at, days, reason, ground, kind, reference, withheld, public in db.session.execute(
        query
    ):
        yield StoredDecision(
            ItemKind(kind), reference, Move(move), at, days, withheld, public, reason, ground
        )


def _report_decisions(*clauses: Any) -> Iterator[StoredDecision]:
    """The decisions among these moves, with the days since the last submission."""
    made = ReportMove
    query = (
        select(made.report_id, made.move, made.made_at, Report.reference, Report.published_at)
        .join(made.report)
        .where(*clauses)
        .order_by(made.report_id, made.id)
    )
    sent: dict[int, datetime] = {}
    for report_id, name, at, reference, public in db.session.execute(query):
        move = Move(name)
        if move is Move.SUBMIT:
            sent[report_id] = at
        elif move in DECISIONS:
            days = (at - sent[report_id]).days if report_id in sent else None
            yield StoredDecision(
                ItemKind.REPORT, reference, move, at, days, False, public, None, None
            )

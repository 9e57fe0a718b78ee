"""Returns the history of a public record as events.

One mechanism for every kind: moves, being published, and changes in place become the same events.
Nobody is named: a role at most. Where a name is withheld, a day is known to the month.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import select

from tracker.core.db import db
from tracker.review.hiding_models import Hiding
from tracker.review.lifecycle import Move
from tracker.review.publication import Ending
from tracker.review.publishable import Publishable


class HistoryEventKind(StrEnum):
    """Events that are not transitions by a person."""

    PUT_ON_RECORD = "put_on_record"  # published without a review of its own, such as by a file
    REPLACED = "replaced"
    ENDED = "ended"
    CHANGED = "changed"
    HIDDEN = "hidden"  # taken out of sight while somebody decided
    RESTORED = "restored"  # public again, as it was


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One event.

    ``on`` is the day, or the first of its month where ``precision`` is "month". ``reason`` only
    where readers may know it. ``detail`` names what was changed, ``before`` and ``after`` its text.
    """

    what: Move | HistoryEventKind
    on: date
    precision: str = "day"
    role: str | None = None
    reason: str | None = None
    detail: str | None = None
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class History:
    """The events of one record, in order."""

    kind: str
    reference: str
    events: tuple[HistoryEvent, ...]


class HistoryStart(Protocol):
    """A stored transition of a report or submission."""

    move: str
    role: str
    made_at: datetime
    reason: str | None


# What its own side does on the way is nobody else's business, but for who sent it and when.
PRIVATE = frozenset({Move.RECALL, Move.REOPEN})


def end_of(day: date) -> datetime:
    """The first moment after a day, in UTC."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=UTC)


def of_moves(
    moves: Iterable[HistoryStart],
    *,
    known_by: date,
    reasons: frozenset[Move],
    hidden: frozenset[Move] = frozenset(),
    to_month: bool = False,
) -> Iterator[HistoryEvent]:
    """Transitions until the end of a day. Only those in ``reasons`` show their reason."""
    for made in moves:
        move = Move(made.move)
        if made.made_at < end_of(known_by) and move not in hidden:
            reason = made.reason if move in reasons else None
            yield HistoryEvent(move, *when(made.made_at, to_month=to_month), made.role, reason)


def of_publication(
    record: Publishable, *, known_by: date, to_month: bool = False
) -> Iterator[HistoryEvent]:
    """The publication of a record and its end, if no transitions are stored."""
    end = end_of(known_by)
    if record.published_at is not None and record.published_at < end:
        yield HistoryEvent(
            HistoryEventKind.PUT_ON_RECORD, *when(record.published_at, to_month=to_month)
        )
    if record.ended_at is not None and record.ended_at < end:
        withdrawn = record.ended_as == Ending.WITHDRAWN
        yield HistoryEvent(
            HistoryEventKind.ENDED if withdrawn else HistoryEventKind.REPLACED,
            *when(record.ended_at, to_month=to_month),
            None,
            record.ended_reason if withdrawn else None,
        )


def with_hidings(
    events: tuple[HistoryEvent, ...], record: Any, *, known_by: date, to_month: bool = False
) -> tuple[HistoryEvent, ...]:
    """The events, with when the record was hidden and when it was public again."""
    query = (
        select(Hiding.hidden_at, Hiding.closed_at)
        .where(
            Hiding.records.any(kind=record.__tablename__, record_id=record.id),
            Hiding.outcome == HistoryEventKind.RESTORED,
        )
        .order_by(Hiding.id)
    )
    added = [
        HistoryEvent(kind, *when(moment, to_month=to_month))
        for hidden_at, closed_at in db.session.execute(query)
        for kind, moment in zip(_OF_HIDING, (hidden_at, closed_at), strict=True)
        if moment is not None and moment < end_of(known_by)
    ]
    return tuple(sorted((*events, *added), key=lambda event: event.on)) if added else events


_OF_HIDING = (HistoryEventKind.HIDDEN, HistoryEventKind.RESTORED)


def when(moment: datetime, *, to_month: bool) -> tuple[date, str]:
    """The day of a moment, or the first of its month, with the precision."""
    day = moment.date()
    return (day.replace(day=1), "month") if to_month else (day, "day")

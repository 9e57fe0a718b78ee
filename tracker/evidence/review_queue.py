"""The review queue: reports, actions and replies together, longest waiting first.

It contains nothing from one's own State or organisation. It shows that an item is claimed, but not
by whom. The number of queries does not grow with the queue.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import func, literal, or_, select

from tracker.accounts.actor import Actor
from tracker.core import clock
from tracker.core.db import db
from tracker.evidence.models import Action, Reply
from tracker.evidence.queries.under_review import ABOUT_ACTION
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.reporting.queries_private import review_queue
from tracker.review import assignment, recusals
from tracker.review.assignment import Assignee
from tracker.review.lifecycle import IN_REVIEW, Move, Status
from tracker.review.models import Submission, SubmissionMove


class ItemKind(StrEnum):
    """The kind of a waiting item."""

    REPORT = "report"
    ACTION = "action"
    REPLY = "reply"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueItem:
    """An item that waits for a decision.

    ``title`` None: a reply, which has none; ``about`` is then what it answers. ``approved_by_me``:
    the second decision has to be another's.
    """

    sort: ItemKind
    reference: str
    iso3: str
    title: str | None
    about: str | None
    sent_at: datetime
    times_sent: int
    withheld: bool
    second: bool
    approved_by_me: bool
    hands: Assignee
    unclassified: bool = False


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Filters of the queue; None means no filter. ``days``: waits at least that long."""

    sort: ItemKind | None = None
    state: str | None = None
    days: int | None = None
    hands: Assignee | None = None
    withheld: bool | None = None
    second: bool | None = None

    def allows(self, one: QueueItem, now: datetime) -> bool:
        """Whether an item passes the filters."""
        pairs = (
            (self.sort, one.sort),
            (self.state, one.iso3),
            (self.hands, one.hands),
            (self.withheld, one.withheld),
            (self.second, one.second),
        )
        fits = all(wanted in (None, found) for wanted, found in pairs)
        return fits and (self.days is None or now - one.sent_at >= timedelta(days=self.days))


EVERYTHING = QueueFilter()


def queue(actor: Actor, wanted: QueueFilter = EVERYTHING) -> tuple[QueueItem, ...]:
    """Everything that the actor may decide on, filtered, longest waiting first."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    now, recused = clock.now(), recusals.declared_subjects(actor)
    found = [
        one
        for one in (*_reports(actor), *_submissions(actor))
        if f"{one.sort}:{one.reference}" not in recused and wanted.allows(one, now)
    ]
    return tuple(sorted(found, key=lambda one: (one.sent_at, one.reference)))


def _reports(actor: Actor) -> Iterator[QueueItem]:
    for report in review_queue(actor):
        yield QueueItem(
            sort=ItemKind.REPORT,
            reference=report.reference,
            iso3=report.iso3,
            title=report.title,
            about=None,
            sent_at=report.sent_at,
            times_sent=report.times_sent,
            withheld=False,
            second=False,
            approved_by_me=False,
            hands=report.hands,
        )


def _submissions(actor: Actor) -> Iterator[QueueItem]:
    for row in db.session.execute(_query(actor)):
        one: Submission = row.Submission
        second = one.status == Status.SECOND_REVIEW
        yield QueueItem(
            sort=ItemKind(one.kind),
            reference=one.reference,
            iso3=one.state or "",
            title=_title(row),
            about=one.about,
            sent_at=one.submitted_at or one.created_at,
            times_sent=row.times,
            withheld=one.name_withheld,
            second=second,
            approved_by_me=second and row.approver == actor.key,
            hands=assignment.assignee_of(actor, one),
            unclassified=one.unclassified,
        )


def _title(row: Any) -> str | None:
    """The title of the record, or of the writers' text if there is no record yet."""
    submission: Submission = row.Submission
    if not submission.unclassified:
        title: str | None = row.title
        return title
    return submission.text.get("title") or submission.reference


def _query(actor: Actor) -> Any:
    times = _moves(func.count(), Move.SUBMIT)
    approver = _moves(SubmissionMove.actor, Move.APPROVE)
    approver = approver.order_by(SubmissionMove.id.desc()).limit(1)
    answered = select(literal(ABOUT_ACTION) + Action.reference).where(
        Action.organisation_id.in_(actor.organisations)
    )
    return (
        select(
            Submission,
            Action.title,
            times.scalar_subquery().label("times"),
            approver.scalar_subquery().label("approver"),
        )
        .outerjoin(Action, Action.submission_id == Submission.id)
        .outerjoin(Reply, Reply.submission_id == Submission.id)
        .where(
            Submission.status.in_(IN_REVIEW),
            or_(Action.id.is_not(None), Reply.id.is_not(None), Submission.unclassified.is_(True)),
            or_(Submission.state.is_(None), Submission.state.not_in(actor.states)),
            or_(
                Submission.organisation_id.is_(None),
                Submission.organisation_id.not_in(actor.organisations),
            ),
            or_(Submission.about.is_(None), Submission.about.not_in(answered)),
        )
        .order_by(Submission.submitted_at, Submission.id)
    )


def _moves(what: Any, move: Move) -> Any:
    return (
        select(what)
        .where(SubmissionMove.submission_id == Submission.id, SubmissionMove.move == move)
        .correlate(Submission)
    )

"""Letters that follow a move of a report: to those for whom it now waits.

Listens to the announcement of moves and writes in their transaction: no move without its letters,
no letter about a move that was undone. Whoever made the move gets none.
"""

from collections.abc import Iterable

from sqlalchemy import select

from tracker.accounts.actor import Actor
from tracker.accounts.mail import preferences, queue
from tracker.accounts.models import Membership, UserAccount
from tracker.core.db import db
from tracker.policy.predicates import Role
from tracker.reporting import reminder_letters as letters
from tracker.reporting.models import ReportMove
from tracker.reporting.reminders import speakers
from tracker.reporting.transitions import report_moved
from tracker.review.lifecycle import Move

KINDS = {
    Move.CLEAR: letters.CLEARED,
    Move.RETURN: letters.RETURNED,
    Move.SUBMIT: letters.SUBMITTED,
}


def listen() -> None:
    """Write letters whenever a report was moved."""
    report_moved.connect(_on_move)


def _on_move(_sender: object, *, actor: Actor, step: ReportMove) -> None:
    kind = KINDS.get(Move(step.move))
    if kind is None:
        return
    iso3 = step.report.state.iso3
    concerned = _reviewers(iso3) if kind == letters.SUBMITTED else speakers([iso3]).get(iso3, ())
    for user in concerned:
        if user.public_id != actor.key and preferences.wants(user, kind):
            queue.enqueue(letters.notice(user, kind, step.report))


def _reviewers(iso3: str) -> Iterable[UserAccount]:
    """Reviewers who may decide on a report of the state: those who have no part in it."""
    open_ = Membership.ended_at.is_(None)
    own = select(Membership.user_id).where(open_, Membership.state == iso3)
    reviewing = select(Membership.user_id).where(open_, Membership.role == Role.REVIEWER)
    query = select(UserAccount).where(
        UserAccount.id.in_(reviewing),
        UserAccount.id.not_in(own),
        UserAccount.disabled_at.is_(None),
    )
    return db.session.scalars(query.order_by(UserAccount.id)).all()

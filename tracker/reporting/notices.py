"""E-mails after transitions of a report, to those who must act next.

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
from tracker.reporting.approvals import approval_moved
from tracker.reporting.models import ApprovalRequest, ReportMove
from tracker.reporting.reminders import speakers
from tracker.reporting.transitions import report_moved
from tracker.review.lifecycle import Move

KINDS = {
    Move.CLEAR: letters.CLEARED,
    Move.RETURN: letters.RETURNED,
    Move.SUBMIT: letters.SUBMITTED,
}


def listen() -> None:
    """Queue e-mails when a report moves, or an approval is requested or returned."""
    report_moved.connect(_on_move)
    approval_moved.connect(_on_approval)


def _on_move(_sender: object, *, actor: Actor, step: ReportMove) -> None:
    kind = KINDS.get(Move(step.move))
    if kind is None:
        return
    iso3 = step.report.state.iso3
    concerned = _reviewers(iso3) if kind == letters.SUBMITTED else speakers([iso3]).get(iso3, ())
    for user in concerned:
        if user.public_id != actor.key and preferences.wants(user, kind):
            queue.enqueue(letters.notice(user, kind, step.report))


def _on_approval(_sender: object, *, actor: Actor, request: ApprovalRequest) -> None:
    """E-mail the authority about a request, or the focal points about a return."""
    returned = request.outcome is not None
    kind = letters.APPROVAL_RETURNED if returned else letters.APPROVAL_ASKED
    role = Role.FOCAL_POINT if returned else Role.VALIDATING_AUTHORITY
    for user in _holders(request.report.state.iso3, role):
        if user.public_id != actor.key and preferences.wants(user, kind):
            queue.enqueue(letters.approval(user, kind, request))


def _holders(iso3: str, role: Role) -> Iterable[UserAccount]:
    """The users with open accounts who hold the role for the State now."""
    holding = select(Membership.user_id).where(
        Membership.ended_at.is_(None), Membership.state == iso3, Membership.role == role
    )
    query = select(UserAccount).where(
        UserAccount.id.in_(holding), UserAccount.disabled_at.is_(None)
    )
    return db.session.scalars(query.order_by(UserAccount.id)).all()


def _reviewers(iso3: str) -> Iterable[UserAccount]:
    """Reviewers who may decide on a report of the State: those without ties to it."""
    open_ = Membership.ended_at.is_(None)
    own = select(Membership.user_id).where(open_, Membership.state == iso3)
    reviewing = select(Membership.user_id).where(open_, Membership.role == Role.REVIEWER)
    query = select(UserAccount).where(
        UserAccount.id.in_(reviewing),
        UserAccount.id.not_in(own),
        UserAccount.disabled_at.is_(None),
    )
    return db.session.scalars(query.order_by(UserAccount.id)).all()

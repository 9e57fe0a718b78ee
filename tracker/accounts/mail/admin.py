"""Lists waiting, uncertain and failed e-mails for operators.

The texts of e-mails are not shown, because their links open accounts.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select, update

from tracker.accounts.actor import Actor
from tracker.accounts.conditional_update import compare_and_set
from tracker.accounts.mail.sender import CLAIM_LASTS, MOST_ATTEMPTS
from tracker.accounts.models import OutboxMail
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import Conflict
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission


class MailStatus(StrEnum):
    """The status of an e-mail that was not sent, as far as we know."""

    WAITING = "waiting"
    UNCERTAIN = "uncertain"  # broken off while it was handed over: perhaps it arrived
    GIVEN_UP = "given up"  # refused as often as we try


@dataclass(frozen=True, slots=True)
class Unsent:
    """An e-mail that was not sent, as far as we know."""

    number: int
    standing: MailStatus
    kind: str
    recipient: str
    created_at: datetime
    attempts: int
    message_key: str


def unsent(actor: Actor) -> tuple[Unsent, ...]:
    """Every e-mail that was not sent, oldest first."""
    require(actor, Permission.MAIL_SEND)
    query = select(OutboxMail).where(OutboxMail.sent_at.is_(None)).order_by(OutboxMail.id)
    return tuple(_unsent(row) for row in db.session.scalars(query))


def uncertain(actor: Actor) -> int:
    """How many e-mails need a decision because we do not know whether they arrived."""
    require(actor, Permission.MAIL_SEND)
    query = select(func.count()).where(
        OutboxMail.sent_at.is_(None), OutboxMail.handed_at.is_not(None)
    )
    return db.session.scalar(query) or 0


def needs_decision(actor: Actor) -> bool:
    """Whether an e-mail will not be sent again by itself: it failed too often, or is uncertain."""
    require(actor, Permission.MAIL_SEND)
    stuck = OutboxMail.handed_at < clock.now() - CLAIM_LASTS
    failed = OutboxMail.attempts >= MOST_ATTEMPTS
    query = select(OutboxMail.id).where(OutboxMail.sent_at.is_(None), stuck | failed)
    return db.session.scalar(query.limit(1)) is not None


def again(actor: Actor, number: int) -> None:
    """Send an uncertain or failed e-mail once more. Raises Conflict for any other.

    One whose text began to leave just now may still be on its way: it is left alone.
    """
    require(actor, Permission.MAIL_SEND)
    settled = OutboxMail.handed_at < clock.now() - CLAIM_LASTS
    stuck = settled | (OutboxMail.handed_at.is_(None) & (OutboxMail.attempts >= MOST_ATTEMPTS))
    met = compare_and_set(
        update(OutboxMail)
        .where(OutboxMail.id == number, OutboxMail.sent_at.is_(None), stuck)
        .values(handed_at=None, claimed_at=None, attempts=0)
    )
    if not met:
        raise Conflict("no such letter is given up, or uncertain for ten minutes")


def _unsent(row: OutboxMail) -> Unsent:
    if row.handed_at is not None:
        standing = MailStatus.UNCERTAIN
    else:
        standing = MailStatus.GIVEN_UP if row.attempts >= MOST_ATTEMPTS else MailStatus.WAITING
    return Unsent(
        row.id, standing, row.kind, row.recipient, row.created_at, row.attempts, row.due_key[:40]
    )

"""Reviewers' declared conflicts of interest.

From then on the record is, for that reviewer, as if it were not there: the same answer as for
records of an own state or organisation. A declaration cannot be taken back.
"""

from sqlalchemy import Select, select

from tracker.accounts.actor import Actor
from tracker.core import clock
from tracker.core.db import db
from tracker.review.models import Recusal


def declare(actor: Actor, subject: str) -> bool:
    """Record the declaration. False if it exists already.

    ``subject``: kind and reference, such as ``action:A-7KQ2``. The caller holds the record.
    """
    if is_declared(actor, subject):
        return False
    db.session.add(Recusal(subject=subject, reviewer=actor.key, declared_at=clock.now()))
    db.session.flush()
    return True


def is_declared(actor: Actor, subject: str) -> bool:
    """Whether the actor declared a conflict of interest in it."""
    query = _of(actor).where(Recusal.subject == subject)
    return db.session.scalar(query) is not None


def declared_subjects(actor: Actor) -> frozenset[str]:
    """Everything in which the actor declared a conflict of interest."""
    return frozenset(db.session.scalars(_of(actor)))


def _of(actor: Actor) -> Select[str]:
    return select(Recusal.subject).where(Recusal.reviewer == actor.key)

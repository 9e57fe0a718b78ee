"""Assigns a waiting item to one reviewer for a day.

Others see that it is claimed, but not by whom. Calling services check permission first.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.accounts.actor import Actor
from tracker.core import clock
from tracker.core.db import UTCDateTime, db
from tracker.review.conflicts import ClaimedByAnother

CLAIM_LASTS = timedelta(hours=24)  # then another reviewer may take it over
TWICE = timedelta(minutes=1)


class Assignee(StrEnum):
    """Who has claimed it, as far as a reviewer may know."""

    MINE = "mine"
    FREE = "free"
    ANOTHER = "another"


class Claimable:
    """The columns of items that a reviewer claims before deciding."""

    claimed_by: Mapped[str | None] = mapped_column(
        String(60), comment="Opaque key of the reviewer at work on it"
    )
    claimed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="Since when")


def assignee_of(actor: Actor, record: Claimable) -> Assignee:
    """Who has claimed it now. A claim expires after a day."""
    taken = record.claimed_at
    if record.claimed_by is None or taken is None or clock.now() - taken >= CLAIM_LASTS:
        return Assignee.FREE
    return Assignee.MINE if record.claimed_by == actor.key else Assignee.ANOTHER


def refuse_claimed(actor: Actor, record: Claimable, reference: str) -> None:
    """Raise ClaimedByAnother if another reviewer has it."""
    if assignee_of(actor, record) is Assignee.ANOTHER:
        raise ClaimedByAnother(reference)


def assign(actor: Actor, record: Claimable, reference: str) -> bool:
    """Claim it for a day. Raises ClaimedByAnother. The caller has locked the record.

    False, and nothing changes, where one took it within the last minute: the same form again.
    """
    refuse_claimed(actor, record, reference)
    now, taken = clock.now(), record.claimed_at
    if record.claimed_by == actor.key and taken is not None and now - taken < TWICE:
        return False
    record.claimed_by, record.claimed_at = actor.key, now
    db.session.flush()
    return True


def unassign(actor: Actor, record: Claimable) -> bool:
    """Release one's own claim. Whether there was one. Others' claims stay."""
    if record.claimed_by != actor.key:
        return False
    record.claimed_by = record.claimed_at = None
    db.session.flush()
    return True

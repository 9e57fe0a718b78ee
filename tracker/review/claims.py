"""Who is at work on what waits for a decision: taken up for a day, then anybody's again.

Others are told that it is taken, never by whom. Whether somebody may decide at all is for the
services that call this to ask first.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from tracker import clock
from tracker.accounts.actor import Actor
from tracker.db import UTCDateTime, db
from tracker.review.conflicts import ClaimedByAnother

CLAIM_LASTS = timedelta(hours=24)  # then another reviewer may take it over
TWICE = timedelta(minutes=1)


class Hands(StrEnum):
    """Who is at work on it, as far as a reviewer may know."""

    MINE = "mine"
    FREE = "free"
    ANOTHER = "another"


class Claimable:
    """The columns of anything that a reviewer takes up before deciding on it."""

    claimed_by: Mapped[str | None] = mapped_column(
        String(60), comment="Opaque key of the reviewer at work on it"
    )
    claimed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="Since when")


def hands(actor: Actor, record: Claimable) -> Hands:
    """Whose it is at the moment, for the actor; a claim of a day ago is nobody's."""
    taken = record.claimed_at
    if record.claimed_by is None or taken is None or clock.now() - taken >= CLAIM_LASTS:
        return Hands.FREE
    return Hands.MINE if record.claimed_by == actor.key else Hands.ANOTHER


def refuse_claimed(actor: Actor, record: Claimable, reference: str) -> None:
    """Raise ClaimedByAnother while another reviewer is at work on it."""
    if hands(actor, record) is Hands.ANOTHER:
        raise ClaimedByAnother(reference)


def take(actor: Actor, record: Claimable, reference: str) -> bool:
    """Take it for oneself for a day; raises ClaimedByAnother. The record is held by the caller.

    False, and nothing changes, where one took it within the last minute: the same form again.
    """
    refuse_claimed(actor, record, reference)
    now, taken = clock.now(), record.claimed_at
    if record.claimed_by == actor.key and taken is not None and now - taken < TWICE:
        return False
    record.claimed_by, record.claimed_at = actor.key, now
    db.session.flush()
    return True


def give_back(actor: Actor, record: Claimable) -> bool:
    """Give back what one has taken, and whether one had; what another has taken is left."""
    if record.claimed_by != actor.key:
        return False
    record.claimed_by = record.claimed_at = None
    db.session.flush()
    return True

"""Sessions: start, find, renew, end. The browser has 256 random bits, the server their hash.

A session ends after an hour without a request, twelve hours after it began, or when it is revoked.
One whose owner has a second factor that was not given yet is *pending*: it opens the page for the
code and nothing else, for ten minutes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from tracker.accounts import identifiers
from tracker.accounts.conditional_update import compare_and_set
from tracker.accounts.models import UserAccount, UserSession
from tracker.core import clock
from tracker.core.db import db

IDLE = timedelta(minutes=60)
ABSOLUTE = timedelta(hours=12)
PENDING = timedelta(minutes=10)
GRAIN = timedelta(minutes=1)  # last_seen_at is not written more often


@dataclass(frozen=True, slots=True)
class ActiveSession:
    """A session that is valid now."""

    id: int
    public_id: str
    user: UserAccount
    second_factor: bool
    pending: bool
    renew: bool
    last_seen_at: datetime
    ends_at: datetime  # at the latest: the absolute limit


def begin(user: UserAccount) -> str:
    """Start a session after the password was checked. Returns the id for the cookie."""
    now = clock.now()
    token = identifiers.secret()
    db.session.add(
        UserSession(
            public_id=identifiers.public_id(),
            token_hash=identifiers.hash_secret(token),
            user=user,
            created_at=now,
            last_seen_at=now,
            renew=False,
        )
    )
    db.session.flush()
    return token


def find(token: str) -> ActiveSession | None:
    """The session of a cookie. None if it is unknown or ended, or if the account is closed."""
    row = db.session.scalars(
        select(UserSession).where(UserSession.token_hash == identifiers.hash_secret(token))
    ).one_or_none()
    if row is None or not _holds(row):
        return None
    return ActiveSession(
        id=row.id,
        public_id=row.public_id,
        user=row.user,
        second_factor=row.second_factor_at is not None,
        pending=_is_pending(row),
        renew=row.renew,
        last_seen_at=row.last_seen_at,
        ends_at=row.created_at + ABSOLUTE,
    )


@dataclass(frozen=True, slots=True)
class EndedSession:
    """A session that is no longer valid. It gives no rights; it only identifies the user."""

    public_id: str
    user: str  # the person's public id


def ended(token: str) -> EndedSession | None:
    """The user of an ended session. None if it is unknown or was never verified."""
    row = db.session.scalars(
        select(UserSession).where(UserSession.token_hash == identifiers.hash_secret(token))
    ).one_or_none()
    if row is None or _holds(row) or _is_pending(row) or row.user.disabled_at is not None:
        return None
    return EndedSession(row.public_id, row.user.public_id)


def _is_pending(row: UserSession) -> bool:
    return row.user.totp_secret is not None and row.second_factor_at is None


def _holds(row: UserSession) -> bool:
    now = clock.now()
    longest = PENDING if _is_pending(row) else ABSOLUTE
    return (
        row.revoked_at is None
        and row.user.disabled_at is None
        and now < row.created_at + longest
        and now < row.last_seen_at + IDLE
    )


def mark_seen(session_id: int) -> None:
    """Note that the session was used."""
    db.session.execute(
        update(UserSession).where(UserSession.id == session_id).values(last_seen_at=clock.now())
    )


def renew(session_id: int) -> str:
    """Give the session a new id and return it. The old id stops working."""
    token = identifiers.secret()
    db.session.execute(
        update(UserSession)
        .where(UserSession.id == session_id)
        .values(token_hash=identifiers.hash_secret(token), renew=False, last_seen_at=clock.now())
    )
    return token


def mark_verified(session_id: int) -> str:
    """Record that two-step verification is done. Returns the new id."""
    db.session.execute(
        update(UserSession).where(UserSession.id == session_id).values(second_factor_at=clock.now())
    )
    return renew(session_id)


def mark_unverified(session_id: int) -> str:
    """Record that the session has only the password. Returns the new id."""
    db.session.execute(
        update(UserSession).where(UserSession.id == session_id).values(second_factor_at=None)
    )
    return renew(session_id)


def renew_all(user: UserAccount) -> None:
    """Give every session of the user a new id at its next request."""
    _change(user, renew=True)


def revoke(session_id: int) -> None:
    """End one session."""
    db.session.execute(
        update(UserSession)
        .where(UserSession.id == session_id, UserSession.revoked_at.is_(None))
        .values(revoked_at=clock.now())
    )


def revoke_all(user: UserAccount, *, but: int | None = None) -> None:
    """End every session of the user, optionally except one."""
    _change(user, but=but, revoked_at=clock.now())


def _change(user: UserAccount, *, but: int | None = None, **values: object) -> None:
    query = update(UserSession).where(
        UserSession.user_id == user.id, UserSession.revoked_at.is_(None)
    )
    if but is not None:
        query = query.where(UserSession.id != but)
    db.session.execute(query.values(**values))


def open_of(user: UserAccount) -> list[UserSession]:
    """The user's valid sessions, newest first."""
    rows = db.session.scalars(
        select(UserSession)
        .where(UserSession.user_id == user.id, UserSession.revoked_at.is_(None))
        .order_by(UserSession.created_at.desc(), UserSession.id.desc())
    )
    return [row for row in rows if _holds(row)]


def forget_ended() -> int:
    """Delete sessions that ended more than a day ago. We do not keep who was here when."""
    horizon = clock.now() - ABSOLUTE - timedelta(days=1)
    return compare_and_set(db.delete(UserSession).where(UserSession.created_at < horizon))

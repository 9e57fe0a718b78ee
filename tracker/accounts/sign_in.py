"""Signing in: password, two-step verification, signing out.

No answer reveals whether an account exists: a wrong address, a wrong password and a closed account
take the same time and give the same answer.
"""

from dataclasses import dataclass

from sqlalchemy import select

from tracker.accounts import known_browsers, passwords, second_factor, sessions, tokens
from tracker.accounts.actor import Actor
from tracker.accounts.addresses import lookup_key
from tracker.accounts.models import UserAccount
from tracker.accounts.sessions import ActiveSession
from tracker.accounts.throttle import CONFIRMATION, KNOWN_SIGN_IN, SIGN_IN, count
from tracker.audit import trail
from tracker.core.db import db, reading, release_write_lock
from tracker.core.errors import NotFound, TrackerError
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Subject


class SignInRefused(TrackerError):
    """The address, password or code is wrong. The message never says which."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session. It is ``pending`` until two-step verification is done."""

    token: str
    pending: bool


@dataclass(frozen=True, slots=True)
class _Person:
    """The person who signs in, for the audit trail."""

    key: str


def sign_in(
    actor: Actor, *, email: str, password: str, old: str | None = None, browser: str | None = None
) -> SignedIn:
    """Start a session with address and password. Raises SignInRefused or TooMany.

    A session that the browser came with ends: ids are never carried over a sign-in. ``browser`` is
    what it keeps of accounts that were used from it. No lock on writing is held while it is hashed.
    """
    require(actor, Permission.SESSION_BEGIN)
    key = lookup_key(email)
    with reading():
        asked = _with_address(key)
        stored_hash = asked.password_hash if asked and asked.disabled_at is None else None
        known = known_browsers.name_of(browser, asked)
    if known is None:
        count(SIGN_IN, key)
    else:
        count(KNOWN_SIGN_IN, f"{key} {known}")
    lane = passwords.STRANGERS if known is None else passwords.KNOWN
    checked = passwords.check(stored_hash, password, lane=lane)
    user = _with_address(key) if checked.right else None
    # Meanwhile the account may have been closed, or have got another password.
    if user is None or user.disabled_at is not None or user.password_hash != stored_hash:
        raise SignInRefused("sign-in refused")
    if checked.renewed is not None:
        user.password_hash = checked.renewed
    _end(old)
    sessions.forget_ended()
    token = sessions.begin(user)
    trail.record(_Person(user.public_id), "accounts:session:begun", f"user:{user.public_id}", {})
    return SignedIn(token, pending=user.totp_secret is not None)


def _with_address(key: str) -> UserAccount | None:
    return db.session.scalars(select(UserAccount).where(UserAccount.email == key)).one_or_none()


def complete_second_factor(
    actor: Actor, found: ActiveSession, *, code: str, browser: str | None = None
) -> str:
    """Complete a pending session with a code. Returns its new id. Raises like ``sign_in``."""
    require(actor, Permission.SESSION_BEGIN)
    known = known_browsers.name_of(browser, found.user)
    if not found.pending or not second_factor.accepts(found.user, code, known=known):
        raise SignInRefused("second factor refused")
    return sessions.mark_verified(found.id)


def sign_out(actor: Actor, token: str | None) -> None:
    """End the session of this browser, if it has one."""
    require(actor, Permission.SESSION_BEGIN)
    _end(token)


def sign_out_everywhere(actor: Actor, user: UserAccount) -> None:
    """End all of one's own sessions, including this one, and every API token."""
    require(actor, Permission.OWN_ACCOUNT_KEEP, Subject(person=user.public_id))
    sessions.revoke_all(user)
    tokens.revoke_all(user)
    trail.record(actor, "accounts:session:all-ended", f"user:{user.public_id}", {})


def end_one_session(actor: Actor, user: UserAccount, *, public_id: str) -> None:
    """End one of one's own sessions, by the name on the account page."""
    require(actor, Permission.OWN_ACCOUNT_KEEP, Subject(person=user.public_id))
    for row in sessions.open_of(user):
        if row.public_id == public_id:
            sessions.revoke(row.id)
            return
    raise NotFound("session", public_id)


def check_password_again(user: UserAccount, password: str) -> bool:
    """Check the user's password again before a sensitive change.

    Comes before the first change: the lock on writing is given back while it is hashed.
    """
    count(CONFIRMATION, user.public_id)
    stored_hash = user.password_hash
    release_write_lock()
    return passwords.check(stored_hash, password, lane=passwords.KNOWN).right


def _end(token: str | None) -> None:
    found = sessions.find(token) if token else None
    if found is not None:
        sessions.revoke(found.id)

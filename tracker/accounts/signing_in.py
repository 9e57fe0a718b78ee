"""Signing in: the password step, the second factor, and the ways out.

Nothing told here depends on whether an account exists: a wrong address, a wrong password and a
disabled account cost the same and answer the same.
"""

from dataclasses import dataclass

from sqlalchemy import select

from tracker.accounts import passwords, second_factor, sessions, tokens
from tracker.accounts.actor import Actor
from tracker.accounts.addresses import key_of
from tracker.accounts.models import UserAccount
from tracker.accounts.sessions import Found
from tracker.accounts.throttle import SIGN_IN, count
from tracker.audit import trail
from tracker.db import db
from tracker.errors import NotFound, TrackerError
from tracker.policy.grants import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Subject


class Refused(TrackerError):
    """The address and password, or the code, are not right; which of them is never told."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session was begun; ``pending`` until the second factor is given."""

    token: str
    pending: bool


@dataclass(frozen=True, slots=True)
class _Person:
    """Who signs in, for the audit trail."""

    key: str


def sign_in(actor: Actor, *, email: str, password: str, old: str | None = None) -> SignedIn:
    """Begin a session with address and password; raises Refused or TooMany.

    A session that the browser came with ends: ids are never carried over a sign-in.
    """
    require(actor, Permission.SESSION_BEGIN)
    key = key_of(email)
    count(SIGN_IN, key)
    user = db.session.scalars(select(UserAccount).where(UserAccount.email == key)).one_or_none()
    kept = user.password_hash if user and user.disabled_at is None else None
    if not passwords.matches(kept, password) or user is None or kept is None:
        raise Refused("sign-in refused")
    if passwords.is_outdated(kept):
        user.password_hash = passwords.hash_of(password)
    _end(old)
    sessions.forget_ended()
    token = sessions.begin(user)
    trail.record(_Person(user.public_id), "accounts:session:begun", f"user:{user.public_id}", {})
    return SignedIn(token, pending=user.totp_secret is not None)


def give_second_factor(actor: Actor, found: Found, *, code: str) -> str:
    """Complete a pending session with a code; returns its new id. Raises Refused or TooMany."""
    require(actor, Permission.SESSION_BEGIN)
    if not found.pending or not second_factor.accepts(found.user, code):
        raise Refused("second factor refused")
    return sessions.proven(found.id)


def sign_out(actor: Actor, token: str | None) -> None:
    """End the session of this browser, if there is one."""
    require(actor, Permission.SESSION_BEGIN)
    _end(token)


def sign_out_everywhere(actor: Actor, user: UserAccount) -> None:
    """End every session of one's own, this one included, and every API token."""
    require(actor, Permission.OWN_ACCOUNT_KEEP, Subject(person=user.public_id))
    sessions.revoke_all(user)
    tokens.revoke_all(user)
    trail.record(actor, "accounts:session:all-ended", f"user:{user.public_id}", {})


def end_one_session(actor: Actor, user: UserAccount, *, public_id: str) -> None:
    """End one of one's own sessions, named as the account page names it."""
    require(actor, Permission.OWN_ACCOUNT_KEEP, Subject(person=user.public_id))
    for row in sessions.open_of(user):
        if row.public_id == public_id:
            sessions.revoke(row.id)
            return
    raise NotFound("session", public_id)


def knows_password(user: UserAccount, password: str) -> bool:
    """Whether the person proves once more who they are, before something weighty."""
    count(SIGN_IN, user.email)
    return passwords.matches(user.password_hash, password)


def _end(token: str | None) -> None:
    found = sessions.find(token) if token else None
    if found is not None:
        sessions.revoke(found.id)

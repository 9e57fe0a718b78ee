"""Password resets: an e-mailed link that works once, within an hour.

The answer is always the same, whether or not the address has an account. Two-step verification
stays on: a new password alone gives no access that needs it.
"""

from datetime import timedelta

from sqlalchemy import delete, select, update

from tracker.accounts import identifiers, passwords, queries, sessions, tokens
from tracker.accounts.actor import Actor
from tracker.accounts.addresses import lookup_key
from tracker.accounts.conditional_update import compare_and_set
from tracker.accounts.mail import queue, templates
from tracker.accounts.models import PasswordReset, UserAccount
from tracker.accounts.throttle import RESET, count
from tracker.audit import trail
from tracker.core import clock
from tracker.core.db import db, release_write_lock
from tracker.core.errors import Invalid, NotFound
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission

GOOD_FOR = timedelta(hours=1)


def ask(actor: Actor, *, email: str) -> None:
    """Send a link if the address has an account. Raises TooMany and nothing else."""
    require(actor, Permission.SESSION_BEGIN)
    key = lookup_key(email)
    count(RESET, key)
    user = queries.find_user_by_address(key)
    if user is not None and user.disabled_at is not None:
        user = None
    token, now = identifiers.secret(), clock.now()
    db.session.execute(delete(PasswordReset).where(PasswordReset.expires_at < now - GOOD_FOR))
    db.session.add(
        PasswordReset(
            token_hash=identifiers.hash_secret(token),
            user_id=user.id if user else None,
            expires_at=now + GOOD_FOR,
        )
    )
    db.session.flush()
    if user is not None:
        queue.enqueue(templates.reset(user, token=token))


def read(actor: Actor, *, token: str) -> UserAccount:
    """The user whose password the link sets. Raises NotFound for an invalid link."""
    require(actor, Permission.SESSION_BEGIN)
    query = select(PasswordReset).where(PasswordReset.token_hash == identifiers.hash_secret(token))
    row = db.session.scalars(query).one_or_none()
    good = row is not None and row.used_at is None and row.expires_at > clock.now()
    user = db.session.get(UserAccount, row.user_id) if good and row and row.user_id else None
    if user is None or user.disabled_at is not None:
        raise NotFound("link", "")
    return user


def finish(actor: Actor, *, token: str, password: str) -> UserAccount:
    """Set the new password. Every session, API token and other link of the user ends."""
    require(actor, Permission.SESSION_BEGIN)
    user = read(actor, token=token)
    faults = passwords.faults(password, about=(user.name, user.email, user.email.split("@")[0]))
    if faults:
        raise Invalid({"password": faults})
    release_write_lock()
    hashed = passwords.hash_password(password)
    user = read(actor, token=token)
    used = compare_and_set(
        update(PasswordReset)
        .where(
            PasswordReset.token_hash == identifiers.hash_secret(token),
            PasswordReset.used_at.is_(None),
        )
        .values(used_at=clock.now())
    )
    if not used:
        raise NotFound("link", "")
    user.password_hash = hashed
    forget_links(user)
    sessions.revoke_all(user)
    tokens.revoke_all(user)
    owner = Actor(key=user.public_id)
    trail.record(owner, "accounts:password:reset", f"user:{user.public_id}", {})
    queue.enqueue(templates.password_changed(user))
    return user


def forget_links(user: UserAccount) -> None:
    """Invalidate the user's other links."""
    db.session.execute(
        update(PasswordReset)
        .where(PasswordReset.user_id == user.id, PasswordReset.used_at.is_(None))
        .values(used_at=clock.now())
    )

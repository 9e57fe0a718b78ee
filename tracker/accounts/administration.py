"""Creates accounts, and lets administrators close, reopen and sign out accounts."""

from collections.abc import Mapping

from flask_babel import gettext as _

from tracker.accounts import identifiers, memberships, passwords, queries, sessions
from tracker.accounts import tokens as api_tokens
from tracker.accounts.actor import Actor
from tracker.accounts.mail import queue, templates
from tracker.accounts.models import UserAccount
from tracker.audit import trail
from tracker.core import clock
from tracker.core.db import db, release_write_lock
from tracker.core.errors import Conflict, Invalid
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Held, Subject
from tracker.schema.fields import clean

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
LONGEST_NAME = 200


def add_account(
    actor: Actor, *, email: str, fields: Mapping[str, str], held: Held | None
) -> UserAccount:
    """Create an account with a password chosen on the console. Raises Invalid or Conflict."""
    require(actor, Permission.ACCOUNT_ADD)
    return add_prepared(actor, new_account(email=email, fields=fields), held=held)


def add_prepared(actor: Actor, new: UserAccount, *, held: Held | None) -> UserAccount:
    """Add an account that ``new_account`` made, inside a transaction that is already open.

    Raises Conflict where the address has an account.
    """
    require(actor, Permission.ACCOUNT_ADD)
    if queries.find_user_by_address(new.email) is not None:
        raise Conflict("there is an account with this address already")
    user = make_account(new)
    content: dict[str, str | None] = {}
    if held is not None:
        memberships.add(user, held, granted_by=actor.key)
        content = memberships.describe(held)
    trail.record(actor, "accounts:account:added", f"user:{user.public_id}", content)
    return user


def new_account(*, email: str, fields: Mapping[str, str]) -> UserAccount:
    """Validate name, password and language for ``make_account``. Raises Invalid by field.

    Comes before the first change: the lock on writing is given back while the password is hashed.
    """
    name, password = clean(fields.get("name", "")), fields.get("password", "")
    faults: dict[str, list[str]] = {"name": name_faults(name)}
    faults["password"] = passwords.faults(password, about=(name, email, email.partition("@")[0]))
    if any(faults.values()):
        raise Invalid({field: texts for field, texts in faults.items() if texts})
    language = fields.get("language", "en")
    release_write_lock()
    return UserAccount(
        public_id=identifiers.public_id(),
        email=email,
        name=name,
        language=language if language in LANGUAGES else "en",
        password_hash=passwords.hash_password(password),
        notify_decisions=True,
        notify_reminders=True,
        created_at=clock.now(),
    )


def make_account(new: UserAccount) -> UserAccount:
    """Store a new account."""
    db.session.add(new)
    db.session.flush()
    return new


def name_faults(name: str) -> list[str]:
    """Reasons to refuse a name, or an empty list. Any script and any number of words is allowed."""
    if not name:
        return [_("Enter your name.")]
    if len(name) > LONGEST_NAME or any(ord(letter) < 32 for letter in name):
        return [_("Use at most %(most)s characters, on one line.", most=LONGEST_NAME)]
    return []


def disable(actor: Actor, user: UserAccount) -> None:
    """Close an account. Its sign-ins, sessions and tokens stop working at once."""
    require(actor, Permission.ACCOUNT_LOCK, Subject(person=user.public_id))
    if user.disabled_at is not None:
        raise Conflict("the account is closed already")
    user.disabled_at = clock.now()
    sessions.revoke_all(user)
    api_tokens.revoke_all(user)
    trail.record(actor, "accounts:account:disabled", f"user:{user.public_id}", {})
    queue.enqueue(templates.disabled(user))


def enable(actor: Actor, user: UserAccount) -> None:
    """Reopen a closed account with the memberships that it had."""
    require(actor, Permission.ACCOUNT_LOCK, Subject(person=user.public_id))
    if user.disabled_at is None:
        raise Conflict("the account is open already")
    user.disabled_at = None
    trail.record(actor, "accounts:account:enabled", f"user:{user.public_id}", {})


def sign_out_everywhere(actor: Actor, user: UserAccount) -> None:
    """End every session and API token of a user."""
    require(actor, Permission.ACCOUNT_LOCK, Subject(person=user.public_id))
    sessions.revoke_all(user)
    api_tokens.revoke_all(user)
    trail.record(actor, "accounts:session:all-ended", f"user:{user.public_id}", {})

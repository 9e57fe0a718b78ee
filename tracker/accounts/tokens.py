"""API tokens: keys for programs, shown once, stored as hashes, with scope and expiry.

A token has no role that needs two-step verification, because no code is entered for its requests.
There are two exceptions by scope: a verified validating authority may create a token that approves
reports, and a verified administrator one that imports files of the registry.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from flask_babel import gettext as _
from sqlalchemy import select, update

from tracker.accounts import identifiers
from tracker.accounts.actor import Actor
from tracker.accounts.actor_loading import load_actor
from tracker.accounts.conditional_update import held
from tracker.accounts.mail import queue, templates
from tracker.accounts.models import APIToken, UserAccount
from tracker.audit import trail
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import Invalid, NotFound
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Role, Subject

MARK = "ct"
LONGEST_DAYS, MOST = 365, 20
LONGEST_CARRYING = 90  # days of a token that carries a role


class Scope(StrEnum):
    """The uses that a token allows. It never exceeds the owner's rights."""

    RECORDS_READ = "records:read"  # drafts of one's own side
    REPORTS_WRITE = "reports:write"
    REPORTS_CLEAR = "reports:clear"  # clear, send, withdraw: the validating authority's
    ACTIONS_WRITE = "actions:write"
    REPLIES_WRITE = "replies:write"
    REGISTRY_WRITE = "registry:write"  # bring files of the registry: the administrators'


# A role that a token has only by a scope; it is made by somebody who has proven it just then.
CARRIES: Mapping[Scope, Role] = {
    Scope.REPORTS_CLEAR: Role.VALIDATING_AUTHORITY,
    Scope.REGISTRY_WRITE: Role.ADMINISTRATOR,
}


@dataclass(frozen=True, slots=True)
class Bearer:
    """The owner of a token and the uses that it allows."""

    actor: Actor
    scopes: frozenset[Scope]


def make(actor: Actor, user: UserAccount, *, name: str, scopes: list[str], days: int) -> str:
    """Create a token and return it. It cannot be shown again. Raises Invalid by field."""
    require(actor, Permission.OWN_ACCOUNT_KEEP, Subject(person=user.public_id))
    known = [Scope(scope) for scope in scopes if scope in set(Scope)]
    faults = {}
    if not name.strip() or len(name) > 100:
        faults["name"] = [_("Enter the purpose, in at most 100 characters.")]
    if not known or len(known) != len(scopes):
        faults["scopes"] = [_("Choose at least one permission.")]
    elif any(CARRIES[scope] not in actor.roles for scope in known if scope in CARRIES):
        faults["scopes"] = [_("Your role does not allow this permission.")]
    most = LONGEST_CARRYING if any(scope in CARRIES for scope in known) else LONGEST_DAYS
    if not 1 <= days <= most:
        faults["days"] = [_("Enter 1 to %(most)s days.", most=most)]
    if len(open_of(user)) >= MOST:
        faults["name"] = [_("You already have %(most)s tokens. Revoke one first.", most=MOST)]
    if faults:
        raise Invalid(faults)
    prefix = secrets.token_hex(4)
    token = f"{MARK}_{prefix}_{identifiers.secret()}"
    now = clock.now()
    db.session.add(
        APIToken(
            user_id=user.id,
            prefix=prefix,
            secret_hash=identifiers.hash_secret(token),
            name=name.strip(),
            scopes=" ".join(sorted(known)),
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
    )
    content = {"token": prefix, "scopes": sorted(known), "days": days}
    trail.record(actor, "accounts:token:made", f"user:{user.public_id}", content)
    queue.enqueue(templates.token_made(user, name=name.strip()))
    return token


def end(actor: Actor, user: UserAccount, *, prefix: str) -> None:
    """End one of one's own tokens. Raises NotFound."""
    require(actor, Permission.OWN_ACCOUNT_KEEP, Subject(person=user.public_id))
    row = next((row for row in open_of(user) if row.prefix == prefix), None)
    if row is None:
        raise NotFound("token", prefix)
    row = held(row)
    if row.revoked_at is not None:
        return
    row.revoked_at = clock.now()
    trail.record(actor, "accounts:token:ended", f"user:{user.public_id}", {"token": prefix})


def bearer_of(token: str) -> Bearer | None:
    """The bearer of a token. None if it is unknown, ended or expired, or the account is closed."""
    if not token.isascii() or not token.isprintable():
        return None
    mark, _first, rest = token.partition("_")
    prefix, _second, _secret = rest.partition("_")
    row = db.session.scalars(select(APIToken).where(APIToken.prefix == prefix[:12])).one_or_none()
    stored_hash = row.secret_hash if row else identifiers.hash_secret("")
    right = hmac.compare_digest(stored_hash, identifiers.hash_secret(token))
    if row is None or not right or mark != MARK or not _holds(row):
        return None
    scopes = frozenset(Scope(scope) for scope in row.scopes.split())
    carried = frozenset(CARRIES[scope] for scope in scopes if scope in CARRIES)
    # Whoever gave the second factor up has nothing that rests on it.
    besides = carried if row.user.totp_secret else frozenset[Role]()
    return Bearer(load_actor(row.user, second_factor=False, besides=besides), scopes)


def used_today(token: str) -> bool:
    """Whether today is already recorded as a day of use."""
    query = select(APIToken.last_used_on).where(
        APIToken.secret_hash == identifiers.hash_secret(token)
    )
    return db.session.scalar(query) == clock.today()


def note_use(token: str) -> None:
    """Record the day of use. Nothing more precise is stored about programs."""
    db.session.execute(
        update(APIToken)
        .where(APIToken.secret_hash == identifiers.hash_secret(token))
        .values(last_used_on=clock.today())
    )


def open_of(user: UserAccount) -> list[APIToken]:
    """The user's valid tokens, newest first."""
    rows = db.session.scalars(
        select(APIToken)
        .where(APIToken.user_id == user.id, APIToken.revoked_at.is_(None))
        .order_by(APIToken.id.desc())
    )
    return [row for row in rows if _holds(row)]


def revoke_all(user: UserAccount) -> None:
    """End every token of the user."""
    db.session.execute(
        update(APIToken)
        .where(APIToken.user_id == user.id, APIToken.revoked_at.is_(None))
        .values(revoked_at=clock.now())
    )


def _holds(row: APIToken) -> bool:
    return row.revoked_at is None and row.expires_at > clock.now() and row.user.disabled_at is None

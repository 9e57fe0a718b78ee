"""Erases the personal data of an account, at the person's request or by order of law.

What the person did stays on the public record and in the trail, under an opaque key that no longer
leads to anybody: a row remains, without name, address, password or second factor.
"""

from blinker import signal
from sqlalchemy import delete, select, update

from tracker.accounts import memberships
from tracker.accounts.actor import Actor
from tracker.accounts.actor_loading import open_memberships
from tracker.accounts.idempotency import IdempotentAnswer
from tracker.accounts.models import (
    AccountRequest,
    APIToken,
    Invitation,
    OutboxMail,
    PasswordReset,
    RecoveryCode,
    Subscription,
    UserAccount,
    UserSession,
)
from tracker.accounts.view_models import SavedView
from tracker.audit import trail
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import Conflict
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Subject

# Sent with ``user`` in the erasing transaction. Parts that store data by account delete them.
account_erased = signal("tracker.accounts.account-erased")

# A top-level name that no mail can ever be sent to (RFC 2606).
NOWHERE = "erased.invalid"


def erase(actor: Actor, user: UserAccount) -> None:
    """Erase everything that identifies the person. Raises Conflict if that was done before.

    No e-mail confirms it, because the outbox would keep the address.
    """
    require(actor, Permission.ACCOUNT_ERASE, Subject(person=user.public_id))
    if is_erased(user):
        raise Conflict("the account is erased already")
    address = user.email
    for membership in open_memberships(user):
        memberships.end(actor, membership)
    _remove_what_proves_who(user)
    _forget_the_address(address)
    account_erased.send(None, user=user)
    user.email, user.name = f"{user.public_id}@{NOWHERE}", ""
    user.password_hash = user.totp_secret = user.totp_last_step = None
    user.disabled_at = user.disabled_at or clock.now()
    for notice in ("decisions", "reminders", "digest", "clearance", "queue"):
        setattr(user, f"notify_{notice}", False)
    db.session.flush()
    trail.record(actor, "accounts:account:erased", f"user:{user.public_id}", {})


def is_erased(user: UserAccount) -> bool:
    """Whether the account was erased and only its stub remains."""
    return user.email.endswith(f"@{NOWHERE}")


def _remove_what_proves_who(user: UserAccount) -> None:
    for model in (UserSession, RecoveryCode, PasswordReset, APIToken, IdempotentAnswer, SavedView):
        db.session.execute(delete(model).where(model.user_id == user.id))


def _forget_the_address(address: str) -> None:
    """Delete the e-mails, subscriptions, invitations and requests of an address."""
    for model, column in ((OutboxMail, OutboxMail.recipient), (Subscription, Subscription.email)):
        db.session.execute(delete(model).where(column == address))
    emptied = {"email": "", "name": "", "organisation": "", "reason": ""}
    db.session.execute(
        update(AccountRequest).where(AccountRequest.email == address).values(emptied)
    )
    now = clock.now()
    for invitation in db.session.scalars(select(Invitation).where(Invitation.email == address)):
        invitation.email = invitation.name = ""
        if invitation.accepted_at is None:
            invitation.revoked_at = invitation.revoked_at or now

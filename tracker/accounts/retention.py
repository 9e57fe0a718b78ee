"""Deletes rows that are stored for a limited time: sessions, e-mails, invitations, requests.

`docs/safeguarding.md` says the same times to readers; a test compares them.
"""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import delete, update

from tracker.accounts import idempotency, sessions, throttle
from tracker.accounts.actor import Actor
from tracker.accounts.conditional_update import compare_and_set
from tracker.accounts.mail import subscriptions
from tracker.accounts.models import (
    AccountRequest,
    Invitation,
    OutboxMail,
    PasswordReset,
    Subscription,
)
from tracker.core import clock
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission

# Long enough for questions about a letter, and for no reminder to be taken for a new one.
LETTERS = timedelta(days=90)
INVITATIONS = timedelta(days=90)
REQUESTS = timedelta(days=90)


def forget(actor: Actor) -> Mapping[str, int]:
    """Delete rows past their retention time and return how many of each kind."""
    require(actor, Permission.EXPIRED_FORGET)
    now = clock.now()
    emptied = {"name": "", "email": "", "organisation": "", "reason": ""}
    return {
        "sessions": sessions.forget_ended(),
        "links for a new password": compare_and_set(
            delete(PasswordReset).where(PasswordReset.expires_at < now)
        ),
        "subscriptions that were not confirmed": compare_and_set(
            delete(Subscription).where(
                Subscription.confirmed_at.is_(None),
                Subscription.created_at < now - subscriptions.GOOD_FOR,
            )
        ),
        "answers to programs": idempotency.forget_old(),
        "counts of tries": throttle.forget_given_back(),
        "letters sent": compare_and_set(
            delete(OutboxMail).where(OutboxMail.sent_at < now - LETTERS)
        ),
        "invitations": compare_and_set(
            delete(Invitation).where(Invitation.expires_at < now - INVITATIONS)
        ),
        "requests": compare_and_set(
            update(AccountRequest)
            .where(AccountRequest.decided_at < now - REQUESTS, AccountRequest.email != "")
            .values(emptied)
        ),
    }

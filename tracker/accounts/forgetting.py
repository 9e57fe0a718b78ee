"""What is not kept for ever: who was here, to whom was written, who was invited and did not come.

`docs/safeguarding.md` says the same times to readers; a test compares them.
"""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import delete, update

from tracker import clock
from tracker.accounts import kept_answers, sessions, subscriptions, throttle
from tracker.accounts.actor import Actor
from tracker.accounts.changing import changed
from tracker.accounts.models import (
    AccountRequest,
    Invitation,
    OutboxMail,
    PasswordReset,
    Subscription,
)
from tracker.policy.grants import require
from tracker.policy.permissions import Permission

# Long enough for questions about a letter, and for no reminder to be taken for a new one.
LETTERS = timedelta(days=90)
INVITATIONS = timedelta(days=90)
REQUESTS = timedelta(days=90)


def forget(actor: Actor) -> Mapping[str, int]:
    """Remove what has been kept long enough; how many rows of each."""
    require(actor, Permission.EXPIRED_FORGET)
    now = clock.now()
    emptied = {"name": "", "email": "", "organisation": "", "reason": ""}
    return {
        "sessions": sessions.forget_ended(),
        "links for a new password": changed(
            delete(PasswordReset).where(PasswordReset.expires_at < now)
        ),
        "subscriptions that were not confirmed": changed(
            delete(Subscription).where(
                Subscription.confirmed_at.is_(None),
                Subscription.created_at < now - subscriptions.GOOD_FOR,
            )
        ),
        "answers to programs": kept_answers.forget_old(),
        "counts of tries": throttle.forget_given_back(),
        "letters sent": changed(delete(OutboxMail).where(OutboxMail.sent_at < now - LETTERS)),
        "invitations": changed(delete(Invitation).where(Invitation.expires_at < now - INVITATIONS)),
        "requests": changed(
            update(AccountRequest)
            .where(AccountRequest.decided_at < now - REQUESTS, AccountRequest.email != "")
            .values(emptied)
        ),
    }

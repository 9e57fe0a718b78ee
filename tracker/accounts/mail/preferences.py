"""Which e-mails a person may turn off, and the signed link for it.

Letters about the safety of an account are of no kind named here: they are always sent.
"""

from collections.abc import Mapping
from enum import StrEnum

from itsdangerous import BadSignature, URLSafeSerializer

from tracker.accounts import queries
from tracker.accounts.actor import Actor
from tracker.accounts.encryption import derived_key
from tracker.accounts.models import UserAccount
from tracker.audit import trail
from tracker.core.errors import NotFound
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission


class Preference(StrEnum):
    """A kind of e-mail that can be turned off. The value is the column of the account."""

    REMINDERS = "notify_reminders"
    DIGEST = "notify_digest"
    CLEARANCE = "notify_clearance"
    DECISIONS = "notify_decisions"
    QUEUE = "notify_queue"
    REQUESTS = "notify_requests"


# By kind of letter, which wish it heeds.
HEEDED: Mapping[str, Preference] = {
    "reminder": Preference.REMINDERS,
    "digest": Preference.DIGEST,
    "report-cleared": Preference.CLEARANCE,
    "approval-asked": Preference.CLEARANCE,
    "approval-returned": Preference.CLEARANCE,
    "report-returned": Preference.DECISIONS,
    "report-submitted": Preference.QUEUE,
    "submission-waits": Preference.QUEUE,
    "submission-decided": Preference.DECISIONS,
    "request-waiting": Preference.REQUESTS,
    "mistake-reported": Preference.QUEUE,
}


def wants(user: UserAccount, kind: str) -> bool:
    """Whether the user receives this kind of e-mail. Always false for a closed account."""
    heeded = HEEDED.get(kind)
    return user.disabled_at is None and (heeded is None or bool(getattr(user, heeded)))


def token_for(user: UserAccount, preference: Preference) -> str:
    """The token in a link that turns off this one kind of e-mail. It never expires."""
    return _signer().dumps([user.public_id, preference.name])


def read(token: str) -> tuple[UserAccount, Preference]:
    """The user and the kind of e-mail behind a token. Raises NotFound."""
    try:
        public_id, name = _signer().loads(token)
        preference = Preference[name]
    except (BadSignature, ValueError, KeyError, TypeError):
        raise NotFound("link", "") from None
    user = queries.find_user(public_id)
    if token != token_for(user, preference):  # decoding forgives letters that do not belong
        raise NotFound("link", "")
    return user, preference


def turn_off(actor: Actor, *, token: str) -> Preference:
    """Turn off a kind of e-mail for the owner of the link. Repeating it changes nothing."""
    require(actor, Permission.MAIL_STOP)
    user, preference = read(token)
    if getattr(user, preference):
        setattr(user, preference, False)
        content = {"off": preference.name.lower(), "by": "link"}
        trail.record(actor, "accounts:preferences:changed", f"user:{user.public_id}", content)
    return preference


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(derived_key("stop letters"))

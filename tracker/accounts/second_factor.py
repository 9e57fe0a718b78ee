"""Two-step verification: one-time codes (RFC 6238) and recovery codes.

A code works once. The seed is shown while it is set up, sealed into the form, and stored only when
a first code proved that the telephone has it.
"""

import hmac
from dataclasses import dataclass

import pyotp
from flask_babel import gettext as _
from sqlalchemy import delete, or_, update

from tracker.accounts import encryption, identifiers, sessions, tokens
from tracker.accounts.actor import Actor
from tracker.accounts.conditional_update import compare_and_set
from tracker.accounts.mail import queue, templates
from tracker.accounts.models import RecoveryCode, UserAccount
from tracker.accounts.throttle import KNOWN_SECOND_FACTOR, SECOND_FACTOR, SETTING_UP, count
from tracker.audit import trail
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import Invalid
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Subject

STEP, TOLERANCE = 30, 1  # seconds; steps that a telephone's clock may be off
HOW_MANY = 10
SET_UP_WITHIN = 1800  # seconds
ISSUER = "Commitments Tracker"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """The data for setting up two-step verification. Nothing is stored yet."""

    secret: str  # as typed by hand
    sealed: str  # as the form carries it
    uri: str  # as the QR code says it


def begin_enrolment(actor: Actor, user: UserAccount, *, sealed: str | None = None) -> Enrolment:
    """Create a new seed, or keep the one in the form."""
    require(actor, Permission.OWN_ACCOUNT_KEEP, Subject(person=user.public_id))
    secret = _opened(user, sealed) or pyotp.random_base32()
    uri = pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name=ISSUER)
    again = encryption.encrypt(f"{user.public_id} {secret}", purpose="enrolment")
    return Enrolment(secret, again, uri)


def finish_enrolment(
    actor: Actor, user: UserAccount, *, sealed: str, code: str, session_id: int
) -> tuple[list[str], str]:
    """Store the seed after a first code. Returns recovery codes and the new session id.

    Raises Invalid if the code is not that of the seed. Other sessions of the person end.
    """
    require(actor, Permission.OWN_ACCOUNT_KEEP, Subject(person=user.public_id))
    count(SETTING_UP, user.public_id)
    secret = _opened(user, sealed)
    step = _step_of(secret, code) if secret else None
    if secret is None or step is None:
        raise Invalid({"code": [_wrong_code()]})
    user.totp_secret = encryption.encrypt(secret, purpose="one-time codes")
    user.totp_last_step = step
    codes = _new_codes(user)
    sessions.revoke_all(user, but=session_id)
    token = sessions.mark_verified(session_id)
    trail.record(actor, "accounts:second-factor:set-up", f"user:{user.public_id}", {})
    queue.enqueue(templates.second_factor_changed(user))
    return codes, token


def accepts(user: UserAccount, code: str, *, known: str | None = None) -> bool:
    """Check a one-time or recovery code and use it up. Raises TooMany.

    ``known`` names a browser that the account was used from before.
    """
    if known is None:
        count(SECOND_FACTOR, user.public_id)
    else:
        count(KNOWN_SECOND_FACTOR, f"{user.public_id} {known}")
    plain = "".join(code.split())
    if len(plain) == 6:
        return _accepts_one_time(user, plain)
    return _accepts_recovery(user, plain.lower())


def regenerate_recovery_codes(actor: Actor, user: UserAccount) -> list[str]:
    """Replace all recovery codes by new ones."""
    require(actor, Permission.OWN_ACCOUNT_KEEP, Subject(person=user.public_id))
    codes = _new_codes(user)
    trail.record(actor, "accounts:recovery-codes:made", f"user:{user.public_id}", {})
    queue.enqueue(templates.second_factor_changed(user))
    return codes


def remove(actor: Actor, user: UserAccount, *, session_id: int) -> str:
    """Turn off two-step verification of one's own account. Returns the new session id.

    Roles that need a second factor give no right until there is one again.
    """
    require(actor, Permission.OWN_ACCOUNT_KEEP, Subject(person=user.public_id))
    _forget(user)
    sessions.revoke_all(user, but=session_id)
    trail.record(actor, "accounts:second-factor:removed", f"user:{user.public_id}", {})
    return sessions.mark_unverified(session_id)


def remove_lost(actor: Actor, user: UserAccount) -> None:
    """Turn off two-step verification of a user who lost it, after checking who asks.

    Sessions and API tokens end as well, because a finder of the telephone may have used them.
    """
    require(actor, Permission.ACCOUNT_LOCK, Subject(person=user.public_id))
    _forget(user)
    sessions.revoke_all(user)
    tokens.revoke_all(user)
    trail.record(actor, "accounts:second-factor:removed", f"user:{user.public_id}", {})


def codes_left(user: UserAccount) -> int:
    """How many recovery codes are unused."""
    query = db.select(db.func.count()).select_from(RecoveryCode)
    found = db.session.scalar(
        query.where(RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None))
    )
    return found or 0


def _forget(user: UserAccount) -> None:
    user.totp_secret = None
    user.totp_last_step = None
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    queue.enqueue(templates.second_factor_changed(user))


def _new_codes(user: UserAccount) -> list[str]:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    codes = [identifiers.recovery_code() for _number in range(HOW_MANY)]
    db.session.add_all(
        RecoveryCode(user_id=user.id, code_hash=identifiers.hash_secret(code.replace("-", "")))
        for code in codes
    )
    db.session.flush()
    return codes


def _opened(user: UserAccount, sealed: str | None) -> str | None:
    try:
        text = encryption.decrypt(sealed or "", purpose="enrolment", seconds=SET_UP_WITHIN)
    except encryption.DecryptionFailed:
        return None
    whose, _space, secret = text.partition(" ")
    return secret if whose == user.public_id else None


def _step_of(secret: str, code: str) -> int | None:
    """The time step of this code near the present, or None."""
    plain = "".join(code.split()).encode("utf-8", "replace")
    present = int(clock.now().timestamp()) // STEP
    one_time = pyotp.TOTP(secret)
    for step in range(present - TOLERANCE, present + TOLERANCE + 1):
        if hmac.compare_digest(one_time.generate_otp(step).encode(), plain):
            return step
    return None


def _accepts_one_time(user: UserAccount, code: str) -> bool:
    if user.totp_secret is None:
        return False
    try:
        secret = encryption.decrypt(user.totp_secret, purpose="one-time codes")
    except encryption.DecryptionFailed:
        # The site's key was changed: a recovery code still helps, and then setting up anew.
        return False
    step = _step_of(secret, code)
    if step is None:
        return False
    # Conditional, so that of two requests with the same code only one is let in.
    used = compare_and_set(
        update(UserAccount)
        .where(
            UserAccount.id == user.id,
            or_(UserAccount.totp_last_step.is_(None), UserAccount.totp_last_step < step),
        )
        .values(totp_last_step=step)
    )
    return used == 1


def _accepts_recovery(user: UserAccount, code: str) -> bool:
    used = compare_and_set(
        update(RecoveryCode)
        .where(
            RecoveryCode.user_id == user.id,
            RecoveryCode.code_hash == identifiers.hash_secret(code.replace("-", "")),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=clock.now())
    )
    return used == 1


def _wrong_code() -> str:
    return _(
        "This code is wrong. The code changes every 30 seconds. Enter the one that the app "
        "shows now."
    )

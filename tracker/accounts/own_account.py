"""Changes that people make to their own account: password, address, name, language, e-mails."""

from collections.abc import Mapping

from flask_babel import gettext as _

from tracker.accounts import (
    administration,
    encryption,
    passwords,
    queries,
    resets,
    sessions,
    tokens,
)
from tracker.accounts.actor import Actor
from tracker.accounts.addresses import normalise
from tracker.accounts.mail import queue, templates
from tracker.accounts.mail.preferences import Preference
from tracker.accounts.models import UserAccount
from tracker.accounts.sign_in import check_password_again
from tracker.accounts.throttle import NEW_ADDRESS, count
from tracker.audit import trail
from tracker.core.db import db, release_write_lock
from tracker.core.errors import Invalid, NotFound
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Subject
from tracker.schema.fields import InvalidValue, clean

CONFIRM_WITHIN = 3600  # seconds


def change_password(actor: Actor, user: UserAccount, *, old: str, new: str, session_id: int) -> str:
    """Set a new password. Returns the new id of this session.

    Every other session and every API token ends, because a person who knew the old password may
    have created them.
    """
    require(actor, Permission.OWN_ACCOUNT_KEEP, Subject(person=user.public_id))
    confirm(user, old, field="old")
    faults = passwords.faults(new, about=(user.name, user.email, user.email.split("@")[0]))
    if faults:
        raise Invalid({"new": faults})
    release_write_lock()
    hashed = passwords.hash_password(new)
    user.password_hash = hashed
    resets.forget_links(user)
    sessions.revoke_all(user, but=session_id)
    tokens.revoke_all(user)
    trail.record(actor, "accounts:password:changed", f"user:{user.public_id}", {})
    queue.enqueue(templates.password_changed(user))
    db.session.flush()
    return sessions.renew(session_id)


def change_preferences(actor: Actor, user: UserAccount, *, fields: Mapping[str, str]) -> None:
    """Set name, language and e-mail preferences. Raises Invalid by field.

    What is so already is left without an event.
    """
    require(actor, Permission.OWN_ACCOUNT_KEEP, Subject(person=user.public_id))
    name, language = clean(fields.get("name", "")), fields.get("language", "")
    faults = {"name": administration.name_faults(name)}
    if language not in administration.LANGUAGES:
        faults["language"] = [_("Choose a language.")]
    if any(faults.values()):
        raise Invalid({field: texts for field, texts in faults.items() if texts})
    wanted = {"name": name, "language": language} | {each: each in fields for each in Preference}
    if all(getattr(user, each) == value for each, value in wanted.items()):
        return
    for each, value in wanted.items():
        setattr(user, each, value)
    trail.record(actor, "accounts:preferences:changed", f"user:{user.public_id}", {})


def ask_for_new_address(actor: Actor, user: UserAccount, *, email: str, password: str) -> None:
    """Send a link to the new address. Nothing changes until the link is opened.

    It is not revealed whether another account has that address. In this case no e-mail is sent.
    """
    require(actor, Permission.OWN_ACCOUNT_KEEP, Subject(person=user.public_id))
    confirm(user, password, field="password")
    try:
        wanted = normalise(email)
    except InvalidValue as unreadable:
        message = _("Enter %(wanted)s.", wanted=str(unreadable))
        raise Invalid({"email": [message]}) from None
    count(NEW_ADDRESS, user.public_id)
    if queries.find_user_by_address(wanted) is None:
        token = encryption.encrypt(f"{user.public_id} {user.email} {wanted}", purpose="new address")
        queue.enqueue(templates.confirm_address(user, email=wanted, token=token))


def take_new_address(actor: Actor, user: UserAccount, *, token: str) -> None:
    """Change to the address that the link was sent to. Raises NotFound for an invalid link."""
    require(actor, Permission.OWN_ACCOUNT_KEEP, Subject(person=user.public_id))
    try:
        text = encryption.decrypt(token, purpose="new address", seconds=CONFIRM_WITHIN)
    except encryption.DecryptionFailed:
        raise NotFound("link", "") from None
    whose, old, wanted = text.split(" ")
    taken = queries.find_user_by_address(wanted) is not None
    if whose != user.public_id or old != user.email or taken:
        raise NotFound("link", "")
    user.email = wanted
    resets.forget_links(user)
    trail.record(actor, "accounts:address:changed", f"user:{user.public_id}", {})
    queue.enqueue(templates.address_changed(user, old=old))


def confirm(user: UserAccount, password: str, *, field: str = "password") -> None:
    """Check the password again before a sensitive change. Raises Invalid or TooMany."""
    if not check_password_again(user, password):
        raise Invalid({field: [_("This is not your current password.")]})

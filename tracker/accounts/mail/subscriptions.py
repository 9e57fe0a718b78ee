"""E-mail subscriptions without an account: request, confirm, change and end them.

The answer to a request is always the same, whatever the address. An unconfirmed address receives
only the e-mail that asks for confirmation. Stopping deletes the address.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from tracker.accounts import identifiers
from tracker.accounts.actor import Actor
from tracker.accounts.addresses import normalise
from tracker.accounts.conditional_update import held
from tracker.accounts.mail import queue, subscription_templates
from tracker.accounts.mail.subscription_links import named
from tracker.accounts.models import OutboxMail, Subscription
from tracker.accounts.throttle import ALL_SUBSCRIBING, SUBSCRIBING, count
from tracker.audit import trail
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import Invalid, NotFound
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.schema.fields import InvalidValue

GOOD_FOR = timedelta(hours=48)
TWICE = timedelta(minutes=1)


class Frequency(StrEnum):
    """How often e-mails are sent."""

    IMMEDIATE = "immediate"
    WEEKLY = "weekly"


class Subject(StrEnum):
    """The subject of a subscription. Every subject except the first has a code."""

    EVERYTHING = "everything"
    STATE = "state"
    COMMITMENT = "commitment"
    THEME = "theme"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class SubscriptionTopic:
    """A subject with its code. ``code`` is empty if the subject is everything."""

    subject: Subject = Subject.EVERYTHING
    code: str = ""

    @property
    def filters(self) -> dict[str, str]:
        """The topic as filters of the timeline."""
        return {} if self.subject is Subject.EVERYTHING else {self.subject.value: self.code}


def subscribe(
    actor: Actor, *, email: str, about: SubscriptionTopic, rhythm: str, language: str
) -> None:
    """Ask the owner of an address to confirm a subscription. Raises Invalid or TooMany.

    An existing subscriber gets an e-mail that says so, and nothing changes. A repeated request
    within a minute counts as the same form, so only one e-mail is sent.
    """
    require(actor, Permission.SUBSCRIPTION_ASK)
    address = _read(email, rhythm)
    count(SUBSCRIBING, address, together=ALL_SUBSCRIBING)
    row = db.session.scalar(
        select(Subscription).where(
            Subscription.email == address,
            Subscription.subject == about.subject,
            Subscription.code == about.code,
        )
    )
    if row is not None and row.confirmed_at is not None:
        queue.enqueue(subscription_templates.had_already(row))
        return
    now = clock.now()
    if row is not None and now < row.created_at + TWICE:
        return
    if row is None:
        row = Subscription(
            public_id=identifiers.public_id(),
            email=address,
            subject=about.subject,
            code=about.code,
        )
    token = identifiers.secret()
    row.rhythm, row.language, row.created_at = Frequency(rhythm), language, now
    row.token_hash = identifiers.hash_secret(token)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return  # the same was asked for at the same moment, and its letter goes out
    queue.enqueue(subscription_templates.confirm(row, token=token))


def _read(email: str, rhythm: str) -> str:
    faults: dict[str, list[str]] = {}
    address = ""
    try:
        address = normalise(email)
    except InvalidValue as unreadable:
        faults["email"] = [_("Enter %(wanted)s.", wanted=str(unreadable))]
    if rhythm not in set(Frequency):
        faults["rhythm"] = [_("Choose how often.")]
    if faults:
        raise Invalid(faults)
    return address


def waiting(actor: Actor, *, token: str) -> Subscription:
    """The subscription that a link confirms. Raises NotFound after the link expires."""
    require(actor, Permission.SUBSCRIPTION_KEEP)
    query = select(Subscription).where(Subscription.token_hash == identifiers.hash_secret(token))
    row = db.session.scalar(query)
    if row is None or clock.now() > row.created_at + GOOD_FOR:
        raise NotFound("link", "")
    return row


def confirm(actor: Actor, *, token: str) -> Subscription:
    """Activate a subscription for records published from now on. Repeating it changes nothing."""
    require(actor, Permission.SUBSCRIPTION_KEEP)
    row = held(waiting(actor, token=token))
    if row.confirmed_at is None:
        row.confirmed_at = row.told_until = clock.now()
        trail.record(actor, "accounts:subscription:confirmed", f"subscription:{row.public_id}", {})
    return row


def read(actor: Actor, *, token: str) -> Subscription:
    """The subscription behind a link in an e-mail. Raises NotFound, also after it ended."""
    require(actor, Permission.SUBSCRIPTION_KEEP)
    query = select(Subscription).where(Subscription.public_id == named(token))
    row = db.session.scalar(query)
    if row is None or row.confirmed_at is None:
        raise NotFound("link", "")
    return row


def has_ended(actor: Actor, *, token: str) -> bool:
    """Whether the link belongs to an ended subscription. Raises NotFound for foreign links."""
    require(actor, Permission.SUBSCRIPTION_KEEP)
    query = select(Subscription.id).where(Subscription.public_id == named(token))
    return db.session.scalar(query) is None


def change(actor: Actor, *, token: str, rhythm: str) -> Subscription:
    """Change how often e-mails are sent. Raises Invalid."""
    require(actor, Permission.SUBSCRIPTION_KEEP)
    row = held(read(actor, token=token))
    if rhythm not in set(Frequency):
        raise Invalid({"rhythm": [_("Choose how often.")]})
    if row.rhythm != rhythm:
        row.rhythm = Frequency(rhythm)
        trail.record(actor, "accounts:subscription:changed", f"subscription:{row.public_id}", {})
    return row


def stop(actor: Actor, *, token: str) -> None:
    """End the subscription and delete the address. Repeating it changes nothing."""
    require(actor, Permission.SUBSCRIPTION_KEEP)
    try:
        row = held(read(actor, token=token))
    except NotFound:
        return
    subject = f"subscription:{row.public_id}"
    db.session.execute(
        delete(OutboxMail).where(
            OutboxMail.subscription == row.public_id, OutboxMail.sent_at.is_(None)
        )
    )
    db.session.delete(row)
    db.session.flush()
    trail.record(actor, "accounts:subscription:stopped", subject, {})


def about_of(row: Subscription) -> SubscriptionTopic:
    """The topic of a subscription."""
    return SubscriptionTopic(Subject(row.subject), row.code)

"""Requests for an account: anybody sends one and an administrator decides.

The answer is always the same, whether or not the address has an account. The person's data are
deleted when the request is declined.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from flask_babel import gettext as _
from sqlalchemy import func, select

from tracker.accounts import administration, identifiers, invitations, roles
from tracker.accounts.actor import Actor
from tracker.accounts.addresses import normalise
from tracker.accounts.conditional_update import compare_and_set
from tracker.accounts.mail import preferences, queue, templates
from tracker.accounts.models import AccountRequest, Membership, UserAccount
from tracker.accounts.throttle import ALL_REQUESTS, REQUEST, count
from tracker.audit import trail
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import Conflict, Invalid, NotFound
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Held, Role
from tracker.schema.fields import InvalidValue, clean

# Nobody asks to administer the site: an administrator invites those.
ASKED_FOR = tuple(role for role in roles.OFFERED if role is not Role.ADMINISTRATOR)
LONGEST_REASON = 2_000


class Decision(StrEnum):
    """The decision on a request."""

    APPROVED = "approved"
    DECLINED = "declined"


def request_account(actor: Actor, *, fields: Mapping[str, str], language: str) -> None:
    """Send a request for an account. Raises Invalid by field, or TooMany.

    ``fields``: name, email, organisation, role and reason. The very same request that waits already
    is the same form sent twice, and nothing is added.
    """
    require(actor, Permission.ACCESS_REQUEST)
    given = {name: clean(text) for name, text in fields.items()}
    faults, email = _faults(given)
    if faults:
        raise Invalid(faults)
    count(REQUEST, email, together=ALL_REQUESTS)
    trail.hold()
    asked = {name: given[name] for name in ("name", "organisation", "role", "reason")}
    if _waits(email=email, **asked):
        return
    row = AccountRequest(
        public_id=identifiers.public_id(),
        name=given["name"],
        email=email,
        organisation=given["organisation"],
        role=given["role"],
        reason=given["reason"],
        language=language,
        created_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    content = {"role": row.role}
    trail.record(actor, "accounts:request:made", f"request:{row.public_id}", content)
    queue.enqueue(templates.request_received(email, language=language))
    _notify_administrators(row)


def _waits(**asked: str) -> bool:
    query = select(AccountRequest.id).filter_by(**asked).where(AccountRequest.decided_at.is_(None))
    return db.session.scalars(query).first() is not None


def _notify_administrators(row: AccountRequest) -> None:
    """E-mail administrators at most once a day while requests wait."""
    query = select(func.count()).where(AccountRequest.decided_at.is_(None))
    waiting = db.session.scalar(query) or 1
    matter = row.public_id if waiting == 1 else "more requests"
    for user in _administrators():
        if preferences.wants(user, "request-waiting"):
            queue.enqueue(templates.request_waiting(user, waiting=waiting, matter=matter))


def _administrators() -> Iterable[UserAccount]:
    held = select(Membership.user_id).where(
        Membership.role == Role.ADMINISTRATOR, Membership.ended_at.is_(None)
    )
    query = select(UserAccount).where(UserAccount.id.in_(held), UserAccount.disabled_at.is_(None))
    return db.session.scalars(query.order_by(UserAccount.id)).all()


def _faults(given: Mapping[str, str]) -> tuple[dict[str, list[str]], str]:
    faults = {"name": administration.name_faults(given.get("name", ""))}
    email = ""
    try:
        email = normalise(given.get("email", ""))
    except InvalidValue as unreadable:
        faults["email"] = [_("Enter %(wanted)s.", wanted=str(unreadable))]
    if not 0 < len(given.get("organisation", "")) <= 200:
        faults["organisation"] = [_("Enter the State or organisation, in at most 200 characters.")]
    if given.get("role") not in ASKED_FOR:
        faults["role"] = [_("Choose a role.")]
    if not 0 < len(given.get("reason", "")) <= LONGEST_REASON:
        faults["reason"] = [
            _("Say who can confirm this, in at most %(most)s characters.", most=LONGEST_REASON)
        ]
    return {field: texts for field, texts in faults.items() if texts}, email


def approve(actor: Actor, *, public_id: str, held: Held) -> str:
    """Answer a request with an invitation to a role. Returns the link."""
    require(actor, Permission.REQUEST_DECIDE)
    row = _take(actor, public_id, Decision.APPROVED)
    return invitations.invite(actor, email=row.email, held=held, language=row.language)


def decline(actor: Actor, *, public_id: str) -> None:
    """Decline a request and delete its text."""
    require(actor, Permission.REQUEST_DECIDE)
    row = _take(actor, public_id, Decision.DECLINED)
    queue.enqueue(templates.request_declined(row.email, language=row.language))
    row.name = row.email = row.organisation = row.reason = ""


def waiting(actor: Actor) -> Sequence[AccountRequest]:
    """Requests that wait for a decision, oldest first."""
    require(actor, Permission.ACCOUNTS_READ)
    query = select(AccountRequest).where(AccountRequest.decided_at.is_(None))
    return db.session.scalars(query.order_by(AccountRequest.id)).all()


def read(actor: Actor, *, public_id: str) -> AccountRequest:
    """One waiting request. Raises NotFound."""
    require(actor, Permission.ACCOUNTS_READ)
    found = next((row for row in waiting(actor) if row.public_id == public_id), None)
    if found is None:
        raise NotFound("request", public_id)
    return found


def _take(actor: Actor, public_id: str, decision: Decision) -> AccountRequest:
    """Record the decision by a conditional update, so that only one administrator decides."""
    query = select(AccountRequest).where(AccountRequest.public_id == public_id)
    row = db.session.scalars(query).one_or_none()
    if row is None:
        raise NotFound("request", public_id)
    decided = compare_and_set(
        db.update(AccountRequest)
        .where(AccountRequest.id == row.id, AccountRequest.decided_at.is_(None))
        .values(decided_at=clock.now(), decision=decision, decided_by=actor.key)
    )
    if not decided:
        raise Conflict("the request was decided already")
    content = {"decision": decision}
    trail.record(actor, "accounts:request:decided", f"request:{public_id}", content)
    return row

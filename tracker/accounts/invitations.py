"""Invitations: send, revoke, accept. A link works once, within 14 days."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from tracker.accounts import administration, identifiers, memberships, queries, roles, sessions
from tracker.accounts.actor import Actor
from tracker.accounts.conditional_update import compare_and_set, held
from tracker.accounts.mail import queue, templates
from tracker.accounts.models import Invitation, UserAccount
from tracker.audit import trail
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import Conflict, NotFound
from tracker.core.languages import forced_locale
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Held, Role, Subject

GOOD_FOR = timedelta(days=14)


class Standing(StrEnum):
    """The state of an invitation."""

    OPEN = "open"
    ACCEPTED = "accepted"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


TWICE = timedelta(minutes=1)  # within it, the same invitation again is the same form again
ALREADY_SENT = "the same invitation was sent a moment ago"


def invite(
    actor: Actor,
    *,
    email: str,
    held: Held,
    language: str = "en",
    name: str = "",
    refuse_repeat: bool = False,
) -> str:
    """Offer a role by e-mail to the owner of an address. Returns the link.

    Replaces an open invitation of the same address to the same role. With ``refuse_repeat``, an
    invitation sent within the last minute is not replaced: the form was sent twice, and Conflict is
    raised. Raises Forbidden for one's own address, so that people cannot promote themselves.
    """
    require(actor, Permission.INVITATION_SEND)
    known = queries.find_user_by_address(email)
    if known is not None:
        require(actor, Permission.MEMBERSHIP_GRANT, Subject(person=known.public_id))
    token, now = identifiers.secret(), clock.now()
    if refuse_repeat:
        trail.hold()
    for earlier in _open_for(email, held):
        if refuse_repeat and now < earlier.created_at + TWICE:
            raise Conflict(ALREADY_SENT)
        earlier.revoked_at = now
    row = Invitation(
        public_id=identifiers.public_id(),
        token_hash=identifiers.hash_secret(token),
        email=email,
        name=name,
        language=language,
        role=held.role,
        state=held.state,
        organisation_id=held.organisation,
        invited_by=actor.key,
        created_at=now,
        expires_at=now + GOOD_FOR,
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        raise Conflict(ALREADY_SENT) from None
    content = memberships.describe(held)
    trail.record(actor, "accounts:invitation:sent", f"invitation:{row.public_id}", content)
    with forced_locale(language):
        role = str(roles.NAMES[held.role])
    queue.enqueue(templates.invitation(email, token=token, role=role, language=language))
    return templates.link("invitation", token=token)


def send_again(actor: Actor, *, public_id: str) -> tuple[str, str]:
    """Replace an open or expired invitation by a new one. Returns its address and link.

    Raises NotFound where it was accepted or cancelled, and Conflict within a minute of the last.
    """
    require(actor, Permission.INVITATION_SEND)
    query = select(Invitation).where(Invitation.public_id == public_id)
    row = db.session.scalars(query).one_or_none()
    if row is None or standing_of(row) not in (Standing.OPEN, Standing.EXPIRED):
        raise NotFound("invitation", public_id)
    link = invite(
        actor,
        email=row.email,
        held=Held(Role(row.role), row.state, row.organisation_id),
        language=row.language,
        name=row.name,
        refuse_repeat=True,
    )
    return row.email, link


def revoke(actor: Actor, *, public_id: str) -> None:
    """Revoke an invitation. Raises NotFound unless it is open."""
    require(actor, Permission.INVITATION_SEND)
    row = next((row for row in open_ones(actor) if row.public_id == public_id), None)
    if row is None:
        raise NotFound("invitation", public_id)
    row = held(row)
    if not _is_open(row):
        raise NotFound("invitation", public_id)
    row.revoked_at = clock.now()
    trail.record(actor, "accounts:invitation:revoked", f"invitation:{row.public_id}", {})


def read(actor: Actor, *, token: str) -> Invitation:
    """The open invitation behind a link. Raises NotFound for any other link."""
    require(actor, Permission.INVITATION_ACCEPT)
    query = select(Invitation).where(Invitation.token_hash == identifiers.hash_secret(token))
    row = db.session.scalars(query).one_or_none()
    if row is None or not _is_open(row):
        raise NotFound("invitation", "")
    return row


def accept(actor: Actor, *, token: str, fields: Mapping[str, str]) -> str:
    """Create the account that the link offers and start a session. Returns the session id.

    ``fields``: name, password and language. Raises NotFound, Invalid by field, or Conflict if the
    address has an account: its owner accepts while signed in.
    """
    require(actor, Permission.INVITATION_ACCEPT)
    row = read(actor, token=token)
    new = administration.new_account(email=row.email, fields=fields)
    row = read(actor, token=token)
    if queries.find_user_by_address(row.email) is not None:
        raise Conflict("the address has an account")
    user = administration.make_account(new)
    _take(row, user)
    return sessions.begin(user)


def accept_as(actor: Actor, user: UserAccount, *, token: str) -> None:
    """Add the offered role to a signed-in user's account. Raises NotFound for other addresses."""
    require(actor, Permission.OWN_ACCOUNT_KEEP, Subject(person=user.public_id))
    row = read(actor, token=token)
    if row.email != user.email:
        raise NotFound("invitation", "")
    _take(row, user)


def is_open_for(email: str, held: Held) -> bool:
    """Whether an open invitation of the address for this role would be replaced."""
    return any(_is_open(row) for row in _open_for(email, held))


def standing_of(row: Invitation) -> Standing:
    """The current state of an invitation."""
    if row.accepted_at is not None:
        return Standing.ACCEPTED
    if row.revoked_at is not None:
        return Standing.CANCELLED
    return Standing.OPEN if row.expires_at > clock.now() else Standing.EXPIRED


def every_one(actor: Actor, standing: Standing | None = None) -> Sequence[Invitation]:
    """Invitations in one state, or all of them, newest first. Erased ones are left out."""
    require(actor, Permission.ACCOUNTS_READ)
    rows = db.session.scalars(
        select(Invitation)
        .where(Invitation.email != "")
        .options(selectinload(Invitation.organisation))
        .order_by(Invitation.id.desc())
    )
    return [row for row in rows if standing in (None, standing_of(row))]


def open_ones(actor: Actor) -> Sequence[Invitation]:
    """Invitations that can still be accepted, newest first."""
    require(actor, Permission.ACCOUNTS_READ)
    return db.session.scalars(
        select(Invitation)
        .where(
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > clock.now(),
        )
        .order_by(Invitation.id.desc())
    ).all()


def _take(row: Invitation, user: UserAccount) -> None:
    """Accept an invitation by a conditional update, so that a link works for one request only."""
    used = compare_and_set(
        db.update(Invitation)
        .where(
            Invitation.id == row.id,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
        .values(accepted_at=clock.now())
    )
    if not used:
        raise NotFound("invitation", "")
    held = Held(Role(row.role), row.state, row.organisation_id)
    memberships.add(user, held, granted_by=row.invited_by)
    actor = Actor(key=user.public_id)
    content = {**memberships.describe(held), "user": user.public_id}
    trail.record(actor, "accounts:invitation:accepted", f"invitation:{row.public_id}", content)


def _is_open(row: Invitation) -> bool:
    return row.accepted_at is None and row.revoked_at is None and row.expires_at > clock.now()


def _open_for(email: str, held: Held) -> list[Invitation]:
    """Invitations that were neither accepted nor revoked, including expired ones."""
    rows = db.session.scalars(
        select(Invitation).where(Invitation.email == email, Invitation.role == held.role)
    )
    return [
        row
        for row in rows
        if row.accepted_at is None
        and row.revoked_at is None
        and (row.state, row.organisation_id) == (held.state, held.organisation)
    ]

"""Memberships: grant, end, transfer. Ended memberships stay stored."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tracker.accounts import conditional_update, identifiers, queries, sessions, tokens
from tracker.accounts.actor import Actor
from tracker.accounts.actor_loading import open_memberships
from tracker.accounts.mail import queue, templates
from tracker.accounts.models import Membership, UserAccount
from tracker.audit import trail
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import Conflict, NotFound
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Held, Role, Subject


def grant(actor: Actor, user: UserAccount, held: Held) -> Membership:
    """Give a user a role. Raises Conflict if the user already holds the same one."""
    require(actor, Permission.MEMBERSHIP_GRANT, Subject(person=user.public_id))
    row = add(user, held, granted_by=actor.key)
    trail.record(actor, "accounts:membership:granted", f"user:{user.public_id}", describe(held))
    queue.enqueue(templates.memberships_changed(user))
    return row


def end(actor: Actor, membership: Membership) -> None:
    """End a membership. It gives no rights from the next request on."""
    require(actor, Permission.MEMBERSHIP_END, Subject(person=membership.user.public_id))
    _close(membership)
    trail.record(
        actor,
        "accounts:membership:ended",
        f"user:{membership.user.public_id}",
        describe(held_by(membership)),
    )
    queue.enqueue(templates.memberships_changed(membership.user))


def hand_over(actor: Actor, membership: Membership, *, to: UserAccount) -> Membership:
    """Pass a role on to another user, in place of its holder.

    Drafts and history belong to the state or organisation, so the successor finds them all. Who
    held the role is signed out everywhere and loses their API tokens in the same moment.
    """
    require(actor, Permission.MEMBERSHIP_END, Subject(person=membership.user.public_id))
    require(actor, Permission.MEMBERSHIP_GRANT, Subject(person=to.public_id))
    if to.id == membership.user_id:
        raise Conflict("a role cannot be handed over to who holds it")
    held = held_by(membership)
    _close(membership)
    sessions.revoke_all(membership.user)
    tokens.revoke_all(membership.user)
    row = _held_already(to, held) or add(to, held, granted_by=actor.key)
    content = {**describe(held), "to": f"user:{to.public_id}"}
    trail.record(
        actor, "accounts:membership:handed-over", f"user:{membership.user.public_id}", content
    )
    for user in (membership.user, to):
        queue.enqueue(templates.memberships_changed(user))
    return row


def release(actor: Actor, membership: Membership) -> None:
    """End a role that a newly invited user will take over. See ``hand_over``."""
    require(actor, Permission.MEMBERSHIP_END, Subject(person=membership.user.public_id))
    end(actor, membership)
    sessions.revoke_all(membership.user)
    tokens.revoke_all(membership.user)


def add(user: UserAccount, held: Held, *, granted_by: str) -> Membership:
    """Create the row of a new membership. Callers record the reason."""
    if _held_already(user, held):
        raise Conflict("the person holds this role already")
    try:
        with db.session.begin_nested():
            row = Membership(
                public_id=identifiers.public_id(),
                user=user,
                role=held.role,
                state=held.state,
                organisation_id=held.organisation,
                began_at=clock.now(),
                granted_by=granted_by,
            )
            db.session.add(row)
    except IntegrityError:
        raise Conflict("the person holds this role already") from None
    sessions.renew_all(user)
    return row


def describe(held: Held) -> dict[str, str | None]:
    """A role for the audit trail, without anybody's name or address."""
    organisation = queries.get_organisation(held.organisation)
    return {
        "role": held.role,
        "state": held.state,
        "organisation": organisation.public_id if organisation else None,
    }


def held_by(membership: Membership) -> Held:
    """The role and scope of a membership."""
    return Held(Role(membership.role), membership.state, membership.organisation_id)


def membership_of(user: UserAccount, public_id: str) -> Membership:
    """An open membership of the user. Raises NotFound."""
    for row in open_memberships(user):
        if row.public_id == public_id:
            return row
    raise NotFound("membership", public_id)


def every_membership(user: UserAccount) -> Sequence[Membership]:
    """All memberships that a user holds or held, oldest first."""
    return db.session.scalars(
        select(Membership).where(Membership.user_id == user.id).order_by(Membership.id)
    ).all()


def _held_already(user: UserAccount, held: Held) -> Membership | None:
    return next((row for row in open_memberships(user) if held_by(row) == held), None)


def _close(membership: Membership) -> None:
    membership = conditional_update.held(membership)
    if membership.ended_at is not None:
        raise Conflict("the membership has ended already")
    membership.ended_at = clock.now()
    db.session.flush()
    sessions.renew_all(membership.user)

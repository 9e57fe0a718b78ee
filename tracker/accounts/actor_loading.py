"""Loads an Actor for a user from the open memberships, at each request."""

from sqlalchemy import select

from tracker.accounts.actor import Actor
from tracker.accounts.models import Membership, UserAccount
from tracker.core.db import db
from tracker.policy.predicates import NEEDS_SECOND_FACTOR, Held, Role


def open_memberships(user: UserAccount) -> list[Membership]:
    """The memberships that a user holds now, oldest first."""
    return list(
        db.session.scalars(
            select(Membership)
            .where(Membership.user_id == user.id, Membership.ended_at.is_(None))
            .order_by(Membership.id)
        )
    )


def load_actor(
    user: UserAccount, *, second_factor: bool, besides: frozenset[Role] = frozenset()
) -> Actor:
    """The actor for a user.

    Without a second factor the roles that need one give no right; the states and organisations
    that a reviewer must stay away from count all the same. ``besides`` are roles that give their
    rights though no factor was given now.
    """
    memberships = open_memberships(user)
    held = frozenset(
        Held(Role(row.role), row.state, row.organisation_id)
        for row in memberships
        if second_factor or Role(row.role) not in NEEDS_SECOND_FACTOR - besides
    )
    return Actor(
        key=user.public_id,
        roles=frozenset(one.role for one in held),
        states=frozenset(row.state for row in memberships if row.state),
        organisations=frozenset(row.organisation_id for row in memberships if row.organisation_id),
        held=held,
    )


def needs_second_factor(user: UserAccount) -> bool:
    """Whether one of the user's roles requires two-step verification."""
    return any(Role(row.role) in NEEDS_SECOND_FACTOR for row in open_memberships(user))

"""Accounts in pages, for administrators."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from tracker.accounts.actor import Actor
from tracker.accounts.models import Membership, UserAccount
from tracker.core.db import db
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Role

PAGE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """A page of accounts, with the keys of the pages before and after it.

    ``next`` is None on the last page, ``previous`` on the first; empty, the first page is meant.
    """

    accounts: list[UserAccount]
    next: str | None
    previous: str | None = None


def accounts(
    actor: Actor, *, role: Role | None = None, words: str = "", after: str = "", limit: int = PAGE
) -> Page:
    """Accounts by address, optionally only those that hold a role or match a search."""
    require(actor, Permission.ACCOUNTS_READ)
    query = select(UserAccount).options(
        selectinload(UserAccount.memberships).selectinload(Membership.organisation)
    )
    if role is not None:
        query = query.where(
            UserAccount.memberships.any((Membership.role == role) & Membership.ended_at.is_(None))
        )
    if words:
        query = query.where(
            or_(
                UserAccount.email.contains(words.lower(), autoescape=True),
                UserAccount.name.icontains(words, autoescape=True),
            )
        )
    previous = None
    if after:
        # The cursor is a public id: an address of a person stays out of addresses of pages.
        last = select(UserAccount.email).where(UserAccount.public_id == after).scalar_subquery()
        # This page's cursor ends the page before; that page begins after the row ``limit`` above.
        above = query.where(UserAccount.email <= last).order_by(UserAccount.email.desc())
        first = db.session.scalars(above.offset(limit).limit(1)).first()
        previous = first.public_id if first else ""
        query = query.where(UserAccount.email > last)
    rows = list(db.session.scalars(query.order_by(UserAccount.email).limit(limit + 1)))
    following = rows[limit - 1].public_id if len(rows) > limit else None
    return Page(rows[:limit], following, previous)

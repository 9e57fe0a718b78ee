"""Saved views: the address of a list with its filters, under a name.

They are private: only their owner sees them, and erasing the account deletes them. The audit trail
records that a view was saved, but not which.
"""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import func, select

from tracker.accounts import identifiers
from tracker.accounts.actor import Actor
from tracker.accounts.models import UserAccount
from tracker.accounts.view_models import SavedView
from tracker.audit import trail
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import Conflict, Invalid, NotFound
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Subject

LONGEST_NAME, LONGEST_ADDRESS = 100, 2_000
MOST_VIEWS = 50


class AlreadySaved(Conflict):
    """The user has already saved this view."""

    def __init__(self) -> None:
        super().__init__("the view is saved already")


def own_views(actor: Actor, user: UserAccount) -> Sequence[SavedView]:
    """The user's saved views, newest first."""
    require(actor, Permission.OWN_ACCOUNT_KEEP, Subject(person=user.public_id))
    query = select(SavedView).where(SavedView.user_id == user.id).order_by(SavedView.id.desc())
    return db.session.scalars(query).all()


def save(actor: Actor, user: UserAccount, *, name: str, address: str) -> SavedView:
    """Save a view. Raises Invalid by field, and AlreadySaved for the same address.

    ``address``: path and query of a page of this site, without the language, as an address
    is sent (ASCII). The caller has checked that there is such a page.
    """
    require(actor, Permission.OWN_ACCOUNT_KEEP, Subject(person=user.public_id))
    cleaned = _checked_name(name)
    if not address.startswith("/") or not address.isascii() or len(address) > LONGEST_ADDRESS:
        raise Invalid({"to": [_("This page cannot be saved.")]})
    trail.hold()
    own = SavedView.user_id == user.id
    if db.session.scalar(select(SavedView.id).where(own, SavedView.address == address)):
        raise AlreadySaved
    count = db.session.scalar(select(func.count()).select_from(SavedView).where(own)) or 0
    if count >= MOST_VIEWS:
        raise Invalid(
            {"name": [_("You can save up to %(most)s views. Delete one first.", most=MOST_VIEWS)]}
        )
    row = SavedView(
        public_id=identifiers.public_id(),
        user_id=user.id,
        name=cleaned,
        address=address,
        saved_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    trail.record(actor, "accounts:view:saved", f"user:{user.public_id}", {})
    return row


def rename(actor: Actor, user: UserAccount, *, public_id: str, name: str) -> None:
    """Rename a view. Raises NotFound if the view is not the user's own."""
    require(actor, Permission.OWN_ACCOUNT_KEEP, Subject(person=user.public_id))
    row, cleaned = _own(user, public_id), _checked_name(name)
    if row.name != cleaned:
        row.name = cleaned
        trail.record(actor, "accounts:view:renamed", f"user:{user.public_id}", {})


def delete(actor: Actor, user: UserAccount, *, public_id: str) -> None:
    """Delete a view. Raises NotFound if the view is not the user's own."""
    require(actor, Permission.OWN_ACCOUNT_KEEP, Subject(person=user.public_id))
    db.session.delete(_own(user, public_id))
    trail.record(actor, "accounts:view:deleted", f"user:{user.public_id}", {})


def _own(user: UserAccount, public_id: str) -> SavedView:
    query = select(SavedView).where(SavedView.user_id == user.id, SavedView.public_id == public_id)
    row = db.session.scalars(query.with_for_update(of=SavedView)).one_or_none()
    if row is None:
        raise NotFound("view", public_id)
    return row


def _checked_name(name: str) -> str:
    cleaned = " ".join(name.split())
    if not cleaned or len(cleaned) > LONGEST_NAME:
        raise Invalid(
            {
                "name": [
                    _("Give the view a name of at most %(limit)s characters.", limit=LONGEST_NAME)
                ]
            }
        )
    return cleaned

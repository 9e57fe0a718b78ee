"""Saved ways of reading a user's files: save, find and delete them.

A file with the same columns is read the same way without being asked.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from tracker.accounts import queries
from tracker.accounts.actor import Actor
from tracker.core import clock, collation
from tracker.core.db import db
from tracker.core.errors import Invalid, NotFound
from tracker.exchange.imports.importable_kinds import ImportTarget
from tracker.exchange.imports.models import SavedMatching
from tracker.exchange.imports.pipeline import ReadingChoice, columns_hash, way_from
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission

LONGEST_NAME, MOST = 80, 50


def save(
    actor: Actor, offer: ImportTarget, name: str, columns: Sequence[str], way: ReadingChoice
) -> None:
    """Save the choices under a name, replacing those of the same name. Raises Invalid."""
    require(actor, Permission.IMPORTS_KEEP)
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise Invalid({"name": [_("use at most %(most)s letters", most=LONGEST_NAME)]})
    if way.matching is None:
        raise ValueError("nothing is matched yet")
    saved = db.session.scalar(_own(actor, offer).where(SavedMatching.name == name))
    if saved is None:
        if len(all_of(actor, offer)) >= MOST:
            raise Invalid(
                {
                    "name": [
                        _(
                            "you can have at most %(most)s saved settings; use an existing name",
                            most=MOST,
                        )
                    ]
                }
            )
        saved = SavedMatching(user_id=queries.find_user(actor.key).id, kind=offer.name, name=name)
        db.session.add(saved)
    saved.columns_hash = columns_hash(columns)
    saved.matching, saved.value_map = way.matching.as_json(), way.value_map()
    saved.used_at = clock.now()
    db.session.flush()


def remember_values(actor: Actor, offer: ImportTarget, way: ReadingChoice) -> None:
    """Add meanings to the matching that was saved for the same columns, if any."""
    require(actor, Permission.IMPORTS_KEEP)
    if way.matching is None:
        return
    query = _own(actor, offer).where(
        SavedMatching.columns_hash == columns_hash(way.matching.columns)
    )
    saved = db.session.scalar(query.order_by(SavedMatching.used_at.desc()).limit(1))
    if saved is not None and saved.matching == way.matching.as_json():
        saved.value_map, saved.used_at = way.value_map(), clock.now()
        db.session.flush()


def found_again(
    actor: Actor, offer: ImportTarget, columns: Sequence[str]
) -> tuple[str, ReadingChoice] | None:
    """Name and choices of the matching last used for these columns, or None."""
    require(actor, Permission.IMPORTS_KEEP)
    query = _own(actor, offer).where(SavedMatching.columns_hash == columns_hash(columns))
    saved = db.session.scalar(query.order_by(SavedMatching.used_at.desc()).limit(1))
    return (saved.name, _way(saved, offer)) if saved else None


def named(actor: Actor, offer: ImportTarget, name: str) -> ReadingChoice:
    """The choices saved under a name. Raises NotFound."""
    require(actor, Permission.IMPORTS_KEEP)
    saved = db.session.scalar(_own(actor, offer).where(SavedMatching.name == name))
    if saved is None:
        raise NotFound("matching", name)
    return _way(saved, offer)


def all_of(actor: Actor, offer: ImportTarget) -> tuple[str, ...]:
    """The names of a user's saved matchings for one kind."""
    require(actor, Permission.IMPORTS_KEEP)
    query = _own(actor, offer).order_by(SavedMatching.id)
    return tuple(collation.by_name(each.name for each in db.session.scalars(query)))


def forget(actor: Actor, offer: ImportTarget, name: str) -> None:
    """Delete a saved matching."""
    require(actor, Permission.IMPORTS_KEEP)
    saved = db.session.scalar(_own(actor, offer).where(SavedMatching.name == name))
    if saved is not None:
        db.session.delete(saved)
        db.session.flush()


def _way(saved: SavedMatching, offer: ImportTarget) -> ReadingChoice:
    way = way_from(
        offer.specification, choice=None, matching=saved.matching, value_map=saved.value_map
    )
    # Whoever saved it has looked at it.
    return replace(way, matching=way.matching.confirmed() if way.matching else None)


def _own(actor: Actor, offer: ImportTarget) -> Any:
    owner = queries.find_user(actor.key).id
    return select(SavedMatching).where(
        SavedMatching.user_id == owner, SavedMatching.kind == offer.name
    )

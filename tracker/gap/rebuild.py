"""Rebuilding the standing table on request: permission first, then the derived rows."""

import hashlib

from sqlalchemy import select

from tracker.accounts.actor import Actor
from tracker.core.db import db
from tracker.gap import standing
from tracker.gap.models import StandingRow
from tracker.gap.standing import Rebuilt
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission


def rebuild_standings(actor: Actor) -> Rebuilt:
    """Make the whole table anew for today. Derived rows only: nothing public changes."""
    require(actor, Permission.STANDING_REBUILD)
    return standing.rebuild()


def fingerprint() -> str:
    """A digest of every row of the table, in the order of its key."""
    digest = hashlib.sha256()
    columns = StandingRow.__table__.columns
    for row in db.session.execute(select(*columns).order_by(*StandingRow.__table__.primary_key)):
        digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()

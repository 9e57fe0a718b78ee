"""Rebuilds the standing table on request, after a permission check."""

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
    """Rebuild the whole table for today. Only derived rows: nothing public changes."""
    require(actor, Permission.STANDING_REBUILD)
    return standing.rebuild()


def fingerprint() -> str:
    """A hash of every row of the table in key order."""
    digest = hashlib.sha256()
    columns = StandingRow.__table__.columns
    for row in db.session.execute(select(*columns).order_by(*StandingRow.__table__.primary_key)):
        digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()

"""Maintains stored files: deletes unused ones and verifies the rest."""

from datetime import timedelta

from sqlalchemy import select

from tracker.accounts.actor import Actor
from tracker.attachments.storage import Soundness, Store
from tracker.core.db import db
from tracker.evidence.models import Attachment
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission

# Far longer than any request takes: a file is on disk before its row is written.
OLDER_THAN = timedelta(days=1)


def sweep(
    actor: Actor, store: Store, *, older_than: timedelta = OLDER_THAN, dry_run: bool = False
) -> int:
    """Delete files that no submission uses. Returns how many."""
    require(actor, Permission.FILES_KEEP)
    return len(store.sweep(known_hashes(), older_than=older_than, dry_run=dry_run))


def verify(actor: Actor, store: Store) -> Soundness:
    """Compare every file that a submission uses with its hash."""
    require(actor, Permission.FILES_KEEP)
    return store.verify(known_hashes())


def known_hashes() -> frozenset[str]:
    """The hashes of all files in use, which a backup must contain."""
    return frozenset(db.session.scalars(select(Attachment.sha256).distinct()))

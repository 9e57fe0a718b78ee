"""Looking after stored files: what no submission has is removed, the rest is proven whole."""

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
    """Remove files that no submission has any more; answers with how many there were."""
    require(actor, Permission.FILES_KEEP)
    return len(store.sweep(known_hashes(), older_than=older_than, dry_run=dry_run))


def verify(actor: Actor, store: Store) -> Soundness:
    """Read every file that a submission has and compare it with its hash."""
    require(actor, Permission.FILES_KEEP)
    return store.verify(known_hashes())


def known_hashes() -> frozenset[str]:
    """The hashes of all files that some submission has; what a backup must hold."""
    return frozenset(db.session.scalars(select(Attachment.sha256).distinct()))

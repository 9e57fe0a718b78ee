"""Saves evidence: checks permission, writes rows, publishes, and records one audit event."""

from collections.abc import Sequence

from tracker.accounts.actor import Actor
from tracker.core.errors import Invalid
from tracker.evidence import storage
from tracker.evidence.drafts import IndicatorValueDraft, SourceDraft
from tracker.evidence.identity import identify
from tracker.evidence.storage import load_candidates
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.schema.drafts import Changes, Origin
from tracker.storage.upsert import Prepared, upsert, upsert_versioned


def put_sources(
    actor: Actor, drafts: Sequence[SourceDraft], *, origin: Origin | None = None
) -> Changes[SourceDraft]:
    """Add sources, or change their details in place."""
    require(actor, Permission.SOURCES_MAINTAIN)
    return upsert(actor, storage.SOURCES, drafts, origin=origin)


def record_indicator_values(
    actor: Actor,
    drafts: Sequence[IndicatorValueDraft],
    *,
    origin: Origin | None = None,
    prepared: Prepared[IndicatorValueDraft] | None = None,
) -> Changes[IndicatorValueDraft]:
    """Publish indicator values.

    A value that differs from the stored one with the same identity supersedes it and gets its
    reference with ``.2``, then ``.3``. The older one stays under its name. Raises Invalid if a
    reference belongs to another value. ``prepared`` is the prepared plan for these drafts.
    """
    require(actor, Permission.INDICATOR_VALUES_RECORD)
    if prepared is None:
        named, faults = identify(load_candidates(drafts), dict(enumerate(drafts)))
        if faults:
            raise Invalid({column: [reason] for column, reason in faults.values()})
        drafts = list(named.values())
    return upsert_versioned(
        actor, storage.INDICATOR_VALUES, drafts, origin=origin, prepared=prepared
    )

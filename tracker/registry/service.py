"""Saves registry records: checks permission, writes rows, publishes, records one audit event.

Relations and measures affect figures, so they are superseded and never overwritten. Everything else
changes in place. References must exist already; for files the plan makes sure of that.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from tracker.accounts.actor import Actor
from tracker.audit import trail
from tracker.core.db import db
from tracker.core.errors import Invalid
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.registry import retiring, storage
from tracker.registry.drafts import (
    CommitmentDraft,
    InstrumentDraft,
    RelationDraft,
    StateAliasDraft,
    StateDraft,
    ThemeDraft,
)
from tracker.registry.indicator_drafts import IndicatorDraft, IndicatorLevelDraft, MeasureDraft
from tracker.registry.invented import code_fault
from tracker.registry.models import Commitment, Indicator, Measure
from tracker.review import publication
from tracker.schema.drafts import Changes, Origin
from tracker.storage.upsert import Prepared, upsert, upsert_versioned


def put_instruments(
    actor: Actor, drafts: Sequence[InstrumentDraft], *, origin: Origin | None = None
) -> Changes[InstrumentDraft]:
    """Add or change instruments."""
    require(actor, Permission.REGISTRY_MAINTAIN)
    return upsert(actor, storage.INSTRUMENTS, drafts, origin=origin)


def put_themes(
    actor: Actor, drafts: Sequence[ThemeDraft], *, origin: Origin | None = None
) -> Changes[ThemeDraft]:
    """Add or change themes."""
    require(actor, Permission.REGISTRY_MAINTAIN)
    return upsert(actor, storage.THEMES, drafts, origin=origin)


def put_states(
    actor: Actor, drafts: Sequence[StateDraft], *, origin: Origin | None = None
) -> Changes[StateDraft]:
    """Add or change States. Raises Invalid for a real State in a demonstration."""
    require(actor, Permission.REGISTRY_MAINTAIN)
    for draft in drafts:
        if (reason := code_fault(draft.iso3)) is not None:
            raise Invalid({"iso3": (reason,)})
    return upsert(actor, storage.STATES, drafts, origin=origin)


def put_state_aliases(
    actor: Actor, drafts: Sequence[StateAliasDraft], *, origin: Origin | None = None
) -> Changes[StateAliasDraft]:
    """Add or change spellings of States."""
    require(actor, Permission.REGISTRY_MAINTAIN)
    return upsert(actor, storage.STATE_ALIASES, drafts, origin=origin)


def put_commitments(
    actor: Actor, drafts: Sequence[CommitmentDraft], *, origin: Origin | None = None
) -> Changes[CommitmentDraft]:
    """Publish new commitments, and change others in place.

    One with a reason to retire it is no longer public; its reference keeps answering.
    """
    require(actor, Permission.REGISTRY_MAINTAIN)
    with publication.one_change():
        changes = upsert(actor, storage.COMMITMENTS, drafts, origin=origin)
        retiring.retire([*changes.created, *(new for _old, new in changes.changed)])
    return changes


def put_relations(
    actor: Actor,
    drafts: Sequence[RelationDraft],
    *,
    origin: Origin | None = None,
    prepared: Prepared[RelationDraft] | None = None,
) -> Changes[RelationDraft]:
    """Publish relations. A different one supersedes that of the same pair."""
    require(actor, Permission.REGISTRY_MAINTAIN)
    return upsert_versioned(actor, storage.RELATIONS, drafts, origin=origin, prepared=prepared)


def put_indicators(
    actor: Actor, drafts: Sequence[IndicatorDraft], *, origin: Origin | None = None
) -> Changes[IndicatorDraft]:
    """Add or change indicators."""
    require(actor, Permission.REGISTRY_MAINTAIN)
    return upsert(actor, storage.INDICATORS, drafts, origin=origin)


def put_indicator_levels(
    actor: Actor, drafts: Sequence[IndicatorLevelDraft], *, origin: Origin | None = None
) -> Changes[IndicatorLevelDraft]:
    """Add or change steps of scales."""
    require(actor, Permission.REGISTRY_MAINTAIN)
    return upsert(actor, storage.INDICATOR_LEVELS, drafts, origin=origin)


def put_measures(
    actor: Actor,
    drafts: Sequence[MeasureDraft],
    *,
    origin: Origin | None = None,
    prepared: Prepared[MeasureDraft] | None = None,
) -> Changes[MeasureDraft]:
    """Publish measures. A different one supersedes that of the same pair."""
    require(actor, Permission.REGISTRY_MAINTAIN)
    return upsert_versioned(actor, storage.MEASURES, drafts, origin=origin, prepared=prepared)


def withdraw_measures(actor: Actor, indicator: str, commitments: Sequence[str]) -> None:
    """End measures: the indicator no longer speaks for these commitments. Past days keep them."""
    require(actor, Permission.REGISTRY_MAINTAIN)
    rows = db.session.scalars(
        select(Measure)
        .join(Measure.indicator)
        .join(Measure.commitment)
        .where(
            Indicator.code == indicator,
            Commitment.reference.in_(commitments),
            Measure.ended_at.is_(None),
        )
        .options(contains_eager(Measure.commitment))
    ).all()
    if not rows:
        return
    publication.end_all(rows, reason="The indicator no longer measures this commitment.")
    trail.record(
        actor,
        "registry:measures:withdrawn",
        f"registry:indicators:{indicator}"[:100],
        {"commitments": sorted(row.commitment.reference for row in rows)},
    )

"""Saves recommendations to single States, and positions.

A file of recommendations brings three kinds of records; they are one public change. What an
operator corrects of a session or document is not undone by the next file of the same session.
"""

from collections.abc import Sequence

from sqlalchemy import select

from tracker.accounts.actor import Actor
from tracker.core.db import db
from tracker.core.errors import Invalid
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.registry import storage
from tracker.registry.drafts import InstrumentDraft
from tracker.registry.models import Instrument
from tracker.registry.recommendation_drafts import PositionDraft, RecommendationDraft
from tracker.registry.recommendation_identity import identify
from tracker.registry.recommendation_storage import POSITIONS, RECOMMENDATIONS, load_candidates
from tracker.registry.vocabulary import InstrumentKind, Mechanism
from tracker.review import publication
from tracker.schema.drafts import Changes, Origin
from tracker.storage.records import chunks
from tracker.storage.upsert import Prepared, upsert, upsert_versioned

BODIES = {
    Mechanism.UNIVERSAL_PERIODIC_REVIEW: "Human Rights Council",
    Mechanism.TREATY_BODY: "Human rights treaty body",
    Mechanism.SPECIAL_PROCEDURE: "Special procedure of the Human Rights Council",
    Mechanism.REGIONAL_BODY: "Regional body",
    Mechanism.OTHER_BODY: "Body outside the United Nations",
    Mechanism.VOLUNTARY_PLEDGE: "The state itself",
}
TEXT_SEEN = "Imported rows only; the document itself was not read"


def put_positions(
    actor: Actor,
    drafts: Sequence[PositionDraft],
    *,
    origin: Origin | None = None,
    prepared: Prepared[PositionDraft] | None = None,
) -> Changes[PositionDraft]:
    """Publish positions. A different one supersedes the previous one."""
    require(actor, Permission.REGISTRY_MAINTAIN)
    return upsert_versioned(actor, POSITIONS, drafts, origin=origin, prepared=prepared)


def put_recommendations(
    actor: Actor, drafts: Sequence[RecommendationDraft], *, origin: Origin | None = None
) -> Changes[RecommendationDraft]:
    """Publish recommendations with their documents and positions.

    Raises Invalid if there are several and a draft does not say whose it is.
    """
    require(actor, Permission.REGISTRY_MAINTAIN)
    found, faults = identify(load_candidates(drafts), dict(enumerate(drafts)))
    if faults:
        raise Invalid({column: [reason] for column, reason in faults.values()})
    named = list(found.values())
    with publication.one_change():
        if missing := _missing_instruments(named):
            upsert(actor, storage.INSTRUMENTS, missing, origin=origin)
        changes = upsert(actor, RECOMMENDATIONS, named, origin=origin)
        if positions := [stated for draft in named if (stated := draft.stated)]:
            upsert_versioned(actor, POSITIONS, positions, origin=origin)
    return changes


def _missing_instruments(drafts: Sequence[RecommendationDraft]) -> list[InstrumentDraft]:
    """New sessions and documents, each dated by its earliest row."""
    wanted = sorted({draft.instrument for draft in drafts})
    known = {
        code
        for some in chunks(wanted)
        for code in db.session.scalars(select(Instrument.code).where(Instrument.code.in_(some)))
    }
    found: dict[str, RecommendationDraft] = {}
    for draft in sorted(drafts, key=lambda each: (each.made_on, each.reference)):
        if draft.instrument not in known:
            found.setdefault(draft.instrument, draft)
    return [_instrument(draft) for draft in found.values()]


def _instrument(draft: RecommendationDraft) -> InstrumentDraft:
    periodic = draft.mechanism == Mechanism.UNIVERSAL_PERIODIC_REVIEW
    body = BODIES[draft.mechanism] if periodic else draft.made_by or BODIES[draft.mechanism]
    return InstrumentDraft(
        code=draft.instrument,
        title=draft.session_title if periodic else f"{body}: {draft.symbol}",
        issuing_body=body,
        kind=InstrumentKind.RECOMMENDATIONS,
        symbol=None if periodic else draft.symbol,
        adopted_on=draft.made_on,
        in_force_on=None,
        url=None,
        url_certainty=None,
        membership_indicator=None,
        text_seen=TEXT_SEEN,
        note=None,
    )

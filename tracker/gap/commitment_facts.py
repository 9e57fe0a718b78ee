"""Loads what the rules need to know about commitments, as known by a day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from tracker.core.cache import Cache
from tracker.core.clock import PartialDate
from tracker.core.db import db
from tracker.gap.facts import CommitmentFact, Publication
from tracker.registry.equivalence import groups
from tracker.registry.models import Commitment, CommitmentAddressee, Instrument
from tracker.registry.recommendation_models import Recommendation, links_to_many
from tracker.registry.vocabulary import (
    STATE_ADDRESSEES,
    Addressee,
    CommitmentKind,
    Pillar,
)
from tracker.review.publishable import REGISTRY
from tracker.review.revisions import cached, revised_parts
from tracker.storage import past_values

FACTS: Cache[Mapping[int, CommitmentFact]] = Cache(6)


def cached_commitments(known_by: date) -> Mapping[int, CommitmentFact]:
    """The same as ``commitments``, cached until the registry changes.

    For readers. Code that changes the registry asks for the rows of its own transaction.
    """
    key = ("commitment facts", known_by)
    return cached(FACTS, key, revised_parts(REGISTRY), lambda: commitments(known_by))


def commitments(known_by: date) -> dict[int, CommitmentFact]:
    """All commitments public by a day, by row id, sorted by reference.

    What one state alone is asked is left out: it enters no figure (docs/decisions), so it would
    fill a column of cells for every other state in vain. ``asked_of_one`` has such a one.
    """
    addressees = _addressees()
    said = past_values.past_values("registry:commitments", known_by)
    dated = past_values.past_values("registry:instruments", known_by)
    public = [row for row in db.session.execute(_QUERY) if _known(row, known_by)]
    group = groups({row.id: row.reference for row in public}, known_by)
    return {
        row.id: _fact(
            row,
            same_as=group[row.id],
            addressees=_past_addressees(said, row.reference, addressees.get(row.id, frozenset())),
            said=said,
            adopted=dated.get((row.code, "adopted_on")),
        )
        for row in public
    }


def recommendation_facts(commitment_id: int, known_by: date) -> CommitmentFact | None:
    """The facts of a recommendation to one State, which never enters the gap.

    None for any other commitment, and where it was not public by the day.
    """
    row = db.session.execute(_OF_ONE.where(Commitment.id == commitment_id)).one_or_none()
    if row is None or not _known(row, known_by):
        return None
    return CommitmentFact(
        reference=row.reference,
        pillar=Pillar(row.pillar),
        kind=CommitmentKind(row.kind),
        addressed_to_states=False,  # to one of them: the methodology counts what all are asked
        adopted_on=row.asked_on,
        same_as=row.reference,
    )


_OF_ONE: Any = select(
    Commitment.reference,
    Commitment.pillar,
    Commitment.kind,
    Commitment.published_at,
    Commitment.ended_at,
    Recommendation.asked_on,
).join(Recommendation, Recommendation.commitment_id == Commitment.id)
_QUERY: Any = (
    select(
        Commitment.id,
        Commitment.reference,
        Commitment.pillar,
        Commitment.kind,
        Commitment.published_at,
        Commitment.ended_at,
        Instrument.code,
        Instrument.adopted_on,
        Instrument.membership_indicator,
    )
    .join(Instrument)
    .where(Commitment.published_at.is_not(None), links_to_many())
    .order_by(Commitment.reference)
)


def _fact(
    row: Any,
    *,
    same_as: str,
    addressees: frozenset[str],
    said: Mapping[tuple[str, str], str],
    adopted: str | None,
) -> CommitmentFact:
    binds_parties = Addressee.STATES_PARTIES in addressees and row.membership_indicator
    return CommitmentFact(
        reference=row.reference,
        pillar=Pillar(said.get((row.reference, "pillar"), row.pillar)),
        kind=CommitmentKind(said.get((row.reference, "kind"), row.kind)),
        addressed_to_states=bool(addressees & STATE_ADDRESSEES),
        adopted_on=PartialDate.parse(adopted).last_day if adopted else row.adopted_on,
        same_as=same_as,
        treaty=row.code if binds_parties else None,
    )


def _past_addressees(
    said: Mapping[tuple[str, str], str], reference: str, now: frozenset[str]
) -> frozenset[str]:
    """The addressees at an earlier time, separated by semicolons."""
    text = said.get((reference, "addressees"))
    return now if text is None else frozenset(part.strip() for part in text.split(";"))


def _known(row: Any, known_by: date) -> bool:
    return Publication(row.published_at, row.ended_at).known(known_by)


def _addressees() -> dict[int, frozenset[str]]:
    """Addressee codes by commitment."""
    found: dict[int, set[str]] = {}
    rows = db.session.execute(
        select(CommitmentAddressee.commitment_id, CommitmentAddressee.addressee)
    )
    for commitment_id, addressee in rows:
        found.setdefault(commitment_id, set()).add(addressee)
    return {key: frozenset(codes) for key, codes in found.items()}

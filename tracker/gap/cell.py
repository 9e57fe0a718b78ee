"""One cell from the database to its explanation; always from the records, never from a table."""

from sqlalchemy import select

from tracker.db import db
from tracker.errors import NotFound
from tracker.gap import gather
from tracker.gap.explain import Explanation
from tracker.gap.explain import explain as explain_facts
from tracker.gap.facts import NO_FACTS, Reading
from tracker.gap.gather import Selection
from tracker.registry.models import Commitment, State


def explain_cell(iso3: str, reference: str, reading: Reading) -> Explanation:
    """Take the cell apart at a reading; raises NotFound for an unknown state or commitment."""
    state_id = db.session.scalar(select(State.id).where(State.iso3 == iso3))
    if state_id is None:
        raise NotFound("state", iso3)
    commitment_id = db.session.scalar(
        select(Commitment.id).where(Commitment.reference == reference)
    )
    fact = gather.commitments(reading.known_by).get(commitment_id) if commitment_id else None
    if commitment_id is None or fact is None:
        raise NotFound("commitment", reference)
    selection = Selection(frozenset({state_id}), frozenset({commitment_id}))
    facts = gather.cells(selection, reading.known_by).get((state_id, commitment_id), NO_FACTS)
    return explain_facts(fact, facts, reading)

"""Stores the records of each State as columns, and settles past days from them.

Columns say of which revisions they are, so that old ones are passed over. What decides how a record
counts may have been different on an earlier ``known_by``: links of indicators, levels of values,
families of sources. Such a day is settled from the records themselves.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select

from tracker.core import clock
from tracker.core.db import db
from tracker.gap import repository, repository_values
from tracker.gap.facts import CellFacts, CommitmentFact, ScoringParams, Standing
from tracker.gap.models import StateColumns
from tracker.gap.selection import EVERYTHING, CellKey, in_groups
from tracker.review.publishable import REGISTRY, part_of_state
from tracker.review.revisions import revised_parts

AT_A_TIME = 40  # States


def store(state_ids: Collection[int], facts: Mapping[CellKey, CellFacts]) -> None:
    """Write the columns of these States, given all their public records."""
    from tracker.gap.columns import encode, pack  # numpy: most processes never need it

    cells: dict[int, dict[int, CellFacts]] = {state_id: {} for state_id in state_ids}
    for (state_id, commitment_id), cell in facts.items():
        cells[state_id][commitment_id] = cell
    rows = [
        {**_revisions(state_id), "state_id": state_id, "content": encode(pack(each))}
        for state_id, each in cells.items()
    ]
    db.session.execute(delete(StateColumns).where(StateColumns.state_id.in_(state_ids)))
    if rows:
        db.session.execute(insert(StateColumns.__table__), rows)


def _revisions(state_id: int) -> dict[str, int]:
    registry, state = revised_parts(REGISTRY, part_of_state(state_id))
    return {"registry_revision": registry.number, "state_revision": state.number}


def settled(
    state_ids: Collection[int], known: Mapping[int, CommitmentFact], reading: ScoringParams
) -> Iterator[tuple[int, dict[str, Standing]]]:
    """By row id and reference, the standings of the States whose columns hold at the reading."""
    if not _serve(reading):
        return
    from tracker.gap.column_settler import StateRecords, settle_states
    from tracker.gap.columns import decode

    joined = repository.joined(reading.known_by, state_ids)
    for some in in_groups(sorted(state_ids), AT_A_TIME):
        query = select(*StateColumns.__table__.columns).where(StateColumns.state_id.in_(some))
        states = {}
        for row in db.session.execute(query).mappings():
            state_id, packed = row["state_id"], decode(row["content"])
            if packed is not None and _revisions(state_id).items() <= dict(row).items():
                states[state_id] = StateRecords(packed, joined[state_id])
        yield from zip(states, settle_states(list(states.values()), known, reading), strict=True)


def _serve(reading: ScoringParams) -> bool:
    """Whether columns know the rules that are asked, and the terms on which values counted."""
    if not (reading.rules.families_vote and reading.rules.ceilings):
        return False
    today = clock.today()
    return reading.known_by == today or _terms(reading.known_by) == _terms(today)


def _terms(known_by: date) -> tuple[Any, ...]:
    measured = repository_values.measured(EVERYTHING, known_by)
    return (measured, *repository_values.past_terms(known_by))

"""Groups of commitments that ask the same, by the relation *same*, as public on a day."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from tracker.core.db import db
from tracker.registry.models import Commitment, Relation
from tracker.registry.vocabulary import RelationKind
from tracker.review.visibility import public_at


def groups(references: Mapping[int, str], known_by: date) -> dict[int, str]:
    """The smallest reference in each commitment's group, by id. It may be its own."""
    leader = {key: key for key in references}

    def find(key: int) -> int:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    query = select(Relation.from_id, Relation.to_id).where(
        Relation.kind == RelationKind.SAME, public_at(Relation, known_by)
    )
    for one, other in db.session.execute(query):
        if one in leader and other in leader:
            leader[find(one)] = find(other)
    smallest: dict[int, str] = {}
    for key, reference in references.items():
        root = find(key)
        smallest[root] = min(reference, smallest.get(root, reference))
    return {key: smallest[find(key)] for key in references}


def equivalent_references(reference: str, known_by: date) -> frozenset[str]:
    """The other public commitments of its group. Empty if there are none."""
    rows = db.session.execute(
        select(Commitment.id, Commitment.reference).where(public_at(Commitment, known_by))
    )
    public = {row.id: row.reference for row in rows}
    group = groups(public, known_by)
    own = next((group[key] for key, name in public.items() if name == reference), None)
    return frozenset(
        name for key, name in public.items() if group[key] == own and name != reference
    )

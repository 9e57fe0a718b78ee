"""Retires commitments that were none. They leave all figures; their references still answer.

The row stays with its reason and, where there is one, the commitment to read instead. Days before
it was retired show it as it was then.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, or_, select

from tracker.core.db import db
from tracker.registry.drafts import CommitmentDraft
from tracker.registry.models import Commitment, Measure, Relation
from tracker.registry.official_wording_models import OfficialWording
from tracker.review import publication
from tracker.review.publishable import Publishable
from tracker.schema.drafts import Key

Row = TypeVar("Row")


def retire(drafts: Sequence[CommitmentDraft]) -> None:
    """Retire the public commitments of drafts that have a reason.

    What relates them to others, what measures them and their official wordings end with them.
    """
    reasons = {
        draft.reference: draft.retired_reason
        for draft in drafts
        if draft.retired_reason is not None
    }
    if not reasons:
        return
    query = select(Commitment).where(
        Commitment.reference.in_(reasons), Commitment.ended_at.is_(None)
    )
    for row in db.session.scalars(query).all():
        publication.end_all([row, *_resting_on(row)], reason=reasons[row.reference])


def _resting_on(row: Commitment) -> list[Publishable]:
    """The public relations, measures and official wordings of a commitment."""
    relations = select(Relation).where(
        or_(Relation.from_id == row.id, Relation.to_id == row.id), _public(Relation)
    )
    measures = select(Measure).where(Measure.commitment_id == row.id, _public(Measure))
    wordings = select(OfficialWording).where(
        OfficialWording.commitment_id == row.id, _public(OfficialWording)
    )
    return [
        *db.session.scalars(relations),
        *db.session.scalars(measures),
        *db.session.scalars(wordings),
    ]


def _public(model: type[Publishable]) -> ColumnElement[bool]:
    return and_(model.published_at.is_not(None), model.ended_at.is_(None))


def coming_back(
    existing: Mapping[Key, CommitmentDraft], drafts: Iterable[tuple[Row, CommitmentDraft]]
) -> dict[Row, tuple[str, str]]:
    """Rows that omit the reason of a retired commitment: column and message by row.

    A retired commitment does not come back. What replaces it has a reference of its own.
    """
    return {
        row: ("retired_reason", _("a reason, because this commitment is retired and cannot return"))
        for row, draft in drafts
        if (held := existing.get(draft.key)) is not None
        and held.retired_reason is not None
        and draft.retired_reason is None
    }

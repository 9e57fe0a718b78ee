"""What organisations logged, as facts for the rules; under a withheld name only numbered."""

from collections import defaultdict
from typing import Any

from sqlalchemy import select

from tracker.accounts.models import Organisation
from tracker.core.db import db
from tracker.evidence.models import Action, ActionCommitment, Citation
from tracker.evidence.vocabulary import Polarity, Tier
from tracker.gap.facts import EvidenceFact, Publication
from tracker.gap.selection import CellKey, Query, Selection
from tracker.gap.validity import months_of_action


def actions(selection: Selection) -> dict[CellKey, list[EvidenceFact]]:
    """Public acts, once for each selected cell they bear on."""
    query: Query = (
        select(
            Action.state_id,
            Action.reference,
            Action.effective_on,
            Action.effective_precision,
            Action.kind,
            Action.published_at,
            Action.ended_at,
            ActionCommitment.commitment_id,
            ActionCommitment.polarity,
            ActionCommitment.level,
            Action.name_withheld,
            Action.survivor_led_shown,
            Organisation.public_id,
            Organisation.survivor_led,
            Citation.tier,
        )
        .join(ActionCommitment.action)
        .join(Action.organisation)
        .join(Citation, (Citation.action_id == Action.id) & (Citation.position == 1))
        .where(Action.published_at.is_not(None))
    )
    query = selection.states_of(query, Action.state_id)
    query = selection.commitments_of(query, ActionCommitment.commitment_id)
    query = query.order_by(Action.reference)
    found: dict[CellKey, list[EvidenceFact]] = defaultdict(list)
    withheld: dict[CellKey, dict[str, int]] = defaultdict(dict)
    for row in db.session.execute(query):
        fact = EvidenceFact(
            reference=row.reference,
            stream=_stream_of(row, withheld[row.state_id, row.commitment_id]),
            level=row.level,
            polarity=Polarity(row.polarity),
            tier=Tier(row.tier),
            effective_on=row.effective_on,
            precision=row.effective_precision,
            speaks=months_of_action(row.kind),
            publication=Publication(row.published_at, row.ended_at),
            survivor_led=row.survivor_led and (row.survivor_led_shown or not row.name_withheld),
        )
        found[row.state_id, row.commitment_id].append(fact)
    return found


def _stream_of(row: Any, withheld: dict[str, int]) -> str:
    """An organisation's stream; under a withheld name it is only numbered, cell by cell.

    It is a stream apart from what the same organisation logged under its name: which of its votes
    replaced which would tell who it is.
    """
    if not row.name_withheld:
        return f"organisation:{row.public_id}"
    return f"withheld:{withheld.setdefault(row.public_id, len(withheld) + 1)}"

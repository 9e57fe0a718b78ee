"""Loads logged actions as facts. Organisations with withheld names are only numbered."""

from collections import defaultdict

from sqlalchemy import and_, or_, select

from tracker.accounts.models import Organisation
from tracker.core.db import db
from tracker.evidence.models import Action, ActionCommitment, Citation
from tracker.evidence.vocabulary import ActionKind, Polarity, Tier
from tracker.gap.facts import EvidenceFact, Publication
from tracker.gap.selection import CellKey, Query, Selection
from tracker.gap.validity import months_of_action
from tracker.review.visibility import public_at

POLARITIES = {member.value: member for member in Polarity}
TIERS = {member.value: member for member in Tier}
MONTHS = {kind.value: months_of_action(kind) for kind in ActionKind}


def actions(selection: Selection) -> dict[CellKey, list[EvidenceFact]]:
    """Public actions, once for each of their selected cells."""
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
    )
    query = _public(query, selection)
    query = selection.states_of(query, Action.state_id)
    query = selection.commitments_of(query, ActionCommitment.commitment_id)
    query = query.order_by(Action.reference)
    found: dict[CellKey, list[EvidenceFact]] = defaultdict(list)
    withheld: dict[CellKey, dict[str, int]] = defaultdict(dict)
    for (
        state_id,
        reference,
        effective_on,
        precision,
        kind,
        began,
        ended,
        commitment_id,
        polarity,
        level,
        name_withheld,
        survivor_led_shown,
        organisation,
        survivor_led,
        tier,
    ) in db.session.execute(query):
        key = state_id, commitment_id
        stream = (
            _numbered(organisation, withheld[key])
            if name_withheld
            else f"organisation:{organisation}"
        )
        found[key].append(
            EvidenceFact(
                reference,
                stream,
                level,
                POLARITIES[polarity],
                TIERS[tier],
                effective_on,
                Publication(began, ended),
                survivor_led=survivor_led and (survivor_led_shown or not name_withheld),
                precision=precision,
                speaks=MONTHS[kind],
            )
        )
    return found


def _public(query: Query, selection: Selection) -> Query:
    """The public actions. With withheld names, all that were ever public, for numbering."""
    public = Action.published_at.is_not(None)
    if selection.days is None:
        return query.where(public)
    counting = and_(
        public_at(Action, selection.days.known_by), Action.effective_on <= selection.days.as_of
    )
    return query.where(public, or_(counting, Action.name_withheld))


def _numbered(organisation: str, withheld: dict[str, int]) -> str:
    """The stream of an unnamed organisation: numbered separately in each cell.

    It is a stream apart from what the same organisation logged under its name: which of its votes
    replaced which would tell who it is.
    """
    return f"withheld:{withheld.setdefault(organisation, len(withheld) + 1)}"

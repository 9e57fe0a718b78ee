"""The status of a cell if an action under review were published now. Reads only.

Settled by the very rules, from the very records, with one fact more; what it corrects is then no
longer there.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from tracker.core import clock
from tracker.core.db import db
from tracker.evidence.models import Action, ActionCommitment
from tracker.evidence.vocabulary import Polarity, Tier
from tracker.gap import commitment_facts, repository
from tracker.gap.facts import NO_FACTS, CellFacts, EvidenceFact, Publication, Standing
from tracker.gap.lanes import settle
from tracker.gap.selection import Selection
from tracker.gap.standing import default_params


@dataclass(frozen=True, slots=True)
class ImpactPreview:
    """One cell now, and after publication."""

    commitment: str
    polarity: str
    level: int | None
    now: Standing
    then: Standing

    @property
    def moves(self) -> bool:
        """Whether a lane's level or the settled level would change."""
        lanes = ("reported", "evidenced", "assessed", "settled", "contested")
        return any(getattr(self.now, name) != getattr(self.then, name) for name in lanes)


def impact_previews(action: Action) -> tuple[ImpactPreview, ...]:
    """Every cell that the action affects, by reference of the commitment."""
    reading = default_params()
    known = commitment_facts.commitments(reading.known_by)
    bearings = [one for one in action.bearings if one.commitment_id in known]
    selection = Selection(
        frozenset({action.state_id}), frozenset(one.commitment_id for one in bearings)
    )
    facts = repository.cells(selection, reading.known_by, known)
    joined = repository.joined(reading.known_by, selection.states)[action.state_id]
    found = []
    for one in bearings:
        cell = facts.get((action.state_id, one.commitment_id), NO_FACTS)
        fact = known[one.commitment_id]
        found.append(
            ImpactPreview(
                fact.reference,
                one.polarity,
                one.level,
                settle(fact, cell, reading, joined=joined),
                settle(fact, _with(cell, action, one), reading, joined=joined),
            )
        )
    return tuple(sorted(found, key=lambda trial: trial.commitment))


def _with(cell: CellFacts, action: Action, bearing: ActionCommitment) -> CellFacts:
    now = clock.now()
    corrected = action.submission.replaces if action.submission else None
    others = tuple(
        replace(fact, publication=replace(fact.publication, ended=now))
        if fact.reference == corrected and fact.publication.ended is None
        else fact
        for fact in cell.evidence
        if fact.reference != action.reference
    )
    return replace(cell, evidence=(*others, _fact(action, bearing, others, now)))


def _fact(
    action: Action,
    bearing: ActionCommitment,
    others: tuple[EvidenceFact, ...],
    now: datetime,
) -> EvidenceFact:
    shown = action.survivor_led_shown or not action.name_withheld
    return EvidenceFact(
        reference=action.reference,
        stream=_stream(action, bearing, others),
        level=bearing.level,
        polarity=Polarity(bearing.polarity),
        tier=Tier(action.citations[0].tier or ""),
        effective_on=action.effective_on,
        publication=Publication(now),
        survivor_led=action.organisation.survivor_led and shown,
    )


def _stream(action: Action, bearing: ActionCommitment, others: tuple[EvidenceFact, ...]) -> str:
    """The stream that it would join: the organisation's, or an unnamed one."""
    if not action.name_withheld:
        return f"organisation:{action.organisation.public_id}"
    query = (
        select(Action.reference)
        .join(ActionCommitment, ActionCommitment.action_id == Action.id)
        .where(
            Action.organisation_id == action.organisation_id,
            Action.state_id == action.state_id,
            Action.name_withheld.is_(True),
            ActionCommitment.commitment_id == bearing.commitment_id,
        )
    )
    own = set(db.session.scalars(query))
    return next((fact.stream for fact in others if fact.reference in own), "withheld:new")

"""Writes the rows of a submitted action: the action, its commitments and its sources.

Written when it is submitted and again when it is resubmitted; whether it becomes public is review's
to decide.
"""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from tracker.core import formats
from tracker.core.db import db
from tracker.core.errors import Invalid
from tracker.evidence.action_drafts import ActionDraft
from tracker.evidence.citation_drafts import CitationDraft
from tracker.evidence.models import Action, ActionCommitment, Citation
from tracker.registry.models import Commitment, State
from tracker.registry.queries.commitments import register
from tracker.review.models import Submission
from tracker.schema.fields import first_day


def action_of(submission: Submission) -> Action | None:
    """The row written from a submission. None before its first submission."""
    return db.session.scalar(select(Action).where(Action.submission_id == submission.id))


def refuse_unknown(draft: ActionDraft) -> None:
    """Raise Invalid for a State or commitment that the registry does not have."""
    errors: dict[str, list[str]] = {}
    if state_id(draft.state) is None:
        errors["state"] = [_("choose a State from the list")]
    if unknown := unknown_commitments(draft):
        errors["commitments"] = [unknown]
    if errors:
        raise Invalid(errors)


def unknown_commitments(draft: ActionDraft) -> str | None:
    """A sentence on commitments that no longer apply to States, or None."""
    cards = register().cards
    unknown = [
        each.commitment
        for each in draft.commitments
        if (card := cards.get(each.commitment)) is None
        or card.ended_at is not None
        or not card.addressed_to_states
    ]
    if not unknown:
        return None
    return str(
        _(
            "%(references)s: no commitment of States has this reference",
            references=formats.listed(unknown),
        )
    )


def state_id(iso3: str | None) -> int | None:
    """The row id of a State. None for an unknown code."""
    return db.session.scalar(select(State.id).where(State.iso3 == iso3))


def write_action(submission: Submission, draft: ActionDraft) -> Action:
    """Save a finished draft as an unpublished record. Replaces the previous submission."""
    action = action_of(submission) or Action(
        reference=submission.reference,
        submission_id=submission.id,
        organisation_id=submission.organisation_id,
    )
    _write_facts(action, draft)
    action.name_withheld = submission.name_withheld
    action.survivor_led_shown = submission.name_withheld and draft.show_survivor_led
    # The old rows go first: the new ones take their places.
    action.bearings, action.citations = [], []
    db.session.add(action)
    db.session.flush()
    ids = _commitment_ids([each.commitment for each in draft.commitments])
    action.bearings = [
        ActionCommitment(
            commitment_id=ids[each.commitment], polarity=each.polarity, level=each.level
        )
        for each in draft.commitments
    ]
    action.citations = [
        citation(source, position)
        for position, source in enumerate(strongest_first(draft.sources), 1)
    ]
    db.session.flush()
    return action


def strongest_first(sources: Sequence[CitationDraft]) -> list[CitationDraft]:
    """Sort by tier, A before B; sources without a tier come last."""
    return sorted(sources, key=lambda each: each.tier or "Z")


def citation(source: CitationDraft, position: int) -> Citation:
    """The row of a complete source."""
    return Citation(
        position=position,
        title=source.title,
        publisher=source.publisher,
        url=source.url,
        archived_url=source.archived_url,
        published_on=source.published_on.last_day if source.published_on else None,
        published_precision=source.published_on.precision if source.published_on else None,
        language=source.language,
        tier=source.tier,
    )


def _write_facts(action: Action, draft: ActionDraft) -> None:
    effective, about = draft.effective, state_id(draft.state)
    if effective is None:
        raise Invalid({"happened_on": [_("say when it happened, as precisely as you know")]})
    if about is None:
        raise Invalid({"state": [_("choose a State from the list")]})
    action.state_id = about
    for name in ("kind", "title", "account", "stage", "language"):
        setattr(action, name, draft.get(name))
    action.effective_on = effective.last_day
    action.effective_precision = effective.precision
    action.began_on = first_day(draft.began) if draft.began else None
    action.began_precision = draft.began.precision if draft.began else None


def _commitment_ids(references: Sequence[str]) -> Mapping[str, int]:
    rows = db.session.execute(
        select(Commitment.reference, Commitment.id).where(Commitment.reference.in_(references))
    )
    return {row.reference: row.id for row in rows}

"""Reviewers classify actions that were sent without type, commitments or strength.

Such an action has no record, so it can neither count nor be public. What the reviewer chooses is
written into the text of the submission, where its writers read it, and the record is written from
it. The writers may disagree: they recall the action, or correct it once it is public.
"""

from collections.abc import Mapping

from flask_babel import gettext as _

from tracker.accounts.actor import Actor
from tracker.audit import trail
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import Invalid
from tracker.evidence.action_drafts import finished, readable
from tracker.evidence.action_writer import refuse_unknown, write_action
from tracker.evidence.citation_drafts import DESCRIBED, MOST_SOURCES, numbered
from tracker.evidence.queries.under_review import held
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.review import assignment
from tracker.review.conflicts import ChangedSinceViewed, IllegalMove
from tracker.review.lifecycle import Move, Status
from tracker.review.models import Submission

NUMBERS = range(1, MOST_SOURCES + 1)
TIERS = tuple(numbered(number, "tier") for number in NUMBERS)
# How a source is described; writers may leave it out where they give the address.
DESCRIPTIONS = tuple(numbered(number, name) for number in NUMBERS for name in DESCRIBED)
JUDGEMENT = ("kind", "stage", "commitments", *TIERS)
CHOSEN_BY_REVIEWERS = (*JUDGEMENT, *DESCRIPTIONS)


def may_be_classified(submission: Submission) -> bool:
    """Whether the writers left the classification open and nobody has approved it."""
    draft, _errors = readable(submission.text)
    return draft.classify and submission.status == Status.SUBMITTED


def classify(
    actor: Actor, reference: str, chosen: Mapping[str, str], *, version: int
) -> Submission:
    """Set type, stage, commitments, strengths and source details.

    The same choice again changes nothing. The audit event holds codes, no text.

    Raises Invalid by field, ChangedSinceViewed where the text is another than the one seen,
    ClaimedByAnother, and IllegalMove where nothing was left to reviewers.
    """
    require(actor, Permission.REVIEW_QUEUE_SEE)
    submission = held(actor, reference)
    assignment.refuse_claimed(actor, submission, reference)
    if not may_be_classified(submission):
        raise IllegalMove(submission.status, Move.PUBLISH)
    text = _with(submission, chosen)
    if text == submission.text and not submission.unclassified:
        return submission
    if submission.version != version:
        raise ChangedSinceViewed(reference)
    draft = finished({**text, "classify": ""})
    refuse_unknown(draft)
    submission.text = text
    submission.version += 1
    submission.unclassified = False
    submission.classified_by, submission.classified_at = actor.key, clock.now()
    write_action(submission, draft)
    codes = {name: text[name] for name in JUDGEMENT if name in text}
    trail.record(actor, "evidence:action:classified", f"action:{reference}", codes)
    db.session.flush()
    return submission


def _with(submission: Submission, chosen: Mapping[str, str]) -> dict[str, str]:
    """The writers' text with the reviewer's choices.

    A code that is not chosen is taken out; a description that is not sent stays as it was.
    """
    unknown = chosen.keys() - set(CHOSEN_BY_REVIEWERS)
    if unknown:
        raise Invalid({name: [_("this field does not exist")] for name in unknown})
    replaced = {*JUDGEMENT, *chosen}
    remaining = {name: text for name, text in submission.text.items() if name not in replaced}
    return remaining | {name: text.strip() for name, text in chosen.items() if text.strip()}

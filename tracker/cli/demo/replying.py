"""Replies of other States in the demonstration to actions and assessments.

They are written as rows and handed to publication, as actions of earlier years are: a reply became
public a month after what it answers. Replies that are under way go through their services.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle

from sqlalchemy import select

from tracker.accounts.actor import OPERATOR
from tracker.assessment.models import Assessment
from tracker.audit import trail
from tracker.core import clock
from tracker.core.db import db
from tracker.evidence.models import Action, Reply
from tracker.evidence.vocabulary import Stance
from tracker.review import publication

STATES = ("XAN", "XCJ", "XFC", "XJN", "XLG", "XQS", "XRV", "XWM")
TO_ACTIONS, TO_ASSESSMENTS = 4, 1  # of each State
EACH = 5  # one of so many actions, so that replies are spread over the years
LATER = timedelta(days=30)
TEXTS = (
    (Stance.CONFIRM, "The ministry confirms the date and the content. (Invented)"),
    (Stance.CONTEST, "The account does not agree with the files of the ministry. (Invented)"),
    (Stance.CORRECT, "The date is three months later than the account says. (Invented)"),
    (Stance.TAKE_NOTE, "The ministry takes note and will report on it next year. (Invented)"),
    (Stance.CONTEST, "The account covers one district, not the whole State. (Invented)"),
)


def reply_for_states() -> tuple[str, ...]:
    """Write and publish the replies. Returns lines to print."""
    texts, references = cycle(TEXTS), []
    with publication.one_change():
        for number, record in enumerate(_answered(), 1):
            stance, text = next(texts)
            reply = Reply(
                reference=f"RP-{record.state.iso3}-{number:04}",
                state_id=record.state_id,
                stance=stance,
                text=text,
                action_id=record.id if isinstance(record, Action) else None,
                assessment_id=record.id if isinstance(record, Assessment) else None,
            )
            moment = record.published_at or clock.now()
            publication.publish([reply], at=min(moment + LATER, clock.now()))
            references.append(reply.reference)
    trail.record(OPERATOR, "evidence:reply:published", "evidence:reply", {"invented": references})
    return (f"{len(references)} replies of {len(STATES)} other States",)


def _answered() -> Iterator[Action | Assessment]:
    """What each State replies to: some of the actions about it, then an assessment."""
    for iso3 in STATES:
        actions = (
            select(Action)
            .where(Action.state.has(iso3=iso3), Action.name_withheld.is_(False))
            .where(Action.published_at.is_not(None), Action.ended_at.is_(None))
            .order_by(Action.effective_on, Action.id)
        )
        yield from db.session.scalars(actions).all()[EACH - 1 :: EACH][:TO_ACTIONS]
        assessments = (
            select(Assessment)
            .where(Assessment.state.has(iso3=iso3), Assessment.published_at.is_not(None))
            .order_by(Assessment.reference)
        )
        yield from db.session.scalars(assessments.limit(TO_ASSESSMENTS)).all()

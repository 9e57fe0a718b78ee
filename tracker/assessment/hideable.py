"""What hiding needs to know of assessments: they go with the State's replies to them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from tracker.accounts.models import UserAccount
from tracker.assessment.models import Assessment
from tracker.core.db import db
from tracker.evidence.hideable import replies_to
from tracker.evidence.models import Reply
from tracker.policy.predicates import Subject
from tracker.review.hiding import HideableKind, register


def supply() -> None:
    """Let assessments be hidden."""
    register(_ASSESSMENT)


def _family(named: Assessment) -> Sequence[Any]:
    return [named, *replies_to(Reply.assessment_id == named.id)]


def _reviewer(assessment: Assessment) -> Sequence[UserAccount]:
    query = select(UserAccount).where(
        UserAccount.public_id == assessment.made_by, UserAccount.disabled_at.is_(None)
    )
    return db.session.scalars(query).all()


def _part_of(assessment: Assessment) -> Subject:
    """The State that it is about, and the reviewer who made it."""
    return Subject(state=assessment.state.iso3, person=assessment.made_by)


_ASSESSMENT = HideableKind(
    name="assessment",
    model=Assessment,
    family=_family,
    answered=lambda _assessment: None,
    part_of=_part_of,
    own_side=_reviewer,
    texts=lambda assessment: (assessment.rationale,),
    is_removable=False,
)

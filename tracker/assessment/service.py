"""Assesses a cell: by one reviewer, then optionally by a second who does not see the first.

A rating is added and never changed. The first becomes an assessment after the State's time to
reply. The second measures agreement and is in no lane. The reviewer is not told which of the two it
is.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from tracker.accounts import identifiers
from tracker.accounts.actor import Actor
from tracker.assessment import letters
from tracker.assessment.citable import citable
from tracker.assessment.drafts import RatingDraft
from tracker.assessment.models import Assessment, AssessmentRecord, SecondRating
from tracker.audit import trail
from tracker.core import clock, formats
from tracker.core.db import db
from tracker.core.errors import Invalid, NotFound
from tracker.evidence.reply_targets import about_assessment
from tracker.pii.finder import find_certain
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Subject
from tracker.registry.models import Commitment, State
from tracker.review.hiding import hidden_now
from tracker.review.models import Submission, SubmissionMove
from tracker.review.submissions import fingerprint

REPLY_DAYS = 30  # where ASSESSMENT_REPLY_DAYS says nothing else
_SAME = ("level", "confidence", "rationale", "effective_on")


@dataclass(frozen=True, slots=True)
class Rated:
    """The result of a rating: an assessment that waits until a day, or a second rating (None)."""

    reference: str
    waits_until: date | None


def rate(
    actor: Actor,
    iso3: str,
    commitment: str,
    draft: RatingDraft,
    *,
    harmless: Collection[str] = (),
) -> Rated:
    """Record a reviewer's level for a cell, as its first or its second rating.

    ``harmless`` holds fingerprints of places in the reasons that may tell who a person is and of
    which the reviewer says that they do not. Raises NotFound for an unknown state or commitment,
    Invalid by field: records that are not of the cell, a place not looked at, the same again.
    """
    require(actor, Permission.ASSESSMENT_WRITE, Subject(state=iso3))
    state, asked = _cell(iso3, commitment)
    kinds = {one.reference: one.kind for one in citable(iso3, commitment)}
    faults = {**_unknown(draft, kinds), **_recognisable(draft, harmless)}
    if faults:
        raise Invalid(faults)
    earlier = _ratings(state, asked)
    _refuse_again(actor, draft, earlier)
    first = _open_to_a_second(actor, earlier)
    if first is not None:
        return _second(actor, first, draft)
    assessment = _first(actor, state, asked, draft, kinds)
    letters.notify_state(assessment)
    return Rated(assessment.reference, assessment.reply_until)


def reply_days() -> int:
    """Days that a State has to reply before an assessment counts."""
    days = current_app.config.get("ASSESSMENT_REPLY_DAYS", REPLY_DAYS)
    return int(str(days))


def _cell(iso3: str, reference: str) -> tuple[State, Commitment]:
    """State and commitment. Locks the State, so that simultaneous ratings are processed in turn."""
    state = db.session.scalar(select(State).where(State.iso3 == iso3).with_for_update())
    commitment = db.session.scalar(
        select(Commitment).where(
            Commitment.reference == reference,
            Commitment.published_at.is_not(None),
            Commitment.ended_at.is_(None),
        )
    )
    if state is None or commitment is None:
        raise NotFound("cell", f"{iso3} {reference}")
    return state, commitment


def _unknown(draft: RatingDraft, kinds: Collection[str]) -> dict[str, list[str]]:
    unknown = [each for each in draft.records if each not in kinds]
    if not unknown:
        return {}
    fault = _(
        "%(references)s: there is no such public record for this commitment and State",
        references=formats.listed(unknown),
    )
    return {"records": [fault]}


def _recognisable(draft: RatingDraft, harmless: Collection[str]) -> dict[str, list[str]]:
    """Names, addresses and numbers that the reviewer has not confirmed as harmless."""
    open_ = [place for place in find_certain(draft.rationale) if place.fingerprint not in harmless]
    if not open_:
        return {}
    return {
        "rationale": [_("this could identify a person; remove it, or confirm that it is harmless")]
    }


def _ratings(state: State, commitment: Commitment) -> list[Assessment]:
    query = select(Assessment).where(
        Assessment.state_id == state.id,
        Assessment.commitment_id == commitment.id,
        ~hidden_now(Assessment),
    )
    return list(db.session.scalars(query.order_by(Assessment.id)))


def _refuse_again(actor: Actor, draft: RatingDraft, earlier: Collection[Assessment]) -> None:
    """Raise Invalid if the reviewer gave the same assessment before."""
    ratings: list[Assessment | SecondRating] = [*earlier]
    ratings += [one.second for one in earlier if one.second is not None]
    own = [one for one in ratings if one.made_by == actor.key]
    if any(all(getattr(one, name) == draft.get(name) for name in _SAME) for one in own):
        raise Invalid({"rationale": [_("you have already sent this rating")]})


def _open_to_a_second(actor: Actor, earlier: Collection[Assessment]) -> Assessment | None:
    """Another reviewer's waiting rating without a second one, or None.

    Raises Invalid where the cell has both, or where the reviewer has met the first.
    """
    waiting = [one for one in earlier if one.published_at is None and one.made_by != actor.key]
    if not waiting:
        return None
    open_ = [one for one in waiting if one.second is None]
    if not open_:
        raise Invalid(
            {"level": [_("this commitment already has two ratings; the State has time to reply")]}
        )
    if _has_met(actor, open_[0]):
        fault = _(
            "you decided on a reply about this commitment, so you cannot give the independent "
            "second rating"
        )
        raise Invalid({"level": [fault]})
    return open_[0]


def _has_met(actor: Actor, first: Assessment) -> bool:
    """Whether the reviewer handled the State's reply, which reveals the first rating."""
    about = about_assessment(first.reference)
    moved = select(SubmissionMove.id).join(SubmissionMove.submission)
    moved = moved.where(Submission.about == about, SubmissionMove.actor == actor.key)
    claimed = select(Submission.id).where(
        Submission.about == about, Submission.claimed_by == actor.key
    )
    return any(db.session.scalar(query.limit(1)) is not None for query in (moved, claimed))


def _first(
    actor: Actor,
    state: State,
    commitment: Commitment,
    draft: RatingDraft,
    kinds: Mapping[str, str],
) -> Assessment:
    assessment = Assessment(
        reference=f"ASM-{identifiers.reference()}",
        state=state,
        commitment=commitment,
        **{name: draft.get(name) for name in _SAME},
        made_by=actor.key,
        made_at=clock.now(),
        reply_until=clock.today() + timedelta(days=reply_days()),
        records=[AssessmentRecord(record=one, kind=kinds[one]) for one in draft.records],
    )
    db.session.add(assessment)
    db.session.flush()
    content = {**_audit_content(draft), "reply_until": str(assessment.reply_until)}
    trail.record(actor, "assessment:assessment:made", f"assessment:{assessment.reference}", content)
    return assessment


def _second(actor: Actor, first: Assessment, draft: RatingDraft) -> Rated:
    made = SecondRating(
        first=first,
        **{name: draft.get(name) for name in _SAME},
        made_by=actor.key,
        made_at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    subject = f"assessment:{first.reference}"
    trail.record(actor, "assessment:second-rating:made", subject, _audit_content(draft))
    return Rated(first.reference, None)


def _audit_content(draft: RatingDraft) -> dict[str, object]:
    """The content for the audit trail: the hash of the text instead of the text."""
    return {
        "level": draft.level,
        "confidence": str(draft.confidence),
        "as_of": draft.effective_on.isoformat(),
        "records": list(draft.records),
        "rationale": fingerprint({"rationale": draft.rationale}),
    }

"""The model of an action or reply under review, with its context.

The record is exactly the public view. What only reviewers may know, such as a withheld name, is
separate from it and on no other page.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select

from tracker.accounts.actor import Actor
from tracker.core.db import db
from tracker.evidence.action_drafts import ActionDraft, readable
from tracker.evidence.classification import may_be_classified
from tracker.evidence.duplicates import Duplicate, likely_duplicates
from tracker.evidence.models import Action, Reply
from tracker.evidence.privacy_check import FieldFinding, findings_of, texts_of
from tracker.evidence.queries.actions import (
    ActionView,
    CitationView,
    action_under_review,
    citation_view,
)
from tracker.evidence.queries.actions import actions as public_actions
from tracker.evidence.queries.attached_files import AttachedFile, files_of
from tracker.evidence.queries.under_review import ABOUT_ACTION, load_submission, record_or_none
from tracker.evidence.review_decisions import LOOKS, ReviewCheck, remarkable
from tracker.evidence.second_review import Reason, reasons_for_two
from tracker.evidence.withholding import fields_that_name
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.registry.queries.commitments import register
from tracker.registry.summaries import Card
from tracker.review import assignment, submissions
from tracker.review.assignment import Assignee
from tracker.review.lifecycle import IN_REVIEW, Move, Status
from tracker.review.models import Submission
from tracker.review.publication import Ending
from tracker.review.submissions import Kind
from tracker.workspace.impact_preview import ImpactPreview, impact_previews
from tracker.workspace.suggestions import applying_to, suggested

MOST_EARLIER = 20


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A piece of a text. ``finding`` is set if it may identify a person."""

    text: str
    finding: FieldFinding | None = None


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A field with findings: its text in pieces, and each finding once."""

    field: str
    pieces: tuple[TextPiece, ...]
    findings: tuple[FieldFinding, ...]


@dataclass(frozen=True, slots=True)
class LinkedRecord:
    """The writer's side, for reviewers only."""

    organisation: str
    survivor_led: bool
    withheld: bool
    survivor_led_shown: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply as readers would see it. ``action``: the answered action, if it is one."""

    stance: str
    text: str
    language: str
    sources: tuple[CitationView, ...]
    about: str
    action: ActionView | None


@dataclass(frozen=True, slots=True)
class Step:
    """One step by role, with the message to its writers."""

    move: Move
    role: str
    made_at: datetime
    ground: str | None
    reason: str | None
    remarks: Mapping[str, str]
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionReview:
    """Everything on one page. ``behind`` is None for a State's reply."""

    reference: str
    kind: Kind
    status: Status
    version: int
    iso3: str
    replaces: str | None
    submitted_at: datetime
    hands: Assignee
    approved_by_me: bool
    action: ActionView | None
    reply: Answer | None
    behind: LinkedRecord | None
    trials: tuple[ImpactPreview, ...]
    reasons: tuple[Reason, ...]
    earlier: tuple[ActionView, ...]
    marked: tuple[MarkedText, ...]
    naming: tuple[str, ...]
    files: tuple[AttachedFile, ...]
    duplicates: tuple[Duplicate, ...]
    looks: tuple[ReviewCheck, ...]
    fields: Mapping[str, str]
    steps: tuple[Step, ...]
    draft: ActionDraft | None
    unclassified: bool
    may_be_classified: bool
    suggested: tuple[Card, ...]
    choosable: tuple[Card, ...]
    text: Mapping[str, str]

    @property
    def open(self) -> bool:
        """Whether it waits for a decision."""
        return self.status in IN_REVIEW

    @property
    def first_of_two(self) -> bool:
        """Whether an approval would be the first of two."""
        return self.status is Status.SUBMITTED and bool(self.reasons)

    @property
    def unsettled(self) -> tuple[FieldFinding, ...]:
        """Passages that block publication."""
        found = (one for each in self.marked for one in each.findings)
        return tuple(one for one in found if one.is_unsettled)


def submission_review(actor: Actor, reference: str) -> SubmissionReview:
    """A submission for those who may decide on it. Raises NotFound."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    submission = load_submission(actor, reference)
    record = record_or_none(submission)
    action = record if isinstance(record, Action) else None
    is_action = submission.kind == Kind.ACTION
    draft = readable(submission.text)[0] if is_action else None
    left_to_us = may_be_classified(submission)
    return SubmissionReview(
        reference=reference,
        kind=Kind(submission.kind),
        status=Status(submission.status),
        version=submission.version,
        iso3=submission.state or "",
        replaces=submission.replaces,
        submitted_at=submission.submitted_at or submission.created_at,
        hands=assignment.assignee_of(actor, submission),
        approved_by_me=submissions.approved_by(submission) == actor.key,
        action=_unlinked(action_under_review(reference)) if action else None,
        reply=_answer(submission, record) if isinstance(record, Reply) else None,
        behind=_behind(submission, record),
        trials=impact_previews(action) if action and submission.status in IN_REVIEW else (),
        reasons=reasons_for_two(submission),
        earlier=_earlier(action) if action else (),
        marked=tuple(_marked(submission)),
        naming=fields_that_name(submission),
        files=files_of(submission),
        duplicates=_duplicates(submission) if is_action else (),
        looks=LOOKS[Kind(submission.kind)],
        fields=_fields(submission),
        steps=_steps(submission),
        draft=draft,
        unclassified=submission.unclassified,
        may_be_classified=left_to_us,
        suggested=_suggested(draft) if draft and left_to_us else (),
        choosable=_choosable(draft) if draft and left_to_us else (),
        text=dict(submission.text),
    )


def _suggested(draft: ActionDraft) -> tuple[Card, ...]:
    """The most similar commitments, for a reviewer who classifies it."""
    near = suggested(
        iso3=draft.state, kind=draft.kind, title=draft.title or "", account=draft.account or ""
    )
    return tuple(each.card for each in near)


def _unlinked(view: ActionView | None) -> ActionView | None:
    """The view without a link, because a new organisation has no public page yet."""
    return view and view._replace(organisation_id=None)


def _choosable(draft: ActionDraft) -> tuple[Card, ...]:
    """The commitments that apply to the State today, by reference."""
    cards = register().cards
    return tuple(cards[name] for name in sorted(applying_to(draft.state)) if name in cards)


def _behind(submission: Submission, record: Action | Reply | None) -> LinkedRecord | None:
    organisation = submission.organisation
    if organisation is None:
        return None
    return LinkedRecord(
        organisation.name,
        organisation.survivor_led,
        record.name_withheld if record else submission.name_withheld,
        record.survivor_led_shown if record else readable(submission.text)[0].survivor_led_shown,
    )


def _answer(submission: Submission, reply: Reply) -> Answer:
    about = submission.about or ""
    answered = about.removeprefix(ABOUT_ACTION) if about.startswith(ABOUT_ACTION) else ""
    return Answer(
        reply.stance,
        reply.text,
        reply.language,
        tuple(citation_view(one) for one in reply.citations),
        about,
        public_actions([answered]).get(answered) if answered else None,
    )


def _earlier(action: Action) -> tuple[ActionView, ...]:
    """The organisation's published actions about the State, with withheld names."""
    query = (
        select(Action.reference)
        .where(
            Action.organisation_id == action.organisation_id,
            Action.state_id == action.state_id,
            Action.id != action.id,
            Action.published_at.is_not(None),
            Action.ended_as.is_distinct_from(Ending.SUPERSEDED),
        )
        .order_by(Action.effective_on.desc(), Action.reference.desc())
        .limit(MOST_EARLIER)
    )
    references = tuple(db.session.scalars(query))
    views = public_actions(references)
    return tuple(views[reference] for reference in references)


def _duplicates(submission: Submission) -> tuple[Duplicate, ...]:
    draft, _errors = readable(submission.text)
    return likely_duplicates(
        draft, organisation_id=submission.organisation_id, reference=submission.reference
    )


def _marked(submission: Submission) -> Iterator[MarkedText]:
    texts = texts_of(submission)
    for field, group in groupby(findings_of(submission), key=lambda one: one.field):
        findings = tuple(group)
        once = {one.fingerprint: one for one in findings}
        yield MarkedText(field, tuple(_pieces(texts[field], findings)), tuple(once.values()))


def _pieces(text: str, findings: tuple[FieldFinding, ...]) -> Iterator[TextPiece]:
    place = 0
    for one in findings:
        yield TextPiece(text[place : one.start])
        yield TextPiece(text[one.start : one.end], one)
        place = one.end
    yield TextPiece(text[place:])


def _fields(submission: Submission) -> dict[str, str]:
    """The filled fields, at which remarks are possible."""
    texts = {**submission.text, **texts_of(submission)}
    return {field: texts[field] for field in remarkable(submission)}


def _steps(submission: Submission) -> tuple[Step, ...]:
    return tuple(
        Step(
            move=Move(one.move),
            role=one.role,
            made_at=one.made_at,
            ground=one.ground,
            reason=one.reason,
            remarks=dict(one.remarks or {}),
            note=one.note,
        )
        for one in submission.moves
    )

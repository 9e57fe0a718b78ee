"""The workspace for replies: waiting records, and one's own replies.

It puts acts, assessments and entries beside what the side has said of them. An organisation whose
name is withheld is in none of it but its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tracker.accounts.actor import Actor
from tracker.accounts.models import Organisation
from tracker.assessment.waiting import AssessmentToAnswer, to_answer
from tracker.core import clock
from tracker.core.errors import NotFound
from tracker.evidence import reply_service
from tracker.evidence.discard import may_be_given_up, was_decided
from tracker.evidence.privacy_check import FieldFinding, findings_of
from tracker.evidence.queries.actions import ActionView, actions_of_state
from tracker.evidence.queries.own_actions import organisations_of
from tracker.evidence.queries.own_replies import (
    GIVEN,
    EntryToAnswer,
    OwnReply,
    answered_by_state,
    entries_to_answer,
    own_replies,
    own_reply,
)
from tracker.evidence.queries.own_submissions import own_submission
from tracker.evidence.reply_targets import Answerable, about_action, answerable
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.reporting.queries_private import answered_records
from tracker.review.lifecycle import Move, Status
from tracker.review.models import Submission, SubmissionMove
from tracker.review.submissions import Kind


@dataclass(frozen=True, slots=True)
class ReplyWorkspace:
    """Waiting records by State or organisation, and one's own replies."""

    acts: Mapping[str, tuple[ActionView, ...]]
    assessments: Mapping[str, tuple[AssessmentToAnswer, ...]]
    entries: tuple[tuple[Organisation, tuple[EntryToAnswer, ...]], ...]
    own: tuple[OwnReply, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One transition of a reply by role. ``reason`` may be None."""

    move: Move
    role: str
    made_at: datetime
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyPage:
    """One's own reply. ``record`` None: what it answers is no longer public."""

    reference: str
    iso3: str | None
    organisation: str | None
    organisation_id: str | None  # its public id
    survivor_led: bool
    status: Status
    version: int
    text: Mapping[str, str]
    record: Answerable | None
    replaces: str | None
    decision: SubmissionMove | None
    steps: tuple[Step, ...]
    may_be_given_up: bool
    was_decided: bool

    @property
    def by_state(self) -> bool:
        """Whether the State replies; otherwise an organisation does."""
        return self.organisation is None


@dataclass(frozen=True, slots=True)
class ReplyCheck:
    """The check before submission: passages, and what blocks it."""

    findings: tuple[FieldFinding, ...]
    faults: Mapping[str, list[str]]


def load_workspace(actor: Actor) -> ReplyWorkspace:
    """Everything that waits for the actor's sides, and their replies."""
    require(actor, Permission.SUBMISSIONS_KEEP)
    open_ = entries_to_answer(actor)
    return ReplyWorkspace(
        acts={iso3: waiting_acts(iso3) for iso3 in sorted(actor.reports_for)},
        assessments=to_answer(actor) if actor.reports_for else {},
        entries=tuple((each, open_.get(number, ())) for number, each in organisations_of(actor)),
        own=own_replies(actor),
    )


def waiting_acts(iso3: str) -> tuple[ActionView, ...]:
    """Published actions about a State without a reply or response in a report."""
    today, in_reports = clock.today(), answered_records(iso3)
    here = answered_by_state(iso3)
    return tuple(
        each
        for each in actions_of_state(iso3, today, today)
        if each.reference not in in_reports and here.get(about_action(each.reference)) not in GIVEN
    )


def page(actor: Actor, reference: str) -> ReplyPage:
    """One reply of the actor's side. Raises NotFound."""
    require(actor, Permission.SUBMISSIONS_KEEP)
    own = own_reply(actor, reference)
    submission = own_submission(actor, Kind.REPLY, reference)
    organisation = submission.organisation
    return ReplyPage(
        reference=reference,
        iso3=own.iso3,
        organisation=own.organisation,
        organisation_id=organisation.public_id if organisation else None,
        survivor_led=organisation is not None and organisation.survivor_led,
        status=own.status,
        version=own.version,
        text=dict(submission.text),
        record=answerable(own.about),
        replaces=own.replaces,
        decision=own.decision,
        steps=tuple(_step(move) for move in submission.moves),
        may_be_given_up=may_be_given_up(submission),
        was_decided=was_decided(submission),
    )


def check_reply(actor: Actor, reference: str) -> ReplyCheck:
    """The check before one's own reply is submitted."""
    require(actor, Permission.SUBMISSIONS_KEEP)
    submission: Submission = own_submission(actor, Kind.REPLY, reference)
    return ReplyCheck(findings_of(submission), reply_service.faults(submission))


def organisation_named(actor: Actor, public_id: str | None) -> int | None:
    """The row id of one of the actor's organisations. None if none is named."""
    require(actor, Permission.SUBMISSIONS_KEEP)
    if not public_id:
        return None
    for number, each in organisations_of(actor):
        if each.public_id == public_id:
            return number
    raise NotFound("organisation", public_id)


def _step(move: SubmissionMove) -> Step:
    return Step(Move(move.move), move.role, move.made_at, move.reason)

"""A side's own replies with every status, and the records that it could answer."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.accounts.actor import Actor
from tracker.core import clock
from tracker.core.db import db
from tracker.evidence.models import Action, ActionCommitment
from tracker.evidence.queries.own_actions import logging_for
from tracker.evidence.queries.own_submissions import own_submission
from tracker.evidence.reply_drafts import readable
from tracker.evidence.reply_targets import about_entry
from tracker.evidence.vocabulary import Stance
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.registry.models import Commitment, State
from tracker.reporting.models import Report, ReportEntry
from tracker.review.lifecycle import GIVEN_UP, IN_REVIEW, Move, Status
from tracker.review.models import Submission, SubmissionMove
from tracker.review.submissions import Kind
from tracker.review.visibility import public_at

# An answer in one of these has been given; what it answers waits no more.
GIVEN = IN_REVIEW | {Status.PUBLISHED}
_NOT_SHOWN = GIVEN_UP | {Status.SUPERSEDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReply:
    """One's own reply. ``decision`` is the latest decision of a reviewer."""

    reference: str
    about: str
    iso3: str | None
    organisation: str | None
    status: Status
    version: int
    stance: Stance | None
    begun_at: datetime
    changed_at: datetime
    replaces: str | None
    decision: SubmissionMove | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryToAnswer:
    """A public entry on a commitment about which the organisation has logged actions.

    ``level`` None: the entry states none. ``acts`` is how many of its acts are public on it.
    """

    about: str
    iso3: str
    report: str
    title: str
    period_end: date
    commitment: str
    commitment_title: str
    answer: str
    level: int | None
    acts: int


def own_replies(actor: Actor) -> tuple[OwnReply, ...]:
    """All replies of the actor's States and organisations, newest first."""
    require(actor, Permission.SUBMISSIONS_KEEP)
    query = (
        select(Submission)
        .where(
            Submission.kind == Kind.REPLY,
            Submission.status.not_in(_NOT_SHOWN),
            (Submission.organisation_id.is_(None) & Submission.state.in_(sorted(actor.reports_for)))
            | Submission.organisation_id.in_(logging_for(actor.held)),
        )
        .options(selectinload(Submission.organisation), selectinload(Submission.moves))
        .order_by(Submission.id.desc())
    )
    return tuple(_own(row) for row in db.session.scalars(query))


def own_reply(actor: Actor, reference: str) -> OwnReply:
    """One of them. Raises NotFound."""
    require(actor, Permission.SUBMISSIONS_KEEP)
    return _own(own_submission(actor, Kind.REPLY, reference))


def answered_by_state(iso3: str) -> dict[str, Status]:
    """The status of the State's own reply to each record, without declined and ended ones."""
    query = (
        select(Submission.about, Submission.status)
        .where(
            Submission.kind == Kind.REPLY,
            Submission.state == iso3,
            Submission.organisation_id.is_(None),
            Submission.status.in_(GIVEN | {Status.DRAFT, Status.RETURNED}),
        )
        .order_by(Submission.id)
    )
    found: dict[str, Status] = {}
    for about, status in db.session.execute(query):
        # A correction under way does not take back the answer that is public.
        if about and found.get(about) not in GIVEN:
            found[about] = Status(status)
    return found


def entries_to_answer(actor: Actor) -> dict[int, tuple[EntryToAnswer, ...]]:
    """By organisation: public entries that it could answer and has not answered."""
    require(actor, Permission.SUBMISSIONS_KEEP)
    organisations = logging_for(actor.held)
    if not organisations:
        return {}
    acts = _acts(organisations)
    entries = _entries({cell for _organisation, cell in acts})
    said = _replied(organisations)
    found: dict[int, list[EntryToAnswer]] = defaultdict(list)
    for (organisation, cell), number in acts.items():
        for row in entries.get(cell, ()):
            about = about_entry(row.report, row.commitment)
            if (organisation, about) not in said:
                found[organisation].append(_to_answer(row, about, number))
    return {
        organisation: tuple(sorted(rows, key=lambda one: one.period_end, reverse=True))
        for organisation, rows in found.items()
    }


Cell = tuple[int, int]  # state id, commitment id


def _acts(organisations: Iterable[int]) -> dict[tuple[int, Cell], int]:
    query = (
        select(Action.organisation_id, Action.state_id, ActionCommitment.commitment_id)
        .join(ActionCommitment, ActionCommitment.action_id == Action.id)
        .where(Action.organisation_id.in_(organisations), public_at(Action, clock.today()))
    )
    found: dict[tuple[int, Cell], int] = defaultdict(int)
    for organisation, state_id, commitment_id in db.session.execute(query):
        found[organisation, (state_id, commitment_id)] += 1
    return found


def _entries(cells: set[Cell]) -> dict[Cell, list[Any]]:
    query = (
        select(
            Report.state_id,
            ReportEntry.commitment_id,
            State.iso3,
            Report.reference.label("report"),
            Report.title,
            Report.period_end,
            Commitment.reference.label("commitment"),
            Commitment.title.label("commitment_title"),
            ReportEntry.answer,
            ReportEntry.level,
        )
        .join(ReportEntry.report)
        .join(Report.state)
        .join(ReportEntry.commitment)
        .where(
            ReportEntry.answer.is_not(None),
            public_at(Report, clock.today()),
            Report.state_id.in_({state for state, _ in cells}),
            ReportEntry.commitment_id.in_({commitment for _, commitment in cells}),
        )
    )
    found: dict[Cell, list[Any]] = defaultdict(list)
    for row in db.session.execute(query) if cells else ():
        found[row.state_id, row.commitment_id].append(row)
    return found


def _to_answer(row: Any, about: str, acts: int) -> EntryToAnswer:
    return EntryToAnswer(
        about=about,
        iso3=row.iso3,
        report=row.report,
        title=row.title,
        period_end=row.period_end,
        commitment=row.commitment,
        commitment_title=row.commitment_title,
        answer=row.answer,
        level=row.level,
        acts=acts,
    )


def _replied(organisations: Iterable[int]) -> set[tuple[int, str]]:
    query = select(Submission.organisation_id, Submission.about).where(
        Submission.kind == Kind.REPLY,
        Submission.organisation_id.in_(organisations),
        Submission.status.not_in(GIVEN_UP | {Status.DECLINED, Status.SUPERSEDED, Status.WITHDRAWN}),
    )
    rows = db.session.execute(query)
    return {(one, about) for one, about in rows if one is not None and about is not None}


def _own(row: Submission) -> OwnReply:
    decisions = [move for move in row.moves if move.move in (Move.RETURN, Move.DECLINE)]
    draft, _errors = readable(row.text)
    return OwnReply(
        reference=row.reference,
        about=row.about or "",
        iso3=row.state,
        organisation=row.organisation.name if row.organisation else None,
        status=Status(row.status),
        version=row.version,
        stance=draft.stance,
        begun_at=row.created_at,
        changed_at=row.moves[-1].made_at if row.moves else row.created_at,
        replaces=row.replaces,
        decision=decisions[-1] if decisions else None,
    )

"""An organisation's own actions with their status, steps and reasons.

Only people who log for the organisation see them. They never see who decided.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import selectinload

from tracker.accounts.actor import Actor
from tracker.accounts.models import Organisation
from tracker.core import collation
from tracker.core.db import db
from tracker.core.errors import NotFound
from tracker.evidence.action_drafts import ActionDraft, readable, unfinished
from tracker.evidence.action_service import UNDER_WAY
from tracker.evidence.discard import was_decided
from tracker.evidence.models import Attachment
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Held, Role
from tracker.review.lifecycle import GIVEN_UP, OPEN, Move, Status
from tracker.review.models import Submission, SubmissionMove
from tracker.review.submissions import Kind


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a submission. ``ground`` is set if it was declined."""

    move: Move
    to: Status
    at: datetime
    role: Role
    ground: str | None
    reason: str | None
    remarks: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAction:
    """One's own action, as typed and as far as it can be parsed.

    ``missing`` and ``errors`` are by field; ``correction`` names the submission that is under way
    to correct this one, None where there is none. ``was_decided``: a reviewer has decided on it,
    and that stays even where the draft is deleted. ``unclassified``: it waits for a reviewer to
    classify it; ``classified_at``: when one did.
    """

    reference: str
    status: Status
    version: int
    organisation_id: int
    organisation: str
    survivor_led: bool
    name_withheld: bool
    own_key: str | None
    replaces: str | None
    text: Mapping[str, str]
    draft: ActionDraft
    errors: Mapping[str, list[str]]
    created_at: datetime
    submitted_at: datetime | None
    steps: tuple[Step, ...]
    files: int
    correction: str | None
    was_decided: bool
    unclassified: bool
    classified_at: datetime | None

    @property
    def missing(self) -> dict[str, str]:
        """Missing items by field before submission."""
        return unfinished(self.draft)

    @property
    def is_open(self) -> bool:
        """Whether it can be edited."""
        return self.status in OPEN

    @property
    def last(self) -> Step | None:
        """The latest step. None before the first submission."""
        return self.steps[-1] if self.steps else None

    @property
    def returned(self) -> Step | None:
        """The last return that was not answered by a new submission."""
        decided = [step for step in self.steps if step.move in (Move.RETURN, Move.SUBMIT)]
        found = decided[-1] if decided else None
        return found if found and found.move is Move.RETURN else None


def own_actions(actor: Actor) -> tuple[OwnAction, ...]:
    """All actions of the actor's organisations, last changed first."""
    require(actor, Permission.SUBMISSIONS_KEEP)
    rows = db.session.scalars(
        _query(actor).order_by(
            func.coalesce(Submission.submitted_at, Submission.created_at).desc(),
            Submission.id.desc(),
        )
    ).all()
    return _own_actions(rows)


def own_actions_begun(
    actor: Actor, *, before: tuple[datetime, str] | None, most: int
) -> tuple[OwnAction, ...]:
    """A page of them, newest first. ``before`` is the last one of the previous page."""
    require(actor, Permission.SUBMISSIONS_KEEP)
    query = _query(actor)
    if before is not None:
        query = query.where(tuple_(Submission.created_at, Submission.reference) < tuple_(*before))
    query = query.order_by(Submission.created_at.desc(), Submission.reference.desc())
    return _own_actions(db.session.scalars(query.limit(most)).all())


def own_action(actor: Actor, reference: str) -> OwnAction:
    """One of them. Raises NotFound, also for another organisation's."""
    require(actor, Permission.SUBMISSIONS_KEEP)
    row = db.session.scalar(_query(actor).where(Submission.reference == reference))
    if row is None:
        raise NotFound(Kind.ACTION, reference)
    return _own_actions([row])[0]


def reference_by_own_key(actor: Actor, organisation_id: int, own_key: str) -> str | None:
    """The action with the organisation's own number. None without one."""
    require(actor, Permission.SUBMISSIONS_KEEP)
    query = _query(actor).where(
        Submission.organisation_id == organisation_id, Submission.own_key == own_key
    )
    found = db.session.scalar(query.order_by(Submission.id).limit(1))
    return found.reference if found else None


def organisations_of(actor: Actor) -> tuple[tuple[int, Organisation], ...]:
    """The organisations for which the actor may log, by name."""
    require(actor, Permission.SUBMISSIONS_KEEP)
    query = select(Organisation).where(Organisation.id.in_(logging_for(actor.held)))
    found = db.session.scalars(query.order_by(Organisation.id))
    return tuple((each.id, each) for each in collation.by_name(found, lambda each: each.name))


def logging_for(held: frozenset[Held]) -> frozenset[int]:
    """Row ids of the organisations for which these memberships may log."""
    return frozenset(
        one.organisation
        for one in held
        if one.role is Role.CONTRIBUTOR and one.organisation is not None
    )


def _query(actor: Actor) -> Any:
    return (
        select(Submission)
        .where(
            Submission.kind == Kind.ACTION,
            Submission.status.not_in(GIVEN_UP),
            Submission.organisation_id.in_(logging_for(actor.held)),
        )
        .options(
            selectinload(Submission.moves),
            selectinload(Submission.organisation),
        )
        .execution_options(populate_existing=True)
    )


def _own_actions(rows: Sequence[Submission]) -> tuple[OwnAction, ...]:
    files = _files([row.id for row in rows])
    corrections = _corrections([row.reference for row in rows])
    return tuple(_own(row, files.get(row.id, 0), corrections.get(row.reference)) for row in rows)


def _own(row: Submission, files: int, correction: str | None) -> OwnAction:
    draft, errors = readable(row.text)
    organisation = row.organisation
    if organisation is None:  # an action without an organisation is a fault of ours
        raise ValueError(f"{row.reference} is nobody's")
    return OwnAction(
        reference=row.reference,
        status=Status(row.status),
        version=row.version,
        organisation_id=organisation.id,
        organisation=organisation.name,
        survivor_led=organisation.survivor_led,
        name_withheld=row.name_withheld,
        own_key=row.own_key,
        replaces=row.replaces,
        text=dict(row.text),
        draft=draft,
        errors=errors,
        created_at=row.created_at,
        submitted_at=row.submitted_at,
        steps=tuple(map(_step, row.moves)),
        files=files,
        correction=correction,
        was_decided=was_decided(row),
        unclassified=row.unclassified,
        classified_at=row.classified_at,
    )


def _step(row: SubmissionMove) -> Step:
    return Step(
        move=Move(row.move),
        to=Status(row.to_status),
        at=row.made_at,
        role=Role(row.role),
        ground=row.ground,
        reason=row.reason,
        remarks=row.remarks or {},
    )


def _files(ids: list[int]) -> dict[int, int]:
    rows = db.session.execute(
        select(Attachment.submission_id, func.count())
        .where(Attachment.submission_id.in_(ids))
        .group_by(Attachment.submission_id)
    )
    return {row[0]: row[1] for row in rows}


def _corrections(references: list[str]) -> dict[str, str]:
    """The open correction of each action, by reference."""
    rows = db.session.execute(
        select(Submission.replaces, Submission.reference).where(
            Submission.replaces.in_(references), Submission.status.in_(UNDER_WAY)
        )
    )
    return {row[0]: row[1] for row in rows if row[0]}

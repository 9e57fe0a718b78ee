"""All open items in one list for reviewers and administrators.

Each item comes from the list behind it, asked as the actor: what an actor may not see there is
not here either. So the counts agree with those lists.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import func, select

from tracker.accounts import invitations
from tracker.accounts.actor import Actor
from tracker.accounts.invitations import Standing as InvitationStanding
from tracker.core import clock
from tracker.core.db import db
from tracker.evidence.review_queue import QueueItem, queue
from tracker.feedback import queries as feedback
from tracker.gap.snapshot import Snapshot, load_snapshot
from tracker.gap.standing import default_params
from tracker.policy.permission_map import may, require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Subject
from tracker.reporting.obligations import obligations
from tracker.reporting.vocabulary import Punctuality
from tracker.review import hiding_queries
from tracker.review.models import Recusal

DUE_WITHIN = timedelta(days=90)


class WorkKind(StrEnum):
    """The kind of item, most urgent first."""

    LATE = "late"  # a report of a State is overdue
    DUE = "due"  # a report of a State is due within 90 days
    CHALLENGED = "challenged"  # a State challenges a record that counts; no assessment yet
    UNCLASSIFIED = "unclassified"  # an action waits for its classification
    WAITING = "waiting"  # a record waits for a decision
    CONFLICT = "conflict"  # a reviewer left a waiting record because of a conflict of interest
    HIDDEN = "hidden"  # a record is hidden until a person decides about it
    CORRECTION = "correction"  # a reader reported a mistake or danger
    INVITATION = "invitation"  # an invitation was not accepted


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """One open item. ``on``: since when, or the due date for ``DUE`` and ``LATE``.

    ``iso3`` and ``region`` are None for what concerns no State. ``reference`` names the record
    within its kind, ``sort`` its type, ``title`` is None where it has none of its own.
    """

    kind: WorkKind
    on: date
    reference: str
    sort: str
    title: str | None = None
    iso3: str | None = None
    region: str | None = None

    @property
    def days(self) -> int:
        """Days from ``on`` until today. Negative before a due date."""
        return (clock.today() - self.on).days


@dataclass(frozen=True, slots=True)
class OpenWork:
    """The filtered items, and the unfiltered number of each kind."""

    items: tuple[WorkItem, ...]
    counts: Mapping[WorkKind, int]
    kinds: tuple[WorkKind, ...]


def open_work(actor: Actor, *, kind: WorkKind | None = None, region: str | None = None) -> OpenWork:
    """Open items that the actor may see, optionally of a kind and a region.

    Without a State nothing belongs to a region. Oldest first within each kind.
    """
    require(actor, Permission.OPEN_WORK_SEE)
    seen = load_snapshot(default_params())
    found = [each for part in _PARTS for each in part(actor, seen)]
    fitting = [each for each in found if region in (None, each.region)]
    counts = Counter(each.kind for each in fitting)
    order = list(WorkKind)
    items = sorted(
        (each for each in fitting if kind in (None, each.kind)),
        key=lambda each: (order.index(each.kind), each.on, each.iso3 or "", each.reference),
    )
    return OpenWork(tuple(items), counts, kinds_for(actor))


def kinds_for(actor: Actor) -> tuple[WorkKind, ...]:
    """The kinds that the actor's roles may see, in order."""
    require(actor, Permission.OPEN_WORK_SEE)
    hidden: set[WorkKind] = set()
    if not may(actor, Permission.REVIEW_QUEUE_SEE):
        hidden |= {WorkKind.UNCLASSIFIED, WorkKind.WAITING, WorkKind.CONFLICT}
    if not may(actor, Permission.RECORD_HIDE):
        hidden.add(WorkKind.HIDDEN)
    if not may(actor, Permission.FEEDBACK_ANSWER):
        hidden.add(WorkKind.CORRECTION)
    if not may(actor, Permission.INVITATION_SEND):
        hidden.add(WorkKind.INVITATION)
    return tuple(kind for kind in WorkKind if kind not in hidden)


def _reports(_actor: Actor, _seen: Snapshot) -> Iterator[WorkItem]:
    """Reports of States that were not submitted: overdue, or due within 90 days."""
    today = clock.today()
    for each in obligations(today, today):
        late = each.standing is Punctuality.SILENT
        soon = each.standing is Punctuality.NOT_YET_DUE and each.due_on <= today + DUE_WITHIN
        if each.submitted_on is None and (late or soon):
            yield WorkItem(
                kind=WorkKind.LATE if late else WorkKind.DUE,
                on=each.due_on,
                reference=each.cycle,
                sort="report",
                title=each.cycle_title,
                iso3=each.iso3,
                region=each.region,
            )


def _challenged(actor: Actor, seen: Snapshot) -> Iterator[WorkItem]:
    """A State's commitments with a disputed record and no assessment."""
    for iso3, row in seen.standings.items():
        for reference, standing in row.items():
            if not standing.disputed or standing.assessed is not None:
                continue
            if not may(actor, Permission.ASSESSMENT_WRITE, Subject(state=iso3)) and may(
                actor, Permission.REVIEW_QUEUE_SEE
            ):
                continue  # a reviewer stays away from the own State
            yield WorkItem(
                kind=WorkKind.CHALLENGED,
                on=standing.newest_on or clock.today(),
                reference=reference,
                sort="commitment",
                title=seen.commitments[reference].title,
                iso3=iso3,
                region=seen.states[iso3].region,
            )


def _queue(actor: Actor, seen: Snapshot) -> Iterator[WorkItem]:
    """Items that wait for a decision, including those with a declared conflict."""
    if not may(actor, Permission.REVIEW_QUEUE_SEE):
        return
    waiting = queue(actor)
    conflicts = _conflicts()
    for one in waiting:
        kind = WorkKind.UNCLASSIFIED if one.unclassified else WorkKind.WAITING
        yield _queued(one, kind, seen)
        if f"{one.sort}:{one.reference}" in conflicts:
            yield _queued(one, WorkKind.CONFLICT, seen)


def _conflicts() -> frozenset[str]:
    """Items in which some reviewer declared a conflict of interest."""
    query = select(Recusal.subject).group_by(Recusal.subject).having(func.count() > 0)
    return frozenset(db.session.scalars(query))


def _queued(one: QueueItem, kind: WorkKind, seen: Snapshot) -> WorkItem:
    state = seen.states.get(one.iso3)
    return WorkItem(
        kind=kind,
        on=one.sent_at.date(),
        reference=one.reference,
        sort=one.sort,
        title=one.title,
        iso3=one.iso3 or None,
        region=state.region if state else None,
    )


def _hidden(actor: Actor, _seen: Snapshot) -> Iterator[WorkItem]:
    """Hidden records without a decision."""
    if not may(actor, Permission.RECORD_HIDE):
        return
    for one in hiding_queries.waiting(actor):
        yield WorkItem(
            kind=WorkKind.HIDDEN,
            on=one.hidden_at.date(),
            reference=one.public_id,
            sort=one.kind,
            title=one.reference,
        )


def _corrections(actor: Actor, _seen: Snapshot) -> Iterator[WorkItem]:
    """Readers' reports without an answer."""
    if not may(actor, Permission.FEEDBACK_ANSWER):
        return
    for one in feedback.waiting(actor):
        yield WorkItem(
            kind=WorkKind.CORRECTION,
            on=one.created_at.date(),
            reference=one.public_id,
            sort=one.subject,
            title=one.page,
        )


def _invitations(actor: Actor, seen: Snapshot) -> Iterator[WorkItem]:
    """Open or expired invitations."""
    if not may(actor, Permission.INVITATION_SEND):
        return
    for row in invitations.every_one(actor):
        standing = invitations.standing_of(row)
        if standing in (InvitationStanding.OPEN, InvitationStanding.EXPIRED):
            state = seen.states.get(row.state or "")
            yield WorkItem(
                kind=WorkKind.INVITATION,
                on=row.created_at.date(),
                reference=row.public_id,
                sort=standing,
                title=row.email,
                iso3=row.state,
                region=state.region if state else None,
            )


_PARTS: tuple[Callable[[Actor, Snapshot], Iterator[WorkItem]], ...] = (
    _reports,
    _challenged,
    _queue,
    _hidden,
    _corrections,
    _invitations,
)

"""Writes and verifies the audit trail.

An event's hash covers its own fields, the hash of its content and the hash of the event before
it, so a changed, removed or reordered row is found; the head finds a cut tail.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from tracker.audit.models import AuditContent, AuditEvent, AuditHead
from tracker.core import clock
from tracker.core.db import db

GENESIS = "0" * 64
REDACTED = "audit:content:redacted"
BATCH = 1000  # events read at a time while verifying


class EventSubject(Protocol):
    """A person identified by an opaque key."""

    @property
    def key(self) -> str:
        """The opaque key."""
        ...


def canonical(value: Any) -> str:
    """JSON in one spelling: sorted keys, no spaces, no escaped letters."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def event_hash(event: AuditEvent) -> str:
    """SHA-256 of the event's own fields and the previous event's hash."""
    fields = {
        "sequence": event.sequence,
        "happened_at": _spelled(event.happened_at),
        "actor": event.actor,
        "verb": event.verb,
        "subject": event.subject,
        "content_hash": event.content_hash,
    }
    return _sha256(event.previous_hash + canonical(fields))


def _spelled(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")


@dataclass(frozen=True, slots=True)
class Content:
    """The content of an event with its SHA-256."""

    body: dict[str, Any]
    sha256: str


def prepare(content: dict[str, Any]) -> Content:
    """Hash the content of an event before the write lock is taken, because it may be long."""
    return Content(content, _sha256(canonical(content)))


def record(
    actor: EventSubject, verb: str, subject: str, content: dict[str, Any] | Content
) -> AuditEvent:
    """Add one event to the trail in the current transaction.

    The head row is locked until that transaction ends, so events never fork.
    """
    if not isinstance(content, Content):
        content = prepare(content)
    head = _locked_head()
    event = AuditEvent(
        sequence=head.sequence + 1,
        happened_at=clock.now(),
        actor=actor.key,
        verb=verb,
        subject=subject,
        content_hash=content.sha256,
        previous_hash=head.hash,
    )
    event.hash = event_hash(event)
    event.content = AuditContent(body=content.body)
    db.session.add(event)
    head.sequence, head.hash = event.sequence, event.hash
    db.session.flush()
    return event


def hold() -> None:
    """Lock the head until the transaction ends, for operations that read before they write.

    On PostgreSQL two of them would otherwise both find nothing, and both add it. An act that
    changes what is public must not: it locks the public revision first.
    """
    _locked_head()


def redact(actor: EventSubject, sequence: int, *, reason: str) -> None:
    """Delete the content of an event and keep who did so, when and why.

    A separate event records it: an empty content without such an event is a fault. Repeating it
    changes nothing. Raises KeyError for an unknown event.
    """
    content = db.session.get(AuditContent, sequence)
    if content is None:
        raise KeyError(sequence)
    if content.redacted_at is not None:
        return
    content.body, content.redacted_at = None, clock.now()
    content.redacted_by, content.redacted_reason = actor.key, reason
    record(actor, REDACTED, _event_named(sequence), {"reason": reason})


def _event_named(sequence: int) -> str:
    return f"event:{sequence}"


def _locked_head() -> AuditHead:
    """The locked head. Before the first event there is none, and two writers may race."""
    query = select(AuditHead).with_for_update()
    head = db.session.execute(query).scalar_one_or_none()
    if head is not None:
        return head
    with suppress(IntegrityError), db.session.begin_nested():
        db.session.add(AuditHead(id=1, sequence=0, hash=GENESIS))
    return db.session.execute(query).scalar_one()


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """The result of verification: the number of events, and the first fault if any."""

    events: int
    head: str
    fault: str | None = None
    redacted: int = 0


def verify() -> ChainCheck:
    """Verify the whole trail. Memory grows only with the number of redactions."""
    previous, count = GENESIS, 0
    emptied: set[str] = set()
    announced: set[str] = set()
    for event in _in_order():
        count += 1
        fault = _fault(event, count, previous)
        if fault:
            return ChainCheck(count, previous, fault)
        if event.verb == REDACTED:
            announced.add(event.subject)
        if event.content.redacted_at is not None:
            emptied.add(_event_named(event.sequence))
        previous = event.hash
    head = db.session.execute(select(AuditHead)).scalar_one_or_none()
    if head is not None and (head.sequence, head.hash) != (count, previous):
        return ChainCheck(
            count, previous, f"the head names event {head.sequence}, the last is {count}"
        )
    silently = min(emptied - announced, key=lambda name: int(name.partition(":")[2]), default=None)
    if silently is not None:
        number = silently.partition(":")[2]
        fault = f"the content of event {number} was emptied and no event says so"
        return ChainCheck(count, previous, fault)
    return ChainCheck(count, previous, redacted=len(emptied))


def _in_order() -> Iterator[AuditEvent]:
    last = 0
    while True:
        query = select(AuditEvent).where(AuditEvent.sequence > last)
        batch = db.session.scalars(
            query.order_by(AuditEvent.sequence).limit(BATCH).options(joinedload(AuditEvent.content))
        ).all()
        yield from batch
        if len(batch) < BATCH:
            return
        last = batch[-1].sequence
        db.session.expunge_all()


def _fault(event: AuditEvent, expected: int, previous: str) -> str | None:
    if event.sequence != expected:
        return f"event {expected} is missing"
    if event.previous_hash != previous:
        return f"event {expected} does not follow the one before it"
    if event.hash != event_hash(event):
        return f"event {expected} was changed"
    content = event.content
    if content is None:
        return f"the content of event {expected} is missing"
    if content.redacted_at is None and _sha256(canonical(content.body)) != event.content_hash:
        return f"the content of event {expected} was changed"
    return None

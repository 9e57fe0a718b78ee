"""Events of the audit trail for rows that no service wrote, chained as the application does."""

from collections.abc import Mapping
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from benchmarks.buffer import Buffer
from tracker.audit import trail
from tracker.audit.models import AuditContent, AuditEvent

EVENT = (
    "sequence",
    "happened_at",
    "actor",
    "verb",
    "subject",
    "content_hash",
    "previous_hash",
    "hash",
)


class Chain:
    """The end of the trail, to which events are added."""

    def __init__(self, buffer: Buffer, sequence: int, head: str) -> None:
        self.sequence, self.head = sequence, head
        self._buffer = buffer

    def add(
        self, at: datetime, actor: str, verb: str, subject: str, content: Mapping[str, Any]
    ) -> None:
        """Add one event."""
        self.sequence += 1
        prepared = trail.prepare(dict(content))
        event: Any = SimpleNamespace(
            sequence=self.sequence,
            happened_at=at,
            actor=actor,
            verb=verb,
            subject=subject,
            content_hash=prepared.sha256,
            previous_hash=self.head,
        )
        self.head = event.hash = trail.event_hash(event)
        self._buffer.add(AuditEvent, EVENT, tuple(getattr(event, name) for name in EVENT))
        self._buffer.add(AuditContent, ("sequence", "body"), (self.sequence, prepared.body))

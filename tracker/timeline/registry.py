"""Changes of the registry on the timeline: additions, retirements and changes in place."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select

from tracker.audit.models import AuditContent, AuditEvent
from tracker.core.db import db
from tracker.registry.filters import commitments_in, narrowed
from tracker.registry.history import LOADED
from tracker.registry.models import Commitment, Instrument
from tracker.review.history import end_of
from tracker.timeline import relations
from tracker.timeline.event import Event, EventKind, Place, RecordKind, TimelineQuery
from tracker.timeline.rows import Rows

COMMITMENT_FILTERS = commitments_in(Commitment.id)
HEEDED = frozenset({*COMMITMENT_FILTERS, "kind"})


def rows(asked: TimelineQuery) -> Iterator[Rows]:
    """Added and retired commitments. Empty for filters that cannot match."""
    if asked.filters.keys() - HEEDED:
        return
    clauses = narrowed(COMMITMENT_FILTERS, asked.filters)
    for what, moment in (
        (EventKind.PUBLISHED, Commitment.published_at),
        (EventKind.WITHDRAWN, Commitment.ended_at),
    ):
        yield Rows(
            RecordKind.REGISTRY,
            what,
            moment=moment,
            key=Instrument.code,
            joins=_with_instrument,
            columns={
                "about": Instrument.code,
                "about_title": Instrument.title,
                "effective": Instrument.adopted_on,
                "effective_precision": Instrument.adopted_precision,
                "number": func.count(),
                # Where it is one alone it can be named.
                "reference": func.min(Commitment.reference),
            },
            clauses=clauses,
            groups=(
                func.day_of(moment),
                Instrument.code,
                Instrument.title,
                Instrument.adopted_on,
                Instrument.adopted_precision,
            ),
        )
    yield from relations.rows(asked)


def _with_instrument(query: Any) -> Any:
    return query.select_from(Commitment).join(Instrument, Instrument.id == Commitment.instrument_id)


def changes(asked: TimelineQuery, *, before: Place | None) -> list[Event]:
    """Changes in place, one for each load, of the commitments that match the filters.

    Loads are few, so they are read completely. It is not shown who loaded.
    """
    if asked.filters.keys() - HEEDED or RecordKind.REGISTRY not in asked.sorts:
        return []
    query = (
        select(AuditEvent.sequence, AuditEvent.happened_at, AuditContent.body)
        .join(AuditContent, AuditContent.sequence == AuditEvent.sequence)
        .where(
            AuditEvent.verb == LOADED,
            AuditEvent.happened_at < end_of(min(asked.known_by, asked.as_of)),
            AuditContent.body.is_not(None),
        )
    )
    if asked.window is not None:
        query = query.where(
            AuditEvent.happened_at > asked.window.after,
            AuditEvent.happened_at <= asked.window.until,
        )
    chosen = _chosen(asked)
    found = []
    for sequence, happened_at, body in db.session.execute(query):
        changed = [one for one in body.get("changed", {}) if chosen is None or one in chosen]
        if changed:
            found.append(
                Event(
                    kind=RecordKind.REGISTRY,
                    what=EventKind.CHANGED,
                    key=f"{RecordKind.REGISTRY}:{EventKind.CHANGED}:{sequence:09}",
                    day=happened_at.date(),
                    precision="day",
                    reference=min(changed),
                    number=len(changed),
                )
            )
    return [one for one in found if before is None or one.place < before]


def _chosen(asked: TimelineQuery) -> frozenset[str] | None:
    clauses = narrowed(COMMITMENT_FILTERS, asked.filters)
    if not clauses:
        return None
    return frozenset(db.session.scalars(select(Commitment.reference).where(*clauses)))

"""Registry links on the timeline: relations between commitments, and measures."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, func, literal
from sqlalchemy.orm import aliased

from tracker.registry.filters import Narrow, commitments_in, narrowed
from tracker.registry.models import Commitment, Indicator, Measure, Relation
from tracker.timeline.event import EventKind, RecordKind, RelatedRecord, TimelineQuery
from tracker.timeline.rows import Rows
from tracker.timeline.visible_records import is_withdrawn

_FROM, _TO = aliased(Commitment), aliased(Commitment)


@dataclass(frozen=True, kw_only=True)
class _Ties:
    """One kind of link. ``ends`` are its columns, ``named`` identifies it."""

    sort: RelatedRecord
    model: Any
    ends: tuple[str, ...]
    joins: Any
    columns: dict[str, Any]
    narrowing: dict[str, Narrow]
    named: tuple[Any, ...] = ()


def rows(asked: TimelineQuery) -> Iterator[Rows]:
    """Added, changed and removed links."""
    for ties in (_RELATIONS, _MEASURES):
        clauses = narrowed(ties.narrowing, asked.filters)
        model, renewed = ties.model, _renews(ties)
        yield _rows(ties, EventKind.PUBLISHED, model.published_at, [*clauses, ~renewed])
        yield _rows(ties, EventKind.CHANGED, model.published_at, [*clauses, renewed])
        taken_off = [model.published_at.is_not(None), is_withdrawn(model)]
        yield _rows(ties, EventKind.WITHDRAWN, model.ended_at, [*clauses, *taken_off])


def _rows(ties: _Ties, what: EventKind, moment: Any, clauses: list[Any]) -> Rows:
    key: Any = literal(ties.sort.value)
    for column in ties.named[:1]:
        key = key.concat(":").concat(column)
    return Rows(
        RecordKind.REGISTRY,
        what,
        moment=moment,
        key=key,
        joins=ties.joins,
        columns={"detail": literal(ties.sort.value), "number": func.count(), **ties.columns},
        clauses=clauses,
        groups=(func.day_of(moment), *ties.named),
    )


def _renews(ties: _Ties) -> Any:
    """Whether a link replaced another between the same two records."""
    earlier = aliased(ties.model)
    same = [getattr(earlier, end) == getattr(ties.model, end) for end in ties.ends]
    return exists().where(*same, earlier.ended_at == ties.model.published_at)


def _with_both(query: Any) -> Any:
    return (
        query.select_from(Relation)
        .join(_FROM, _FROM.id == Relation.from_id)
        .join(_TO, _TO.id == Relation.to_id)
    )


def _with_indicator(query: Any) -> Any:
    return (
        query.select_from(Measure)
        .join(Indicator, Indicator.id == Measure.indicator_id)
        .join(Commitment, Commitment.id == Measure.commitment_id)
    )


_RELATIONS = _Ties(
    sort=RelatedRecord.RELATION,
    model=Relation,
    ends=("from_id", "to_id"),
    joins=_with_both,
    # Where it is one alone both passages can be named.
    columns={"reference": func.min(_FROM.reference), "about": func.min(_TO.reference)},
    narrowing=commitments_in(Relation.from_id, Relation.to_id),
)
_MEASURES = _Ties(
    sort=RelatedRecord.MEASURE,
    model=Measure,
    ends=("indicator_id", "commitment_id"),
    joins=_with_indicator,
    columns={
        "reference": func.min(Commitment.reference),
        "about": Indicator.code,
        "about_title": Indicator.title,
    },
    narrowing=commitments_in(Measure.commitment_id),
    named=(Indicator.code, Indicator.title),
)

"""Indicator values that will be public once an import is written, as the rules will meet them.

Cells are worked out from them before the lock on writing is taken: what a query of values finds is
completed by the rows that are about to be inserted, and those about to be superseded end.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import select

from tracker.core.db import db
from tracker.evidence.models import Source
from tracker.registry.models import Indicator, IndicatorLevel
from tracker.review.publication import PublishedRows

_OWN = (
    *("state_id", "indicator_id", "reference", "value"),
    *("effective_on", "effective_precision", "source_id"),
)


class ValueRow(NamedTuple):
    """A value with its indicator, its level and its source, as ``value_query`` selects them."""

    state_id: int
    indicator_id: int
    reference: str
    value: str
    effective_on: date
    effective_precision: str
    published_at: datetime
    ended_at: datetime | None
    code: str
    source: str
    kind: str
    speaks: int | None
    level: int | None
    tier: str
    family: str


@dataclass(frozen=True, slots=True)
class PendingValues:
    """The values that a change will add, by state, and the ids of those that it will end."""

    moment: datetime
    by_state: Mapping[int, Sequence[ValueRow]]
    ended: frozenset[int]

    def rows(self, states: Collection[int] | None) -> Iterator[ValueRow]:
        """The values to be added of some states, or of all."""
        for state_id in self.by_state if states is None else states:
            yield from self.by_state.get(state_id, ())


def pending_values(change: PublishedRows) -> PendingValues:
    """What a planned change will do to the values; reads what they name, each once."""
    indicators = _rows_of(Indicator, change, "indicator_id", "code", "kind", "speaks")
    sources = _rows_of(Source, change, "source_id", "code", "tier", "family")
    query = select(IndicatorLevel.indicator_id, IndicatorLevel.value, IndicatorLevel.level)
    scales = query.where(IndicatorLevel.indicator_id.in_(indicators))
    levels = {(row[0], row[1]): row[2] for row in db.session.execute(scales)}
    own = itemgetter(*map(change.columns.index, _OWN))
    found: dict[int, list[ValueRow]] = defaultdict(list)
    for row in change.rows:
        state_id, indicator_id, reference, value, day, precision, source_id = own(row)
        code, kind, speaks = indicators[indicator_id]
        source, tier, family = sources[source_id]
        made = ValueRow(
            *(state_id, indicator_id, reference, value, day, precision),
            *(change.moment, None, code, source, kind, speaks),
            *(levels.get((indicator_id, value)), tier, family),
        )
        found[state_id].append(made)
    return PendingValues(change.moment, found, frozenset(change.ended))


def _rows_of(model: Any, change: PublishedRows, named: str, *columns: str) -> dict[int, Any]:
    """By id, columns of the records that the rows name."""
    query = select(model.id, *(getattr(model, name) for name in columns))
    rows = db.session.execute(query.where(model.id.in_(change.distinct(named))))
    return {row[0]: row[1:] for row in rows}

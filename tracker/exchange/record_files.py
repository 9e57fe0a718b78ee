"""Files of what is on record, in the very columns in which it is brought.

Only what was public on the day asked for; read in steps by primary key, so that a million values
cost no more memory than a thousand.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic

from sqlalchemy import ColumnElement, func, select

from tracker.db import db
from tracker.drafts import D
from tracker.evidence import stored as evidence
from tracker.evidence.models import IndicatorValue
from tracker.exchange.selection import Described, Selection
from tracker.exchange.streams import Cell
from tracker.registry import stored as registry
from tracker.registry.keeping import Storage, codes_of, draft_of
from tracker.registry.models import (
    Commitment,
    Indicator,
    Instrument,
    Relation,
    State,
    Theme,
)
from tracker.review.publishable import Publishable
from tracker.review.visibility import public_at

STEP = 500

Narrow = Callable[[str], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class RecordFile(Generic[D]):
    """Records of one kind as rows. ``narrowing`` gives the clause of each filter it knows."""

    name: str
    storage: Storage[D]
    narrowing: Mapping[str, Narrow] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[Described, ...]:
        """The columns of the file that brings such records."""
        return tuple(Described(each.name, each.holds) for each in self.storage.draft.columns())

    def count(self, selection: Selection) -> int:
        """How many rows there are."""
        query = select(func.count()).select_from(self.storage.model).where(*self._where(selection))
        return db.session.scalar(query) or 0

    def rows(self, selection: Selection) -> Iterator[Sequence[Cell]]:
        """The records in the order in which they were put on record."""
        codes = {name: codes_of(link) for name, link in self.storage.links.items()}
        query = (
            select(self.storage.model)
            .options(*self.storage.options)
            .where(*self._where(selection))
            .order_by(*self.storage.model.__mapper__.primary_key)
        )
        # Closed also when a reader breaks off: PostgreSQL keeps a cursor open until then.
        with db.session.execute(query.execution_options(yield_per=STEP)) as found:
            for row in found.scalars():
                yield tuple(draft_of(self.storage, row, codes).cells().values())

    def _where(self, selection: Selection) -> list[ColumnElement[bool]]:
        model, reading = self.storage.model, selection.reading
        clauses = [
            narrow(selection.filters[name])
            for name, narrow in self.narrowing.items()
            if name in selection.filters
        ]
        if issubclass(model, Publishable):
            clauses.append(public_at(model, reading.known_by))
        if model is IndicatorValue:
            clauses.append(IndicatorValue.effective_on <= reading.as_of)
        return clauses


def _states_in(column: Any) -> dict[str, Narrow]:
    """Filters by state for a table whose column holds the state's row id."""

    def within(clause: ColumnElement[bool]) -> ColumnElement[bool]:
        chosen: ColumnElement[bool] = column.in_(select(State.id).where(clause))
        return chosen

    return {
        "region": lambda code: within(State.region == code),
        "group": lambda code: within(State.regional_group == code),
        "state": lambda code: within(State.iso3 == code),
    }


def _commitments_in(column: Any) -> dict[str, Narrow]:
    """Filters by commitment for a table whose column holds the commitment's row id."""

    def within(clause: ColumnElement[bool]) -> ColumnElement[bool]:
        chosen: ColumnElement[bool] = column.in_(
            select(Commitment.id).join(Commitment.instrument).where(clause)
        )
        return chosen

    return {
        "pillar": lambda code: within(Commitment.pillar == code),
        "instrument": lambda code: within(Instrument.code == code),
        "theme": lambda code: within(Commitment.themes.any(Theme.code == code)),
        "commitment": lambda code: within(Commitment.reference == code),
    }


def _of_indicator(code: str) -> ColumnElement[bool]:
    return IndicatorValue.indicator_id.in_(select(Indicator.id).where(Indicator.code == code))


STATES = RecordFile("states", registry.STATES, _states_in(State.id))
INSTRUMENTS = RecordFile(
    "instruments", registry.INSTRUMENTS, {"instrument": lambda code: Instrument.code == code}
)
COMMITMENTS = RecordFile("commitments", registry.COMMITMENTS, _commitments_in(Commitment.id))
RELATIONS = RecordFile("relations", registry.RELATIONS, _commitments_in(Relation.from_id))
THEMES = RecordFile("themes", registry.THEMES)
INDICATORS = RecordFile("indicators", registry.INDICATORS)
INDICATOR_LEVELS = RecordFile("indicator_levels", registry.INDICATOR_LEVELS)
MEASURES = RecordFile("measures", registry.MEASURES)
SOURCES = RecordFile("sources", evidence.SOURCES)
INDICATOR_VALUES = RecordFile(
    "indicator_values",
    evidence.INDICATOR_VALUES,
    {**_states_in(IndicatorValue.state_id), "indicator": _of_indicator},
)

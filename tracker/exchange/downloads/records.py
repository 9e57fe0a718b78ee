"""Files of stored records in their import columns.

Only what was public on the day asked for; read in steps by primary key, so that a million values
cost no more memory than a thousand.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic

from sqlalchemy import ColumnElement, func, literal, select, tuple_

from tracker.core import clock
from tracker.core.db import db
from tracker.evidence import storage as evidence
from tracker.evidence.licences import is_offered
from tracker.evidence.models import IndicatorValue
from tracker.exchange.downloads.columns import from_draft
from tracker.exchange.downloads.csv_stream import Cell
from tracker.exchange.downloads.selection import Described, Selection
from tracker.registry import storage as registry
from tracker.registry.filters import Narrow, commitments_in, narrowed, states_in
from tracker.registry.models import (
    Commitment,
    Indicator,
    Instrument,
    Relation,
    State,
)
from tracker.registry.official_wording import OFFICIAL_WORDINGS
from tracker.registry.official_wording_models import OfficialWording
from tracker.registry.recommendation_models import links_to_many
from tracker.review.publishable import Publishable
from tracker.review.visibility import begun_at, public_at
from tracker.schema.drafts import D
from tracker.storage.conversion import cell_maker, draft_maker
from tracker.storage.records import Storage, codes_of

STEP = 1_000
Place = tuple[int | str, ...]
"""Where a record stands in the order of its file; it says nothing else."""


def _all(_selection: Selection) -> Sequence[ColumnElement[bool]]:
    """No filter: most files contain every record of their kind."""
    return ()


@dataclass(frozen=True, slots=True)
class RecordFile(Generic[D]):
    """Records of one kind as rows. ``narrowing`` gives the condition for each filter.

    ``only`` gives what holds of every row, whatever is asked.
    """

    name: str
    storage: Storage[D]
    narrowing: Mapping[str, Narrow] = field(default_factory=dict)
    only: Callable[[Selection], Sequence[ColumnElement[bool]]] = _all

    @property
    def columns(self) -> tuple[Described, ...]:
        """The columns of the import file for such records."""
        return from_draft(self.storage.draft)

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that identify a row. Empty if one of them may be empty."""
        draft = self.storage.draft
        needed = {column.name for column in draft.columns() if column.required}
        if self.storage.versioned:  # made where a file gives none, so it is never empty on record
            needed.add(self.storage.versioned)
        return draft.KEY if needed.issuperset(draft.KEY) else ()

    def count(self, selection: Selection) -> int:
        """The number of rows."""
        query = select(func.count()).select_from(self.storage.model).where(*self.clauses(selection))
        return db.session.scalar(query) or 0

    def rows(self, selection: Selection) -> Iterator[Sequence[Cell]]:
        """The records as cells, in the order of recording."""
        if not self.storage.is_drawn_from_columns:
            for _place, draft in self.records(selection):
                yield tuple(draft.cells().values())
            return
        attributes, cells = cell_maker(self.storage, self._codes())
        columns = [getattr(self.storage.model, name) for name in attributes]
        query = select(*columns, *self._key).where(*self.clauses(selection))
        size = len(self._key)
        for rows in self._steps(query, None, STEP, lambda row: tuple(row[-size:])):
            yield from map(cells, rows)

    def records(
        self, selection: Selection, *, after: Place | None = None, step: int = STEP
    ) -> Iterator[tuple[Place, D]]:
        """The records in the order of recording, each with its position.

        ``after`` is the place of the last one seen; ``step`` how many are fetched at a time.
        """
        draft_of = draft_maker(self.storage, self._codes())
        query = (
            select(self.storage.model)
            .options(*self.storage.options)
            .where(*self.clauses(selection))
        )
        for rows in self._steps(query, after, step, lambda row: self._place(row[0])):
            for (record,) in rows:
                yield self._place(record), draft_of(record)

    def _codes(self) -> dict[str, dict[int, str]]:
        return {name: codes_of(link) for name, link in self.storage.links.items()}

    def _steps(
        self, query: Any, after: Place | None, step: int, place: Callable[[Any], Place]
    ) -> Iterator[Sequence[Any]]:
        """The rows of a query in batches. Each batch is its own query."""
        ordered = query.order_by(*self._key).limit(step)
        while True:
            here = ordered if after is None else ordered.where(self._beyond(after))
            found = db.session.execute(here).all()
            if found:
                yield found
            if len(found) < step:
                return
            after = place(found[-1])

    def _beyond(self, after: Place) -> ColumnElement[bool]:
        if len(self._key) == 1:
            return self._key[0] > after[0]
        return tuple_(*self._key) > tuple_(*map(literal, after))

    @property
    def _key(self) -> tuple[Any, ...]:
        return tuple(self.storage.model.__mapper__.primary_key)

    def _place(self, row: Any) -> Place:
        return tuple(getattr(row, column.key) for column in self._key)

    def clauses(self, selection: Selection) -> list[ColumnElement[bool]]:
        """Conditions for records that are public at the dates and match the filters."""
        model, reading = self.storage.model, selection.reading
        clauses = [*narrowed(self.narrowing, selection.filters), *self.only(selection)]
        if issubclass(model, Publishable):
            clauses.append(public_at(model, reading.known_by, moment=clock.now()))
        if model is IndicatorValue:
            begun = begun_at(model.effective_on, model.effective_precision, reading.as_of)
            clauses.append(begun)
        return clauses


def _of_indicator(code: str) -> ColumnElement[bool]:
    return IndicatorValue.indicator_id.in_(select(Indicator.id).where(Indicator.code == code))


STATES = RecordFile("states", registry.STATES, states_in(State.id))
INSTRUMENTS = RecordFile(
    "instruments", registry.INSTRUMENTS, {"instrument": lambda code: Instrument.code == code}
)
# What one state alone is asked has a file of its own, which tells that state.
COMMITMENTS = RecordFile(
    "commitments",
    registry.COMMITMENTS,
    commitments_in(Commitment.id),
    only=lambda _selection: [links_to_many()],
)
RELATIONS = RecordFile(
    "relations", registry.RELATIONS, commitments_in(Relation.from_id, Relation.to_id)
)
THEMES = RecordFile("themes", registry.THEMES)
INDICATORS = RecordFile("indicators", registry.INDICATORS)
INDICATOR_LEVELS = RecordFile("indicator_levels", registry.INDICATOR_LEVELS)
MEASURES = RecordFile("measures", registry.MEASURES)
OFFICIAL_WORDINGS_FILE = RecordFile(
    "official_wordings", OFFICIAL_WORDINGS, commitments_in(OfficialWording.commitment_id)
)
SOURCES = RecordFile("sources", evidence.SOURCES)
INDICATOR_VALUES = RecordFile(
    "indicator_values",
    evidence.INDICATOR_VALUES,
    {**states_in(IndicatorValue.state_id), "indicator": _of_indicator},
    only=lambda _selection: [is_offered()],
)

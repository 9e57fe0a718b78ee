"""Cells that a planned change makes differ from the standing table, worked out before the lock.

Under the lock on writing they only replace those of the table, provided that nothing else became
public since and the table is still the one with which they were compared.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete

from tracker.core import clock
from tracker.core.bulk import EncodedRows, encode, insert
from tracker.core.db import db
from tracker.gap.models import StandingBuild, StandingRow
from tracker.gap.selection import CellKey
from tracker.review.publication import PublishedRows
from tracker.review.revisions import Revision, dated_revision, revision

TABLE: Any = StandingRow.__table__
COLUMNS = tuple(column.name for column in TABLE.columns)


@dataclass(frozen=True, slots=True)
class PlannedCells:
    """Rows to be removed from the standing table and rows to be inserted, and when that holds."""

    day: date
    revision: Revision
    build: tuple[Any, ...] | None
    gone: Sequence[CellKey]
    rows: EncodedRows

    @property
    def is_current(self) -> bool:
        """Whether the change that was planned is the only one since, within its transaction."""
        return (
            self.day == clock.today()
            and self.revision.number + 1 == revision()
            and self.build == build_mark()
        )

    def write(self) -> None:
        """Bring the table up to date."""
        if self.gone:
            cell = (TABLE.c.state_id == bindparam("s"), TABLE.c.commitment_id == bindparam("c"))
            keys = [{"s": state_id, "c": commitment_id} for state_id, commitment_id in self.gone]
            db.session.connection().execute(delete(TABLE).where(*cell), keys)
        insert(self.rows)


def compared(
    selected: Iterable[tuple[Mapping[CellKey, Sequence[Any]], Iterable[Mapping[str, Any]]]],
    day: date,
) -> PlannedCells:
    """The difference between stored rows, by key, and the rows that there will be, in batches."""
    gone: list[CellKey] = []
    rows: list[tuple[Any, ...]] = []
    for stored, planned in selected:
        left = dict(stored)
        for each in planned:
            row = tuple([each[name] for name in COLUMNS])
            before = left.pop((row[0], row[1]), None)
            if before is None or tuple(before) != row:
                rows.append(row)
                if before is not None:
                    gone.append((row[0], row[1]))
        gone.extend(left)
    return PlannedCells(day, dated_revision(), build_mark(), gone, encode(TABLE, COLUMNS, rows))


def planned_for(records: Sequence[Any]) -> PlannedCells | None:
    """The cells planned with a change, if it is announced alone and they are current."""
    if len(records) != 1 or not isinstance(records[0], PublishedRows):
        return None
    cells = records[0].cells
    return cells if isinstance(cells, PlannedCells) and cells.is_current else None


def build_mark() -> tuple[Any, ...] | None:
    """What tells the standing table from the one of another build or refresh."""
    built = db.session.get(StandingBuild, 1, populate_existing=True)
    if built is None:
        return None
    return built.as_of, built.revision, built.methodology, built.changes_on

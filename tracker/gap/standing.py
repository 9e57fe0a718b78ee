"""Keeps the standing table equal to the rules' result for today, in the writer's transaction.

Derived: ``rebuild`` makes it anew, ``refresh`` only what a change touched, and the two agree row
by row. As days pass, records cease to count: every cell says on which day it may next differ, and
the table answers for each day before the first of these. From that day on figures are computed from
the records until the next write or rebuild makes the table anew
(docs/decisions/0042-use-the-standing-table-until-a-cell-changes.md).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select

from tracker.assessment.vocabulary import Confidence
from tracker.core import clock
from tracker.core.bulk import encode, insert
from tracker.core.db import db, plain_rows
from tracker.gap import commitment_facts, methodology, repository, state_columns
from tracker.gap.facts import (
    NO_FACTS,
    Applicability,
    CellFacts,
    CommitmentFact,
    LaneName,
    ScoringParams,
    Standing,
)
from tracker.gap.models import StandingBuild, StandingRow
from tracker.gap.pending_values import pending_values
from tracker.gap.planned_cells import COLUMNS, TABLE, PlannedCells, compared, planned_for
from tracker.gap.selection import CellKey, Days, Selection
from tracker.gap.settler import Settler
from tracker.gap.state_cells import StateCells
from tracker.gap.touched import touched_cells
from tracker.reporting.vocabulary import Answer
from tracker.review.publication import PublishedRows, public_changed
from tracker.review.revisions import revision

# Beyond this many touched states their cells are not picked one state at a time.
MANY_STATES = 20
STATES_AT_A_TIME = 4  # with a million records a State has up to ten thousand
VOICES_JOINT = " "  # no code of a source or an organisation holds one


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many rows were written, and the public revision they match."""

    rows: int
    revision: int


def default_params() -> ScoringParams:
    """The default reading: today, as known today."""
    today = clock.today()
    return ScoringParams(as_of=today, known_by=today)


def rebuild() -> Rebuilt:
    """Rebuild the whole table for today."""
    db.session.execute(delete(StandingRow))
    reading, count = default_params(), 0
    known = commitment_facts.commitments(reading.known_by)
    for some in _batches(list(repository.states())):
        selection = Selection(frozenset(some))
        facts = repository.cells(selection, reading.known_by, known)
        count += _insert(_rows(selection, reading, known, facts))
        state_columns.store(some, facts)
    return Rebuilt(count, _stamp())


def refresh(records: Sequence[Any]) -> None:
    """Update the cells of these records, or everything if that is safer.

    What was worked out before the lock on writing was taken is not worked out again.
    """
    planned = planned_for(records)
    if planned is not None:
        planned.write()
        _stamp()
        return
    touched = touched_cells(records) if is_current() else None
    if touched is None:
        rebuild()
        return
    for selection in _selections(touched):
        cells = (
            StandingRow.state_id.in_(selection.states or ()),
            StandingRow.commitment_id.in_(selection.commitments or ()),
        )
        db.session.execute(delete(StandingRow).where(*cells))
    _fill(_selections(touched))
    _stamp()


def plan_cells(change: PublishedRows) -> PlannedCells:
    """What a change will do to the table, by what is public now; needs no lock on writing."""
    touched = touched_cells([change]) if is_current() else None
    if touched is None:
        selections = [Selection(frozenset(some)) for some in _batches(list(repository.states()))]
    else:
        selections = list(_selections(touched))
    reading, pending = default_params(), pending_values(change)
    known = commitment_facts.commitments(reading.known_by)
    return compared(
        (
            (_stored_rows(each), _rows(replace(each, pending=pending), reading, known))
            for each in selections
        ),
        reading.as_of,
    )


def _stored_rows(selection: Selection) -> dict[CellKey, Sequence[Any]]:
    """The rows of the selected cells as the table holds them."""
    query = selection.states_of(select(StandingRow.__table__), StandingRow.state_id)
    query = selection.commitments_of(query, StandingRow.commitment_id)
    return {(row[0], row[1]): row for row in plain_rows(query)}


def _selections(touched: Mapping[int, Collection[int]]) -> Iterator[Selection]:
    """The touched cells in batches of States."""
    groups: dict[frozenset[int], list[int]] = {}
    if len(touched) > MANY_STATES:
        groups[frozenset().union(*touched.values())] = list(touched)
    else:
        for state_id, commitment_ids in touched.items():
            groups.setdefault(frozenset(commitment_ids), []).append(state_id)
    for commitment_ids, state_ids in groups.items():
        for some in _batches(state_ids):
            yield Selection(frozenset(some), commitment_ids)


def _batches(state_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """The States in batches, because all records at once would fill the memory."""
    for start in range(0, len(state_ids), STATES_AT_A_TIME):
        yield state_ids[start : start + STATES_AT_A_TIME]


def _fill(selections: Iterable[Selection]) -> int:
    """Insert the missing cells of the selections. Returns how many."""
    reading, count = default_params(), 0
    known = commitment_facts.commitments(reading.known_by)
    for selection in selections:
        count += _insert(_rows(selection, reading, known))
    return count


def connect_signals() -> None:
    """Refresh whenever review announces a public change."""
    public_changed.connect(_on_public_change)


def _on_public_change(_sender: object, records: Sequence[Any]) -> None:
    refresh(records)


def build() -> StandingBuild | None:
    """Day, revision and methodology of the table. None before the first build."""
    return db.session.get(StandingBuild, 1)


def serves(reading: ScoringParams) -> bool:
    """Whether the table can answer the reading.

    Pillar weights touch no cell; for ``current_only`` the caller drops what was last known.
    """
    asked = replace(reading, weights=None, current_only=False)
    return asked == default_params() and is_current()


def is_current() -> bool:
    """Whether every cell of the table is today's."""
    built = build()
    return (
        built is not None
        and built.methodology == methodology.VERSION
        and built.as_of <= clock.today()
        and (built.changes_on is None or clock.today() < built.changes_on)
    )


def _stamp() -> int:
    number = revision()
    built = build() or StandingBuild(id=1)
    built.as_of, built.revision = clock.today(), number
    built.methodology = methodology.VERSION
    built.changes_on = db.session.scalar(select(func.min(StandingRow.changes_on)))
    db.session.add(built)
    db.session.flush()
    return number


def _rows(
    selection: Selection,
    reading: ScoringParams,
    known: Mapping[int, CommitmentFact],
    facts: Mapping[CellKey, CellFacts] | None = None,
) -> Iterator[dict[str, Any]]:
    for key, settler, cell in _cells(selection, reading, known, facts):
        yield {
            "state_id": key[0],
            "commitment_id": key[1],
            **_columns(settler.settle(*cell)),
            "changes_on": settler.changes_on(*cell),
        }


def compute(
    selection: Selection, reading: ScoringParams
) -> Iterator[tuple[CellKey, CommitmentFact, Standing]]:
    """Settle every selected cell from the records, States first, then commitments.

    A few States are in memory at a time, with the records that count at the reading.
    """
    known = commitment_facts.commitments(reading.known_by)
    days = Days(reading.as_of, reading.known_by)
    for some in _batches(list(repository.states(selection.states))):
        batch = Selection(frozenset(some), selection.commitments, days)
        for key, settler, cell in _cells(batch, reading, known):
            yield key, cell[0], settler.settle(*cell)


def _cells(
    selection: Selection,
    reading: ScoringParams,
    known: Mapping[int, CommitmentFact],
    facts: Mapping[CellKey, CellFacts] | None = None,
) -> Iterator[tuple[CellKey, Settler, tuple[CommitmentFact, CellFacts, date | None]]]:
    """Every selected cell with its settler and its facts."""
    if facts is None:
        facts = repository.cells(selection, reading.known_by, known)
    chosen = {
        key: fact
        for key, fact in known.items()
        if selection.commitments is None or key in selection.commitments
    }
    joined = repository.joined(reading.known_by, selection.states)
    for state_id in repository.states(selection.states):
        settler = Settler(reading)  # states share no records
        for commitment_id, commitment in chosen.items():
            key = (state_id, commitment_id)
            yield key, settler, (commitment, facts.get(key, NO_FACTS), joined[state_id])


def of_state(iso3: str, reading: ScoringParams) -> dict[str, Standing]:
    """Every cell of one State by reference, with votes. Raises NotFound."""
    return StateCells(iso3, Days(reading.as_of, reading.known_by)).at(reading)


def _columns(standing: Standing) -> dict[str, Any]:
    return {
        "applicability": standing.applicability,
        "reported": standing.reported,
        "reported_answer": standing.reported_answer,
        "reported_reason": standing.reported_reason,
        "evidenced": standing.evidenced,
        "assessed": standing.assessed,
        "settled": standing.settled,
        "basis": standing.basis,
        "contested": standing.contested,
        "disputed": standing.disputed,
        "confidence": standing.confidence,
        "regressed": standing.regressed,
        "gap": standing.gap,
        "divergence": standing.divergence,
        "streams": len(standing.votes),
        "newest_on": standing.newest_on,
        "voices": VOICES_JOINT.join(standing.voices),
        "settled_on": standing.settled_on,
        "last_known": standing.last_known,
        "last_known_on": standing.last_known_on,
        "baseline": standing.baseline,
        "has_baseline": standing.has_baseline,
    }


def _insert(rows: Iterable[Mapping[str, Any]]) -> int:
    """Insert rows without passing mapped objects. Returns how many."""
    encoded = encode(TABLE, COLUMNS, (tuple([row[name] for name in COLUMNS]) for row in rows))
    insert(encoded)
    return len(encoded.rows)


def stored(states: Iterable[int] | None = None) -> Iterator[tuple[CellKey, Standing]]:
    """The table's cells as standings without votes. Only valid while it is current."""
    query = select(*_COLUMNS).order_by(StandingRow.state_id, StandingRow.commitment_id)
    if states is not None:
        query = query.where(StandingRow.state_id.in_(tuple(states)))
    same: dict[tuple[Any, ...], Standing] = {}
    for state_id, commitment_id, *columns in db.session.execute(query):
        content = tuple(columns)
        cell = same.get(content)
        if cell is None:  # Cells that rest on the same records are one object.
            cell = same[content] = _standing(content)
        yield (state_id, commitment_id), cell


def _standing(row: Sequence[Any]) -> Standing:
    """A standing from the table's columns after the key, in order."""
    values = dict(zip(_TOLD, row, strict=True))
    values["applicability"] = _APPLICABILITY[values["applicability"]]
    values["reported_answer"] = _ANSWERS.get(values["reported_answer"])
    values["basis"] = _LANES.get(values["basis"])
    values["confidence"] = _CONFIDENCE.get(values["confidence"])
    values["voices"] = tuple(values["voices"].split(VOICES_JOINT)) if values["voices"] else ()
    return Standing(**values)


_UNREAD = {"streams", "changes_on"}
_KEY = ("state_id", "commitment_id")
_COLUMNS = [each for each in StandingRow.__table__.columns if each.name not in _UNREAD]
_TOLD = [each.name for each in _COLUMNS if each.name not in _KEY]
_APPLICABILITY = {each.value: each for each in Applicability}
_ANSWERS = {each.value: each for each in Answer}
_LANES = {each.value: each for each in LaneName}
_CONFIDENCE = {each.value: each for each in Confidence}

"""Makes several snapshots of one reading on different days, State by State.

The same as asking ``load_snapshot`` once for each day, only sooner: the records of a State are
loaded once. Nothing of it is stored; who asks stores what it made.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tracker.gap import commitment_facts, repository
from tracker.gap.facts import ScoringParams, Standing
from tracker.gap.figures import Score
from tracker.gap.selection import Days
from tracker.gap.snapshot import Snapshot, load_lines, load_snapshot
from tracker.gap.state_cells import StateCells


def snapshots_over(reading: ScoringParams, days: Sequence[date]) -> Iterator[Snapshot]:
    """A snapshot for each day, as known by the reading's ``known_by``."""
    whole = load_snapshot(reading)
    known = commitment_facts.cached_commitments(reading.known_by)
    latest = Days(max(days), reading.known_by)
    tables: dict[date, dict[str, Mapping[str, Standing]]] = {day: {} for day in days}
    for iso3 in whole.states:
        cells = StateCells(iso3, latest, known)
        for day in days:
            row = cells.at(replace(reading, as_of=day))
            tables[day][iso3] = {ref: cell.without_records() for ref, cell in row.items()}
    for day, table in tables.items():
        then = replace(reading, as_of=day)
        yield Snapshot(then, whole.revision, whole.states, whole.commitments, table)


def state_scores_over(
    reading: ScoringParams, state_id: int, days: Sequence[date]
) -> list[Score | None]:
    """The score of one State on each day. None before its membership."""
    lines = load_lines(reading.known_by)
    iso3 = repository.states((state_id,))[state_id]
    line = {iso3: lines.states[iso3]}
    cells = StateCells(iso3, Days(max(days), reading.known_by))
    scores: list[Score | None] = []
    for day in days:
        then = replace(reading, as_of=day)
        snapshot = Snapshot(then, 0, line, lines.commitments, {iso3: cells.at(then)})
        scores.append(snapshot.state(iso3) if iso3 in snapshot.members else None)
    return scores

"""Several pictures of one reading at different days, from one gathering of the records.

The same as asking ``picture`` once for each day, only sooner: records are read once, and cells that
rest on the very same evidence are settled once. Nothing of it is kept; who asks keeps what it made.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tracker.gap import commitment_facts, repository
from tracker.gap.facts import NO_FACTS, CellFacts, CommitmentFact, ScoringParams, Standing
from tracker.gap.figures import Score
from tracker.gap.selection import EVERYTHING, CellKey, Selection
from tracker.gap.settler import Settler
from tracker.gap.snapshot import Snapshot, load_snapshot


def snapshots_over(reading: ScoringParams, days: Sequence[date]) -> Iterator[Snapshot]:
    """A picture for each day, by what is known by the reading's ``known_by``."""
    whole = load_snapshot(reading)
    commitments = commitment_facts.commitments(reading.known_by)
    facts = repository.cells(EVERYTHING, reading.known_by, commitments)
    states, joined = repository.states(), repository.joined(reading.known_by)
    for day in days:
        then = replace(reading, as_of=day)
        yield Snapshot(
            then,
            whole.revision,
            whole.states,
            whole.commitments,
            _standings(states, commitments, facts, then, joined),
        )


def state_scores_over(
    reading: ScoringParams, state_id: int, days: Sequence[date]
) -> list[Score | None]:
    """The score of one State on each day; None on days before it was a member."""
    whole = load_snapshot(reading)
    commitments = commitment_facts.commitments(reading.known_by)
    only = Selection(states=frozenset({state_id}))
    facts = repository.cells(only, reading.known_by, commitments)
    names = repository.states((state_id,))
    joined = repository.joined(reading.known_by, (state_id,))
    iso3 = names[state_id]
    line = {iso3: whole.states[iso3]}
    scores: list[Score | None] = []
    for day in days:
        then = replace(reading, as_of=day)
        table = _standings(names, commitments, facts, then, joined)
        snapshot = Snapshot(then, whole.revision, line, whole.commitments, table)
        scores.append(snapshot.state(iso3) if iso3 in snapshot.members else None)
    return scores


def _standings(
    states: Mapping[int, str],
    commitments: Mapping[int, CommitmentFact],
    facts: Mapping[CellKey, CellFacts],
    reading: ScoringParams,
    joined: Mapping[int, date | None],
) -> dict[str, dict[str, Standing]]:
    settler = Settler(reading)
    table: dict[str, dict[str, Standing]] = {iso3: {} for iso3 in states.values()}
    for state_id, iso3 in states.items():
        row = table[iso3]
        for commitment_id, commitment in commitments.items():
            found = facts.get((state_id, commitment_id), NO_FACTS)
            row[commitment.reference] = settler.settle(commitment, found, joined[state_id])
    return table

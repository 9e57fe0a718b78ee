"""Every standing at a reading: from the standing table where it answers, else from records."""

from tracker.gap import commitment_facts, repository, standing, state_columns
from tracker.gap.facts import ScoringParams, Standing
from tracker.gap.selection import Selection


def standings_at(reading: ScoringParams, selection: Selection) -> dict[str, dict[str, Standing]]:
    """By ISO3 code and reference, the standings of the selected States."""
    iso3 = repository.states(selection.states)
    table: dict[str, dict[str, Standing]] = {code: {} for code in iso3.values()}
    if standing.serves(reading):
        references = {
            key: fact.reference
            for key, fact in commitment_facts.cached_commitments(reading.known_by).items()
        }
        for (state_id, commitment_id), cell in standing.stored(selection.states):
            table[iso3[state_id]][references[commitment_id]] = (
                cell.without_last_known() if reading.current_only else cell
            )
        return table
    known = commitment_facts.cached_commitments(reading.known_by)
    for state_id, row in state_columns.settled(iso3, known, reading):
        table[iso3[state_id]] = row
    rest = frozenset(state_id for state_id, code in iso3.items() if not table[code])
    for (state_id, _), commitment, cell in standing.compute(Selection(rest), reading):
        table[iso3[state_id]][commitment.reference] = cell.without_records()
    return table

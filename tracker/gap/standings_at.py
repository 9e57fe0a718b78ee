"""Every standing at a reading: from the standing table where it answers, else from the records."""

from tracker.gap import commitment_facts, repository, standing
from tracker.gap.facts import ScoringParams, Standing
from tracker.gap.selection import Selection


def standings_at(reading: ScoringParams, selection: Selection) -> dict[str, dict[str, Standing]]:
    """By ISO3 code and reference, the standings of the selected States."""
    iso3 = repository.states(selection.states)
    table: dict[str, dict[str, Standing]] = {code: {} for code in iso3.values()}
    if standing.serves(reading):
        references = {
            key: fact.reference
            for key, fact in commitment_facts.commitments(reading.known_by).items()
        }
        for (state_id, commitment_id), cell in standing.stored(selection.states):
            table[iso3[state_id]][references[commitment_id]] = (
                cell.without_last_known() if reading.current_only else cell
            )
    else:
        for (state_id, _), commitment, cell in standing.compute(selection, reading):
            table[iso3[state_id]][commitment.reference] = cell.without_records()
    return table

"""Rows of files of figures: every cell, and gaps by State and by commitment.

Rows come from the snapshot of the scoring parameters. A level or figure that does not exist is an
empty cell, never zero; the row's ``status`` says why.
"""

from collections.abc import Iterator, Sequence

from tracker.exchange.downloads.csv_stream import Cell
from tracker.exchange.downloads.figure_columns import ALL_PILLARS
from tracker.exchange.downloads.selection import Selection
from tracker.gap.facts import (
    ALL_LANES,
    ALL_TIERS,
    ScoringParams,
    Standing,
)
from tracker.gap.figures import Figures
from tracker.gap.methodology import CURRENT_RULES, PILLARS, RULES, rounded
from tracker.gap.outcomes import UNKNOWN, CellOutcome, OutcomeCounts, count_outcomes, outcome_of
from tracker.gap.query_params import ANY_AGE, CURRENT_AGE
from tracker.gap.snapshot import CommitmentLine, Snapshot, load_snapshot


def standings(selection: Selection) -> Iterator[Sequence[Cell]]:
    """One row for each State, observers included, and each commitment."""
    seen = load_snapshot(selection.reading)
    dated, chosen = dated_values(seen), list(commitments_chosen(seen, selection))
    for iso3 in states_chosen(seen, selection, observers=True):
        for line in chosen:
            yield (*dated, *cell_values(seen, iso3, line.reference))


def count_standings(selection: Selection) -> int:
    """The number of rows of ``standings``."""
    seen = load_snapshot(selection.reading)
    states = len(states_chosen(seen, selection, observers=True))
    return states * sum(1 for _ in commitments_chosen(seen, selection))


def state_gaps(selection: Selection) -> Iterator[Sequence[Cell]]:
    """For each State, observers included, one row for each pillar and one for all."""
    seen = load_snapshot(selection.reading)
    dated = dated_values(seen)
    chosen = frozenset(line.reference for line in commitments_chosen(seen, selection))
    for iso3 in states_chosen(seen, selection, observers=True):
        score = seen.state(iso3, chosen)
        yield (*dated, iso3, ALL_PILLARS, *number_values(score))
        for part in score.pillars:
            yield (*dated, iso3, part.pillar, *number_values(part))


def count_state_gaps(selection: Selection) -> int:
    """The number of rows of ``state_gaps``."""
    seen = load_snapshot(selection.reading)
    return len(states_chosen(seen, selection, observers=True)) * (1 + len(PILLARS))


def commitment_gaps(selection: Selection) -> Iterator[Sequence[Cell]]:
    """One row for each commitment, over the selected member States."""
    seen = load_snapshot(selection.reading)
    dated, states = dated_values(seen), states_chosen(seen, selection, observers=False)
    for line in commitments_chosen(seen, selection):
        counted = count_outcomes(seen.standings[iso3][line.reference] for iso3 in states)
        score = seen.commitment(line.reference, states)
        yield (*dated, *_cells(line), *number_values(score), *_tallied(counted))


def count_commitment_gaps(selection: Selection) -> int:
    """The number of rows of ``commitment_gaps``."""
    return sum(1 for _ in commitments_chosen(load_snapshot(selection.reading), selection))


# Parts of rows ------------------------------------------------------------------------------


def dated_values(seen: Snapshot) -> tuple[Cell, ...]:
    """The values of ``DATED_COLUMNS``."""
    reading = seen.reading
    return reading.as_of, reading.known_by, reading.rules.version, seen.revision, rules_of(reading)


def rules_of(reading: ScoringParams) -> str | None:
    """The reader's settings besides the two dates, as in the address. None if there are none."""
    parts = []
    if reading.lanes != ALL_LANES:
        parts.append("lane=" + ",".join(reading.lanes))
    if reading.tiers != ALL_TIERS:
        parts.append("tier=" + ",".join(sorted(reading.tiers)))
    if reading.survivor_led:
        parts.append("survivor_led=1")
    if reading.include_recommendations:
        parts.append("recommendations=1")
    if reading.any_age:
        parts.append(f"age={ANY_AGE}")
    if reading.current_only:
        parts.append(f"age={CURRENT_AGE}")
    if reading.rules != CURRENT_RULES:
        parts.append("rules=" + next(name for name in RULES if RULES[name] == reading.rules))
    if reading.weights:
        parts.append(
            "weights=" + ",".join(f"{name}:{weight:g}" for name, weight in reading.weights)
        )
    return "&".join(parts) or None


def cell_values(seen: Snapshot, iso3: str, reference: str) -> tuple[Cell, ...]:
    """The values of ``CELL_COLUMNS`` for one State and one commitment."""
    return (iso3, reference, *standing_values(seen.standings[iso3][reference]))


def standing_values(standing: Standing) -> tuple[Cell, ...]:
    """The values of ``CELL_COLUMNS`` after State and commitment."""
    settled = standing.settled if outcome_of(standing) is CellOutcome.LEVEL else None
    return (
        standing.applicability,
        outcome_of(standing),
        settled,
        None if settled is None else standing.basis,
        standing.reported,
        standing.reported_answer,
        standing.reported_reason,
        standing.evidenced,
        standing.assessed,
        standing.contested,
        standing.disputed,
        None if settled is None else standing.confidence,
        settled is not None and standing.regressed,
        rounded(standing.gap),
        rounded(standing.divergence),
        standing.newest_on,
        standing.last_known if standing.is_dated else None,
        standing.last_known_on if standing.is_dated else None,
        len(standing.voices),
        standing.baseline,
        rounded(standing.movement),
        standing.movement_code,
    )


def _cells(line: CommitmentLine) -> tuple[Cell, ...]:
    fact = line.fact
    place = (line.instrument, line.locator, line.certainty)
    return (line.reference, line.title, fact.pillar, fact.kind, *place)


def number_values(figures: Figures) -> tuple[Cell, ...]:
    """The values of ``NUMBER_COLUMNS``."""
    return (
        rounded(figures.gap),
        rounded(figures.coverage),
        rounded(figures.low),
        rounded(figures.high),
        figures.figure,
        figures.band,
        figures.known,
        figures.applicable,
        figures.not_applicable,
        figures.membership_unknown,
        figures.not_yet_due,
        *(mean.known for mean in figures.lanes),
        figures.breadth.voices,
        rounded(figures.breadth.concentration),
        rounded(figures.once.known),
        rounded(figures.once.gap),
        figures.once.year,
        rounded(figures.moved.baseline),
        rounded(figures.moved.movement),
        figures.moved.cells,
    )


def _tallied(counted: OutcomeCounts) -> tuple[Cell, ...]:
    return (*counted.levels, *(counted.others[word] for word in UNKNOWN))


def states_chosen(seen: Snapshot, selection: Selection, *, observers: bool) -> tuple[str, ...]:
    """ISO3 codes of the States that match the filters, in order."""
    among = seen.states if observers else seen.members
    return tuple(
        iso3
        for iso3 in among
        if selection.allows(
            state=iso3, region=seen.states[iso3].region, group=seen.states[iso3].group
        )
    )


def commitments_chosen(seen: Snapshot, selection: Selection) -> Iterator[CommitmentLine]:
    """The commitments that match the filters, or the reader's own list in its order."""
    theme = selection.filters.get("theme")
    references = selection.references
    chosen = seen.commitments if references is None else references
    for line in (seen.commitments[reference] for reference in chosen):
        if selection.allows(
            pillar=line.fact.pillar, instrument=line.instrument, commitment=line.reference
        ) and (theme is None or theme in line.themes):
            yield line

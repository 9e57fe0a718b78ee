"""The cells of one State with their deciding sources, cached until its records change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.core.cache import Cache
from tracker.core.errors import NotFound
from tracker.evidence.queries.actions import actions
from tracker.evidence.queries.values import values
from tracker.gap import standing
from tracker.gap.facts import LaneName, ScoringParams, Standing
from tracker.registry.queries.states import state_ids
from tracker.review.publishable import REGISTRY, SHARED, part_of_state
from tracker.review.revisions import cached, revised_parts

INDICATOR = "indicator:"  # begins the stream of an indicator


@dataclass(frozen=True, slots=True)
class CellSource:
    """The source that settles one cell by other evidence.

    ``titles`` are those of the sources, each once. ``indicators`` are the indicators behind the
    level, empty where an action is among the records. ``records`` are references.
    """

    titles: tuple[str, ...]
    indicators: frozenset[str]
    records: frozenset[str]


@dataclass(frozen=True, slots=True)
class StateRow:
    """Every cell of a State by reference, with the sources of those settled by evidence."""

    standings: Mapping[str, Standing]
    sources: Mapping[str, CellSource]


ROWS: Cache[StateRow] = Cache(100)


def state_row(iso3: str, reading: ScoringParams) -> StateRow:
    """The row of a State at a reading. Raises NotFound."""
    state_id = state_ids().get(iso3)
    if state_id is None:
        raise NotFound("state", iso3)
    revisions = revised_parts(REGISTRY, SHARED, part_of_state(state_id))
    return cached(ROWS, (iso3, reading), revisions, lambda: _make(iso3, reading))


def _make(iso3: str, reading: ScoringParams) -> StateRow:
    # Taken from the records, not from the table: only these standings know their votes.
    found = standing.of_state(iso3, reading)
    settled = {ref: cell for ref, cell in found.items() if cell.basis is LaneName.EVIDENCED}
    titles = _titles({record for cell in settled.values() for record, _ in _votes(cell)})
    return StateRow(found, {ref: _source(cell, titles) for ref, cell in settled.items()})


def _votes(cell: Standing) -> list[tuple[str, str]]:
    """The records behind the level, each with its voice."""
    return [
        (record.reference, record.stream) for vote in cell.votes for record in vote.records
    ] or [(vote.reference, vote.stream) for vote in cell.votes]


def _titles(references: Iterable[str]) -> dict[str, str]:
    """The title of each record's first source. Actions without a source have none."""
    wanted = sorted(references)
    found = {reference: view.source.title for reference, view in values(wanted).items()}
    rest = [reference for reference in wanted if reference not in found]
    for reference, view in actions(rest).items():
        if view.sources:
            found[reference] = view.source.title
    return found


def _source(cell: Standing, titles: Mapping[str, str]) -> CellSource:
    votes = _votes(cell)
    streams = frozenset(stream for _, stream in votes)
    known = dict.fromkeys(titles[record] for record, _ in votes if record in titles)
    return CellSource(
        titles=tuple(known),
        indicators=streams if all(one.startswith(INDICATOR) for one in streams) else frozenset(),
        records=frozenset(record for record, _ in votes),
    )

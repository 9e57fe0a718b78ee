"""Progress on the pages of a commitment and an instrument: States in groups.

Knows a picture at a reading; the words are the templates' matter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.core import collation
from tracker.gap.facts import Standing
from tracker.gap.methodology import LEVELS
from tracker.gap.outcomes import CellOutcome, outcome_of
from tracker.gap.snapshot import Snapshot, StateLine
from tracker.registry.queries.positions import StatedPosition
from tracker.registry.summaries import Card
from tracker.registry.vocabulary import Stand, StateStatus
from tracker.web.core.formats import state_name


@dataclass(frozen=True, slots=True)
class Cell:
    """A State with its standing on the commitment."""

    state: StateLine
    standing: Standing


@dataclass(frozen=True, slots=True)
class Group:
    """States with the same outcome. ``level`` is None unless it is a level."""

    says: CellOutcome
    level: int | None
    cells: tuple[Cell, ...]


def groups(picture: Snapshot, reference: str) -> tuple[Group, ...]:
    """Member States by outcome, levels 0 to 4 first, without empty groups."""
    cells = _cells(picture, reference, picture.members)
    return tuple(
        Group(word, level, chosen)
        for word, level in _ORDER
        if (chosen := _those(cells, word, level))
    )


def observers(picture: Snapshot, reference: str) -> tuple[Cell, ...]:
    """The observer States, which are in no total."""
    return _cells(
        picture,
        reference,
        (iso3 for iso3, line in picture.states.items() if line.status == StateStatus.OBSERVER),
    )


@dataclass(frozen=True, slots=True)
class Positions:
    """States' positions on a commitment. ``without``: States without one."""

    stands: Mapping[str, int]
    stated: Mapping[str, tuple[StatedPosition, ...]]
    without: int


def positions(stated: Sequence[StatedPosition], picture: Snapshot) -> Positions:
    """Recorded positions in order, with their States by name."""
    ordered = collation.by_name(stated, lambda one: state_name(picture.states[one.iso3]))
    groups = {
        stand: tuple(one for one in ordered if one.position is stand)
        for stand in Stand
        if any(one.position is stand for one in ordered)
    }
    speaking = {one.iso3 for one in stated}
    return Positions(
        stands={stand.value: len(those) for stand, those in groups.items()},
        stated={stand.value: those for stand, those in groups.items()},
        without=sum(iso3 not in speaking for iso3 in picture.members),
    )


def neighbours(cards: Sequence[Card], reference: str) -> tuple[Card | None, Card | None]:
    """The previous and next commitment of the instrument, or None."""
    place = next(at for at, card in enumerate(cards) if card.reference == reference)
    before = cards[place - 1] if place else None
    after = cards[place + 1] if place + 1 < len(cards) else None
    return before, after


_ORDER = (
    *((CellOutcome.LEVEL, level) for level in LEVELS),
    *((word, None) for word in CellOutcome if word is not CellOutcome.LEVEL),
)


def _cells(picture: Snapshot, reference: str, states: Iterable[str]) -> tuple[Cell, ...]:
    cells = [Cell(picture.states[iso3], picture.standings[iso3][reference]) for iso3 in states]
    return tuple(collation.by_name(cells, lambda cell: state_name(cell.state)))


def _those(cells: Iterable[Cell], word: CellOutcome, level: int | None) -> tuple[Cell, ...]:
    return tuple(
        cell
        for cell in cells
        if outcome_of(cell.standing) is word and level in (None, cell.standing.settled)
    )

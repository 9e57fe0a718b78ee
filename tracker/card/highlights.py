"""Selects the highlights of a report card: widest gaps, divergences and disputes. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.gap.facts import Applicability, Standing
from tracker.gap.methodology import PILLARS
from tracker.gap.snapshot import CommitmentLine
from tracker.registry.vocabulary import Pillar
from tracker.reporting.vocabulary import Answer

WIDEST = 10


@dataclass(frozen=True, slots=True)
class CardCell:
    """A commitment and the State's standing. ``also``: equal commitments that count as one."""

    line: CommitmentLine
    standing: Standing
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """How many applicable commitments of a pillar have no information, and of how many."""

    pillar: Pillar
    cells: int
    applicable: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of the cells that apply to a State.

    ``dated``: only an earlier level is known. ``untold``: no lane has a level or answer, now or
    earlier. ``reported``, ``evidenced`` and ``assessed``: the basis of the settled level.
    """

    applicable: int
    known: int
    dated: int
    untold: int
    reported: int
    evidenced: int
    assessed: int
    agreeing: int  # the state and others say the same


def applying(
    commitments: Mapping[str, CommitmentLine], standings: Mapping[str, Standing]
) -> tuple[CardCell, ...]:
    """The cells that apply, by pillar, each in the order of the registry."""
    cells = [
        CardCell(line, standings[reference])
        for reference, line in commitments.items()
        if standings[reference].applicability is Applicability.APPLIES
    ]
    return tuple(sorted(cells, key=lambda cell: PILLARS.index(cell.line.fact.pillar)))


def widest(cells: Iterable[CardCell]) -> tuple[CardCell, ...]:
    """Gaps above zero, widest first. Equal commitments with the same standing count as one."""
    open_cells = [cell for cell in cells if cell.standing.gap]
    groups: dict[tuple[object, ...], list[CardCell]] = {}
    for cell in open_cells:
        fact = cell.line.fact
        key = (fact.pillar, fact.same_as, cell.standing.settled, cell.standing.basis)
        groups.setdefault(key, []).append(cell)
    merged = [
        CardCell(first.line, first.standing, tuple(other.line.reference for other in others))
        for first, *others in groups.values()
    ]
    return tuple(sorted(merged, key=lambda cell: -(cell.standing.gap or 0.0)))


def diverging(cells: Iterable[CardCell]) -> tuple[CardCell, ...]:
    """Cells where the State and others differ, largest difference first."""
    apart = [cell for cell in cells if cell.standing.divergence]
    return tuple(sorted(apart, key=lambda cell: -abs(cell.standing.divergence or 0.0)))


def disputed(cells: Iterable[CardCell]) -> tuple[CardCell, ...]:
    """Cells with contradicting evidence, or with a reply that disputes a counting record."""
    return tuple(cell for cell in cells if cell.standing.contested or cell.standing.disputed)


def has_information(standing: Standing) -> bool:
    """Whether any lane has a level or an answer, now or earlier."""
    levels = (standing.reported, standing.evidenced, standing.assessed)
    answered = standing.reported_answer is not None
    return levels != (None, None, None) or answered or standing.is_dated


def unknown(cells: Sequence[CardCell]) -> tuple[Unknown, ...]:
    """How much of each pillar has no information."""
    applying_in = Counter(cell.line.fact.pillar for cell in cells)
    untold = Counter(cell.line.fact.pillar for cell in cells if not has_information(cell.standing))
    return tuple(
        Unknown(pillar, untold[pillar], applying_in[pillar])
        for pillar in PILLARS
        if applying_in[pillar]
    )


def counted(cells: Sequence[CardCell]) -> Counts:
    """The numbers of a card."""
    bases = Counter(str(cell.standing.basis) for cell in cells if cell.standing.gap is not None)
    return Counts(
        applicable=len(cells),
        known=sum(cell.standing.gap is not None for cell in cells),
        dated=sum(cell.standing.is_dated for cell in cells),
        untold=sum(not has_information(cell.standing) for cell in cells),
        reported=bases["reported"],
        evidenced=bases["evidenced"],
        assessed=bases["assessed"],
        agreeing=sum(cell.standing.divergence == 0 for cell in cells),
    )


def answers_without_level(cells: Iterable[CardCell]) -> int:
    """Cells for which the State's report gives an answer without a level."""
    return sum(cell.standing.reported_answer in _NO_LEVEL for cell in cells)


_NO_LEVEL = (Answer.NOT_ASSESSED, Answer.NOT_APPLICABLE)

"""The outcome of a cell as one code, and counts of outcomes. Pure.

A level, or one of the ways of having none: they are kept apart here once, so that bars, lists,
exports and sentences cannot count them differently.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from tracker.gap.facts import Applicability, Standing
from tracker.gap.methodology import LEVELS
from tracker.reporting.vocabulary import Answer


class CellOutcome(StrEnum):
    """The outcome of a cell without a level, in the order of lists after the levels."""

    LEVEL = "level"
    NOT_ASSESSED = "not_assessed"  # the latest report says so, with a reason, and nothing else does
    SAID_NOT_APPLICABLE = "said_not_applicable"  # the state says so; the rules let it apply
    DATED = "dated"  # nothing counts any more; the last known level is shown with its year
    NO_INFORMATION = "no_information"
    MEMBERSHIP_UNKNOWN = "membership_unknown"
    NOT_APPLICABLE = "not_applicable"
    NOT_YET_DUE = "not_yet_due"
    OUT_OF_SCOPE = "out_of_scope"


# What a cell is counted as: a level from 0 to 4, or what it says instead.
Kind: TypeAlias = int | CellOutcome
# Every kind of a cell that enters the gap or may come to, in the order in which they are drawn.
KINDS: tuple[Kind, ...] = (
    *LEVELS,
    *(word for word in CellOutcome if word not in (CellOutcome.LEVEL, CellOutcome.OUT_OF_SCOPE)),
)

_ANSWERED = {
    Answer.NOT_ASSESSED: CellOutcome.NOT_ASSESSED,
    Answer.NOT_APPLICABLE: CellOutcome.SAID_NOT_APPLICABLE,
}
# Applicable cells without a level.
UNKNOWN = (
    CellOutcome.NOT_ASSESSED,
    CellOutcome.SAID_NOT_APPLICABLE,
    CellOutcome.DATED,
    CellOutcome.NO_INFORMATION,
)


def outcome_of(standing: Standing) -> CellOutcome:
    """The outcome of one cell. A level counts only if the commitment applies."""
    if standing.applicability is Applicability.NOT_YET_MEMBER:
        return CellOutcome.NOT_APPLICABLE
    if standing.applicability is not Applicability.APPLIES:
        return CellOutcome(standing.applicability.value)
    if standing.settled is not None:
        return CellOutcome.LEVEL
    if standing.is_dated:
        return CellOutcome.DATED
    if standing.reported_answer is None:
        return CellOutcome.NO_INFORMATION
    return _ANSWERED.get(standing.reported_answer, CellOutcome.NO_INFORMATION)


def kind_of(standing: Standing) -> Kind:
    """The code under which a cell is counted."""
    word = outcome_of(standing)
    return standing.settled if word is CellOutcome.LEVEL and standing.settled is not None else word


@dataclass(frozen=True, slots=True)
class OutcomeCounts:
    """Numbers of cells by level from 0 to 4, then by other outcomes."""

    levels: tuple[int, ...]
    others: dict[CellOutcome, int]

    @property
    def known(self) -> int:
        """Applicable cells with a settled level."""
        return sum(self.levels)

    @property
    def unknown(self) -> int:
        """Applicable cells without a settled level."""
        return sum(self.others[word] for word in UNKNOWN)

    @property
    def applicable(self) -> int:
        """Cells of States to which the commitment applies."""
        return self.known + self.unknown

    @property
    def total(self) -> int:
        """All cells except those to which the commitment never applies."""
        return self.known + sum(self.others.values()) - self.others[CellOutcome.OUT_OF_SCOPE]

    def number(self, kind: Kind) -> int:
        """The number of cells of a kind."""
        return self.levels[kind] if isinstance(kind, int) else self.others[kind]

    @property
    def counts(self) -> bool:
        """Whether the commitment enters the gap: not all cells are out of scope."""
        return self.total > 0


def count_outcomes(standings: Iterable[Standing]) -> OutcomeCounts:
    """Count the cells. Each cell is counted once."""
    return count_places(map(place_of, standings))


# Every kind of a cell, as a small number: its place here.
_WORDS = tuple(word for word in CellOutcome if word is not CellOutcome.LEVEL)
_EVERY_KIND: tuple[Kind, ...] = (*LEVELS, *_WORDS)
_PLACES = {kind: place for place, kind in enumerate(_EVERY_KIND)}


def place_of(standing: Standing) -> int:
    """What one cell is counted as, as a small number for ``count_places``."""
    return _PLACES[kind_of(standing)]


def count_places(places: Iterable[int]) -> OutcomeCounts:
    """Count cells that were turned into small numbers by ``place_of``."""
    found = Counter(places)
    numbers = [found[place] for place in range(len(_EVERY_KIND))]
    return OutcomeCounts(
        levels=tuple(numbers[: len(LEVELS)]),
        others=dict(zip(_WORDS, numbers[len(LEVELS) :], strict=True)),
    )


def added(tallies: Iterable[OutcomeCounts]) -> OutcomeCounts:
    """The sum of several counts. No counts give zero."""
    whole = tuple(tallies)
    return OutcomeCounts(
        levels=tuple(sum(one.levels[level] for one in whole) for level in LEVELS),
        others={
            word: sum(one.others[word] for one in whole)
            for word in CellOutcome
            if word is not CellOutcome.LEVEL
        },
    )

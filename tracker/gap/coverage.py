"""How much is known now, was known once, or never, and from how many voices. Reads only."""

from collections import Counter
from dataclasses import dataclass
from itertools import chain

from tracker.gap.facts import Standing
from tracker.gap.outcomes import CellOutcome, count_outcomes
from tracker.gap.snapshot import Snapshot
from tracker.registry.vocabulary import Pillar


@dataclass(frozen=True, slots=True)
class PillarCoverage:
    """Numbers of applicable cells of member States. ``pillar`` None: all pillars.

    ``concentration`` is the mean over states of the largest share of what is known that one voice
    settles alone; None where nothing is known.
    """

    pillar: Pillar | None
    known: int
    dated: int
    never: int
    voices: int
    concentration: float | None

    @property
    def applicable(self) -> int:
        """All applicable cells."""
        return self.known + self.dated + self.never


def coverage_by_pillar(seen: Snapshot) -> tuple[PillarCoverage, ...]:
    """Each pillar in order, then all of them."""
    whole = seen.group(seen.members)
    parts = {score.pillar: score.breadth for score in whole.pillars}
    return (
        *(
            _coverage(pillar, _cells(seen, pillar), breadth.voices, breadth.concentration)
            for pillar, breadth in parts.items()
        ),
        _coverage(
            None,
            list(chain.from_iterable(_cells(seen, pillar) for pillar in parts)),
            whole.breadth.voices,
            whole.breadth.concentration,
        ),
    )


def certainties(seen: Snapshot) -> Counter[str]:
    """How many commitments are verified, secondary or unverified."""
    return Counter(line.certainty for line in seen.commitments.values())


def _cells(seen: Snapshot, pillar: Pillar) -> list[Standing]:
    references = [
        reference for reference, line in seen.commitments.items() if line.fact.pillar is pillar
    ]
    return [seen.standings[iso3][reference] for iso3 in seen.members for reference in references]


def _coverage(
    pillar: Pillar | None, cells: list[Standing], voices: int, concentration: float | None
) -> PillarCoverage:
    counts = count_outcomes(cells)
    dated = counts.number(CellOutcome.DATED)
    return PillarCoverage(
        pillar, counts.known, dated, counts.unknown - dated, voices, concentration
    )

"""How long decisions took, by type of record: counts in steps of days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.evidence import decision_register
from tracker.evidence.review_queue import ItemKind

# The first and the last whole day of each step; None: or longer.
STEPS: tuple[tuple[int, int | None], ...] = (
    (0, 0),
    (1, 3),
    (4, 7),
    (8, 14),
    (15, 30),
    (31, 90),
    (91, None),
)


@dataclass(frozen=True, slots=True)
class Step:
    """How many decisions took this many days, by type."""

    first: int
    last: int | None
    counts: dict[ItemKind, int]

    @property
    def total(self) -> int:
        """The sum over all types."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Times:
    """The steps, the number of decisions and the lower median of their days, by type."""

    steps: tuple[Step, ...]
    medians: dict[ItemKind | None, int | None]
    numbers: dict[ItemKind | None, int]


def times(known_by: date) -> Times:
    """Times of every decision that readers may know by the day. None stands for all types."""
    found = decision_register.waits(known_by)
    by_sort: dict[ItemKind | None, Mapping[int, int]] = {
        None: decision_register.of_sort(found, ItemKind),
        **{sort: decision_register.of_sort(found, [sort]) for sort in ItemKind},
    }
    steps = tuple(
        Step(first, last, {sort: _between(by_sort[sort], first, last) for sort in ItemKind})
        for first, last in STEPS
    )
    return Times(
        steps,
        {sort: decision_register.median(counts) for sort, counts in by_sort.items()},
        {sort: sum(counts.values()) for sort, counts in by_sort.items()},
    )


def _between(counts: Mapping[int, int], first: int, last: int | None) -> int:
    return sum(
        number for day, number in counts.items() if first <= day and (last is None or day <= last)
    )

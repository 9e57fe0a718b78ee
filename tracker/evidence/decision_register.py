"""The public register of reviewers' decisions with their duration. Reads only.

For public records everybody may see reference and reason. For others only month, type and ground
are shown, after the end of the month. Otherwise a State could learn from a new line that something
about it is under way.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.core.cache import Cache
from tracker.evidence.decision_months import StoredDecision, numbers_before, of_month
from tracker.evidence.review_queue import ItemKind
from tracker.review.history import end_of, when
from tracker.review.lifecycle import Move
from tracker.review.revisions import cached, dated_revision

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The public view of one decision.

    ``reference`` None: its subject is not public, and ``on`` is the first of its month. ``reason``
    is shown for public actions and replies, ``ground`` for declined ones.
    """

    sort: ItemKind
    move: Move
    on: date
    precision: str
    reference: str | None
    reason: str | None
    ground: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the register, with the total number of decisions."""

    decisions: tuple[Decision, ...]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """The number of pages; 1 if there is nothing."""
        return max(1, -(-self.total // ON_A_PAGE))


def decisions(known_by: date) -> tuple[Decision, ...]:
    """Every decision that readers may know by the day, newest first."""
    return tuple(one for month in _numbers(known_by) for one in _of_month(month, known_by))


def page(
    known_by: date, *, sort: ItemKind | None = None, move: Move | None = None, number: int = 1
) -> Page:
    """A page of decisions, optionally of one type. Only the months on it are read."""
    numbers = {
        month: sum(n for key, n in counts.items() if _fits(key, sort, move))
        for month, counts in _numbers(known_by).items()
    }
    total, left = sum(numbers.values()), (number - 1) * ON_A_PAGE
    found: list[Decision] = []
    # A page that there is not, such as page 0, is for the door to refuse.
    if number < 1 or left >= total:
        return Page((), total, number)
    for month, count in numbers.items():
        if left >= count:
            left -= count
            continue
        asked = [
            one for one in _of_month(month, known_by) if _fits((one.sort, one.move), sort, move)
        ]
        found += asked[left : left + ON_A_PAGE - len(found)]
        left = 0
        if len(found) == ON_A_PAGE:
            break
    return Page(tuple(found), total, number)


def waits(known_by: date) -> Mapping[tuple[ItemKind, int], int]:
    """How many decisions took how many whole days, by type."""
    found: Counter[tuple[ItemKind, int]] = Counter()
    for (_month, sort, _move, days), number in numbers_before(_month_of(known_by)).items():
        if days is not None:
            found[sort, days] += number
    found.update((one.sort, one.days) for one in _of_this_month(known_by) if one.days is not None)
    return found


_Counts = Mapping[tuple[ItemKind, Move], int]


def _numbers(known_by: date) -> Mapping[date, _Counts]:
    """The number of public decisions by month and type, newest month first."""
    this_month = _month_of(known_by)
    found: dict[date, Counter[tuple[ItemKind, Move]]] = {}
    for (month, sort, move, _days), number in numbers_before(this_month).items():
        found.setdefault(month, Counter())[sort, move] += number
    if known := Counter((one.sort, one.move) for one in _of_this_month(known_by)):
        found[this_month] = known
    return dict(sorted(found.items(), reverse=True))


_THIS_MONTH: Cache[tuple[StoredDecision, ...]] = Cache(20_000, weigh=len)


def _of_this_month(known_by: date) -> tuple[StoredDecision, ...]:
    """Decisions of the current month that are already public."""
    key = ("decisions of this month", known_by)
    return cached(_THIS_MONTH, key, dated_revision(), lambda: _public_of_month(known_by))


def _public_of_month(known_by: date) -> tuple[StoredDecision, ...]:
    end = end_of(known_by)
    month = of_month(_month_of(known_by))
    return tuple(made for made in month if made.made_at < end and _is_public(made, known_by))


# Months as pages of the register show them, until anything public changes.
_MONTHS: Cache[tuple[Decision, ...]] = Cache(20_000, weigh=len)


def _of_month(month: date, known_by: date) -> tuple[Decision, ...]:
    key = ("decisions of a month", month, known_by)
    return cached(_MONTHS, key, dated_revision(), lambda: _load_month(month, known_by))


def _load_month(month: date, known_by: date) -> tuple[Decision, ...]:
    this_month = month == _month_of(known_by)
    made = _of_this_month(known_by) if this_month else of_month(month)
    # Within a month the order gives nothing away either.
    return tuple(sorted((_load_decision(one, known_by) for one in made), key=_order))


def _month_of(day: date) -> date:
    return day.replace(day=1)


def _fits(key: tuple[ItemKind, Move], sort: ItemKind | None, move: Move | None) -> bool:
    return sort in (None, key[0]) and move in (None, key[1])


def _is_public(made: StoredDecision, known_by: date) -> bool:
    return made.published_at is not None and made.published_at < end_of(known_by)


def _order(one: Decision) -> tuple[int, int, str, str, str]:
    day = one.on.toordinal()
    return (-day, -(one.precision == "day"), one.sort, one.ground or "", one.reference or "")


def _load_decision(made: StoredDecision, known_by: date) -> Decision:
    public = _is_public(made, known_by)
    on, precision = when(made.made_at, to_month=made.withheld or not public)
    return Decision(
        sort=made.sort,
        move=made.move,
        on=on,
        precision=precision,
        reference=made.reference if public else None,
        reason=made.reason if public else None,
        ground=made.ground,
    )


def median(counts: Mapping[int, int]) -> int | None:
    """The lower median of days with their frequencies. None if empty."""
    place = (sum(counts.values()) - 1) // 2
    for days, number in sorted(counts.items()):
        if place < number:
            return days
        place -= number
    return None


def of_sort(found: Mapping[tuple[ItemKind, int], int], sorts: Iterable[ItemKind]) -> Counter[int]:
    """The days of some types in the result of ``waits``."""
    chosen, counts = frozenset(sorts), Counter[int]()
    for (sort, days), number in found.items():
        if sort in chosen:
            counts[days] += number
    return counts

"""Finds cells of a State that changed since an earlier day, with the records behind it. Pure.

Both days are as known on the same day: what changed is the situation, not what was known of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.card.highlights import CardCell
from tracker.card.records import CardRecord
from tracker.gap.facts import Applicability, Standing

NOT_THERE = Standing(Applicability.NOT_YET_DUE)


@dataclass(frozen=True, slots=True)
class Change:
    """A cell whose settled level changed. None means no level and never zero.

    ``came`` are records that count now and did not then, ``went`` those that no longer do; both
    may be empty where the rules alone moved it, as when a party's obligations begin to apply.
    """

    cell: CardCell
    before: Standing
    came: tuple[CardRecord, ...]
    went: tuple[CardRecord, ...]

    @property
    def step(self) -> int | None:
        """Levels up or down. None if either level is unknown."""
        then, now = level_of(self.before), level_of(self.cell.standing)
        return None if then is None or now is None else now - then


def changes(
    cells: Iterable[CardCell],
    before: Mapping[str, Standing],
    records: Mapping[str, CardRecord],
) -> tuple[Change, ...]:
    """The changed cells: lower levels first, then higher ones, then newly known ones."""
    found = []
    for cell in cells:
        then = before.get(cell.line.reference, NOT_THERE)
        if level_of(then) != level_of(cell.standing):
            now_counts, then_counted = counting(cell.standing), counting(then)
            found.append(
                Change(
                    cell,
                    then,
                    came=_records(now_counts - then_counted, records),
                    went=_records(then_counted - now_counts, records),
                )
            )
    return tuple(sorted(found, key=_order))


def level_of(standing: Standing) -> int | None:
    """The settled level, if the commitment applies."""
    return standing.settled if standing.applicability is Applicability.APPLIES else None


def counting(standing: Standing) -> frozenset[str]:
    """References of the records that count in any lane of a cell."""
    spoken = {vote.reference for vote in standing.votes}
    return frozenset(spoken | {one for one in (standing.report, standing.assessment) if one})


def _records(
    references: Iterable[str], records: Mapping[str, CardRecord]
) -> tuple[CardRecord, ...]:
    found = [records[reference] for reference in references if reference in records]
    return tuple(
        sorted(found, key=lambda record: (record.effective_on, record.reference), reverse=True)
    )


def _order(change: Change) -> tuple[bool, int]:
    return change.step is None, change.step or 0

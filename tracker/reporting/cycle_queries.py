"""Cycles as those who define them see them: each with what is due because of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tracker.accounts.actor import Actor
from tracker.core import clock
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.reporting.cycle_drafts import CycleDraft
from tracker.reporting.cycles import cycle_of, draft_of, every_cycle
from tracker.reporting.obligations import Obligation, RoundLine, obligations, rounds_of
from tracker.reporting.vocabulary import Punctuality


@dataclass(frozen=True, slots=True)
class CycleLine:
    """One cycle: what it is, when it ended, and how many due dates stand where today."""

    draft: CycleDraft
    archived_at: datetime | None
    rounds: int
    counts: Mapping[Punctuality, int]


@dataclass(frozen=True, slots=True)
class CyclePage:
    """One cycle with its rounds, the latest first."""

    draft: CycleDraft
    archived_at: datetime | None
    rounds: tuple[RoundLine, ...]


def cycle_lines(actor: Actor) -> tuple[CycleLine, ...]:
    """Every cycle: those that go on first, then those that ended, each by code."""
    require(actor, Permission.CYCLES_MAINTAIN)
    today = clock.today()
    owed: dict[str, list[Obligation]] = {}
    for each in obligations(today, today):
        owed.setdefault(each.cycle, []).append(each)
    rows = sorted(every_cycle(), key=lambda row: (row.archived_at is not None, row.code))
    return tuple(
        CycleLine(
            draft_of(row),
            row.archived_at,
            len({each.period_end for each in owed.get(row.code, ())}),
            Counter(each.standing for each in owed.get(row.code, ())),
        )
        for row in rows
    )


def cycle_page(actor: Actor, code: str) -> CyclePage:
    """One cycle, to be changed; raises NotFound."""
    require(actor, Permission.CYCLES_MAINTAIN)
    row, today = cycle_of(code), clock.today()
    found = obligations(today, today, cycle=code)
    return CyclePage(draft_of(row), row.archived_at, rounds_of(found))

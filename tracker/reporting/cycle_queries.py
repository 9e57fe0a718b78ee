"""Cycles with their due dates, for administrators."""

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
from tracker.reporting.obligations import RoundLine, obligations, rounds_of
from tracker.reporting.rounds import rounds
from tracker.reporting.vocabulary import Punctuality


@dataclass(frozen=True, slots=True)
class CycleLine:
    """One cycle: its end, if any, and its due dates by status today."""

    draft: CycleDraft
    archived_at: datetime | None
    rounds: int
    counts: Mapping[Punctuality, int]


@dataclass(frozen=True, slots=True)
class CyclePage:
    """One cycle with its rounds, latest first."""

    draft: CycleDraft
    archived_at: datetime | None
    rounds: tuple[RoundLine, ...]


def cycle_lines(actor: Actor) -> tuple[CycleLine, ...]:
    """Every cycle, current ones first, then by code."""
    require(actor, Permission.CYCLES_MAINTAIN)
    today = clock.today()
    lines: dict[str, list[RoundLine]] = {}
    for line in rounds(today, today):
        lines.setdefault(line.cycle, []).append(line)
    rows = sorted(every_cycle(), key=lambda row: (row.archived_at is not None, row.code))
    return tuple(
        CycleLine(
            draft_of(row),
            row.archived_at,
            len(lines.get(row.code, ())),
            sum((Counter(line.counts) for line in lines.get(row.code, ())), Counter()),
        )
        for row in rows
    )


def cycle_page(actor: Actor, code: str) -> CyclePage:
    """One cycle for editing. Raises NotFound."""
    require(actor, Permission.CYCLES_MAINTAIN)
    row, today = cycle_of(code), clock.today()
    found = obligations(today, today, cycle=code)
    return CyclePage(draft_of(row), row.archived_at, rounds_of(found))

"""Invented progress reports: cycles, due dates, reports, entries, their moves and their events."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from math import ceil
from random import Random

from benchmarks.buffer import Buffer
from benchmarks.chain import Chain
from benchmarks.words import Texts
from benchmarks.world import World
from tracker.reporting.due_status import months_after
from tracker.reporting.models import DueDate, Report, ReportEntry, ReportingCycle, ReportMove

CYCLES = 4  # at most; each has some rounds before there is another one
ROUNDS = 5
LAST_DUE = date(2026, 9, 30)
LAST_MOMENT = datetime(2026, 11, 27, 12, tzinfo=UTC)
ENTRIES = (20, 40)  # fewest and most of a report
REPORTED = 0.88  # of what is due
CORRECTED = 0.03  # of reports are superseded by a second one for the same due date
MONTHS = 180  # over which the rounds spread

_CYCLE = (
    *("id", "code", "title", "statement", "scope", "first_period_start", "first_period_end"),
    *("first_due_on", "every_months", "last_due_on"),
)
_DUE = ("id", "cycle_id", "state_id", "period_start", "period_end", "due_on", "made_at")
_REPORT = (
    *("id", "reference", "state_id", "due_id", "title", "period_start", "period_end", "survivors"),
    *("status", "version", "submitted_at", "published_at", "ended_at", "ended_as"),
)
_ENTRY = (
    *("id", "report_id", "commitment_id", "answer", "level", "reason", "measures_taken"),
    *("survivors", "sources", "version", "changed_at", "changed_by"),
)
_MOVE = ("report_id", "move", "from_status", "to_status", "made_at", "actor", "role")


@dataclass(frozen=True, slots=True)
class Round:
    """One round of one cycle."""

    cycle: int
    period_end: date
    due_on: date

    @property
    def period_start(self) -> date:
        """The first day of the year that is reported on."""
        return months_after(self.period_end, -12, keep_month_end=True) + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Filed:
    """One report: of which State, for which round, with how many entries."""

    published_at: datetime
    submitted_at: datetime
    state: int
    iso3: str
    due_id: int
    round: Round
    entries: int
    ended_at: datetime | None = None  # when a correction took its place


class Reports:
    """Writes reports until there are as many published entries as asked."""

    def __init__(self, buffer: Buffer, chain: Chain, world: World, random: Random) -> None:
        self._buffer, self._chain, self._world, self._random = buffer, chain, world, random
        self._texts = Texts(random)
        self._due = self._report = self._entry = 0
        self._every = 12

    def write(self, entries: int) -> int:
        """Write them and return the number of reports."""
        rounds = self._rounds(entries)
        self._write_cycles(rounds)
        filed = sorted(self._filed(rounds, entries), key=lambda each: each.published_at)
        for report in filed:
            if self._random.random() < CORRECTED:
                day = timedelta(days=30)
                earlier = (report.submitted_at - day, report.published_at - day)
                self._write_report(_superseded(report, *earlier))
            self._write_report(report)
        return self._report

    def _rounds(self, entries: int) -> list[Round]:
        """The rounds that hold as many entries, the newest first."""
        of_round = len(self._world.states) * REPORTED * sum(ENTRIES) / 2
        number = ceil(entries / of_round) + 1
        cycles = min(CYCLES, ceil(number / ROUNDS))
        of_cycle = ceil(number / cycles)
        self._every = max(1, min(12, MONTHS // of_cycle))
        found = []
        for place in range(number):
            back, cycle = divmod(place, cycles)
            due = months_after(LAST_DUE, -back * self._every, keep_month_end=True)
            due -= timedelta(days=cycle * 7)
            found.append(Round(cycle + 1, months_after(due, -3, keep_month_end=True), due))
        return found

    def _write_cycles(self, rounds: list[Round]) -> None:
        for cycle in range(1, CYCLES + 1):
            own = [each for each in rounds if each.cycle == cycle]
            if own:
                name = f"Invented cycle {cycle}"
                self._buffer.add(
                    ReportingCycle,
                    _CYCLE,
                    (
                        *(cycle, f"INVENTED-{cycle}", name, "Invented for measurements."),
                        *("all_members", own[-1].period_start, own[-1].period_end),
                        *(own[-1].due_on, self._every, own[0].due_on),
                    ),
                )

    def _filed(self, rounds: list[Round], entries: int) -> Iterator[Filed]:
        """What was filed, from the newest round back until there are enough entries."""
        left = entries
        for each in rounds:
            for state, iso3 in self._world.states:
                due_id = self._write_due(each, state)
                if self._random.random() > REPORTED:
                    continue
                size = min(left, self._random.randint(*ENTRIES))
                left -= size
                yield self._one(each, state, iso3, due_id, size)
                if not left:
                    return

    def _write_due(self, each: Round, state: int) -> int:
        self._due += 1
        made = datetime.combine(each.due_on, time(tzinfo=UTC)) - timedelta(days=365)
        row = (self._due, each.cycle, state, each.period_start, each.period_end, each.due_on, made)
        self._buffer.add(DueDate, _DUE, row)
        return self._due

    def _one(self, each: Round, state: int, iso3: str, due_id: int, size: int) -> Filed:
        due = datetime.combine(each.due_on, time(12, tzinfo=UTC))
        seconds = self._random.randint(-5_000_000, 2_000_000)
        submitted = min(due + timedelta(seconds=seconds), LAST_MOMENT)
        published = submitted + timedelta(seconds=self._random.randint(100_000, 5_000_000))
        published = min(published, LAST_MOMENT + timedelta(seconds=self._due % 86_000))
        return Filed(published, submitted, state, iso3, due_id, each, size)

    def _write_report(self, filed: Filed) -> None:
        self._report += 1
        number = self._report
        reference = f"R-{filed.iso3}-{number * 2_654_435_761 % 2**32:08X}"
        self._buffer.add(
            Report,
            _REPORT,
            (
                *(number, reference, filed.state, filed.due_id),
                f"Invented report {number} for {filed.round.period_end.year}",
                *(filed.round.period_start, filed.round.period_end),
                self._random.choice(("led", "consulted", "not_consulted", "not_stated")),
                *("superseded" if filed.ended_at else "published", 4),
                *(filed.submitted_at, filed.published_at),
                *(filed.ended_at, "superseded" if filed.ended_at else None),
            ),
        )
        self._write_entries(number, reference, filed)
        self._write_moves(number, reference, filed)

    def _write_entries(self, number: int, reference: str, filed: Filed) -> None:
        """One for each of so many commitments in a row, from another one in each round."""
        asked = self._world.commitments
        start = (filed.state * 7 + filed.due_id // len(self._world.states) * 31) % len(asked)
        for place in range(filed.entries):
            self._entry += 1
            commitment, name = asked[(start + place) % len(asked)]
            answer, level, reason = self._answer()
            told = self._texts.sentence(20, self._texts.language()) if level is not None else None
            at = filed.submitted_at - timedelta(days=1)
            source = "https://example.org/invented"
            self._buffer.add(
                ReportEntry,
                _ENTRY,
                (
                    *(self._entry, number, commitment, answer, level, reason, told, "not_stated"),
                    *(source, 1, at, f"bench-focal-{filed.iso3}"),
                ),
            )
            cells = {
                "commitment": name,
                "answer": answer,
                "level": "" if level is None else str(level),
                "reason": reason or "",
                "measures_taken": told or "",
                "survivors": "not_stated",
                "sources": source,
            }
            content = {"version": 1, "entry": cells, "facts": {}, "alike": []}
            actor, subject = f"bench-focal-{filed.iso3}", f"report:{reference}"
            self._chain.add(at, actor, "reporting:entry:saved", subject, content)

    def _answer(self) -> tuple[str, int | None, str | None]:
        drawn = self._random.random()
        if drawn < 0.85:
            return "level", self._random.choices(range(5), (1, 2, 3, 3, 1))[0], None
        answer = "not_assessed" if drawn < 0.95 else "not_applicable"
        return answer, None, self._texts.sentence(8)

    def _write_moves(self, number: int, reference: str, filed: Filed) -> None:
        authority, reviewer = f"bench-authority-{filed.iso3}", f"bench-reviewer-{number % 20:02}"
        moves = [
            ("clear", "draft", "cleared", filed.submitted_at, authority, "validating_authority"),
            (
                "submit",
                "cleared",
                "submitted",
                filed.submitted_at,
                authority,
                "validating_authority",
            ),
            ("publish", "submitted", "published", filed.published_at, reviewer, "reviewer"),
        ]
        if filed.ended_at:
            ended = ("supersede", "published", "superseded", filed.ended_at, reviewer, "reviewer")
            moves.append(ended)
        for move, before, after, at, actor, role in moves:
            self._buffer.add(ReportMove, _MOVE, (number, move, before, after, at, actor, role))
            content = {"from": before, "to": after, "reason": None}
            verb, subject = f"reporting:report:{move}", f"report:{reference}"
            self._chain.add(at, actor, verb, subject, content)


def _superseded(filed: Filed, submitted: datetime, published: datetime) -> Filed:
    """The earlier version of a report that corrects it."""
    return replace(
        filed, submitted_at=submitted, published_at=published, ended_at=filed.published_at
    )

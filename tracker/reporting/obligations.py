"""Who has reported, who is late, and who has not: due dates and submissions. Reads only.

A day shows what was known by then: due dates and submitted reports. A withdrawn report no longer
counts from that day on. A returned one still counts, because silence means that none was submitted
(methodology 1).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from tracker.core.db import db
from tracker.registry.models import State
from tracker.reporting.due_status import punctuality
from tracker.reporting.models import DueDate, Report, ReportingCycle
from tracker.reporting.vocabulary import Punctuality
from tracker.review.publication import Ending

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """A due report of one State with its status.

    ``report`` is the reference of the published report. None before publication, even if something
    was submitted.
    """

    due_id: int
    cycle: str
    cycle_title: str
    iso3: str
    names: Mapping[str, str]
    region: str
    group: str | None
    period_start: date
    period_end: date
    due_on: date
    standing: Punctuality
    submitted_on: date | None
    report: str | None
    published_on: date | None

    def days_late(self, day: date) -> int | None:
        """Days between due date and submission, or until the day. None if not late."""
        late = ((self.submitted_on or day) - self.due_on).days
        return late if late > 0 else None


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round of a cycle with the number of States by status, including zeros."""

    cycle: str
    cycle_title: str
    period_start: date
    period_end: date
    first_due_on: date
    last_due_on: date
    counts: Mapping[Punctuality, int]

    @property
    def code(self) -> str:
        """The name of the round in addresses, such as ROUND:2024-12-31."""
        return round_code(self.cycle, self.period_end)


def round_code(cycle: str, period_end: date) -> str:
    """The name of a round in addresses."""
    return f"{cycle}:{period_end.isoformat()}"


def obligations(
    as_of: date,
    known_by: date,
    *,
    cycle: str | None = None,
    period_end: date | None = None,
    due_from: date | None = None,
    states: Iterable[str] | None = None,
) -> tuple[Obligation, ...]:
    """Due reports at the two dates, latest round first, then by State code.

    ``cycle`` and ``period_end`` select rounds. ``due_from`` leaves out earlier due dates.
    """
    day = min(as_of, known_by)
    query = _due_query(known_by)
    if cycle is not None:
        query = query.where(ReportingCycle.code == cycle)
    if period_end is not None:
        query = query.where(DueDate.period_end == period_end)
    if due_from is not None:
        query = query.where(DueDate.due_on >= due_from)
    if states is not None:
        query = query.where(State.iso3.in_(tuple(states)))
    rows = db.session.execute(query).all()
    sent = _sent([row.DueDate.id for row in rows], day) if rows else {}
    return tuple(_obligation(row, sent.get(row.DueDate.id, ()), day) for row in rows)


def rounds_of(found: Sequence[Obligation]) -> tuple[RoundLine, ...]:
    """The rounds of these obligations in order, with counts."""
    by_round: dict[tuple[str, date], list[Obligation]] = defaultdict(list)
    for each in found:
        by_round[each.cycle, each.period_end].append(each)
    return tuple(_round(each) for each in by_round.values())


def _round(owed: Sequence[Obligation]) -> RoundLine:
    first, counts = owed[0], Counter(each.standing for each in owed)
    return RoundLine(
        first.cycle,
        first.cycle_title,
        first.period_start,
        first.period_end,
        min(each.due_on for each in owed),
        max(each.due_on for each in owed),
        {standing: counts[standing] for standing in Punctuality},
    )


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=UTC)


def stood_at(known_by: date) -> ColumnElement[bool]:
    """Whether a due date stood at the end of a day."""
    end = _end_of(known_by)
    dropped_later = or_(DueDate.dropped_at.is_(None), DueDate.dropped_at >= end)
    return and_(DueDate.made_at < end, dropped_later)


def was_sent(day: date) -> tuple[ColumnElement[bool], ...]:
    """Whether a report answers a due date: sent by the day and not withdrawn by then."""
    end = _end_of(day)
    return (
        Report.due_id.is_not(None),
        Report.submitted_at < end,
        or_(
            Report.ended_at.is_(None),
            Report.ended_at >= end,
            Report.ended_as != Ending.WITHDRAWN,
        ),
    )


def _due_query(known_by: date) -> Any:
    return (
        select(DueDate, State, ReportingCycle.code, ReportingCycle.title)
        .join(DueDate.state)
        .join(DueDate.cycle)
        .where(stood_at(known_by))
        .order_by(DueDate.period_end.desc(), ReportingCycle.code, State.iso3, DueDate.id)
    )


def _sent(due_ids: Sequence[int], day: date) -> dict[int, list[Any]]:
    """Reports submitted by the day and not withdrawn, by due date."""
    query = (
        select(
            Report.due_id,
            Report.reference,
            Report.submitted_at,
            Report.published_at,
            Report.ended_at,
        )
        .where(*was_sent(day))
        .order_by(Report.submitted_at, Report.id)
    )
    if len(due_ids) <= MOST_NAMED:
        query = query.where(Report.due_id.in_(due_ids))
    found: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.due_id].append(row)
    return found


# Beyond this many, naming the due dates costs more than reading all reports that answer one.
MOST_NAMED = 500


def _obligation(row: Any, sent: Sequence[Any], day: date) -> Obligation:
    due, state = row.DueDate, row.State
    submitted_on = sent[0].submitted_at.date() if sent else None
    public = [each for each in sent if _is_public(each, day)]
    return Obligation(
        due_id=due.id,
        cycle=row.code,
        cycle_title=row.title,
        iso3=state.iso3,
        names={code: getattr(state, f"name_{code}") for code in LANGUAGES},
        region=state.region,
        group=state.regional_group,
        period_start=due.period_start,
        period_end=due.period_end,
        due_on=due.due_on,
        standing=punctuality(due.due_on, submitted_on, as_of=day),
        submitted_on=submitted_on,
        report=public[-1].reference if public else None,
        published_on=public[-1].published_at.date() if public else None,
    )


def _is_public(report: Any, day: date) -> bool:
    end = _end_of(day)
    began, ended = report.published_at, report.ended_at
    return began is not None and began < end and (ended is None or ended >= end)

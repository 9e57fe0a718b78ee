"""Reads entries of public reports as plain rows, in few queries, for files and long lists.

The caller names reports that count, for example from ``report_places``: a report that was
withdrawn by the day asked for is not among them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import select

from tracker.core.clock import PartialDate
from tracker.core.db import plain_rows
from tracker.registry.models import Commitment, Indicator, State
from tracker.reporting.drafts import StatedValue
from tracker.reporting.entries import RecordResponse
from tracker.reporting.models import DueDate, EntryFact, EntryValue, Report, ReportEntry
from tracker.reporting.models import ReportingCycle as Cycle
from tracker.reporting.obligations import round_code
from tracker.reporting.vocabulary import FactResponse

TOGETHER = 20  # reports of which one query asks for the entries
MOST_NAMED = 50  # commitments that a query names; of more, all entries are read


class EntryRow(NamedTuple):
    """An entry on one commitment. ``repeats`` names the commitment with the same text."""

    report: str
    iso3: str
    period_end: date
    commitment: str
    answer: str
    level: int | None
    reason: str | None
    measures_taken: str | None
    challenges: str | None
    assistance: str | None
    survivors: str
    survivors_how: str | None
    indicator_values: tuple[StatedValue, ...]
    sources: str | None
    repeats: str | None
    facts: tuple[RecordResponse, ...]


class FrameRow(NamedTuple):
    """A report without entries. ``round`` and ``due_on`` are None for an extra report."""

    reference: str
    iso3: str
    title: str
    period_start: date | None
    period_end: date
    survivors: str
    survivors_how: str | None
    round: str | None
    due_on: date | None
    submitted_on: date | None
    published_on: date


def entry_rows(
    references: Iterable[str],
    *,
    commitments: Collection[str] | None = None,
    together: int = TOGETHER,
    with_facts: bool = False,
) -> Iterator[list[EntryRow]]:
    """The answered entries of reports, by report and reference of the commitment.

    The reports come in the order given, some of them read at a time. ``commitments`` leaves the
    entries on these alone; None leaves all. ``facts`` are empty unless they are asked for.
    """
    query = _entry_query()
    if commitments is not None and len(commitments) <= MOST_NAMED:
        query = query.where(Commitment.reference.in_(commitments))
    for some in _chunks(references, together):
        rows = plain_rows(query.where(Report.reference.in_(some)))
        leads = _leads(rows)
        values = _values(some)
        facts = _facts(some) if with_facts else {}
        by_report: dict[str, list[EntryRow]] = defaultdict(list)
        for entry_id, lead_id, *said, sources in rows:
            is_wanted = commitments is None or said[_COMMITMENT] in commitments
            if is_wanted and said[_ANSWER] is not None:
                repeats = leads.get(lead_id) if lead_id else None
                beside = (sources, repeats, tuple(facts.get(entry_id, ())))
                row = EntryRow._make((*said, values.get(entry_id, ()), *beside))
                by_report[row.report].append(row)
        for reference in some:
            yield sorted(by_report[reference], key=_by_commitment)


def _leads(rows: Sequence[Any]) -> Mapping[int, str]:
    """By entry whose answer others repeat, its commitment."""
    found = {row.id: row.commitment for row in rows}
    missing = {row.lead_id for row in rows if row.lead_id} - found.keys()
    if missing:
        query = select(ReportEntry.id, Commitment.reference).join(ReportEntry.commitment)
        found |= dict(map(tuple, plain_rows(query.where(ReportEntry.id.in_(missing)))))
    return found


def frame_rows(references: Iterable[str], *, together: int = 500) -> Iterator[FrameRow]:
    """Reports without entries, in the given order."""
    for some in _chunks(references, together):
        found = {
            row.reference: _frame(row)
            for row in plain_rows(_frame_query().where(Report.reference.in_(some)))
        }
        yield from (found[reference] for reference in some)


def _chunks(references: Iterable[str], size: int) -> Iterator[list[str]]:
    left = iter(references)
    while some := list(islice(left, size)):
        yield some


_COMMITMENT, _ANSWER = 3, 4  # their places after the two ids


def _by_commitment(row: EntryRow) -> str:
    return row.commitment


def _entry_query() -> Any:
    return (
        select(
            ReportEntry.id,
            ReportEntry.lead_id,
            # What follows is in the order of ``EntryRow``.
            Report.reference,
            State.iso3,
            Report.period_end,
            Commitment.reference.label("commitment"),
            ReportEntry.answer,
            ReportEntry.level,
            ReportEntry.reason,
            ReportEntry.measures_taken,
            ReportEntry.challenges,
            ReportEntry.assistance,
            ReportEntry.survivors,
            ReportEntry.survivors_how,
            ReportEntry.sources,
        )
        .join(ReportEntry.report)
        .join(Report.state)
        .join(ReportEntry.commitment)
    )


def _values(references: Sequence[str]) -> Mapping[int, tuple[StatedValue, ...]]:
    """Stated indicator values by entry, in order."""
    query = (
        select(
            EntryValue.entry_id,
            Indicator.code,
            EntryValue.value,
            EntryValue.effective_on,
            EntryValue.effective_precision,
        )
        .join(EntryValue.indicator)
        .join(EntryValue.entry)
        .join(ReportEntry.report)
        .where(Report.reference.in_(references))
    )
    found: dict[int, list[StatedValue]] = defaultdict(list)
    for entry_id, code, value, day, precision in plain_rows(query):
        found[entry_id].append(StatedValue(code, value, PartialDate(day, precision)))
    return {entry_id: tuple(sorted(each)) for entry_id, each in found.items()}


def _facts(references: Sequence[str]) -> Mapping[int, list[RecordResponse]]:
    """Responses to public records by entry."""
    query = (
        select(EntryFact.entry_id, EntryFact.record, EntryFact.response, EntryFact.note)
        .join(EntryFact.entry)
        .join(ReportEntry.report)
        .where(Report.reference.in_(references))
        .order_by(EntryFact.record)
    )
    found: dict[int, list[RecordResponse]] = defaultdict(list)
    for entry_id, record, response, note in plain_rows(query):
        found[entry_id].append(RecordResponse(record, FactResponse(response), note))
    return found


def _frame_query() -> Any:
    return (
        select(
            Report.reference,
            State.iso3,
            Report.title,
            Report.period_start,
            Report.period_end,
            Report.survivors,
            Report.survivors_how,
            Report.submitted_at,
            Report.published_at,
            Cycle.code.label("cycle"),
            DueDate.period_end.label("due_period_end"),
            DueDate.due_on,
        )
        .join(Report.state)
        .outerjoin(Report.due)
        .outerjoin(DueDate.cycle)
    )


def _frame(row: Any) -> FrameRow:
    round_ = round_code(row.cycle, row.due_period_end) if row.cycle else None
    submitted = row.submitted_at.date() if row.submitted_at else None
    beside = (round_, row.due_on, submitted, row.published_at.date())
    return FrameRow._make((*row[: FrameRow._fields.index("round")], *beside))

"""Plans the changes from the sheet of known records.

Rows are independent: rows unchanged since the download are left, and answers changed online
meanwhile are shown beside and never overwritten.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from tracker.core import formats
from tracker.exchange.workbooks.layout import code_of
from tracker.exchange.workbooks.records_sheet import RESPONSES, answers_of, digest, words
from tracker.exchange.workbooks.sheet_reader import SheetReading
from tracker.reporting.entries import RecordResponse
from tracker.reporting.record_responses import note_fault
from tracker.reporting.vocabulary import FactResponse
from tracker.schema.fields import clean
from tracker.workspace.report_editor import Line, ReportEditor


@dataclass(frozen=True, slots=True)
class FactChange:
    """The change of one row. ``after`` None removes the answer."""

    row: int
    commitment: str
    record: str
    words: str
    before: RecordResponse | None
    after: RecordResponse | None


@dataclass(frozen=True, slots=True)
class FactConflict:
    """A record whose answer was changed online since the download."""

    row: int
    commitment: str
    record: str
    words: str
    stored: RecordResponse | None
    offered: RecordResponse | None


@dataclass(frozen=True, slots=True)
class KnownPlan:
    """The planned changes. Refusals stay with the reading."""

    changes: tuple[FactChange, ...] = ()
    conflicts: tuple[FactConflict, ...] = ()


def plan_known(desk: ReportEditor, reading: SheetReading) -> KnownPlan:
    """Plan the rows. Invalid ones are refused in ``reading``."""
    lines = {line.card.reference: line for line in desk.lines}
    found = [_row(reading, row, cells, lines) for row, cells in reading.rows()]
    return KnownPlan(
        tuple(each for each in found if isinstance(each, FactChange)),
        tuple(each for each in found if isinstance(each, FactConflict)),
    )


def _row(
    reading: SheetReading, row: int, cells: Mapping[str, str], lines: Mapping[str, Line]
) -> FactChange | FactConflict | None:
    """The change of a row. None if there is none or it is refused."""
    if reading.is_overlong(row, cells):
        return None
    before = len(reading.refused)
    line, offered = _line(reading, row, cells, lines), _answer(reading, row, cells)
    written_over = reading.written_over(row, cells)
    if line is None or len(reading.refused) > before:
        return None
    record = cells["record"]
    stored = answers_of(line).get(record)
    if digest(offered) in (digest(stored), written_over):
        return None
    known = next((words(each) for each in line.known if each.reference == record), None)
    if known is None:
        reason = _("a published record about this State and this commitment")
        reading.refuse(row, "record", record, reason)
        return None
    if digest(stored) != written_over:
        return FactConflict(row, line.card.reference, record, known, stored, offered)
    return FactChange(row, line.card.reference, record, known, stored, offered)


def _line(
    reading: SheetReading, row: int, cells: Mapping[str, str], lines: Mapping[str, Line]
) -> Line | None:
    if reading.is_repeated(row, cells, "commitment", "record"):
        return None
    line = lines.get(cells["commitment"])
    if line is None:
        reason = _("a commitment of this report")
        reading.refuse(row, "commitment", cells["commitment"], reason)
    return line


def _answer(reading: SheetReading, row: int, cells: Mapping[str, str]) -> RecordResponse | None:
    """The answer in a row. None if it is empty or refused."""
    code, note = code_of(cells["response"]), clean(cells["note"]) or None
    if not code and note is None:
        return None
    if code not in set(FactResponse):
        reason = _("one of %(codes)s, or an empty row", codes=formats.listed(RESPONSES))
        reading.refuse(row, "response", cells["response"], reason)
        return None
    if fault := note_fault(FactResponse(code), note):
        reading.refuse(row, "note", cells["note"], fault)
    return RecordResponse(cells["record"], FactResponse(code), note)

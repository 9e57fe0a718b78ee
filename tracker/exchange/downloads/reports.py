"""Files of published reports, their entries, and their statements on records.

Read some reports at a time, as plain rows; one that was withdrawn says nothing.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.exchange.downloads.columns import codes, from_draft
from tracker.exchange.downloads.csv_stream import Cell
from tracker.exchange.downloads.figures import commitments_chosen
from tracker.exchange.downloads.selection import Described, Selection, Type
from tracker.gap.snapshot import load_snapshot
from tracker.reporting.drafts import EntryDraft, ReportDraft
from tracker.reporting.entry_rows import EntryRow, entry_rows, frame_rows
from tracker.reporting.queries import number_of_entries, number_of_facts, report_places
from tracker.reporting.vocabulary import FactResponse
from tracker.schema.fields import as_text

_VALUES = EntryRow._fields.index("indicator_values")

_STATE = Described("state", _l("ISO 3166-1 alpha-3 code"), required=True, refers="states")
_REPORT = Described("report", _l("Reference of the report"), required=True, refers="reports")
REPORT_COLUMNS = (
    Described("reference", _l("Public reference"), required=True),
    _STATE,
    # Reports of earlier years may not say when their period began.
    *from_draft(ReportDraft, optional=("period_start",)),
    Described("round", _l("Round of the cycle that it answers. Empty: an extra report")),
    Described("due_on", _l("When it was due. Empty: an extra report"), Type.DAY),
    Described("submitted_on", _l("When it was first submitted. Empty: not known"), Type.DAY),
    Described("published_on", _l("When it became public here"), Type.DAY, required=True),
)
ENTRY_COLUMNS = (
    _REPORT,
    _STATE,
    Described(
        "period_end", _l("Last day reported on: from when it counts"), Type.DAY, required=True
    ),
    # Values of indicators are code, value and day together: text, not codes.
    *from_draft(EntryDraft, as_text=("indicator_values",)),
    Described("repeats", _l("The commitment with which it shares its text. Empty: none")),
)
ANSWER_COLUMNS = (
    _REPORT,
    Described("commitment", _l("The commitment of the entry"), required=True, refers="commitments"),
    Described("record", _l("Reference of the public record that it answers"), required=True),
    Described(
        "response",
        _l("Response of the State to that record"),
        required=True,
        allowed=codes(FactResponse),
    ),
    Described("note", _l("What is right instead, or why not. Empty: nothing more is said")),
)


def reports(selection: Selection) -> Iterator[Sequence[Cell]]:
    """One row for each report that counts, latest period first."""
    return frame_rows(_places(selection))


def count_reports(selection: Selection) -> int:
    """The number of rows of ``reports``."""
    return len(_places(selection))


def entries(selection: Selection) -> Iterator[Sequence[Cell]]:
    """One row for each report and commitment, sorted by report and reference."""
    cells: list[Any]
    for entry in _entries(selection):
        *cells, repeats, _facts = entry
        cells[_VALUES] = as_text(entry.indicator_values)
        yield (*cells, repeats)


def count_entries(selection: Selection) -> int:
    """The number of rows of ``entries``."""
    return number_of_entries(_places(selection), _commitments(selection))


def answers(selection: Selection) -> Iterator[Sequence[Cell]]:
    """One row for each record about which an entry states something."""
    for entry in _entries(selection, with_facts=True):
        for fact in sorted(entry.facts, key=lambda one: one.record):
            yield entry.report, entry.commitment, fact.record, fact.response, fact.note


def count_answers(selection: Selection) -> int:
    """The number of rows of ``answers``."""
    return number_of_facts(_places(selection), _commitments(selection))


def _places(selection: Selection) -> list[str]:
    seen, wanted = load_snapshot(selection.reading), selection.filters.get("report")
    found = [
        (view.period_end, view.reference)
        for view in report_places(selection.reading.as_of, selection.reading.known_by)
        if wanted in (None, view.reference)
        and selection.allows(
            state=view.iso3,
            region=seen.states[view.iso3].region,
            group=seen.states[view.iso3].group,
        )
    ]
    return [reference for _day, reference in sorted(found, reverse=True)]


def _commitments(selection: Selection) -> frozenset[str]:
    lines = commitments_chosen(load_snapshot(selection.reading), selection)
    return frozenset(line.reference for line in lines)


def _entries(selection: Selection, *, with_facts: bool = False) -> Iterator[EntryRow]:
    wanted = _commitments(selection)
    for some in entry_rows(_places(selection), commitments=wanted, with_facts=with_facts):
        yield from some

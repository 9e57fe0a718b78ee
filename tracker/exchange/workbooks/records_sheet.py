"""The sheet of known records in a report's workbook, one row for each record.

The state confirms, corrects or contests each; a row left without an answer says nothing. One
record may bear on several commitments and then has a row under each, as in the editor.
"""

import hashlib
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.core import formats
from tracker.core.clock import PartialDate
from tracker.core.record_texts import record_text
from tracker.evidence.queries.values import ValueView
from tracker.exchange.workbooks.layout import JOINT, VERSION_JOINT, Layout, SheetColumn, chosen
from tracker.reporting.entries import RecordResponse
from tracker.reporting.vocabulary import FactResponse
from tracker.workspace.published_records import Known
from tracker.workspace.report_editor import Line, ReportEditor

KNOWN = "Known"

COLUMNS = (
    SheetColumn("commitment", _l("Commitment"), 16, locked=True),
    SheetColumn("title", _l("Title"), 30, informs=True),
    SheetColumn("record", _l("Record"), 22, locked=True),
    SheetColumn("what", _l("Published record"), 50, informs=True),
    SheetColumn("date", _l("Date"), 12, informs=True),
    SheetColumn("source", _l("Where it was found"), 40, informs=True),
    SheetColumn("response", _l("Reply of the State"), 26),
    SheetColumn("note", _l("What is correct instead, or why you contest it"), 50),
    SheetColumn("version", _l("Do not change"), 12, hidden=True),
)
RESPONSES: dict[FactResponse, Any] = {
    FactResponse.CONFIRM: _l("the record is right"),
    FactResponse.CORRECT: _l("this is correct instead"),
    FactResponse.CONTEST: _l("the record is wrong"),
}


def layout() -> Layout:
    """The sheet with its drop-down in the reader's language."""
    return Layout(KNOWN, COLUMNS, 3, {"response": responses()})


def responses() -> list[str]:
    """The choices of the drop-down. The part before the dash is the code."""
    return [f"{code}{JOINT}{words}" for code, words in RESPONSES.items()]


def rows(editor: ReportEditor) -> list[dict[str, str]]:
    """A row for each record on a commitment in the report."""
    return [_row(line, record) for line in editor.lines for record in line.known]


def answers_of(line: Line) -> dict[str, RecordResponse]:
    """The report's current answers by record."""
    return {fact.record: fact for fact in line.entry.facts} if line.entry else {}


def digest(answer: RecordResponse | None) -> str:
    """A short hash of an answer. No answer has its own."""
    if answer is None:
        return "-"
    joined = f"{answer.response}\x1f{(answer.note or '').strip()}"
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


def words(record: Known) -> str:
    """A record in one line: the indicator with its value, or the action."""
    if isinstance(record, ValueView):
        is_said_twice = record.label.casefold() == record.value.casefold()
        value = (
            record.label
            if is_said_twice
            else formats.listed((record.value, record_text(record.label)))
        )
        return formats.labelled(record_text(record.indicator_title), value)
    return formats.sentences(formats.sentence(record.title), record.account)


def _row(line: Line, record: Known) -> dict[str, str]:
    answer = answers_of(line).get(record.reference)
    return {
        "commitment": line.card.reference,
        "title": line.card.title,
        "record": record.reference,
        "what": words(record),
        "date": str(PartialDate(record.effective_on, record.effective_precision)),
        "source": _found(record),
        "response": chosen(answer.response, responses()) if answer else "",
        "note": (answer.note or "") if answer else "",
        "version": f"{line.version}{VERSION_JOINT}{digest(answer)}",
    }


def _found(record: Known) -> str:
    """The source of a record. Withheld organisations are not in the view."""
    if isinstance(record, ValueView):
        return record.source.title
    organisation = record.organisation or _("an organisation whose name is withheld")
    return formats.labelled(organisation, record.source.title)

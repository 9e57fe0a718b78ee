"""The workbook of a progress report for offline work: its sheets and columns."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from xlsxwriter import Workbook

from tracker.core import formats
from tracker.exchange.workbooks import records_sheet
from tracker.exchange.workbooks.layout import (
    AS_TYPED,
    JOINT,
    VERSION_JOINT,
    Formats,
    Layout,
    SheetColumn,
    add_sheet,
    chosen,
    write_row,
    write_sheet,
)
from tracker.reporting.answer_definitions import CHOICES
from tracker.reporting.drafts import EntryDraft
from tracker.reporting.vocabulary import Answer, Consultation
from tracker.workspace.report_editor import Line, ReportEditor

FORMAT = "2"  # 2: with the sheet of what is known
REPORT, LEVELS, READ_ME, SIGNATURE = "Report", "Levels", "Read me", "Signature"

COLUMNS = (
    SheetColumn("commitment", _l("Commitment"), 16, locked=True),
    SheetColumn("title", _l("Title"), 30, informs=True),
    SheetColumn("statement", _l("What is undertaken, in our words"), 50, informs=True),
    SheetColumn("asks_the_same", _l("Commitments that ask for the same thing"), 20, informs=True),
    SheetColumn("begun_from", _l("Texts copied from the report"), 18, informs=True),
    SheetColumn("answer", _l("Answer: see the sheet Levels"), 22),
    SheetColumn("reason", _l("Why it is not assessed or not applicable"), 40),
    SheetColumn("measures_taken", _l("What was done in the period"), 50),
    SheetColumn("challenges", _l("Obstacles to progress"), 40),
    SheetColumn("assistance", _l("Assistance needed"), 40),
    SheetColumn("survivors", _l("How survivors took part"), 22),
    SheetColumn("survivors_how", _l("How they took part, or why they did not"), 40),
    SheetColumn("indicator_values", _l("Indicator values: code=value@date, one on each line"), 30),
    SheetColumn("sources", _l("Sources where this can be checked, one on each line"), 40),
    SheetColumn("version", _l("Do not change"), 12, hidden=True),
)

SURVIVORS: dict[Consultation, Any] = {
    Consultation.LED: _l("survivors led it"),
    Consultation.CONSULTED: _l("survivors were consulted"),
    Consultation.NOT_CONSULTED: _l("survivors were not consulted"),
    Consultation.NOT_STATED: _l("not stated"),
}


def answer_choices() -> list[str]:
    """The choices of the answer drop-down. The part before the dash is the code."""
    return [f"{choice.code}{JOINT}{choice.word}" for choice in CHOICES]


def survivors_choices() -> list[str]:
    """The choices of the drop-down on survivors."""
    return [f"{code}{JOINT}{word}" for code, word in SURVIVORS.items()]


def layout() -> Layout:
    """The sheet Report with its drop-downs in the reader's language."""
    choices = {"answer": answer_choices(), "survivors": survivors_choices()}
    return Layout(REPORT, COLUMNS, 2, choices)


def entry_cells(draft: EntryDraft) -> dict[str, str]:
    """An entry as cells, without information columns."""
    cells = draft.cells()
    answer = cells.pop("answer")
    level = cells.pop("level")
    code = level if answer == Answer.LEVEL else answer
    cells["answer"] = chosen(code, answer_choices())
    stated = draft.survivors is not Consultation.NOT_STATED
    cells["survivors"] = chosen(draft.survivors, survivors_choices()) if stated else ""
    return cells


def mark(version: int, draft: EntryDraft | None) -> str:
    """The version and digest of the stored entry, or 0 if there is none.

    The digest shows whether the row was changed.
    """
    return f"{version}{VERSION_JOINT}{digest(draft)}"


def digest(draft: EntryDraft | None) -> str:
    """A short hash of an entry. An empty entry equals no entry."""
    if draft is None or draft.is_blank:
        return "-"
    joined = "\x1f".join(f"{name}={text}" for name, text in sorted(draft.cells().items()))
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


def report_workbook(editor: ReportEditor) -> bytes:
    """The workbook of the current report. Empty entries start from the last report."""
    target = io.BytesIO()
    with Workbook(target, dict(AS_TYPED)) as book:
        book.set_properties({"title": editor.report.frame.title, "author": "Commitments Tracker"})
        formats = Formats(book)
        write_sheet(book, layout(), [_row(line) for line in editor.lines], formats)
        write_sheet(book, records_sheet.layout(), records_sheet.rows(editor), formats)
        _levels_sheet(book, formats)
        _read_me_sheet(book, editor, formats)
        _signature_sheet(book, editor)
    return target.getvalue()


def _row(line: Line) -> dict[str, str]:
    entry = line.entry.saved if line.entry else None
    stored = entry.draft if entry and not entry.draft.is_blank else None
    begun = line.prefill if stored is None else None
    draft = stored or (begun.draft if begun else None)
    blank = replace(_blank(), commitment=line.card.reference)
    return {
        **entry_cells(draft or blank),
        "commitment": line.card.reference,
        "title": line.card.title,
        "statement": line.card.statement,
        "asks_the_same": formats.listed(reference for reference, _repeats in line.alike),
        "begun_from": begun.report if begun else "",
        "version": mark(line.version, stored),
    }


def _blank() -> EntryDraft:
    return EntryDraft.parse({"commitment": "NONE"})


def _levels_sheet(book: Workbook, formats: Formats) -> None:
    sheet = add_sheet(book, LEVELS)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90)
    write_row(sheet, 1, (_("Answer"), _("Meaning")), formats.head)
    for row, choice in enumerate(CHOICES, 2):
        texts = (f"{choice.code}{JOINT}{choice.word}", str(choice.meaning))
        write_row(sheet, row, texts, formats.information)
    sheet.protect("")


def _read_me_sheet(book: Workbook, editor: ReportEditor, formats: Formats) -> None:
    sheet = add_sheet(book, READ_ME)
    sheet.set_column(0, 0, 110)
    for row, text in enumerate(_read_me(editor), 1):
        sheet.write_string(row - 1, 0, text, formats.information)
    sheet.protect("")


def _read_me(editor: ReportEditor) -> Iterator[str]:
    frame = editor.report.frame
    yield formats.labelled(editor.report.reference, frame.title)
    yield _("Period %(start)s to %(end)s", start=frame.period_start, end=frame.period_end)
    yield _(
        "Fill in the sheet Report, with one row for each commitment. You may reorder rows "
        "and columns, but keep headings and sheet names."
    )
    yield _(
        "If a text was copied from your last report, its row names that report. It "
        "becomes part of this report when you upload the workbook and confirm the changes."
    )
    yield _(
        "We do not read formulas and merged cells. Unchanged rows change nothing. You may "
        "upload the workbook again at any time."
    )
    yield _(
        "The sheet Known lists published records about your State: treaty actions, "
        "indicator values and logged actions. Confirm or correct each one, or contest "
        "it and give the reason. You may leave a reply empty."
    )
    yield _("Do not include anything that could identify a victim of trafficking.")


def _signature_sheet(book: Workbook, editor: ReportEditor) -> None:
    sheet = book.add_worksheet(SIGNATURE)
    for row, texts in enumerate(
        (
            ("format", FORMAT),
            ("report", editor.report.reference),
            ("revision", str(editor.report.version)),
        ),
        1,
    ):
        write_row(sheet, row, texts, None)
    sheet.very_hidden()

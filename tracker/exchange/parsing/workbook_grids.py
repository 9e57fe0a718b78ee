"""Reads workbooks (XLSX, XLS, ODS) and documents with tables (DOCX) as rows."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask_babel import gettext as _
from python_calamine import CalamineWorkbook

from tracker.attachments.sanitise import archives
from tracker.attachments.sanitise.results import FileRefused, Reason
from tracker.core import formats
from tracker.exchange.parsing.cell_notes import notes_of_cells
from tracker.exchange.parsing.docx_tables import document_part, note_of, tables_of
from tracker.exchange.parsing.number_formats import Shown, day_of_number, text_of_date
from tracker.exchange.parsing.ods import probe_ods, rows_of_ods
from tracker.exchange.parsing.old_excel import SIGNATURE, probe_xls, rows_of
from tracker.exchange.parsing.probe import WorkbookProbe, damaged
from tracker.exchange.parsing.records import MOST_CELLS, Grid, Record, StringInterner
from tracker.exchange.parsing.workbook_parts import cell_text, sheet_parts
from tracker.exchange.parsing.xlsx_package import workbook_package
from tracker.exchange.parsing.xlsx_probe import (
    counts_from_1904,
    hidden_sheets,
    links_of,
    probe_xlsx,
    shown_by_style,
)
from tracker.exchange.sheets import UnreadableFile

_ZIP = b"PK"
_NO_SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/>'
    b"</worksheet>"
)
_OF_DATES = (Shown.DAY, Shown.MONTH, Shown.YEAR, Shown.NO_YEAR)
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook of which one sheet was read."""

    format: str
    sheets: tuple[str, ...]
    sheet: str
    grid: Grid
    notes: tuple[str, ...]


def is_workbook(content: bytes) -> bool:
    """Whether the bytes begin like a workbook."""
    return content.startswith((_ZIP, SIGNATURE))


def read_book(content: bytes, chosen: str | None = None) -> Workbook:
    """The chosen sheet, or the fullest visible one. Raises UnreadableFile."""
    if content.startswith(SIGNATURE):
        return _old(content, chosen)
    try:
        parts = _parts(content)
        if any(name.lower().endswith("vbaproject.bin") for name in parts):
            raise UnreadableFile(_("the workbook must not contain macros"))
        if (package := workbook_package(parts)) is not None:
            return _xlsx(package, chosen)
        if parts.get("mimetype", _ODS).startswith(_ODS) and "content.xml" in parts:
            return _ods(parts, chosen)
        if (part := document_part(parts)) is not None:
            return _docx(parts, part, chosen)
    except UnreadableFile:
        raise
    except Exception:
        # The reader's faults are of many families; none says more than that it cannot be read.
        raise damaged() from None
    except BaseException as fault:
        if type(fault).__name__ == "PanicException":  # What it raises where it did not expect it.
            raise damaged() from None
        raise
    raise UnreadableFile(
        _("the file must be a table as CSV, XLSX, XLS, ODS, DOCX or JSON; this is another archive")
    )


def _old(content: bytes, chosen: str | None) -> Workbook:
    sheets = probe_xls(content)
    looks = {each.name: each.look for each in sheets}
    hidden = {each.name for each in sheets if each.is_hidden}
    sheet = _sheet(looks, hidden, chosen)
    place = next(place for place, each in enumerate(sheets) if each.name == sheet)
    rows = rows_of(content, place, looks[sheet])
    return _book("xls", looks, sheet, hidden, rows)


def _ods(parts: dict[str, bytes], chosen: str | None) -> Workbook:
    found = probe_ods(parts)
    sheet = _sheet(found.looks, found.hidden, chosen)
    rows = rows_of_ods(parts, sheet, found.looks[sheet])
    return _book("ods", found.looks, sheet, found.hidden, rows)


def _docx(parts: dict[str, bytes], part: str, chosen: str | None) -> Workbook:
    tables = {each.name: each for each in tables_of(parts, part)}
    looks = {name: each.look for name, each in tables.items()}
    sheet = _sheet(looks, set(), chosen)
    book = _book("docx", looks, sheet, set(), tables[sheet].rows)
    note = note_of(tables[sheet])
    return replace(book, notes=(*book.notes, note)) if note else book


def _xlsx(parts: dict[str, bytes], chosen: str | None) -> Workbook:
    named, shown = sheet_parts(parts), shown_by_style(parts.get("xl/styles.xml"))
    looks = {
        name: probe_xlsx(parts[part], shown, links_of(parts, part)) for name, part in named.items()
    }
    for name in parts.keys() - set(named.values()):
        # Every part is looked at: which of them the reader takes for a sheet is its own affair.
        probe_xlsx(parts[name], [], {}).refuse_beyond()
    hidden = hidden_sheets(parts)
    sheet = _sheet(looks, hidden, chosen)
    from_1904 = counts_from_1904(parts)
    # The reader is given no other sheet than that which was found to be of bounded size.
    others = {part: _NO_SHEET for part in named.values() if part != named[sheet]}
    content = archives.packed({**parts, **others}, stored=tuple(parts))
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        rows = list(_records(workbook.get_sheet_by_name(sheet), looks[sheet], from_1904=from_1904))
    return _book("xlsx", looks, sheet, hidden, rows)


def _book(
    form: str, looks: dict[str, WorkbookProbe], sheet: str, hidden: set[str], rows: list[list[str]]
) -> Workbook:
    look, names = looks[sheet], tuple(name for name in looks if looks[name].cells)
    filled = _fill_merged(rows, look.merged)
    notes = (*_of_sheets(sheet, names, hidden), *notes_of_cells(look, filled))
    return Workbook(form, names, sheet, _grid(rows, look), notes)


def _parts(content: bytes) -> dict[str, bytes]:
    try:
        return archives.unpacked(content)
    except FileRefused as refused:
        reasons = {
            Reason.BLOWN_UP: _("the file is too large when unpacked; split it"),
            Reason.LOCKED: _("the workbook must not have a password"),
        }
        raise UnreadableFile(
            reasons.get(refused.reason) or _("this workbook is damaged; save it again as .xlsx")
        ) from None


def _sheet(looks: dict[str, WorkbookProbe], hidden: set[str], chosen: str | None) -> str:
    names = [name for name, look in looks.items() if look.cells]
    if chosen is not None:
        if chosen not in names:
            raise UnreadableFile(
                _("choose one of these sheets: %(names)s", names=formats.listed(names) or "–")
            )
        sheet = chosen
    else:
        shown = [name for name in names if name not in hidden] or names
        if not shown:
            raise UnreadableFile(
                _("the workbook is empty; its first row must contain the column names")
            )
        sheet = max(shown, key=lambda name: looks[name].cells)
    looks[sheet].refuse_beyond()
    return sheet


def _records(sheet: Any, look: WorkbookProbe, *, from_1904: bool) -> Iterator[list[str]]:
    """Every row of the sheet as text."""
    if sheet.start is None:
        return
    first = sheet.start[1]
    before = [""] * first  # Rows come from the first on, columns from the first filled.
    interner, shown = StringInterner(), look.shown
    for row, values in enumerate(sheet.iter_rows(), 1):
        texts = [
            _text(value, shown.get((row, column)), from_1904=from_1904)
            for column, value in enumerate(values, first + 1)
        ]
        yield [*before, *interner.cells(texts)]


def _text(value: object, shown: Shown | None, *, from_1904: bool) -> str:
    """A cell as it is shown; the reader takes years of an era (e, ggge) for plain numbers."""
    if isinstance(value, int | float) and shown in _OF_DATES and not isinstance(value, bool):
        value = day_of_number(value, from_1904=from_1904) or value
    if isinstance(value, date):
        return text_of_date(value, shown, from_1904=from_1904)
    return cell_text(value, shown)


def _fill_merged(rows: list[list[str]], merged: Sequence[tuple[int, int, int, int]]) -> int:
    """Copy merged cells into each of their rows. Returns the number of filled cells.

    Only downwards: sideways the text would end up in columns with another meaning.
    """
    filled, left_over = 0, MOST_CELLS  # Sound ones lie beside each other.
    for top, left, bottom, _right in merged:
        if top > len(rows) or left > len(rows[top - 1]):
            continue
        left_over -= max(0, bottom - top)
        if left_over < 0:
            break
        text = rows[top - 1][left - 1]
        for row in rows[top:bottom]:
            if text and left <= len(row) and not row[left - 1]:
                row[left - 1] = text
                filled += 1
    return filled


def _grid(rows: Sequence[Sequence[str]], look: WorkbookProbe) -> Grid:
    records, empty, pending = list[Record](), 0, 0
    width = max(map(len, rows), default=0)
    for number, cells in enumerate(rows, 1):
        if any(cell and not cell.isspace() for cell in cells):
            records.append((number, (*cells, *[""] * (width - len(cells)))))
            empty, pending = empty + pending, 0
        elif records:
            pending += 1
    return Grid(
        tuple(records),
        (),
        empty,
        wide=frozenset(top for top, left, _bottom, right in look.merged if right > left),
        links=look.links,
        hidden_rows=frozenset(look.hidden_rows),
        hidden_columns=frozenset(look.hidden_columns),
    )


def _of_sheets(sheet: str, names: Sequence[str], hidden: set[str]) -> Iterator[str]:
    others = [
        _("%(name)s (hidden)", name=name) if name in hidden else name
        for name in names
        if name != sheet
    ]
    if sheet in hidden:
        yield _("sheet %(name)s is hidden in the file but included", name=sheet)
    if others:
        yield _(
            "read from sheet %(name)s; not read: %(others)s",
            name=sheet,
            others=formats.listed(others),
        )

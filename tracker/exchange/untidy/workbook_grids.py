"""From the bytes of a workbook (XLSX, XLS, ODS) to the rows of one of its sheets, within limits."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from tracker.evidence.files import archives
from tracker.evidence.files.outcomes import Reason, Unacceptable
from tracker.exchange.sheets import Unusable
from tracker.exchange.untidy.looks import Look, damaged, look_at_ods, look_at_xlsx
from tracker.exchange.untidy.old_excel import SIGNATURE, look_at_xls, rows_of
from tracker.exchange.untidy.records import MOST_CELLS, Grid, OneOfEach, Record
from tracker.exchange.workbooks import cell_text, sheet_parts

_ZIP = b"PK"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook of which one sheet was read."""

    format: str
    sheets: tuple[str, ...]
    sheet: str
    grid: Grid
    notes: tuple[str, ...]


def is_workbook(content: bytes) -> bool:
    """Whether the bytes begin as a workbook does."""
    return content.startswith((_ZIP, SIGNATURE))


def read_book(content: bytes, chosen: str | None = None) -> Book:
    """The sheet chosen, or the fullest one that is not hidden; raises Unusable."""
    if content.startswith(SIGNATURE):
        return _old(content, chosen)
    try:
        form, looks = _looks(content)
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            return _read(workbook, form, looks, chosen)
    except Unusable:
        raise
    except Exception:
        # The reader's faults are of many families; none says more than that it cannot be read.
        raise damaged() from None
    except BaseException as fault:
        if type(fault).__name__ == "PanicException":  # What it raises where it did not expect it.
            raise damaged() from None
        raise


def _old(content: bytes, chosen: str | None) -> Book:
    sheets = look_at_xls(content)
    looks = {each.name: each.look for each in sheets}
    hidden = {each.name for each in sheets if each.is_hidden}
    names = tuple(each.name for each in sheets if each.look.cells)
    sheet = _sheet(names, looks, hidden, chosen)
    place = next(place for place, each in enumerate(sheets) if each.name == sheet)
    rows = [[cell_text(value) for value in row] for row in rows_of(content, place)]
    return _book("xls", names, sheet, hidden, looks[sheet], rows)


def _read(workbook: Any, form: str, looks: dict[str, Look], chosen: str | None) -> Book:
    hidden = {
        each.name for each in workbook.sheets_metadata if each.visible != SheetVisibleEnum.Visible
    }
    names = tuple(name for name in workbook.sheet_names if name in looks and looks[name].cells)
    sheet = _sheet(names, looks, hidden, chosen)
    rows = list(_records(workbook.get_sheet_by_name(sheet)))
    return _book(form, names, sheet, hidden, looks[sheet], rows)


def _book(
    form: str,
    names: tuple[str, ...],
    sheet: str,
    hidden: set[str],
    look: Look,
    rows: list[list[str]],
) -> Book:
    filled = _fill_merged(rows, look.merged)
    notes = (*_of_sheets(sheet, names, hidden), *_of_cells(look, filled))
    return Book(form, names, sheet, _grid(rows), notes)


def _looks(content: bytes) -> tuple[str, dict[str, Look]]:
    """The format and what each sheet holds, by name."""
    parts = _parts(content)
    if any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise Unusable(_("a workbook without macros is needed"))
    if "xl/workbook.xml" in parts:
        # Every part is looked at: which of them the reader takes for a sheet is its own affair.
        looks_of = {name: look_at_xlsx(part) for name, part in parts.items() if _is_xml(name)}
        return "xlsx", {name: looks_of[part] for name, part in sheet_parts(parts).items()}
    if parts.get("mimetype", b"").startswith(_ODS) and "content.xml" in parts:
        return "ods", look_at_ods(parts["content.xml"])
    raise Unusable(_("a table is needed as CSV, XLSX, XLS, ODS or JSON; this is another archive"))


def _is_xml(name: str) -> bool:
    return not name.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".bin", ".emf", ".vml"))


def _parts(content: bytes) -> dict[str, bytes]:
    try:
        return archives.unpacked(content)
    except Unacceptable as refused:
        told = {
            Reason.BLOWN_UP: _("it unpacks to more than is read at once; part the file"),
            Reason.LOCKED: _("a workbook without a password is needed; save it as such"),
        }
        raise Unusable(
            told.get(refused.reason) or _("its inside is damaged; save it again as .xlsx")
        ) from None


def _sheet(
    names: Sequence[str], looks: dict[str, Look], hidden: set[str], chosen: str | None
) -> str:
    if chosen is not None:
        if chosen not in names:
            raise Unusable(_("one of these sheets: %(names)s", names=", ".join(names) or "–"))
        return chosen
    shown = [name for name in names if name not in hidden] or list(names)
    if not shown:
        raise Unusable(_("the workbook is empty; its first row names the columns"))
    return max(shown, key=lambda name: looks[name].cells)


def _records(sheet: Any) -> Iterator[list[str]]:
    """Every row from the first of the sheet, as text."""
    if sheet.start is None:
        return
    before = [""] * sheet.start[1]  # Rows come from the first on, columns from the first filled.
    kept = OneOfEach()
    for values in sheet.iter_rows():
        yield [*before, *kept.cells(map(cell_text, values))]


def _fill_merged(rows: list[list[str]], merged: Sequence[tuple[int, int, int, int]]) -> int:
    """Write what a merged cell says into each of its rows; returns how many cells were filled.

    Only downwards: side by side the same text would stand in columns of another meaning.
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


def _grid(rows: Sequence[Sequence[str]]) -> Grid:
    records, empty, pending = list[Record](), 0, 0
    for number, cells in enumerate(rows, 1):
        if any(cell and not cell.isspace() for cell in cells):
            records.append((number, tuple(cells)))
            empty, pending = empty + pending, 0
        elif records:
            pending += 1
    return Grid(tuple(records), (), empty)


def _of_sheets(sheet: str, names: Sequence[str], hidden: set[str]) -> Iterator[str]:
    others = [
        _("%(name)s (hidden)", name=name) if name in hidden else name
        for name in names
        if name != sheet
    ]
    if others:
        yield _(
            "read from sheet %(name)s; not read: %(others)s", name=sheet, others=", ".join(others)
        )


def _of_cells(look: Look, filled: int) -> Iterator[str]:
    if filled:
        yield ngettext(
            "%(num)s cell filled with what its merged cell says",
            "%(num)s cells filled with what their merged cells say",
            filled,
        )
    if look.formulas:
        yield ngettext(
            "%(num)s cell is a formula: what it showed when the file was saved is read",
            "%(num)s cells are formulas: what they showed when the file was saved is read",
            look.formulas,
        )
    if look.errors:
        yield ngettext(
            "%(num)s cell shows an error such as #N/A: it says nothing",
            "%(num)s cells show errors such as #N/A: they say nothing",
            look.errors,
        )

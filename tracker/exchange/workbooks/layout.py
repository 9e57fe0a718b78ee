"""The layout of sheets that people fill in: codes, headings, then rows.

Writing and reading share this description. The codes in the first row say which column is which,
wherever it was moved to; every text is written as a text, never as a formula.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from xlsxwriter import Workbook

from tracker.core.formats import is_right_to_left
from tracker.exchange.downloads.csv_stream import FORMULA_STARTS

# How workbooks are written: every text stays a text.
AS_TYPED = {
    "constant_memory": True,
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
CODES_ROW, WORDS_ROW, FIRST_ROW = 1, 2, 3
SPARE_ROWS = 200  # rows below the last on which drop-downs still work
JOINT = " – "
VERSION_JOINT = ":"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column. If it ``informs``, it is not read; if ``locked``, it is read only.

    A hidden column is always locked.
    """

    name: str
    words: Any
    width: int
    informs: bool = False
    locked: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet with its columns from left to right. ``frozen`` ones stay visible.

    ``choices`` are what drop-downs offer, or the address of the cells that hold it: a long list
    does not fit into a rule.
    """

    name: str
    columns: tuple[SheetColumn, ...]
    frozen: int
    choices: Mapping[str, Sequence[str] | str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The codes of all columns."""
        return tuple(column.name for column in self.columns)

    @property
    def read(self) -> tuple[str, ...]:
        """The codes of the columns that are read."""
        return tuple(column.name for column in self.columns if not column.informs)


def code_of(cell: str) -> str:
    """The code of a choice. A typed code alone is accepted."""
    return cell.partition(JOINT.strip())[0].strip()


def chosen(code: str, choices: Iterable[str]) -> str:
    """The drop-down entry with this code. Empty if there is none."""
    return next((each for each in choices if code_of(each) == code), "")


class Formats:
    """Cell formats and validation rules."""

    def __init__(self, book: Workbook) -> None:
        wrapped = {"text_wrap": True, "valign": "top", "num_format": "@"}
        self.code = book.add_format({"font_size": 8, "font_color": "#666666", "locked": True})
        self.head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "locked": True})
        self.information = book.add_format({**wrapped, "locked": True, "bg_color": "#f2f1ee"})
        self.free = book.add_format({**wrapped, "locked": False})
        # A text that begins like a formula stays one when its cell is edited.
        self.quoted = book.add_format({**wrapped, "locked": False, "quote_prefix": True})

    def of(self, column: SheetColumn, text: str) -> Any:
        """The format of a cell with a text."""
        if column.informs or column.locked or column.hidden:
            return self.information
        return self.quoted if text.startswith(FORMULA_STARTS) else self.free


def add_sheet(book: Workbook, name: str) -> Any:
    """A new sheet in the direction of the request's language."""
    sheet = book.add_worksheet(name)
    if is_right_to_left():
        sheet.right_to_left()
    return sheet


def write_sheet(
    book: Workbook, layout: Layout, rows: Sequence[Mapping[str, str]], formats: Formats
) -> None:
    """Add the sheet with one row for each of ``rows``, which give a text by column."""
    sheet = add_sheet(book, layout.name)
    for place, column in enumerate(layout.columns):
        sheet.set_column(place, place, column.width, formats.free, {"hidden": column.hidden})
    sheet.freeze_panes(FIRST_ROW - 1, layout.frozen)
    last = FIRST_ROW + len(rows) + SPARE_ROWS
    for name, choices in layout.choices.items():
        place = layout.names.index(name)
        sheet.data_validation(FIRST_ROW - 1, place, last, place, one_of(choices))
    write_row(sheet, CODES_ROW, layout.names, formats.code)
    write_row(sheet, WORDS_ROW, [str(column.words) for column in layout.columns], formats.head)
    for row, cells in enumerate(rows, FIRST_ROW):
        for place, column in enumerate(layout.columns):
            text = cells[column.name]
            sheet.write_string(row - 1, place, text, formats.of(column, text))
    # No password: the protection keeps headings from slipping, it guards no secret.
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True})


def write_row(sheet: Any, row: int, texts: Iterable[str], format_: Any) -> None:
    """Write texts from the first column on. ``row`` counts from 1."""
    for place, text in enumerate(texts):
        sheet.write_string(row - 1, place, text, format_)


def one_of(choices: Sequence[str] | str) -> dict[str, Any]:
    """A validation rule for a list or a range of cells."""
    return {
        "validate": "list",
        "source": choices if isinstance(choices, str) else list(choices),
        "error_title": _("Choose from the list"),
        "error_message": _("Please choose from the list."),
    }

"""A table as a workbook: its rows on one sheet, what they are on another.

Every text is written as a text, never as a formula or a link, so that opening it is safe.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from flask_babel import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | None
WIDEST = 60  # letters of a column
NARROWEST = 9


def table_workbook(
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    about: Sequence[tuple[str, str]],
    made: datetime,
) -> bytes:
    """The workbook; ``about`` are names and texts of its second sheet. None is an empty cell.

    ``made`` is written into its properties: the same table gives the same bytes.
    """
    file = io.BytesIO()
    with Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"created": made, "title": about[0][1] if about else ""})
        _rows(book, book.add_worksheet(_("Rows")), columns, list(rows))
        _about(book, book.add_worksheet(_("About")), about)
    return file.getvalue()


def _rows(
    book: Workbook, sheet: Worksheet, columns: Sequence[str], rows: list[Sequence[Cell]]
) -> None:
    sheet.write_row(0, 0, columns, book.add_format({"bold": True, "bottom": 1}))
    for place, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            match cell:
                case None:
                    continue
                case str():
                    sheet.write_string(place, column, cell)
                case _:
                    sheet.write_number(place, column, cell)
    for column, name in enumerate(columns):
        longest = max((len(str(row[column])) for row in rows if row[column] is not None), default=0)
        sheet.set_column(column, column, min(WIDEST, max(NARROWEST, longest, len(name)) + 1))
    sheet.freeze_panes(1, 1)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _about(book: Workbook, sheet: Worksheet, about: Sequence[tuple[str, str]]) -> None:
    names = book.add_format({"bold": True, "valign": "top"})
    texts = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    for place, (name, text) in enumerate(about):
        sheet.write_string(place, 0, name, names)
        sheet.write_string(place, 1, text, texts)

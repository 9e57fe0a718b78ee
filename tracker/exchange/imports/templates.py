"""Template files for each kind: columns, hints, an example row, and drop-downs.

Made from the same description of columns by which such files are read. Rows that begin with ``#``
inform and are passed over when the file comes back, the example among them.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from xlsxwriter import Workbook

from tracker.core import formats
from tracker.exchange.downloads.csv_stream import neutral
from tracker.exchange.kinds import ALL_KINDS
from tracker.exchange.parsing.workbook_parts import letters
from tracker.exchange.specification import Specification
from tracker.exchange.workbooks.layout import Formats, add_sheet, one_of, write_row
from tracker.schema.drafts import Column

ROWS, CODES = "Rows", "Codes"
MARK = "# "
FIRST_ROW = 4  # the first that is filled, below header, hint and example
SPARE_ROWS = 2_000  # rows on which drop-downs work
WIDE, NARROW = 40, 18

Codes = Mapping[str, Sequence[tuple[str, str]]]
"""By kind of record, the codes on record and what each is called."""


def marked(texts: Sequence[str]) -> list[str]:
    """A row for information: its first cell begins with the mark."""
    return [f"{MARK}{texts[0]}", *texts[1:]]


def hint(column: Column) -> str:
    """A line that says what a column contains, whether it is required, and what is allowed."""
    needed = _("required") if column.required else _("optional")
    allowed = _("one of %(codes)s", codes=formats.listed(column.allowed)) if column.allowed else ""
    return formats.listed_apart(str(text) for text in (column.holds, needed, allowed) if text)


def known_codes(specification: Specification[Any], language: str) -> Codes:
    """The codes that columns can name, with their names in a language."""
    wanted = {column.refers for column in specification.columns if column.refers}
    found = {}
    for kind in ALL_KINDS:
        if kind.name in wanted and len(kind.specification.draft.KEY) == 1:
            drafts = kind.on_record().values()
            found[kind.name] = [(draft.key[0], _called(draft, language)) for draft in drafts]
    return found


def _called(draft: Any, language: str) -> str:
    """The name or title of a record, in the language if it has several."""
    for name in (f"name_{language}", "name_en", "name", "title"):
        if getattr(draft, name, None):
            return str(getattr(draft, name))
    return ""


def template_csv(specification: Specification[Any]) -> bytes:
    """CSV in UTF-8 with a byte order mark, for spreadsheet programs."""
    columns = specification.columns
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(specification.header)
    writer.writerow(neutral(cell) for cell in marked([hint(each) for each in columns]))
    writer.writerow(neutral(cell) for cell in marked([each.example for each in columns]))
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def template_workbook(specification: Specification[Any], codes: Codes) -> bytes:
    """A workbook with drop-downs for closed lists and stored records."""
    target = io.BytesIO()
    settings = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(target, settings) as book:
        book.set_properties({"title": specification.kind, "author": "Commitments Tracker"})
        formats = Formats(book)
        sheet = add_sheet(book, ROWS)
        lists = _lists(specification, codes)
        _fill_rows(sheet, specification, formats)
        _fill_codes(add_sheet(book, CODES), lists, formats)
        for place, column in enumerate(specification.columns):
            if column.name in lists:
                last = FIRST_ROW + SPARE_ROWS
                rule = {**one_of(_range(column.name, lists)), "error_type": "warning"}
                sheet.data_validation(FIRST_ROW - 1, place, last, place, rule)
    return target.getvalue()


def _fill_rows(sheet: Any, specification: Specification[Any], formats: Formats) -> None:
    for place, column in enumerate(specification.columns):
        width = WIDE if len(column.example) > NARROW else NARROW
        sheet.set_column(place, place, width, formats.free)
    write_row(sheet, 1, specification.header, formats.head)
    write_row(sheet, 2, marked([hint(each) for each in specification.columns]), formats.information)
    example = marked([each.example for each in specification.columns])
    write_row(sheet, 3, example, formats.information)
    sheet.freeze_panes(FIRST_ROW - 1, 1)


def _lists(specification: Specification[Any], codes: Codes) -> dict[str, list[tuple[str, str]]]:
    """The choices by column: a closed list, or records of the named kind."""
    lists: dict[str, list[tuple[str, str]]] = {}
    for column in specification.columns:
        if column.allowed:
            lists[column.name] = [(code, "") for code in column.allowed]
        elif column.refers and column.refers in codes:
            lists[column.name] = list(codes[column.refers])
    return lists


def _fill_codes(
    sheet: Any, lists: Mapping[str, Sequence[tuple[str, str]]], formats: Formats
) -> None:
    """Write two columns for each list: codes and names."""
    write_row(sheet, 1, [name for each in lists for name in (each, "")], formats.head)
    for at, listed in enumerate(lists.values()):
        sheet.set_column(2 * at, 2 * at, NARROW)
        sheet.set_column(2 * at + 1, 2 * at + 1, WIDE)
        for row, (code, name) in enumerate(listed, 1):
            sheet.write_string(row, 2 * at, code, formats.information)
            sheet.write_string(row, 2 * at + 1, name, formats.information)


def _range(column: str, lists: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    letter = letters(2 * list(lists).index(column) + 1)
    return f"={CODES}!${letter}$2:${letter}${len(lists[column]) + 1}"

"""Reads OpenDocument spreadsheets: sheets, values, date formats, links, hidden parts.

Goes through the document itself (ODF 1.3, part 3): readers of workbooks at hand take the white
space of an indented document, as SheetJS and Gnumeric write it, for damage.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import gettext as _

from tracker.exchange.parsing.number_formats import (
    Shown,
    text_of_date,
    text_of_number,
    text_of_percent,
)
from tracker.exchange.parsing.ods_styles import PREFIXES, OdsStyles, styles_of
from tracker.exchange.parsing.probe import (
    MOST_HIDDEN,
    WorkbookProbe,
    parse,
    whole_number_of,
)
from tracker.exchange.parsing.records import MOST_CELLS, MOST_COLUMNS
from tracker.exchange.parsing.workbook_parts import distinct_name
from tracker.exchange.parsing.xlsx_probe import LINKED
from tracker.exchange.sheets import UnreadableFile

_CELLS = frozenset(("table-cell", "covered-table-cell"))
_BESIDE_ROWS = frozenset(("table-column", "table-row-group"))
_HIDDEN = frozenset(("collapse", "filter"))
# Tables in these are remembered results of links to other files and cells that were changed.
_NO_SHEETS = frozenset(("table:dde-links", "table:tracked-changes"))
_SPACE = re.compile(r"[ \t\r\n]+")
_KEPT_SPACE = "\x1d"  # a space that the document asks for: white space of its text is one space
_SKIPPED = frozenset(("annotation", "shapes", "frame", "custom-shape", "ruby-text", "g"))
_NUMBERS = frozenset(("float", "currency"))


@dataclass(slots=True)
class OdsSheets:
    """Every sheet by name, and which ones are hidden."""

    looks: dict[str, WorkbookProbe] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)


class _Walk:
    """Visits every cell of a document with its position and repetitions."""

    def __init__(self, styles: OdsStyles) -> None:
        self.styles = styles
        self.row = self.rows = 0
        self.column = self.columns = 0
        self.depth = 0  # of tables: one inside a cell is part of it
        self._of_columns: list[tuple[int, str | None]] = []
        self._of_row: str | None = None
        self._folded: list[bool] = []  # of the groups that a row is in
        self._names: set[str] = set()  # of the sheets so far; two may have one name in the file

    def start(self, tag: str, given: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if tag in _NO_SHEETS:
            self.depth += 1
        elif tag == "table:table":
            self.depth += 1
            if self.depth == 1:
                self.row, self.rows, self._of_columns = 0, 1, []
                name = distinct_name(given.get("table:name", ""), self._names)
                self._names.add(name)
                self.table(name, given)
        elif self.depth != 1:
            self.other(name, given)
        elif name == "table-row":
            self.row, self.rows = self.row + self.rows, _times(given, "table:number-rows-repeated")
            self.column, self.columns = 0, 1
            self._of_row = given.get("table:default-cell-style-name")
            self.begin_row(given.get("table:visibility") in _HIDDEN or self._is_folded())
        elif name in _BESIDE_ROWS:
            self._beside_rows(name, given)
        elif name in _CELLS:
            self.column += self.columns
            self.columns = _times(given, "table:number-columns-repeated")
            self.begin_cell(given)
        else:
            self.other(name, given)

    def end(self, tag: str) -> None:
        if tag == "table:table" or tag in _NO_SHEETS:
            self.depth -= 1
        elif self.depth == 1 and tag.rpartition(":")[2] in _CELLS:
            self.end_cell()
        elif tag == "table:table-row-group" and self._folded:
            self._folded.pop()
        else:
            self.end_other(tag.rpartition(":")[2])

    def _beside_rows(self, name: str, given: dict[str, str]) -> None:
        if name == "table-column":
            self._column(given)
        else:
            self._folded.append(given.get("table:display") == "false")

    def _is_folded(self) -> bool:
        """Whether the row is in a collapsed group at any depth."""
        return any(self._folded)

    def _column(self, given: dict[str, str]) -> None:
        first = self._of_columns[-1][0] + 1 if self._of_columns else 1
        last = first + _times(given, "table:number-columns-repeated") - 1
        self._of_columns.append((last, given.get("table:default-cell-style-name")))
        if given.get("table:visibility") in _HIDDEN:
            self.hide_columns(first, last)

    def shown(self, given: dict[str, str]) -> Shown | None:
        """How much of a date a cell shows, by the style of cell, row or column."""
        style = given.get("table:style-name") or self._of_row
        if style is None:
            of_columns = (style for last, style in self._of_columns if self.column <= last)
            style = next(of_columns, None)
        return self.styles.shown(style)

    def table(self, name: str, given: dict[str, str]) -> None:
        """A sheet begins. Its name is unique."""

    def begin_row(self, is_hidden: bool) -> None:
        """A row begins."""

    def hide_columns(self, first: int, last: int) -> None:
        """These columns are hidden."""

    def begin_cell(self, given: dict[str, str]) -> None:
        """A cell begins."""

    def end_cell(self) -> None:
        """A cell ends."""

    def other(self, name: str, given: dict[str, str]) -> None:
        """Any other element begins."""

    def end_other(self, name: str) -> None:
        """Any other element ends."""


class _SheetScanner(_Walk):
    """Scans the content of each sheet, with its links."""

    def __init__(self, styles: OdsStyles) -> None:
        super().__init__(styles)
        self.found = OdsSheets()
        self.look = WorkbookProbe()
        self._is_untyped = False
        self._skipped = 0

    def table(self, name: str, given: dict[str, str]) -> None:
        self.look = self.found.looks[name] = WorkbookProbe()
        if given.get("table:style-name") in self.styles.hidden_tables:
            self.found.hidden.add(name)

    def begin_row(self, is_hidden: bool) -> None:
        left = MOST_HIDDEN - len(self.look.hidden_rows)
        if is_hidden and left > 0:
            self.look.hidden_rows.extend(range(self.row, self.row + min(self.rows, left)))

    def hide_columns(self, first: int, last: int) -> None:
        self.look.hide_columns(first, last)

    def begin_cell(self, given: dict[str, str]) -> None:
        kind = given.get("office:value-type")
        self._is_untyped = not kind and "table:formula" not in given
        if not self._is_untyped:
            self._filled(given)

    def end_cell(self) -> None:
        self._is_untyped = False

    def other(self, name: str, given: dict[str, str]) -> None:
        self._skipped += name in _SKIPPED

    def end_other(self, name: str) -> None:
        self._skipped -= name in _SKIPPED

    def text(self, text: str) -> None:
        """Character data. A cell may have text without a value type."""
        if self._is_untyped and not self._skipped and not text.isspace():
            self._is_untyped = False
            self._filled({})

    def _filled(self, given: dict[str, str]) -> None:
        last_row, last_column = self.row + self.rows - 1, self.column + self.columns - 1
        self.look.reach(last_row, last_column, times=self.columns * self.rows)
        self.look.formulas += "table:formula" in given
        self.look.errors += given.get("calcext:value-type") == "error"
        rows = _times(given, "table:number-rows-spanned")
        columns = _times(given, "table:number-columns-spanned")
        if rows > 1 or columns > 1:
            place = self.row, self.column, self.row + rows - 1, self.column + columns - 1
            self.look.merge(place)


class _Reading(_Walk):
    """Reads the rows of one sheet as text."""

    def __init__(self, styles: OdsStyles, sheet: str, look: WorkbookProbe) -> None:
        super().__init__(styles)
        self.sheet, self.look = sheet, look
        self.rows_read: list[list[str]] = []
        self._is_here = False
        self._spaces_left = MOST_CELLS
        self._given: dict[str, str] | None = None
        self._paragraphs: list[list[str]] = []
        self._skipped = 0

    def table(self, name: str, given: dict[str, str]) -> None:
        self._is_here = name == self.sheet

    def begin_row(self, is_hidden: bool) -> None:
        self._given = None

    def begin_cell(self, given: dict[str, str]) -> None:
        if self._is_here:
            self._given, self._paragraphs = given, []
            if found := LINKED.search(given.get("table:formula", "")):
                self.look.link(self.row, self.column, found[1].replace('""', '"'))

    def end_cell(self) -> None:
        if self._given is None:
            return
        text = self._value(self._given)
        self._given = None
        if text and self.row <= self.look.last_row:
            self._write(text)

    def _write(self, text: str) -> None:
        last_row = min(self.row + self.rows - 1, self.look.last_row)
        last_column = min(self.column + self.columns - 1, self.look.last_column, MOST_COLUMNS)
        while len(self.rows_read) < last_row:
            self.rows_read.append([])
        for row in self.rows_read[self.row - 1 : last_row]:
            row.extend([""] * (self.column - 1 - len(row)))
            row.extend([text] * (last_column - self.column + 1))

    def _value(self, given: dict[str, str]) -> str:
        kind = given.get("office:value-type", "")
        if given.get("calcext:value-type") == "error":
            return ""
        if kind == "percentage":
            return _percent(given.get("office:value", "")) or self._text()
        if kind in _NUMBERS:
            return _number(given.get("office:value", "")) or self._text()
        if kind == "boolean":
            return given.get("office:boolean-value", "")
        if kind == "date":
            shown = self.shown(given)
            self.look.show(self.row, self.column, shown)
            return _date(given.get("office:date-value", ""), shown)
        if kind == "string" and "office:string-value" in given and not self._paragraphs:
            return given["office:string-value"]
        return self._text()

    def _text(self) -> str:
        return "\n".join(_tidied(pieces) for pieces in self._paragraphs)

    def other(self, name: str, given: dict[str, str]) -> None:
        if self._given is None:
            return
        if name in _SKIPPED:
            self._skipped += 1
        elif self._skipped:
            return
        elif name in ("p", "h"):
            self._paragraphs.append([])
        elif name == "a":
            self.look.link(self.row, self.column, given.get("xlink:href", ""))
        elif name in ("s", "tab", "line-break") and self._paragraphs:
            signs = {"tab": "\t", "line-break": "\n"}
            self._paragraphs[-1].append(signs.get(name) or self._spaces(_times(given, "text:c")))

    def _spaces(self, number: int) -> str:
        """The spaces of one element, limited because a count can be huge."""
        self._spaces_left -= min(number, 1_000)
        if self._spaces_left < 0:
            raise UnreadableFile(_("the file is too large when unpacked; split it"))
        return _KEPT_SPACE * min(number, 1_000)

    def end_other(self, name: str) -> None:
        if self._given is not None and name in _SKIPPED:
            self._skipped -= 1

    def text(self, text: str) -> None:
        """Character data. Between paragraphs it is only indentation."""
        if self._given is not None and self._paragraphs and not self._skipped:
            self._paragraphs[-1].append(_SPACE.sub(" ", text))


def probe_ods(parts: Mapping[str, bytes]) -> OdsSheets:
    """Every sheet of a document; raises UnreadableFile."""
    seen = _SheetScanner(styles_of(parts))
    parse(parts["content.xml"], seen.start, seen.end, seen.text, prefixes=PREFIXES)
    return seen.found


def rows_of_ods(parts: Mapping[str, bytes], sheet: str, look: WorkbookProbe) -> list[list[str]]:
    """The rows of a sheet as text. Records its links in ``look``."""
    reading = _Reading(styles_of(parts), sheet, look)
    parse(parts["content.xml"], reading.start, reading.end, reading.text, prefixes=PREFIXES)
    return reading.rows_read


def _times(given: dict[str, str], name: str) -> int:
    return max(1, whole_number_of(given.get(name), 1))


def _number(text: str) -> str:
    try:
        return text_of_number(float(text))
    except (ValueError, OverflowError):
        return ""  # What the cell shows remains.


def _percent(text: str) -> str:
    try:
        return text_of_percent(float(text))
    except (ValueError, ArithmeticError):
        return ""


def _date(text: str, shown: Shown | None) -> str:
    try:
        return text_of_date(datetime.fromisoformat(text.removesuffix("Z")), shown)
    except ValueError:
        return text


def _tidied(pieces: list[str]) -> str:
    joined = "".join(pieces)
    if "\n" not in joined and "\t" not in joined:
        joined = _SPACE.sub(" ", joined).strip(" ")
    return joined.replace(_KEPT_SPACE, " ")

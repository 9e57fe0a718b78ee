"""What a sheet holds and how far it reaches, seen before the reader of workbooks is let loose.

That reader allots a place to every cell between the first and the last, so one cell far away in
a small file could take all memory. It also does not tell errors and formulas from what they show.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from flask_babel import gettext as _

from tracker.exchange.sheets import Unusable
from tracker.exchange.untidy.records import MOST_CELLS, MOST_COLUMNS, MOST_ROWS

MOST_MERGED = 20_000  # merged cells that are filled
FARTHEST_ROW = MOST_ROWS + 1_000  # titles, notes and empty rows are no rows of the table


@dataclass(slots=True)
class Look:
    """One sheet: how far it reaches, counted from 1, and what a reader should be told.

    ``merged``: first row, first column, last row, last column of each merged cell.
    """

    last_row: int = 0
    last_column: int = 0
    cells: int = 0
    formulas: int = 0
    errors: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def reach(self, row: int, column: int, *, times: int = 1) -> None:
        """Note a cell; raises Unusable where the sheet then reaches farther than is read."""
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)
        self.cells += times
        if (
            self.last_row > FARTHEST_ROW
            or self.last_column > MOST_COLUMNS
            or self.last_row * self.last_column > 2 * MOST_CELLS
        ):
            raise Unusable(
                _(
                    "at most %(rows)s rows and %(columns)s columns; a cell lies beyond",
                    rows=MOST_ROWS,
                    columns=MOST_COLUMNS,
                )
            )

    def merge(self, place: tuple[int, int, int, int]) -> None:
        """Note a merged cell."""
        if len(self.merged) < MOST_MERGED:
            self.merged.append(place)


def damaged() -> Unusable:
    """What is said of a workbook whose inside cannot be read."""
    return Unusable(_("its inside is damaged; save it again as .xlsx"))


def parse(part: bytes, start: Callable[[str, dict[str, str]], None]) -> None:
    """Go through a part of a workbook; raises Unusable if it is damaged or defines entities."""
    parser = expat.ParserCreate()

    def refuse(*_found: object) -> None:
        raise Unusable(_("its inside is not that of a workbook: it defines entities"))

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    try:
        parser.Parse(part, True)
    except expat.ExpatError:
        raise damaged() from None


@dataclass(slots=True)
class _OfXlsx:
    look: Look = field(default_factory=Look)
    row: int = 0
    column: int = 0

    def start(self, tag: str, given: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._cell(given)
        elif name == "row":
            self.row, self.column = _whole(given.get("r"), self.row + 1), 0
        elif name == "f":
            self.look.formulas += 1
        elif name == "mergeCell":
            first, _colon, last = given.get("ref", "").partition(":")
            self.look.merge((*_place(first), *_place(last or first)))

    def _cell(self, given: dict[str, str]) -> None:
        self.column += 1
        if place := given.get("r"):
            self.row, self.column = _place(place)
        self.look.reach(self.row, self.column)
        if given.get("t") == "e":
            self.look.errors += 1


def look_at_xlsx(part: bytes) -> Look:
    """One sheet's part of an XLSX workbook."""
    seen = _OfXlsx()
    parse(part, seen.start)
    return seen.look


def _whole(text: str | None, otherwise: int) -> int:
    if text is None:
        return otherwise
    if not text.isascii() or not text.isdigit() or len(text) > 7:
        raise damaged()
    return int(text)


_COLUMNS: dict[str, int] = {}  # letters to number, as met; at most a few hundred are in use


def _place(name: str) -> tuple[int, int]:
    letters = name.rstrip("0123456789")
    row = name[len(letters) :]
    column = _COLUMNS.get(letters)
    if column is None:
        if not 1 <= len(letters) <= 3 or not letters.isascii() or not letters.isupper():
            raise damaged()
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - ord("A") + 1
        if column <= MOST_COLUMNS:
            _COLUMNS[letters] = column
    if not row or len(row) > 7 or row[0] == "0":
        raise damaged()
    return int(row), column


_CELL = frozenset(("table-cell", "covered-table-cell"))


@dataclass(slots=True)
class _OfOds:
    """All sheets of an ODS: rows and cells are repeated by number there."""

    looks: dict[str, Look] = field(default_factory=dict)
    look: Look = field(default_factory=Look)
    row: int = 0
    repeated: int = 1
    column: int = 0

    def start(self, tag: str, given: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name in _CELL:
            self._cell(given)
        elif name == "table-row":
            self.row += self.repeated
            self.repeated = _times(given, "table:number-rows-repeated")
            self.column = 0
        elif name == "table":
            self.look = self.looks.setdefault(given.get("table:name", ""), Look())
            self.row, self.repeated, self.column = 0, 1, 0

    def _cell(self, given: dict[str, str]) -> None:
        times = _times(given, "table:number-columns-repeated")
        first, self.column = self.column + 1, self.column + times
        kind = given.get("office:value-type")
        if not kind and "table:formula" not in given:
            return
        last_row = self.row + self.repeated - 1
        self.look.reach(last_row, self.column, times=times * self.repeated)
        self.look.formulas += "table:formula" in given
        self.look.errors += given.get("calcext:value-type") == "error"
        rows = _times(given, "table:number-rows-spanned")
        columns = _times(given, "table:number-columns-spanned")
        if rows > 1 or columns > 1:
            self.look.merge((self.row, first, self.row + rows - 1, first + columns - 1))


def look_at_ods(part: bytes) -> dict[str, Look]:
    """Every sheet of the content of an ODS."""
    seen = _OfOds()
    parse(part, seen.start)
    return seen.looks


def _times(given: dict[str, str], name: str) -> int:
    return max(1, _whole(given.get(name), 1))

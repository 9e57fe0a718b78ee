"""Measures a sheet before the workbook reader opens it.

That reader allots a place to every cell between the first and the last, so one cell far away in
a small file could take all memory. It also does not tell errors and formulas from what they show.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from flask_babel import gettext as _

from tracker.exchange.parsing.number_formats import Shown
from tracker.exchange.parsing.records import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from tracker.exchange.sheets import UnreadableFile

MOST_MERGED = 20_000  # merged cells that are filled
MOST_LINKS = 200_000
MOST_HIDDEN = MOST_ROWS
LESS = frozenset((Shown.MONTH, Shown.YEAR, Shown.NO_YEAR, Shown.CLOCK, Shown.PERCENT))
FARTHEST_ROW = MOST_ROWS + 1_000  # titles, notes and empty rows are no rows of the table


@dataclass(slots=True)
class WorkbookProbe:
    """The extent of one sheet, counted from 1, and notes.

    ``merged``: first row, first column, last row, last column of each merged cell. ``shown``: by
    row and column, how much of a date the cell shows, where that is not a whole day, or that it
    shows percent. ``links``: by row and column, the web address behind the cell.
    """

    last_row: int = 0
    last_column: int = 0
    cells: int = 0
    formulas: int = 0
    errors: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    shown: dict[tuple[int, int], Shown] = field(default_factory=dict)
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)

    def reach(self, row: int, column: int, *, times: int = 1) -> None:
        """Record a non-empty cell."""
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)
        self.cells += times

    def refuse_beyond(self) -> None:
        """Raise UnreadableFile if the sheet is larger than allowed."""
        if (
            self.last_row > FARTHEST_ROW
            or self.last_column > MOST_COLUMNS
            or self.last_row * self.last_column > 2 * MOST_CELLS
        ):
            raise UnreadableFile(
                _(
                    "a table can have at most %(rows)s rows and %(columns)s columns; one "
                    "cell is beyond that",
                    rows=MOST_ROWS,
                    columns=MOST_COLUMNS,
                )
            )

    def merge(self, place: tuple[int, int, int, int]) -> None:
        """Record a merged cell."""
        if len(self.merged) < MOST_MERGED:
            self.merged.append(place)

    def link(self, row: int, column: int, address: str) -> None:
        """Record the address behind a cell, if it is a web address."""
        if address.startswith(("http://", "https://")) and len(self.links) < MOST_LINKS:
            self.links[row, column] = address

    def show(self, row: int, column: int, shown: Shown | None) -> None:
        """Record that a cell shows only part of a date, or a percentage."""
        if shown in LESS and len(self.shown) < MOST_CELLS:
            self.shown[row, column] = shown

    def hide_columns(self, first: int, last: int) -> None:
        """Record hidden columns."""
        self.hidden_columns.extend(range(first, min(last, MOST_COLUMNS) + 1))


def damaged() -> UnreadableFile:
    """The error for a workbook with unreadable content."""
    return UnreadableFile(_("this workbook is damaged; save it again as .xlsx"))


def parse(
    part: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
    *,
    prefixes: Mapping[str, str] | None = None,
) -> None:
    """Parse a part of a workbook. Raises UnreadableFile if it is damaged or has entities.

    ``prefixes``: by namespace, the prefix under which ``start`` and ``end`` get its names, whatever
    prefix the document uses. Without it names come as they are written.
    """
    parser = expat.ParserCreate(namespace_separator=" " if prefixes else None)
    parser.buffer_text = True

    def refuse(*_found: object) -> None:
        raise UnreadableFile(
            _("this workbook defines XML entities, which are not allowed; save it again as .xlsx")
        )

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = _renamed(start, prefixes) if prefixes else start
    if end is not None:
        parser.EndElementHandler = _end_renamed(end, prefixes) if prefixes else end
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(part, True)
    except expat.ExpatError:
        raise damaged() from None


def _renamed(
    start: Callable[[str, dict[str, str]], None], prefixes: Mapping[str, str]
) -> Callable[[str, dict[str, str]], None]:
    def renamed(tag: str, given: dict[str, str]) -> None:
        start(_name(tag, prefixes), {_name(key, prefixes): text for key, text in given.items()})

    return renamed


def _end_renamed(end: Callable[[str], None], prefixes: Mapping[str, str]) -> Callable[[str], None]:
    return lambda tag: end(_name(tag, prefixes))


def _name(name: str, prefixes: Mapping[str, str]) -> str:
    namespace, _space, local = name.rpartition(" ")
    return f"{prefixes.get(namespace, 'other')}:{local}" if namespace else local


def whole_number_of(text: str | None, otherwise: int) -> int:
    """A number from an attribute. Raises UnreadableFile if it is none."""
    if text is None:
        return otherwise
    if not text.isascii() or not text.isdigit() or len(text) > 7:
        raise damaged()
    return int(text)

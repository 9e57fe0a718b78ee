"""A table from a file, and a person's corrections of its layout."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LayoutChoice:
    """A person's choices for a file. None: recognise it."""

    encoding: str | None = None  # a name that Python knows, such as "cp1252"
    separator: str | None = None  # one character
    sheet: str | None = None  # the name of a sheet of a workbook
    header_row: int | None = None  # the line or row of the header; 0: the file has none
    leave_out_hidden: bool | None = None  # rows that a spreadsheet program does not show
    across: str | None = None  # columns of which each cell makes a row: what they are, or names


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row. ``number``: its line, its sheet row, or its position in JSON.

    ``cells`` has one text per column, as in the file; a missing one is empty. ``beyond`` holds
    what stood beyond the last column: such a row is probably shifted and is not to be taken.
    """

    number: int
    cells: tuple[str, ...]
    beyond: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A file as rows. ``notes`` describe what was noticed and done.

    ``columns`` are unique: a second "Name" is called "Name (2)", a nameless one "column C".
    ``hint``: the cells of a row of hints under the header, which begins with ``#``; else empty.
    ``hidden_rows``: numbers of rows that a spreadsheet program does not show, yet are among them.
    ``across``: columns that go across, such as years, by what they are.
    """

    name: str
    digest: str  # SHA-256 of the content
    format: str  # csv, xlsx, xls, ods, json, jsonl
    encoding: str | None  # None for workbooks
    separator: str | None  # None unless cells are parted by a character; "" for one column
    sheets: tuple[str, ...]  # every sheet with a cell in it, hidden ones too
    sheet: str | None
    header_row: int  # as in ``Choice``; 0: none was found and columns are called by letters
    columns: tuple[str, ...]
    rows: Sequence[TableRow]
    notes: tuple[str, ...] = ()
    hint: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    across: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def samples(self) -> tuple[tuple[str, ...], ...]:
        """The cells of up to 200 rows from the whole table, for guessing their content."""
        step = max(1, len(self.rows) // 200)
        return tuple(row.cells for row in self.rows[::step][:200])

"""Reads the tables of Word documents (.docx) as sheets.

It reads the document itself (ECMA-376, part 1, 17.4). python-docx was tried: it leaves out the text
of content controls and of pending insertions, which official forms contain.
"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.exchange.parsing.probe import WorkbookProbe, parse, whole_number_of
from tracker.exchange.parsing.records import MOST_CELLS, MOST_COLUMNS, StringInterner
from tracker.exchange.parsing.xlsx_probe import links_of
from tracker.exchange.sheets import UnreadableFile

_LEFT_OUT = frozenset(("moveFrom", "del", "Fallback", "rt"))
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SPACES = " \t\r\n"


@dataclass(slots=True)
class WordTable:
    """One table with its rows as text and notes."""

    name: str
    look: WorkbookProbe = field(default_factory=WorkbookProbe)
    rows: list[list[str]] = field(default_factory=list)
    numbered: int = 0  # paragraphs whose numbers Word makes up as it shows them


def document_part(parts: Mapping[str, bytes]) -> str | None:
    """The part with the text of a Word document. None if it is none."""
    found: list[str] = []

    def start(_tag: str, given: dict[str, str]) -> None:
        if given.get("Type", "").endswith("/officeDocument"):
            target = given.get("Target", "").removeprefix("/")
            found.append(posixpath.normpath(target))

    if "_rels/.rels" in parts and any(name.startswith("word/") for name in parts):
        parse(parts["_rels/.rels"], start)
    named = [name for name in found if name in parts and name.startswith("word/")]
    return named[0] if named else None


def tables_of(parts: Mapping[str, bytes], part: str) -> list[WordTable]:
    """Every outermost table of a document. Raises UnreadableFile."""
    reading = _Reading(links_of(parts, part))
    parse(parts[part], reading.start, reading.end, reading.text)
    if not reading.tables:
        raise UnreadableFile(_("the document must contain a table"))
    return reading.tables


def note_of(table: WordTable) -> str | None:
    """A note on automatic numbers, which are not in the file."""
    if not table.numbered:
        return None
    return str(
        ngettext(
            "Word numbers %(num)s paragraph automatically: the number is not in the file",
            "Word numbers %(num)s paragraphs automatically: the numbers are not in the file",
            table.numbered,
        )
    )


class _Reading:
    """Reads a document and keeps only its tables."""

    def __init__(self, targets: Mapping[str, str]) -> None:
        self.tables: list[WordTable] = []
        self._targets = targets
        self._depth = 0  # of tables: what stands in a table within a cell is text of the cell
        self._left_out = 0
        self._is_text = self._is_hidden = False
        self._row: list[str] = []
        self._pieces: list[str] = []
        self._column = self._span = self._cells = 0
        self._in_row = self._is_deleted = False  # a row that was deleted, which nobody accepted yet
        self._goes_on = False  # the cell goes on from the one above
        self._merges: dict[int, tuple[int, int]] = {}  # by column, first row and last column
        self._kept = StringInterner()

    def start(self, tag: str, given: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "tbl":
            self._depth += 1
            if self._depth == 1:
                self.tables.append(
                    WordTable(str(_("Table %(number)s", number=len(self.tables) + 1)))
                )
                self._merges = {}
        elif name in _LEFT_OUT:
            self._left_out += 1
            self._is_deleted = self._is_deleted or self._in_row
        elif self._depth == 1 and name in ("tr", "trPr", "tc", "gridBefore", "gridSpan", "vMerge"):
            self._shape(name, given)
        elif self._depth:
            self._inside(name, given)

    def _shape(self, name: str, given: dict[str, str]) -> None:
        if name == "tr":
            self._row, self._column, self._is_deleted = [], 0, False
        elif name == "trPr":
            self._in_row = True
        elif name == "tc":
            self._pieces, self._span, self._goes_on = [], 1, False
        elif name == "gridBefore":
            self._column += min(whole_number_of(_value(given), 0), MOST_COLUMNS)
        elif name == "gridSpan":
            self._span = max(1, min(whole_number_of(_value(given), 1), MOST_COLUMNS))
        else:
            self._goes_on = _value(given) in (None, "continue")

    def _inside(self, name: str, given: dict[str, str]) -> None:
        if name == "t":
            self._is_text = True
        elif name == "r":
            self._is_hidden = False
        elif name == "vanish":
            self._is_hidden = _value(given) not in ("0", "false", "off")
        elif name == "numPr":
            self.tables[-1].numbered += 1
        elif name == "hyperlink":
            self._link(given)
        elif name in _SIGNS and not self._left_out:
            self._pieces.append(_SIGNS[name])

    def _link(self, given: dict[str, str]) -> None:
        number = next((text for key, text in given.items() if key.rpartition(":")[2] == "id"), "")
        table = self.tables[-1]
        table.look.link(len(table.rows) + 1, self._column + 1, self._targets.get(number, ""))

    def text(self, text: str) -> None:
        if self._is_text and not self._left_out and not self._is_hidden:
            self._pieces.append(text)

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "tbl":
            self._depth -= 1
        elif name in _LEFT_OUT:
            self._left_out -= 1
        elif name == "t":
            self._is_text = False
        elif name == "trPr":
            self._in_row = False
        elif name == "p" and self._depth:
            self._pieces.append("\n")
        elif self._depth == 1 and name == "tc":
            self._end_of_cell()
        elif self._depth == 1 and name == "tr" and not self._is_deleted:
            self.tables[-1].rows.append(list(self._kept.cells(self._row)))

    def _end_of_cell(self) -> None:
        table, first = self.tables[-1], self._column
        row, last = len(table.rows) + 1, first + self._span
        lines = (line.strip(_SPACES) for line in "".join(self._pieces).split("\n"))
        text = "\n".join(line for line in lines if line)
        self._cells += self._span
        table.look.reach(row, last, times=bool(text))
        if self._cells > MOST_CELLS:
            table.look.last_row = MOST_CELLS
        table.look.refuse_beyond()
        self._row += [""] * (first - len(self._row)) + [text] + [""] * (self._span - 1)
        self._merge(row, first, last)
        self._column = last

    def _merge(self, row: int, first: int, last: int) -> None:
        look = self.tables[-1].look
        if self._goes_on and first in self._merges:
            top, right = self._merges[first]
            look.merged = [each for each in look.merged if each[:2] != (top, first + 1)]
            look.merge((top, first + 1, row, right))
            return
        self._merges[first] = row, last
        if last > first + 1:
            look.merge((row, first + 1, row, last))


def _value(given: Mapping[str, str]) -> str | None:
    return next((text for key, text in given.items() if key.rpartition(":")[2] == "val"), None)

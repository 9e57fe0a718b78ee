"""Parses delimited text, also with mixed line ends and broken quotes.

Well-formed text goes through Python's csv module in strict mode. Other text is parsed again here:
an unbalanced quotation mark stays a character of its cell and is reported.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from flask_babel import gettext as _

from tracker.exchange.parsing.records import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_EMPTY,
    MOST_ROWS,
    Grid,
    Record,
    StringInterner,
)
from tracker.exchange.parsing.separators import Separator, lines, separator_of
from tracker.exchange.sheets import UnreadableFile

NO_SEPARATOR = "\x1f"  # stands for "one column": no line that is text holds it
_LONGEST_CELL = 100_000  # characters: beyond, a quotation mark was left open
_MOST_LEFT_OPEN = 100  # quotation marks; beyond, none in the file is taken to open anything
_END = re.compile(r"\r\n|\r|\n")


def parted(text: str, chosen: str | None) -> tuple[Separator, Grid]:
    """The rows and the delimiter of a text. Raises UnreadableFile beyond the limits."""
    separator = separator_of(text) if chosen is None else Separator(_one_character(chosen))
    character = separator.character or NO_SEPARATOR
    if separator.said:
        text = "\n" + text[_after_first_line(text) :]  # Numbers of lines stay as they are.
    notes = []
    try:
        grid = _read_grid(_strict(text, character, spaced=separator.spaced))
    except csv.Error:
        reading = Tolerant(text, character, spaced=separator.spaced)
        grid = _read_grid(reading.records())
        notes = list(reading.notes())
    if separator.said:
        notes.append(_("the first line names the separator of the cells, so it is not a row"))
    return separator, Grid(grid.records, tuple(notes), grid.empty)


def _one_character(chosen: str) -> str:
    named = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
    character = named.get(chosen.strip().lower(), chosen)
    if len(character) > 1 or character in ('"', "\r", "\n", "\0"):
        raise UnreadableFile(_("choose one separator: comma, semicolon, tab or |"))
    return character


def _after_first_line(text: str) -> int:
    found = _END.search(text)
    return found.end() if found else len(text)


def _strict(text: str, separator: str, *, spaced: bool) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines(text), delimiter=separator, skipinitialspace=spaced, strict=True)
    before = 0
    for cells in reader:
        yield before + 1, cells
        before = reader.line_num


def _read_grid(found: Iterable[tuple[int, list[str]]]) -> Grid:
    interner, records, empty, pending, size = StringInterner(), list[Record](), 0, 0, 0
    for number, cells in found:
        if not any(map(str.strip, cells)):
            pending += 1
            _refuse_emptiness(empty + pending, number)
            continue
        size += len(cells)
        refuse_beyond(len(records) + 1, _width(cells), size, number)
        empty += pending if records else 0
        pending = 0
        records.append((number, interner.cells(cells)))
    return Grid(tuple(records), (), empty)


def _refuse_emptiness(rows: int, number: int) -> None:
    if rows > MOST_EMPTY:
        raise UnreadableFile(
            _("a file can have at most %(most)s empty rows; delete them", most=MOST_EMPTY), number
        )


def _width(cells: list[str]) -> int:
    width = len(cells)
    while width > MOST_COLUMNS and not cells[width - 1].strip():
        width -= 1
    return width


def refuse_beyond(rows: int, width: int, cells: int, number: int) -> None:
    """Raise UnreadableFile if a file has more than the limits allow."""
    if rows > MOST_ROWS + 50 or cells > MOST_CELLS:
        raise UnreadableFile(
            _("a file can have at most %(most)s rows; split it", most=MOST_ROWS), number
        )
    if width > MOST_COLUMNS:
        raise UnreadableFile(
            _("a file can have at most %(most)s columns", most=MOST_COLUMNS), number
        )


@dataclass(slots=True)
class Tolerant:
    """Reads text with unbalanced quotation marks."""

    text: str
    separator: str
    spaced: bool = False
    _stray: list[int] = field(default_factory=list)  # lines
    _open: list[int] = field(default_factory=list)
    _place: int = 0
    _line: int = 1

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Each row with its first line number."""
        plain = re.compile(f"[^{re.escape(self.separator)}\r\n]*")
        while self._place < len(self.text):
            number, cells = self._line, list[str]()
            while True:
                cell = self._quoted()
                if cell is None:
                    found = plain.match(self.text, self._place)
                    cell = found.group() if found else ""
                    self._place += len(cell)
                cells.append(cell)
                if self.text[self._place : self._place + 1] != self.separator:
                    break
                self._place += 1
            self._end_of_line()
            yield number, cells

    def notes(self) -> Iterator[str]:
        """Notes on defects."""
        if self._stray:
            yield _(
                "quotation marks inside cells are not doubled (first in line %(line)s): "
                "we kept them as they are",
                line=self._stray[0],
            )
        if self._open:
            yield _(
                "a quotation mark is never closed (first in line %(line)s): we kept it as it is",
                line=self._open[0],
            )

    def _end_of_line(self) -> None:
        end = _END.match(self.text, self._place)
        if end:
            self._place = end.end()
            self._line += 1

    def _quoted(self) -> str | None:
        """The quoted cell that starts here. None if there is none or it never ends."""
        start = self._place
        if self.spaced:
            while self.text[start : start + 1] == " ":
                start += 1
        if self.text[start : start + 1] != '"' or len(self._open) >= _MOST_LEFT_OPEN:
            return None
        end = self._closing(start + 1)
        if end is None:
            self._open.append(self._line)
            return None
        cell = self.text[start + 1 : end]
        self._line += len(_END.findall(cell))
        self._place = end + 1
        return cell.replace('\\"', '"').replace('""', '"') if '"' in cell else cell

    def _closing(self, begin: int) -> int | None:
        """The position of the closing quotation mark."""
        place, limit = begin, begin + _LONGEST_CELL
        first_end = _END.search(self.text, begin, limit)
        lines_from = first_end.start() if first_end else limit
        while (place := self.text.find('"', place, limit)) >= 0:
            after = self.text[place + 1 : place + 2]
            if self.text[place - 1] == "\\" and place > begin:
                place += 1
            elif after == '"':
                place += 2
            elif after in ("", self.separator, "\r", "\n"):
                return place
            elif place > lines_from and self.text[place - 1] in (self.separator, "\n", "\r"):
                return None  # It begins a cell on a later line: the first was never closed.
            else:
                self._note_stray(begin, place)
                place += 1
        return None

    def _note_stray(self, begin: int, place: int) -> None:
        if len(self._stray) < 1:
            self._stray.append(self._line + len(_END.findall(self.text, begin, place)))

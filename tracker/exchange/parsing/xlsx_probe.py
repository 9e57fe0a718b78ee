"""Scans XLSX sheets for date formats, links and hidden parts."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.exchange.parsing.number_formats import Shown, shown_by
from tracker.exchange.parsing.probe import (
    LESS,
    MOST_HIDDEN,
    WorkbookProbe,
    damaged,
    parse,
    whole_number_of,
)
from tracker.exchange.parsing.records import MOST_COLUMNS

_HOLDS = frozenset(("is", "f"))
LINKED = re.compile(r'\bHYPERLINK\(\s*"((?:[^"]|"")*)"', re.IGNORECASE)
_NO_SIZE = re.compile(r"0+(\.0*)?")
_FROM_1904 = re.compile(rb"""\bdate1904\s*=\s*["'](?:1|true)["']""")


def counts_from_1904(parts: Mapping[str, bytes]) -> bool:
    """Whether a workbook counts days from 1904, as old Macintosh ones do."""
    return bool(_FROM_1904.search(parts["xl/workbook.xml"]))


def hidden_sheets(parts: Mapping[str, bytes]) -> set[str]:
    """The names of hidden and very hidden sheets."""
    found: set[str] = set()

    def start(tag: str, given: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet" and given.get("state", "visible") != "visible":
            found.add(given.get("name", ""))

    parse(parts["xl/workbook.xml"], start)
    return found


def shown_by_style(styles: bytes | None) -> list[Shown | None]:
    """How much of a date each cell style shows. None if it is no date format."""
    if styles is None:
        return []
    seen = _Styles()
    parse(styles, seen.start, seen.end)
    return seen.shown()


@dataclass(slots=True)
class _Styles:
    codes: dict[int, str] = field(default_factory=dict)
    used: list[int] = field(default_factory=list)
    inside: bool = False

    def start(self, tag: str, given: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "numFmt":
            self.codes[whole_number_of(given.get("numFmtId"), 0)] = given.get("formatCode", "")
        elif name == "cellXfs":
            self.inside = True
        elif name == "xf" and self.inside:
            self.used.append(whole_number_of(given.get("numFmtId"), 0))

    def end(self, tag: str) -> None:
        if tag.rpartition(":")[2] == "cellXfs":
            self.inside = False

    def shown(self) -> list[Shown | None]:
        made: dict[int, Shown] = {}
        for number in set(self.used):
            code = self.codes.get(number)
            made[number] = shown_by(code) if code is not None else shown_by("", number)
        return [each if (each := made[number]) in LESS else None for number in self.used]


def links_of(parts: Mapping[str, bytes], part: str) -> dict[str, str]:
    """The external addresses in a sheet's relations, by id."""
    folder, name = posixpath.split(part)
    relations = parts.get(f"{folder}/_rels/{name}.rels")
    found: dict[str, str] = {}

    def start(_tag: str, given: dict[str, str]) -> None:
        if given.get("TargetMode") == "External":
            found[given.get("Id", "")] = given.get("Target", "")

    if relations is not None:
        parse(relations, start)
    return found


@dataclass(slots=True)
class _Sheet:
    """Scans one sheet."""

    shown: list[Shown | None]
    targets: Mapping[str, str]
    look: WorkbookProbe = field(default_factory=WorkbookProbe)
    row: int = 0
    column: int = 0
    style: int = 0
    is_filled: bool = False
    is_number: bool = True
    is_value: bool = False
    formula: list[str] | None = None

    def start(self, tag: str, given: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._cell(given)
        elif name in _HOLDS:
            self._filled(name)
        elif name == "v":
            # The reader makes a text of an empty one, and nothing of an empty number.
            if self.is_number:
                self.is_value = True
            else:
                self._filled(name)
        elif name == "row":
            self._row(given)
        else:
            self._other(name, given)

    def end(self, tag: str) -> None:
        self.is_value = False
        if self.formula is not None and tag.rpartition(":")[2] == "f":
            if found := LINKED.search("".join(self.formula)):
                self.look.link(self.row, self.column, found[1].replace('""', '"'))
            self.formula = None

    def text(self, text: str) -> None:
        if self.is_value:
            self._filled("v")
        elif self.formula is not None:
            self.formula.append(text)

    def _row(self, given: dict[str, str]) -> None:
        self.row, self.column = whole_number_of(given.get("r"), self.row + 1), 0
        if _is_hidden(given, "ht") and len(self.look.hidden_rows) < MOST_HIDDEN:
            self.look.hidden_rows.append(self.row)

    def _cell(self, given: dict[str, str]) -> None:
        self.column += 1
        if place := given.get("r"):
            self.row, self.column = cell_position(place)
        self.is_filled = False
        self.style = whole_number_of(given.get("s"), 0)
        self.is_number = given.get("t", "n") == "n"
        if given.get("t") == "e":
            self.look.errors += 1

    def _filled(self, name: str) -> None:
        """A cell with a value. Coloured empty cells do not count."""
        if not self.is_filled:
            self.is_filled = True
            self.look.reach(self.row, self.column)
            if self.style < len(self.shown):
                self.look.show(self.row, self.column, self.shown[self.style])
        if name == "f":
            self.look.formulas += 1
            self.formula = []

    def _other(self, name: str, given: dict[str, str]) -> None:
        if name == "mergeCell":
            first, _colon, last = given.get("ref", "").partition(":")
            self.look.merge((*cell_position(first), *cell_position(last or first)))
        elif name == "col" and _is_hidden(given, "width"):
            self.look.hide_columns(
                whole_number_of(given.get("min"), 1), whole_number_of(given.get("max"), 1)
            )
        elif name == "hyperlink":
            self._link(given)

    def _link(self, given: dict[str, str]) -> None:
        number = next((text for key, text in given.items() if key.rpartition(":")[2] == "id"), "")
        address = self.targets.get(number, "")
        if not address:
            return  # It leads to another place of the workbook.
        if anchor := given.get("location"):
            address = f"{address}#{anchor}"
        first, _colon, last = given.get("ref", "").partition(":")
        top, left = cell_position(first)
        bottom, right = cell_position(last or first)
        for row in range(top, min(bottom, top + 1_000) + 1):
            for column in range(left, min(right, left + MOST_COLUMNS) + 1):
                self.look.link(row, column, address)


def _is_hidden(given: Mapping[str, str], size: str) -> bool:
    """Whether a row or column is hidden, or too small to see."""
    return given.get("hidden") in ("1", "true") or bool(_NO_SIZE.fullmatch(given.get(size, "")))


def probe_xlsx(part: bytes, shown: list[Shown | None], targets: Mapping[str, str]) -> WorkbookProbe:
    """Scan one sheet. ``shown`` by style, ``targets`` of its relations by id."""
    seen = _Sheet(shown, targets)
    parse(part, seen.start, seen.end, seen.text)
    return seen.look


_COLUMNS: dict[str, int] = {}  # letters to number, as met; at most a few hundred are in use


def cell_position(name: str) -> tuple[int, int]:
    """Row and column of a cell name such as B3, from 1. Raises UnreadableFile."""
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

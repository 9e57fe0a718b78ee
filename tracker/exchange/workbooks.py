"""From the bytes of a workbook to the text of its cells, with what a reader must not trust.

Values come from the workbook reader. It does not tell formulas from what they show, nor how far a
stray cell would stretch a sheet, so each sheet's own text is looked through first.
"""

import io
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from flask_babel import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from tracker.exchange.archives import unpacked
from tracker.exchange.sheets import Unusable

MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_MARKED = 50  # formulas or merged cells that are noted; more say nothing new
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Place:
    """A cell, counted from 1."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """One sheet as text: ``rows[0]`` is row 1. A blank cell is an empty text."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    formulas: frozenset[Place]
    merged: tuple[tuple[Place, Place], ...]


def read_workbook(content: bytes, wanted: frozenset[str]) -> dict[str, WorkbookSheet]:
    """The wanted sheets that are there, by name; raises Unusable."""
    parts = unpacked(content)
    files = sheet_parts(parts)
    looks = {name: _look(parts[files[name]]) for name in wanted if name in files}
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found = {
            name: _sheet(name, workbook.get_sheet_by_name(name), look)
            for name, look in looks.items()
        }
    except CalamineError:
        raise Unusable(_("its inside is damaged; save it again as .xlsx")) from None
    return found


def letters(column: int) -> str:
    """The letters of a column counted from 1: A, B … Z, AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """By name of the sheet, the part that holds it."""
    links = "xl/_rels/workbook.xml.rels"
    if links not in parts:
        raise Unusable(_("its inside is damaged; save it again as .xlsx"))
    # Every part was found free of definitions before.
    targets = {
        each.get("Id"): _target(each.get("Target", ""))
        for each in ElementTree.fromstring(parts[links])  # noqa: S314 - see above
    }
    sheets = ElementTree.fromstring(parts["xl/workbook.xml"]).iter(f"{_MAIN}sheet")  # noqa: S314
    found = {each.get("name", ""): targets.get(each.get(_LINK), "") for each in sheets}
    return {name: part for name, part in found.items() if part in parts}


def _target(target: str) -> str:
    if target.startswith("/"):
        return target.removeprefix("/")
    return posixpath.normpath(posixpath.join("xl", target))


@dataclass(slots=True)
class _Look:
    """What looking through a sheet's text found."""

    row: int = 0
    column: int = 0
    formulas: set[Place] = field(default_factory=set)
    merged: list[tuple[Place, Place]] = field(default_factory=list)

    def start(self, tag: str, given: dict[str, str]) -> None:
        """A new element of the sheet."""
        match tag.rpartition(":")[2]:
            case "row":
                self.row, self.column = _whole(given.get("r"), self.row + 1), 0
            case "c":
                self._cell(given.get("r"))
            case "f" if len(self.formulas) < MOST_MARKED:
                self.formulas.add(Place(self.row, self.column))
            case "mergeCell" if len(self.merged) < MOST_MARKED:
                first, _colon, last = given.get("ref", "").partition(":")
                self.merged.append((_place(first), _place(last or first)))

    def _cell(self, name: str | None) -> None:
        self.column += 1
        if name:
            place = _place(name)
            self.row, self.column = place.row, place.column
        if self.row > MOST_ROWS or self.column > MOST_COLUMNS:
            raise Unusable(
                _(
                    "at most %(rows)s rows and %(columns)s columns; a cell lies beyond",
                    rows=MOST_ROWS,
                    columns=MOST_COLUMNS,
                )
            )


def _look(part: bytes) -> _Look:
    look, parser = _Look(), expat.ParserCreate()
    parser.StartElementHandler = look.start
    try:
        parser.Parse(part, True)
    except expat.ExpatError:
        raise Unusable(_("its inside is damaged; save it again as .xlsx")) from None
    return look


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,7}", text) else otherwise


def _place(name: str) -> Place:
    found = _CELL.fullmatch(name)
    if not found:
        raise Unusable(_("its inside is damaged; save it again as .xlsx"))
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return Place(int(found[2]), column)


def _sheet(name: str, sheet: Any, look: _Look) -> WorkbookSheet:
    values = sheet.to_python(skip_empty_area=False)
    rows = tuple(tuple(cell_text(value) for value in row) for row in values)
    return WorkbookSheet(name, rows, frozenset(look.formulas), tuple(look.merged))


def cell_text(value: object) -> str:
    """A value as somebody would have typed it."""
    match value:
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return str(value)

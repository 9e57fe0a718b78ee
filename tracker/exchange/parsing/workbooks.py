"""Reads the text of workbook cells, and what must not be trusted in them.

Values come from the workbook reader. It does not tell formulas from what they show, nor how far a
stray cell would stretch a sheet, so each sheet's own text is looked through first.
"""

import io
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from xml.parsers import expat

from flask_babel import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from tracker.attachments.sanitise import archives
from tracker.exchange.parsing.archives import unpacked
from tracker.exchange.parsing.number_formats import Shown, text_of_date, year_behind
from tracker.exchange.parsing.workbook_parts import cell_text, sheet_parts
from tracker.exchange.parsing.xlsx_probe import (
    counts_from_1904,
    shown_by_style,
)
from tracker.exchange.sheets import UnreadableFile

MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_MARKED = 50  # formulas or merged cells that are noted; more say nothing new
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Place:
    """The position of a cell, counted from 1."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """One sheet as text. ``rows[0]`` is row 1. A blank cell is an empty text."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    formulas: frozenset[Place]
    merged: tuple[tuple[Place, Place], ...]


def read_workbook(content: bytes, wanted: frozenset[str]) -> dict[str, WorkbookSheet]:
    """The existing sheets among the wanted ones, by name. Raises UnreadableFile."""
    parts = unpacked(content)
    content = archives.packed(parts)
    files = sheet_parts(parts)
    styles = shown_by_style(parts.get("xl/styles.xml"))
    from_1904 = counts_from_1904(parts)
    looks = {name: _probe(parts[files[name]], styles) for name in wanted if name in files}
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found = {
            name: _sheet(name, workbook.get_sheet_by_name(name), look, from_1904=from_1904)
            for name, look in looks.items()
        }
    except CalamineError:
        raise UnreadableFile(_("this workbook is damaged; save it again as .xlsx")) from None
    return found


@dataclass(slots=True)
class _Probe:
    """The result of scanning the text of a sheet."""

    styles: list[Shown | None]
    row: int = 0
    column: int = 0
    is_number: bool = True
    is_value: bool = False
    shown: dict[Place, Shown] = field(default_factory=dict)
    formulas: set[Place] = field(default_factory=set)
    merged: list[tuple[Place, Place]] = field(default_factory=list)

    def start(self, tag: str, given: dict[str, str]) -> None:
        """An element of the sheet begins."""
        match tag.rpartition(":")[2]:
            case "row":
                self.row, self.column = _whole(given.get("r"), self.row + 1), 0
            case "c":
                self._cell(given)
            case "is":
                self._refuse_beyond()
            case "v":
                self.is_value = self.is_number
                if not self.is_number:
                    self._refuse_beyond()
            case "f" if len(self.formulas) < MOST_MARKED:
                self.formulas.add(Place(self.row, self.column))
                self._refuse_beyond()
            case "mergeCell" if len(self.merged) < MOST_MARKED:
                first, _colon, last = given.get("ref", "").partition(":")
                self.merged.append((_place(first), _place(last or first)))

    def end(self, _tag: str) -> None:
        """An element of the sheet ends."""
        self.is_value = False

    def text(self, _text: str) -> None:
        """Character data. A number without any is no cell."""
        if self.is_value:
            self._refuse_beyond()

    def _cell(self, given: dict[str, str]) -> None:
        self.column += 1
        self.is_number = given.get("t", "n") == "n"
        if name := given.get("r"):
            place = _place(name)
            self.row, self.column = place.row, place.column
        style = _whole(given.get("s"), 0)
        shown = self.styles[style] if style < len(self.styles) else None
        if shown is not None:
            self.shown[Place(self.row, self.column)] = shown

    def _refuse_beyond(self) -> None:
        """Check the extent. Only cells with content count."""
        if self.row > MOST_ROWS or self.column > MOST_COLUMNS:
            raise UnreadableFile(
                _(
                    "a table can have at most %(rows)s rows and %(columns)s columns; one "
                    "cell is beyond that",
                    rows=MOST_ROWS,
                    columns=MOST_COLUMNS,
                )
            )


def _probe(part: bytes, styles: list[Shown | None]) -> _Probe:
    look, parser = _Probe(styles), expat.ParserCreate()
    parser.StartElementHandler = look.start
    parser.EndElementHandler = look.end
    parser.CharacterDataHandler = look.text
    try:
        parser.Parse(part, True)
    except expat.ExpatError:
        raise UnreadableFile(_("this workbook is damaged; save it again as .xlsx")) from None
    return look


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,7}", text) else otherwise


def _place(name: str) -> Place:
    found = _CELL.fullmatch(name)
    if not found:
        raise UnreadableFile(_("this workbook is damaged; save it again as .xlsx"))
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return Place(int(found[2]), column)


def _sheet(name: str, sheet: Any, look: _Probe, *, from_1904: bool) -> WorkbookSheet:
    values = sheet.to_python(skip_empty_area=False)
    rows = tuple(
        tuple(
            _date_text(value, look.shown.get(Place(row, column)), from_1904=from_1904)
            if isinstance(value, date)
            else cell_text(value, look.shown.get(Place(row, column)))
            for column, value in enumerate(cells, 1)
        )
        for row, cells in enumerate(values, 1)
    )
    return WorkbookSheet(name, rows, frozenset(look.formulas), tuple(look.merged))


def _date_text(value: date, shown: Shown | None, *, from_1904: bool) -> str:
    """A date as far as its cell shows it. A possible year is no date."""
    text = text_of_date(value, shown, from_1904=from_1904)
    day = value.date() if isinstance(value, datetime) else value
    year = year_behind(day, from_1904=from_1904)
    return text if year is None else f"{year} / {text}"

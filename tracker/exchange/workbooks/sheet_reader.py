"""Reads the rows of a filled sheet and collects errors of form.

Knows layouts and cells and no kind of record: what a row means is its caller's to say.
"""

from collections.abc import Iterator, Mapping, Sequence

from flask_babel import gettext as _

from tracker.core import formats
from tracker.core.errors import Invalid
from tracker.exchange.parsing.workbook_parts import letters
from tracker.exchange.parsing.workbooks import Place, WorkbookSheet
from tracker.exchange.refusals import Refusal
from tracker.exchange.sheets import MOST_CHARACTERS, UnreadableFile
from tracker.exchange.workbooks.layout import CODES_ROW, FIRST_ROW, VERSION_JOINT, Layout


class SheetReading:
    """One sheet of a workbook: rows as named cells, and errors as refusals."""

    def __init__(self, file: str, sheet: WorkbookSheet, layout: Layout) -> None:
        """Find the columns by the row of codes, in any order. Raises UnreadableFile."""
        self._where = f"{file}, {sheet.name}"
        self._sheet = sheet
        self._layout = layout
        self._columns = _columns(sheet, layout)
        self._met: dict[tuple[str, ...], int] = {}
        self.refused: list[Refusal] = list(self._misshapen())

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """The valid rows with content in columns that are read."""
        spoilt = self._spoilt()
        for row, texts in enumerate(self._sheet.rows[FIRST_ROW - 1 :], FIRST_ROW):
            cells = {name: self._cell(texts, name) for name in self._layout.read}
            if any(cells.values()) and row not in spoilt:
                yield row, cells

    def refuse(self, row: int, column: str, value: str, reason: str) -> None:
        """Record an error in a cell, by column letters and code."""
        place = f"{letters(self._columns[column])} {column}"
        self.refused.append(Refusal(self._where, row, place, value, reason))

    def refuse_fields(self, row: int, cells: Mapping[str, str], fault: Invalid) -> None:
        """Record the errors of a draft. Levels belong to the answer column."""
        for name, reasons in fault.errors.items():
            column = "answer" if name == "level" else name
            self.refuse(row, column, cells[column], formats.listed_apart(reasons))

    def is_repeated(self, row: int, cells: Mapping[str, str], *key: str) -> bool:
        """Whether an earlier row has the same key. Records an error at its last cell."""
        value = tuple(cells[name] for name in key)
        first = self._met.setdefault(value, row)
        if first != row:
            reason = _("each row only once; row %(first)s is the same", first=first)
            self.refuse(row, key[-1], value[-1], reason)
        return first != row

    def is_overlong(self, row: int, cells: Mapping[str, str]) -> bool:
        """Whether a cell is longer than any field allows. Records an error for each."""
        overlong = [name for name, text in cells.items() if len(text) > MOST_CHARACTERS]
        for name in overlong:
            reason = _("at most %(most)s characters in a cell", most=MOST_CHARACTERS)
            self.refuse(row, name, cells[name], reason)
        return bool(overlong)

    def written_over(self, row: int, cells: Mapping[str, str]) -> str | None:
        """The digest of the text that the row replaces. None if its hidden cell was changed."""
        version, joint, digest = cells["version"].partition(VERSION_JOINT)
        if joint and version.isascii() and version.isdigit() and len(version) < 9 and digest:
            return digest
        reason = _("the original rows; this hidden cell was changed or the row was added")
        self.refuse(row, "version", cells["version"], reason)
        return None

    def _cell(self, texts: Sequence[str], name: str) -> str:
        place = self._columns[name] - 1
        return texts[place].strip() if place < len(texts) else ""

    def _misshapen(self) -> Iterator[Refusal]:
        for place in sorted(self._sheet.formulas, key=lambda each: (each.row, each.column)):
            yield self._at(place, _("a text; this is a formula"))
        for first, last in self._sheet.merged:
            ends = f"{letters(last.column)}{last.row}"
            yield self._at(first, _("cells that are not merged (up to %(to)s)", to=ends))

    def _spoilt(self) -> frozenset[int]:
        """Rows with formulas or merged cells, whose values are unreliable."""
        merged = (range(first.row, last.row + 1) for first, last in self._sheet.merged)
        return frozenset(
            (
                *(place.row for place in self._sheet.formulas),
                *(row for each in merged for row in each),
            )
        )

    def _at(self, place: Place, reason: str) -> Refusal:
        names = {number: name for name, number in self._columns.items()}
        column = f"{letters(place.column)} {names.get(place.column, '')}".strip()
        return Refusal(self._where, place.row, column, "", reason)


def _columns(sheet: WorkbookSheet, layout: Layout) -> dict[str, int]:
    """The position of each column, from 1, by name."""
    header = [cell.strip() for cell in sheet.rows[CODES_ROW - 1]] if sheet.rows else []
    faults = [
        _("column %(name)s is missing", name=name) for name in layout.read if name not in header
    ]
    faults += [
        _("there is no column with the name %(name)s", name=name[:40])
        for name in header
        if name and name not in layout.names
    ]
    faults += [
        _("the column %(name)s appears twice", name=name)
        for name in layout.names
        if header.count(name) > 1
    ]
    if faults:
        raise UnreadableFile(formats.listed_apart(faults), CODES_ROW)
    return {name: place for place, name in enumerate(header, 1) if name}

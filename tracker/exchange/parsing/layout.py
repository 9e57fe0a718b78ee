"""Finds the table in the rows of a file: header, hints, rows, and everything else.

Everything skipped is reported with its row, so that a person sees that nothing was lost.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.exchange.matching.header_words import FOLDED_NOTES, FOLDED_TOTALS, LONGEST, folded
from tracker.exchange.parsing import layout_notes
from tracker.exchange.parsing.cell_links import Linked, columns_of_links
from tracker.exchange.parsing.group_headings import Grouped, grouped
from tracker.exchange.parsing.headers import (
    Heading,
    Sort,
    filled,
    heading_of,
    is_remark,
    is_units,
    sort_of,
)
from tracker.exchange.parsing.records import Grid, Record
from tracker.exchange.parsing.table import TableRow
from tracker.exchange.parsing.workbook_parts import letters
from tracker.exchange.sheets import UnreadableFile

_LONG_NOTE = 30


@dataclass(slots=True)
class DetectedLayout:
    """The result of detecting the layout."""

    header_row: int
    columns: tuple[str, ...]
    rows: list[TableRow] = field(default_factory=list)
    hint: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)
    hidden_rows: tuple[int, ...] = ()  # of the file that are among ``rows``


def detect_layout(
    grid: Grid, header_row: int | None, *, leave_out_hidden: bool = False
) -> DetectedLayout:
    """The table in a grid, without hidden rows if the person wants that.

    Raises UnreadableFile if nothing is there.
    """
    if not grid.records:
        raise UnreadableFile(_("the file is empty; its first row must contain the column names"))
    heading = heading_of(grid.records) if header_row is None else _chosen(grid, header_row)
    return _LayoutDetector(grid, heading, leave_out_hidden=leave_out_hidden).detected()


def under_names(grid: Grid) -> DetectedLayout:
    """The table in a grid whose first record has the column names."""
    return _LayoutDetector(grid, Heading(0, 1, 0)).detected()


def _chosen(grid: Grid, header_row: int) -> Heading:
    found = heading_of(grid.records)
    if header_row == 0:
        return Heading(None, 0 if found.place is None else found.place, found.usual)
    for place, (number, _cells) in enumerate(grid.records):
        if number == header_row:
            return Heading(place, place + 1, found.usual)
    raise UnreadableFile(_("this row is empty; choose the row with the column names"), header_row)


class _LayoutDetector:
    """The detection for one grid."""

    def __init__(self, grid: Grid, heading: Heading, *, leave_out_hidden: bool = False) -> None:
        self._grid = grid
        self._leave_out_hidden = leave_out_hidden
        self._records = grid.records
        self._heading = heading
        self._empty = grid.empty
        self._notes = list(grid.notes)

    def detected(self) -> DetectedLayout:
        """The table."""
        body, hint = self._body()
        done = self._grouped(body)
        columns, places = self._columns(done.rows)
        hidden = self._grid.hidden_columns
        hidden_names = [n for n, place in zip(columns, places, strict=True) if place + 1 in hidden]
        self._notes.extend(layout_notes.of_hidden_columns(hidden_names))
        linked = columns_of_links(columns, places, done.rows, self._grid.links)
        body = [(number, linked.cells(number, cells)) for number, cells in done.rows]
        columns, added = self._added(columns, done, linked)
        hints = (*_at(hint, places), *("" for _each in added if hint))
        laid = DetectedLayout(self._header_row, columns, hint=hints)
        laid.rows = list(self._rows(body, places, added))
        laid.hidden_rows = tuple(
            row.number for row in laid.rows if row.number in self._grid.hidden_rows
        )
        self._notes.extend(layout_notes.of_hidden((), laid.hidden_rows))
        laid.notes = [*self._above(), *self._notes]
        if self._empty:
            laid.notes.append(
                ngettext("%(num)s empty row skipped", "%(num)s empty rows skipped", self._empty)
            )
        if not laid.rows:
            laid.notes.append(_("the file must have at least one row below the header"))
        return laid

    @property
    def _header_row(self) -> int:
        place = self._heading.place
        return 0 if place is None else self._records[place][0]

    @property
    def _header(self) -> tuple[str, ...]:
        place = self._heading.place
        return () if place is None else self._records[place][1]

    def _above(self) -> Iterator[str]:
        place = self._heading.place
        above = self._records[: self._heading.first if place is None else place]
        if place is None:
            yield _("no header found: columns are named by letters")
        elif above or self._header_row > 1:
            yield _("header found in row %(row)s", row=self._header_row)
        if above:
            quotes = layout_notes.quoted(above)
            yield _("skipped above the table: %(told)s", told=quotes)

    def _body(self) -> tuple[list[Record], tuple[str, ...]]:
        """The data rows below the header, and the hint row."""
        body, hint = list(self._records[self._heading.first :]), tuple[str, ...]()
        while body and self._heading.place is not None and is_remark(body[0][1]):
            hint = hint or body[0][1]
            self._notes.append(_("row of hints skipped: row %(row)s", row=body[0][0]))
            body.pop(0)
        if body and self._is_units(body[0][1]):
            quotes = layout_notes.quoted(body[:1])
            self._notes.append(_("row of units skipped: %(told)s", told=quotes))
            body.pop(0)
        self._drop_below(body)
        return self._without_hidden(self._without_headers(self._without_totals(body))), hint

    def _without_headers(self, body: list[Record]) -> list[Record]:
        """The rows without repeated headers, as on printed pages."""
        header = [cell.strip() for cell in self._header]
        if not any(header):
            return body
        met = [number for number, cells in body if [cell.strip() for cell in cells] == header]
        self._notes.extend(layout_notes.of_headers(met))
        return [record for record in body if record[0] not in set(met)] if met else body

    def _without_hidden(self, body: list[Record]) -> list[Record]:
        if not self._leave_out_hidden:
            return body
        hidden = [number for number, _cells in body if number in self._grid.hidden_rows]
        self._notes.extend(layout_notes.of_hidden(hidden, ()))
        return [record for record in body if record[0] not in self._grid.hidden_rows]

    def _grouped(self, body: list[Record]) -> Grouped:
        """The rows without group headings. If rows have names, there are none."""
        if self._heading.usual == 0:
            return Grouped(body)
        place = self._heading.place
        before = self._records[place - 1][1] if place else ()
        above = " ".join(cell for cell in before if cell.strip()) if filled(before) == 1 else ""
        return grouped(body, self._heading.usual, self._grid.wide, above)

    def _added(
        self, columns: tuple[str, ...], done: Grouped, linked: Linked
    ) -> tuple[tuple[str, ...], list[Mapping[int, str]]]:
        """The columns including those from headings and links, with their values by row."""
        wanted = [(label or _("group heading"), each) for label, each in done.columns.items()]
        groups = len(wanted)
        wanted += linked.beside.items()
        names = list(columns)
        for name, _each in wanted:
            times, unique = 1, str(name)
            while unique in names:
                times += 1
                unique = f"{name} ({times})"
            names.append(unique)
        if done.headings:
            added_names = names[len(columns) : len(columns) + groups]
            self._notes.append(layout_notes.of_headings(done.headings, added_names))
        self._notes.extend(linked.notes())
        return tuple(names), [each for _name, each in wanted]

    def _is_units(self, cells: Sequence[str]) -> bool:
        half = filled(cells) * 2 >= filled(self._header)
        return self._heading.place is not None and half and is_units(cells)

    def _drop_below(self, body: list[Record]) -> None:
        """Remove notes and sources below the table."""
        last = len(body)
        while last and self._is_note(body[last - 1][1]):
            last -= 1
        if last < len(body):
            quotes = layout_notes.quoted(body[last:])
            self._notes.append(_("skipped below the table: %(told)s", told=quotes))
            del body[last:]

    def _is_note(self, cells: Sequence[str]) -> bool:
        filled = [cell.strip() for cell in cells if cell.strip()]
        usual = self._heading.usual
        if usual < 2 or len(filled) > max(1, usual // 3):
            return False
        first = folded(filled[0])
        begins = filled[0][0] in "*†‡¹²³#©" or any(
            first == word or first.startswith(f"{word} ") for word in FOLDED_NOTES
        )
        is_prose = len(filled) == 1 and len(filled[0]) > _LONG_NOTE and " " in filled[0]
        return begins or (is_prose and usual > 2)

    def _without_totals(self, body: list[Record]) -> list[Record]:
        totals = [record for record in body if self._is_total(record[1])]
        if not totals:
            return body
        quotes = layout_notes.quoted(totals)
        self._notes.append(_("rows of totals skipped: %(told)s", told=quotes))
        numbers = {number for number, _cells in totals}
        return [record for record in body if record[0] not in numbers]

    def _is_total(self, cells: Sequence[str]) -> bool:
        first = next((cell for cell in cells if cell and not cell.isspace()), None)
        if len(cells) < 2 or first is None or len(first) > _LONG_NOTE:
            return False
        if folded(first) not in FOLDED_TOTALS:
            return False
        filled = [cell for cell in cells if cell.strip()]
        return all(sort_of(cell) in (Sort.NUMBER, Sort.YEAR) for cell in filled[1:])

    def _columns(self, body: Sequence[Record]) -> tuple[tuple[str, ...], list[int]]:
        """Names and positions of the kept columns."""
        counts = _counts(body)
        named = [_name(cell) for cell in self._header]
        width = len(named)
        while width and not named[width - 1]:
            width -= 1
        for place, times in enumerate(counts[width:], width):
            if times * 2 > len(body) or self._heading.place is None or place < len(named):
                width = place + 1 if times else width
        named = (named + [""] * width)[:width]
        places = [place for place in range(width) if named[place] or _get(counts, place)]
        if not places:
            raise UnreadableFile(
                _("the file is empty; its first row must contain the column names")
            )
        return tuple(self._unique(named, places)), places

    def _unique(self, named: Sequence[str], places: Iterable[int]) -> Iterator[str]:
        met: set[str] = set()
        for place in places:
            name = base = named[place] or _("column %(letter)s", letter=letters(place + 1))
            if not named[place] and self._heading.place is not None:
                self._notes.append(_("a column has no name: we call it %(name)s", name=name))
            times = 1
            while name in met:
                times += 1
                name = f"{base} ({times})"
            if times > 1:
                self._notes.append(
                    _(
                        "two columns are called %(name)s: we call one of them %(new)s",
                        name=base,
                        new=name,
                    )
                )
            met.add(name)
            yield name

    def _rows(
        self, body: Sequence[Record], places: Sequence[int], added: Sequence[Mapping[int, str]]
    ) -> Iterator[TableRow]:
        width = places[-1] + 1
        whole = list(places) == list(range(width))
        met: set[tuple[str, ...]] = set()
        repeated, short, long = list[int](), list[int](), list[int]()
        for number, cells in body:
            cells_of_row = cells[:width] if whole else tuple(_at(cells, places))
            if len(cells_of_row) < len(places):
                short.append(number)
                cells_of_row += ("",) * (len(places) - len(cells_of_row))
            beyond = tuple([cell for cell in cells[width:] if cell.strip()])
            if added:
                cells_of_row += tuple([each.get(number, "") for each in added])
            if beyond:
                long.append(number)
            elif cells_of_row in met:
                repeated.append(number)
                continue
            met.add(cells_of_row)
            yield TableRow(number, cells_of_row, beyond)
        self._notes.extend(layout_notes.of_misshapen(repeated, short, long))


def _name(cell: str) -> str:
    """A column name from a header cell, on one line."""
    return " ".join(cell[: 2 * LONGEST].replace("\ufeff", "").split())[:LONGEST]


def _counts(body: Sequence[Record]) -> list[int]:
    """The number of filled cells by column."""
    counts: list[int] = []
    for _number, cells in body:
        if len(cells) > len(counts):
            counts.extend([0] * (len(cells) - len(counts)))
        for place, cell in enumerate(cells):
            if cell and not cell.isspace():
                counts[place] += 1
    return counts


def _get(counts: Sequence[int], place: int) -> int:
    return counts[place] if place < len(counts) else 0


def _at(cells: Sequence[str], places: Sequence[int]) -> Iterator[str]:
    return (cells[place] if place < len(cells) else "" for place in places if cells)

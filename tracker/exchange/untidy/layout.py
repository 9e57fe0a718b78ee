"""From the rows of a file to a table: names of columns, hints, rows, and what is none of these.

Whatever is passed over is told with its row, so that a person can see that nothing was lost.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.exchange.header_words import FOLDED_NOTES, FOLDED_TOTALS, LONGEST, folded
from tracker.exchange.sheets import Unusable
from tracker.exchange.untidy.headers import (
    Heading,
    Sort,
    filled,
    heading_of,
    is_remark,
    is_units,
    sort_of,
)
from tracker.exchange.untidy.records import Grid, Record
from tracker.exchange.untidy.table import TableRow
from tracker.exchange.workbooks import letters

_SHOWN = 5  # rows or texts that a note names
_LONG_NOTE = 30


@dataclass(slots=True)
class Laid:
    """What the rows of a file turned out to be."""

    header_row: int
    columns: tuple[str, ...]
    rows: list[TableRow] = field(default_factory=list)
    hint: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)


def laid_out(grid: Grid, header_row: int | None) -> Laid:
    """The table in a grid; raises Unusable if nothing is there."""
    if not grid.records:
        raise Unusable(_("the file is empty; its first row names the columns"))
    heading = heading_of(grid.records) if header_row is None else _chosen(grid, header_row)
    return _Laying(grid, heading).laid()


def under_names(grid: Grid) -> Laid:
    """The table in a grid whose first record names the columns and whose others are all rows."""
    return _Laying(grid, Heading(0, 1, 0)).laid()


def _chosen(grid: Grid, header_row: int) -> Heading:
    found = heading_of(grid.records)
    if header_row == 0:
        return Heading(None, 0 if found.place is None else found.place, found.usual)
    for place, (number, _cells) in enumerate(grid.records):
        if number == header_row:
            return Heading(place, place + 1, found.usual)
    raise Unusable(_("a row with names of columns; nothing is written there"), header_row)


class _Laying:
    """One grid on its way to a table."""

    def __init__(self, grid: Grid, heading: Heading) -> None:
        self._records = grid.records
        self._heading = heading
        self._empty = grid.empty
        self._notes = list(grid.notes)

    def laid(self) -> Laid:
        """The table."""
        body, hint = self._body()
        columns, places = self._columns(body)
        laid = Laid(self._header_row, columns, hint=tuple(_at(hint, places)))
        laid.rows = list(self._rows(body, places))
        laid.notes = [*self._above(), *self._notes]
        if self._empty:
            laid.notes.append(
                ngettext(
                    "%(num)s empty row passed over", "%(num)s empty rows passed over", self._empty
                )
            )
        if not laid.rows:
            laid.notes.append(_("there is no row under the header"))
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
            yield _("no header was found: columns are called by their letters")
        elif above or self._header_row > 1:
            yield _("header found in row %(row)s", row=self._header_row)
        if above:
            told = _quoted(above)
            yield _("passed over above the table: %(told)s", told=told)

    def _body(self) -> tuple[list[Record], tuple[str, ...]]:
        """The records under the header that are rows, and the hint."""
        body, hint = list(self._records[self._heading.first :]), tuple[str, ...]()
        while body and self._heading.place is not None and is_remark(body[0][1]):
            hint = hint or body[0][1]
            self._notes.append(_("a row of hints passed over: row %(row)s", row=body[0][0]))
            body.pop(0)
        if body and self._is_units(body[0][1]):
            told = _quoted(body[:1])
            self._notes.append(_("a row of units passed over: %(told)s", told=told))
            body.pop(0)
        self._drop_below(body)
        return self._without_totals(body), hint

    def _is_units(self, cells: Sequence[str]) -> bool:
        half = filled(cells) * 2 >= filled(self._header)
        return self._heading.place is not None and half and is_units(cells)

    def _drop_below(self, body: list[Record]) -> None:
        """Notes and sources under the table."""
        last = len(body)
        while last and self._is_note(body[last - 1][1]):
            last -= 1
        if last < len(body):
            told = _quoted(body[last:])
            self._notes.append(_("passed over below the table: %(told)s", told=told))
            del body[last:]

    def _is_note(self, cells: Sequence[str]) -> bool:
        told = [cell.strip() for cell in cells if cell.strip()]
        usual = self._heading.usual
        if usual < 2 or len(told) > max(1, usual // 3):
            return False
        first = folded(told[0])
        begins = told[0][0] in "*†‡¹²³#©" or any(
            first == word or first.startswith(f"{word} ") for word in FOLDED_NOTES
        )
        is_prose = len(told) == 1 and len(told[0]) > _LONG_NOTE and " " in told[0]
        return begins or (is_prose and usual > 2)

    def _without_totals(self, body: list[Record]) -> list[Record]:
        totals = [record for record in body if self._is_total(record[1])]
        if not totals:
            return body
        told = _quoted(totals)
        self._notes.append(_("rows of totals passed over: %(told)s", told=told))
        numbers = {number for number, _cells in totals}
        return [record for record in body if record[0] not in numbers]

    def _is_total(self, cells: Sequence[str]) -> bool:
        told = [cell for cell in cells if cell.strip()]
        if len(cells) < 2 or not told or len(told[0]) > _LONG_NOTE:
            return False
        if folded(told[0]) not in FOLDED_TOTALS:
            return False
        return all(sort_of(cell) in (Sort.NUMBER, Sort.YEAR) for cell in told[1:])

    def _columns(self, body: Sequence[Record]) -> tuple[tuple[str, ...], list[int]]:
        """The names of the columns that are kept, and where they stand in a record."""
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
            raise Unusable(_("the file is empty; its first row names the columns"))
        return tuple(self._unique(named, places)), places

    def _unique(self, named: Sequence[str], places: Iterable[int]) -> Iterator[str]:
        met: set[str] = set()
        for place in places:
            name = base = named[place] or _("column %(letter)s", letter=letters(place + 1))
            if not named[place] and self._heading.place is not None:
                self._notes.append(_("a column has no name: it is called %(name)s", name=name))
            times = 1
            while name in met:
                times += 1
                name = f"{base} ({times})"
            if times > 1:
                self._notes.append(
                    _("two columns are called %(name)s: one is now %(new)s", name=base, new=name)
                )
            met.add(name)
            yield name

    def _rows(self, body: Sequence[Record], places: Sequence[int]) -> Iterator[TableRow]:
        width = places[-1] + 1
        whole = list(places) == list(range(width))
        met: set[tuple[str, ...]] = set()
        repeated, short, long = list[int](), list[int](), list[int]()
        for number, cells in body:
            kept = cells[:width] if whole else tuple(_at(cells, places))
            if len(kept) < len(places):
                short.append(number)
                kept += ("",) * (len(places) - len(kept))
            beyond = tuple(cell for cell in cells[width:] if cell.strip())
            if beyond:
                long.append(number)
            elif kept in met:
                repeated.append(number)
                continue
            met.add(kept)
            yield TableRow(number, kept, beyond)
        self._tell(repeated, short, long)

    def _tell(self, repeated: list[int], short: list[int], long: list[int]) -> None:
        for numbers, told in (
            (
                repeated,
                ngettext(
                    "%(num)s row repeats an earlier one exactly and is passed over: %(rows)s",
                    "%(num)s rows repeat an earlier one exactly and are passed over: %(rows)s",
                    len(repeated),
                    rows=_numbers(repeated),
                ),
            ),
            (
                short,
                ngettext(
                    "%(num)s row is shorter than the header, its last cells are blank: %(rows)s",
                    "%(num)s rows are shorter than the header, their last cells are blank: "
                    "%(rows)s",
                    len(short),
                    rows=_numbers(short),
                ),
            ),
            (
                long,
                ngettext(
                    "%(num)s row is longer than the header: %(rows)s",
                    "%(num)s rows are longer than the header: %(rows)s",
                    len(long),
                    rows=_numbers(long),
                ),
            ),
        ):
            if numbers:
                self._notes.append(told)


def _name(cell: str) -> str:
    """What a header calls its column, on one line."""
    return " ".join(cell[: 2 * LONGEST].replace("\ufeff", "").split())[:LONGEST]


def _counts(body: Sequence[Record]) -> list[int]:
    """By column, how many cells hold something."""
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


def _quoted(records: Sequence[Record]) -> str:
    """Rows by number with their text, the first few; long texts are cut."""
    told = []
    for number, cells in records[:_SHOWN]:
        text = " ".join(" ".join(cell.split()) for cell in cells if cell.strip())
        told.append(f"{number} “{text[:60]}{'…' if len(text) > 60 else ''}”")
    return ", ".join(told) + (", …" if len(records) > _SHOWN else "")


def _numbers(rows: Sequence[int]) -> str:
    return ", ".join(map(str, rows[:_SHOWN])) + (", …" if len(rows) > _SHOWN else "")

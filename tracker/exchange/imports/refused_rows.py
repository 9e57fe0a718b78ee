"""Rejected rows as a file, for correction and a new import.

It has the columns of the file that came, in its order and with its texts, and one more that says
what is wrong. That column is passed over when the file comes back.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tracker.core import formats
from tracker.exchange.downloads.csv_stream import Cell, csv_stream
from tracker.exchange.parsing import Table
from tracker.exchange.refusals import Refusal
from tracker.exchange.workbooks.stream import Sheet, fitted, sheets_stream

BECAUSE = "refused_because"
_NEGATIVE = re.compile(r"-(0|[1-9][0-9]{0,14})(\.[0-9]{0,9}[1-9])?")


def refused_rows(table: Table, refused: Sequence[Refusal]) -> tuple[list[str], list[list[str]]]:
    """The header and a row for each rejected one, in order."""
    reasons: Mapping[int, list[str]] = _by_row(refused)
    columns = [name for name in table.columns if name != BECAUSE]
    places = [place for place, name in enumerate(table.columns) if name != BECAUSE]
    rows = [
        [*(row.cells[place] for place in places), formats.listed_apart(reasons[row.number])]
        for row in table.rows
        if row.number in reasons
    ]
    return [*columns, BECAUSE], rows


def packed(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """The rows in the form in which they are stored."""
    return json.dumps([list(header), [list(row) for row in rows]], ensure_ascii=True).encode()


def unpacked(packed_rows: bytes) -> tuple[list[str], list[list[str]]]:
    """Header and rows from the stored form."""
    header, rows = json.loads(packed_rows)
    return header, rows


def as_csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[bytes]:
    """CSV in UTF-8 with a byte order mark, for spreadsheet programs."""
    yield b"\xef\xbb\xbf"
    yield from csv_stream(header, ([_number(cell) for cell in row] for row in rows))


def as_workbook(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[bytes]:
    """A workbook with one sheet. Every cell is text as in the file."""
    yield from sheets_stream(Sheet(BECAUSE, header, rows, fitted(header, rows)))


def _number(cell: str) -> Cell:
    """A negative number as a number, since as text it would be guarded like a formula."""
    if not _NEGATIVE.fullmatch(cell):
        return cell
    return float(cell) if "." in cell else int(cell)


def _by_row(refused: Sequence[Refusal]) -> dict[int, list[str]]:
    reasons: dict[int, list[str]] = defaultdict(list)
    for each in refused:
        if each.row is not None:
            named = each.column + formats.colon() if each.column else ""
            reasons[each.row].append(f"{named}{each.reason}")
    return reasons

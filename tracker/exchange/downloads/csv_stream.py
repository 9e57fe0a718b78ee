"""Streams rows as CSV that is safe to open in a spreadsheet program."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import Enum

Cell = str | int | float | date | Enum | None

# A spreadsheet takes text that begins so for a formula; an apostrophe before it keeps it text.
# So does what looks like one of its signs, only wider, to one that is set to Chinese or Japanese.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Where lists are parted by semicolons, Excel opens a file of commas so as well: what stands behind
# one within a text then begins a cell of its own, in quotes or not (OWASP, CSV Injection).
_WITHIN = re.compile(r"([;\t]\s*)(?=[=+\-@＝＋－＠])")
_STARTS = frozenset(FORMULA_STARTS)
PIECE = 64 * 1024


def csv_stream(
    columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, for_excel: bool = False
) -> Iterator[bytes]:
    """UTF-8 with CR LF line ends (RFC 4180). None is an empty cell.

    Numbers stay numbers, so a negative one keeps its minus. A byte order mark comes first only
    with ``for_excel``: Excel needs it to read accents, Python's csv would take it for a part of
    the first name.
    """
    buffer = io.StringIO(newline="")
    if for_excel:
        buffer.write("\ufeff")
    writer = csv.writer(buffer)
    writer.writerow([neutral(name) for name in columns])
    write = writer.writerow
    for row in rows:
        # Most cells are short texts without any of the signs: written as they are.
        write(
            [
                cell
                if cell is None
                or (
                    cell.__class__ is str
                    and cell[:1] not in _STARTS
                    and ";" not in cell
                    and "\t" not in cell
                )
                else neutral(cell)
                for cell in row
            ]
        )
        if buffer.tell() >= PIECE:
            yield _drained(buffer)
    yield _drained(buffer)


def neutral(cell: Cell) -> str | int | float:
    """The cell as written. A text that looks like a formula gets an apostrophe in front."""
    if cell.__class__ is int or cell.__class__ is float:
        return cell
    match cell:
        case None:
            return ""
        case Enum():
            return neutral(cell.value)
        case bool():
            return "true" if cell else "false"
        case int() | float():
            return cell
        case date():
            return cell.isoformat()
        case _:
            return _as_text(cell)


def _as_text(cell: str) -> str:
    if cell.startswith(FORMULA_STARTS):
        return f"'{cell[0]}{_behind_signs(cell[1:])}"
    return _behind_signs(cell)


def _behind_signs(text: str) -> str:
    return _WITHIN.sub(r"\1'", text) if ";" in text or "\t" in text else text


def _drained(buffer: io.StringIO) -> bytes:
    piece = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return piece

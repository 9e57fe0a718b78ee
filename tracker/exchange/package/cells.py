"""Converts cells of files to typed values and to values of a database file. Pure.

The same cell is text in a file of records and a number in a file of figures: here both are alike.
"""

from collections.abc import Sequence
from datetime import date
from enum import Enum

from tracker.exchange.downloads.csv_stream import Cell
from tracker.exchange.downloads.selection import Described, Type

Stored = str | int | float | None
_TRUE = frozenset({"yes", "true"})

SQL_TYPES = {
    Type.TEXT: "TEXT",
    Type.WHOLE: "INTEGER",
    Type.NUMBER: "REAL",
    Type.FLAG: "INTEGER",
    Type.DAY: "TEXT",
    Type.PARTIAL_DAY: "TEXT",
    Type.SEVERAL: "TEXT",
}


def stored(column: Described, cell: Cell) -> Stored:
    """The stored value of a cell: NULL for empty, 1 for true, ISO 8601 for days."""
    match cell:
        case None | "":
            return None
        case Enum():
            return stored(column, cell.value)
        case bool():
            return int(cell)
        case date():
            return cell.isoformat()
        case str():
            return _read(column, cell)
        case _:
            return cell


def _read(column: Described, text: str) -> Stored:
    match column.type:
        case Type.WHOLE:
            return int(text)
        case Type.NUMBER:
            return float(text)
        case Type.FLAG:
            return int(text in _TRUE)
        case _:
            return text


def written(columns: Sequence[Described], row: Sequence[Stored]) -> list[Cell]:
    """A stored row as text cells: whole numbers without a point, flags as words."""
    return [_cell(column.type, value) for column, value in zip(columns, row, strict=True)]


def _cell(kind: Type, value: Stored) -> Cell:
    match value:
        case int() if kind is Type.FLAG:
            return bool(value)
        case float() if value.is_integer():
            return int(value)
        case _:
            return value

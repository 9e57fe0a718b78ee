"""A table's rows as plain values, one row a row: what CSV and JSON carry. Pure.

Codes stand beside names, levels beside their words, units in the names of columns. A missing value
is None; where a level is missing the row's own status says why.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from tracker.clock import PartialDate
from tracker.dashboards import words
from tracker.dashboards.chart import Column, Kind, Table
from tracker.gap.methodology import rounded

Plain = str | int | float | None

# What each kind of column becomes: endings of the names, in the order of its values.
_ENDINGS: dict[Kind, tuple[str, ...]] = {
    Kind.STATE: ("", "_name"),
    Kind.COMMITMENT: ("", "_title"),
    Kind.INDICATOR: ("", "_title"),
    Kind.CELL: ("_state", "_commitment"),
    Kind.SOURCE: ("_title", "_url"),
    Kind.LEVEL: ("_0_to_4", "_word"),
    Kind.SHARE: ("_share",),
    Kind.FIGURE: ("_0_to_1",),
}


def names(table: Table) -> list[str]:
    """The names of the plain columns."""
    return [name for column in table.columns for name in _names(column)]


def rows(table: Table) -> Iterator[list[Plain]]:
    """The rows in the order of the names."""
    for row in table.rows:
        yield [value for column in table.columns for value in _values(column, row.get(column.key))]


def _names(column: Column) -> list[str]:
    if column.unit:
        return [f"{column.key}_{column.unit}"]
    return [
        f"{column.key.removesuffix(ending) if ending else column.key}{ending}"
        for ending in _ENDINGS.get(column.kind, ("",))
    ]


def _values(column: Column, value: Any) -> list[Plain]:
    if value is None:
        return [None] * len(_names(column))
    match column.kind:
        case Kind.STATE | Kind.COMMITMENT | Kind.INDICATOR:
            return [value.code, value.name]
        case Kind.CELL:
            return [value.iso3, value.reference]
        case Kind.SOURCE:
            return [value.name, value.code or None]
        case Kind.LEVEL:
            return [value, str(words.LEVELS[value])]
        case Kind.DATE:
            return [str(value) if isinstance(value, PartialDate) else _iso(value)]
        case Kind.TEXT | Kind.PILLAR | Kind.SIDE:
            return [str(value)]
        case Kind.FIGURE | Kind.SHARE:
            return [rounded(value)]
        case Kind.NUMBER if isinstance(value, float):
            return [rounded(value)]
        case _:
            return [value]


def _iso(value: date) -> str:
    return value.isoformat()

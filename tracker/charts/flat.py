"""Flattens the rows of a table for CSV and JSON. Pure.

Codes are beside names, levels beside their labels, units in the column names. A missing value is
None, and the row's status says why a level is missing.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from tracker.charts.chart import Column, Kind, Table
from tracker.core.clock import PartialDate
from tracker.gap.methodology import rounded
from tracker.labels import charts

Plain = str | int | float | None

# What each kind of column becomes: endings of the names, in the order of its values.
_ENDINGS: dict[Kind, tuple[str, ...]] = {
    Kind.STATE: ("", "_name"),
    Kind.COMMITMENT: ("", "_title"),
    Kind.INDICATOR: ("", "_title"),
    Kind.CELL: ("_state", "_commitment"),
    Kind.THING: ("_kind", "_code", ""),
    Kind.PART: ("_region", "_pillar"),
    Kind.SOURCE: ("_title", "_url"),
    Kind.LEVEL: ("_0_to_4", "_word"),
    Kind.SHARE: ("_share",),
    Kind.FIGURE: ("_0_to_1",),
}


def names(table: Table) -> list[str]:
    """The names of the flat columns."""
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
    write = _WRITTEN.get(column.kind)
    return write(value) if write else [value]


def _date(value: PartialDate | date) -> list[Plain]:
    return [str(value) if isinstance(value, PartialDate) else value.isoformat()]


def _number(value: float) -> list[Plain]:
    return [rounded(value) if isinstance(value, float) else value]


def _coded(value: Any) -> list[Plain]:
    return [value.code, value.name]


def _text(value: object) -> list[Plain]:
    return [str(value)]


# How a value of each kind is written; those that are not here are written as they are.
_WRITTEN: dict[Kind, Callable[[Any], list[Plain]]] = {
    Kind.TEXT: _text,
    Kind.NOTE: _text,
    Kind.PILLAR: _text,
    Kind.SIDE: _text,
    Kind.STATE: _coded,
    Kind.COMMITMENT: _coded,
    Kind.INDICATOR: _coded,
    Kind.THING: list,
    Kind.PART: lambda value: [value.region or None, value.pillar or None],
    Kind.CELL: lambda value: [value.iso3, value.reference],
    Kind.SOURCE: lambda value: [value.name, value.code or None],
    Kind.LEVEL: lambda value: [value, str(charts.LEVELS[value])],
    Kind.FIGURE: _number,
    Kind.SHARE: _number,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
}

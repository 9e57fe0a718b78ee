"""Columns of figures as fields, with the names and descriptions of the files."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tracker.api.core.fields import Field, Schema
from tracker.exchange.downloads.selection import Described


def columns_of(
    columns: Sequence[Described],
    described: Mapping[str, tuple[Schema, Any, bool]],
    values: Callable[[Any], Sequence[Any]],
) -> tuple[Field, ...]:
    """Fields for the columns of a file. ``values`` returns the values of a row.

    ``described`` has what a file does not say: schema, example, whether there may be nothing.
    Raises ValueError where the two do not have the same columns.
    """
    if differing := {column.name for column in columns} ^ described.keys():
        raise ValueError(f"tell type and example of these columns as well: {sorted(differing)}")
    return tuple(
        Field(
            name=column.name,
            holds=column.holds,
            schema=described[column.name][0],
            get=_at(place, values),
            example=described[column.name][1],
            nullable=described[column.name][2],
        )
        for place, column in enumerate(columns)
    )


def _at(place: int, values: Callable[[Any], Sequence[Any]]) -> Callable[[Any], Any]:
    return lambda row: values(row)[place]

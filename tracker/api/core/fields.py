"""Declares the fields of responses once, for JSON, files, the OpenAPI description and its page.

A field declares its meaning, its type, and how it is read from a row. Fields of importable records
take name, meaning and type from the draft.
"""

import json
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, StrEnum
from types import UnionType
from typing import Any

from tracker.api.core.deprecation import Deprecation
from tracker.core.clock import PartialDate
from tracker.exchange.downloads.csv_stream import Cell
from tracker.schema.drafts import Column, Draft

Schema = Mapping[str, Any]

TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
WHOLE: Schema = {"type": "integer", "minimum": 0}
LEVEL: Schema = {"type": "integer", "minimum": 0, "maximum": 4}
SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
NUMBER: Schema = {"type": "number"}
DAY: Schema = {"type": "string", "format": "date"}
PARTIAL_DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
STATE: Schema = {"type": "string", "pattern": "^[A-Z]{3}$"}

_BY_TYPE: Mapping[type, Schema] = {
    str: TEXT,
    int: {"type": "integer"},
    float: NUMBER,
    bool: FLAG,
    date: DAY,
    PartialDate: PARTIAL_DAY,
}


_PLAIN = frozenset({str, int, bool, float})  # most values: as they are


def code_of(words: Iterable[str]) -> Schema:
    """The schema of one code from a closed list."""
    return {"type": "string", "enum": [str(getattr(word, "value", word)) for word in words]}


def several(schema: Schema) -> Schema:
    """The schema of a list of such values. It is empty if there are none."""
    return {"type": "array", "items": dict(schema)}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a response. ``nullable`` fields may be null, which never means zero.

    ``holds`` may be lazy text. A list of objects has ``parts`` and no column in files, unless
    ``in_files`` says that it is short enough for JSON in a cell. ``retiring``: it is deprecated.
    """

    name: str
    holds: Any
    schema: Schema
    get: Callable[[Any], Any]
    example: Any
    nullable: bool = False
    in_files: bool = True
    retiring: Deprecation | None = None

    def value(self, row: Any) -> Any:
        """The value of a row in JSON."""
        return plain(self.get(row))

    def cell(self, row: Any) -> Cell:
        """The value of a row in a file."""
        return _cell(self.get(row))


def described(field: Field) -> dict[str, Any]:
    """The JSON schema of a field with its description."""
    schema = dict(field.schema)
    if field.nullable:
        schema["type"] = [schema["type"], "null"]
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
    if field.retiring:
        schema["deprecated"] = True
    return {**schema, "description": str(field.holds)}


def object_of(fields: Sequence[Field]) -> dict[str, Any]:
    """The JSON schema of an object in which all these fields are required."""
    return {
        "type": "object",
        "properties": {field.name: described(field) for field in fields},
        "required": [field.name for field in fields],
        "additionalProperties": False,
    }


def values_of(fields: Sequence[Field], row: Any) -> dict[str, Any]:
    """A row as a JSON object."""
    return {field.name: plain(field.get(row)) for field in fields}


def example_of(fields: Sequence[Field]) -> dict[str, Any]:
    """An example row made from the examples of the fields."""
    return {field.name: plain(field.example) for field in fields}


def part(
    name: str,
    holds: Any,
    fields: Sequence[Field],
    get: Callable[[Any], Any],
    *,
    nullable: bool = False,
) -> Field:
    """A field that contains one object."""
    return Field(
        name=name,
        holds=holds,
        schema=object_of(fields),
        get=lambda row: None if (found := get(row)) is None else values_of(fields, found),
        example=example_of(fields),
        nullable=nullable,
        in_files=False,
    )


def parts(
    name: str,
    holds: Any,
    fields: Sequence[Field],
    get: Callable[[Any], Iterable[Any]],
    *,
    in_files: bool = False,
) -> Field:
    """A field that contains a list of objects."""
    return Field(
        name=name,
        holds=holds,
        schema=several(object_of(fields)),
        get=_list_of(fields, get),
        example=[example_of(fields)],
        in_files=in_files,
    )


def _list_of(
    fields: Sequence[Field], get: Callable[[Any], Iterable[Any]]
) -> Callable[[Any], list[dict[str, Any]]]:
    values = row_values(fields)
    return lambda row: [values(one) for one in get(row)]


def row_values(fields: Sequence[Field]) -> Callable[[Any], dict[str, Any]]:
    """A function that turns rows into JSON values. ``plain`` converts types that JSON lacks."""
    pairs = [(field.name, field.get) for field in fields]
    return lambda row: {name: get(row) for name, get in pairs}


def row_cells(fields: Sequence[Field]) -> Callable[[Any], list[Cell]]:
    """A function that turns rows into the cells of a file."""
    gets = [field.get for field in fields]

    def cells(row: Any) -> list[Cell]:
        values: list[Any] = [get(row) for get in gets]
        return [each if type(each) in _PLAIN else _cell(each) for each in values]

    return cells


def from_draft(
    draft: type[Draft], getters: Mapping[str, Callable[[Any], Any]] | None = None
) -> tuple[Field, ...]:
    """The import columns of such records as fields. ``getters`` is for rows that are no drafts."""
    hints = typing.get_type_hints(draft)
    attributes = draft.attributes()
    return tuple(
        Field(
            name=column.name,
            holds=column.holds,
            schema=_schema_of(hints[attributes[column.name]]),
            get=getters[column.name] if getters else _getter(column.name),
            example=column.reader(column.example),
            nullable=_may_be_none(hints[attributes[column.name]]),
        )
        for column in draft.columns()
    )


def narrowed(field: Field, **changes: Any) -> Field:
    """A copy of the field with a more precise description."""
    return replace(field, **changes)


def column_named(draft: type[Draft], name: str) -> Column:
    """One column of a draft."""
    return next(column for column in draft.columns() if column.name == name)


def _getter(name: str) -> Callable[[Any], Any]:
    return lambda row: row.get(name)


def _may_be_none(hint: Any) -> bool:
    return isinstance(hint, UnionType) and type(None) in typing.get_args(hint)


def _schema_of(hint: Any) -> Schema:
    if isinstance(hint, UnionType):
        (hint,) = (one for one in typing.get_args(hint) if one is not type(None))
    if typing.get_origin(hint) is tuple:
        return several(_schema_of(typing.get_args(hint)[0]))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return code_of(hint)
    return _BY_TYPE[hint]


def plain(value: Any) -> Any:
    """Convert a value to JSON types."""
    if value is None or value.__class__ in _PLAIN:
        return value
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(one) for key, one in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(one) for one in value]
        case _:
            return str(value)


def _cell(value: Any) -> Cell:
    match value:
        case None | bool() | int() | float() | str() | date():
            return value
        case Enum():
            return _cell(value.value)
        case [dict(), *_]:
            return json.dumps(value, ensure_ascii=False, default=plain)
        case list() | tuple():
            return "; ".join(str(plain(one)) for one in value)
        case _:
            return str(value)

"""Converts stored rows to drafts, and values of drafts to columns."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tracker.core.clock import PartialDate, partial_text
from tracker.schema.drafts import D
from tracker.schema.fields import as_text

if TYPE_CHECKING:
    from tracker.storage.records import Storage

VERSION_MARK = "."
_Get = Callable[[Any], Any]


def draft_maker(
    storage: "Storage[D]", codes: Mapping[str, Mapping[int, str]]
) -> Callable[[Any], D]:
    """A function from rows to drafts. ``codes`` by column, from ``codes_of``."""
    getters = [
        (attribute, _getter(storage, name, codes))
        for name, attribute in storage.draft.attributes().items()
    ]
    versioned = storage.versioned

    def made(row: Any) -> D:
        values = {attribute: get(row) for attribute, get in getters}
        if versioned:
            values[versioned] = values[versioned].partition(VERSION_MARK)[0]
        return storage.named(row, storage.draft(**values))

    return made


def cell_maker(
    storage: "Storage[Any]", codes: Mapping[str, Mapping[int, str]]
) -> tuple[list[str], Callable[[Any], tuple[str, ...]]]:
    """A function from rows of a simple kind to the cells of their drafts.

    Returns the attributes of the model that a row has to hold, in order, and the function.
    """
    attributes: list[str] = []
    cells: list[Callable[[Any], str]] = []
    for name in storage.draft.attributes():
        place = len(attributes)
        attribute = storage.names.get(name, name)
        if name in storage.links:
            attributes.append(storage.links[name].attribute)
            cells.append(_code_cell(place, codes[name]))
        elif hasattr(storage.model, precision_name(attribute)):
            attributes += [attribute, precision_name(attribute)]
            cells.append(_dated_cell(place))
        else:
            attributes.append(attribute)
            cells.append(_versioned_cell(place) if name == storage.versioned else _cell(place))
    return attributes, lambda row: tuple([cell(row) for cell in cells])


def _code_cell(place: int, codes: Mapping[int, str]) -> Callable[[Any], str]:
    return lambda row: "" if row[place] is None else codes[row[place]]


def _dated_cell(place: int) -> Callable[[Any], str]:
    def cell(row: Any) -> str:
        value, precision = row[place], row[place + 1]
        return as_text(value) if precision is None else partial_text(value, precision)

    return cell


def _versioned_cell(place: int) -> Callable[[Any], str]:
    return lambda row: row[place].partition(VERSION_MARK)[0]


def _cell(place: int) -> Callable[[Any], str]:
    return lambda row: as_text(row[place])


def _getter(storage: "Storage[Any]", name: str, codes: Mapping[str, Mapping[int, str]]) -> _Get:
    """A function that returns a row's value for a column of the draft."""
    if name in storage.read:
        return storage.read[name]
    if name in storage.links:
        return _linked(storage.links[name].attribute, codes[name])
    attribute = storage.names.get(name, name)
    precision = precision_name(attribute)
    if hasattr(storage.model, precision):
        return _dated(attribute, precision)
    return lambda row: getattr(row, attribute)


def _linked(attribute: str, codes: Mapping[int, str]) -> _Get:
    def get(row: Any) -> str | None:
        linked = getattr(row, attribute)
        return None if linked is None else codes[linked]

    return get


def _dated(attribute: str, name: str) -> _Get:
    """A function for partial dates, which use two columns. Equal ones share one object."""
    known: dict[Any, PartialDate] = {}

    def get(row: Any) -> PartialDate | None:
        value, precision = getattr(row, attribute), getattr(row, name)
        if precision is None:
            return value
        found = known.get((value, precision))
        if found is None:
            found = known[value, precision] = PartialDate(value, precision)
        return found

    return get


def precision_name(name: str) -> str:
    """The name of the column with a partial date's precision."""
    return f"{name.removesuffix('_on')}_precision"


def plain_value(value: Any) -> Any:
    """A draft's value for one column of a table."""
    if value is None or type(value) is str:
        return value
    if isinstance(value, PartialDate):
        return value.last_day
    return value.value if isinstance(value, StrEnum) else value

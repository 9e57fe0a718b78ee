"""Chooses the normaliser of a field from its draft."""

import typing
from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum, auto
from typing import Any

from tracker.core.clock import PartialDate
from tracker.exchange.normalising import dates, issue_lists, lists, numbers, states
from tracker.exchange.normalising.normalised_value import (
    ColumnFindings,
    ColumnInspector,
    NormalisedValue,
    Normaliser,
)
from tracker.exchange.normalising.settled_values import Values
from tracker.schema.drafts import Column, Draft


class Sort(StrEnum):
    """The type of content of a column."""

    STATE = auto()
    STATES = auto()
    DATE = auto()
    WHOLE = auto()
    NUMBER = auto()
    FLAG = auto()
    CLOSED = auto()
    SEVERAL = auto()
    TEXT = auto()


_BY_TYPE: Mapping[Any, Sort] = {
    date: Sort.DATE,
    PartialDate: Sort.DATE,
    int: Sort.WHOLE,
    float: Sort.NUMBER,
    bool: Sort.FLAG,
}


def sorts_of(draft: type[Draft]) -> Mapping[str, Sort]:
    """The type of content by field. Fields without an attribute are known by their parser."""
    hints, attributes = typing.get_type_hints(draft), draft.attributes()
    return {
        column.name: _sort(column, hints.get(attributes.get(column.name, "")))
        for column in draft.columns()
    }


def _sort(column: Column, hint: Any) -> Sort:
    inner = [each for each in typing.get_args(hint) if each is not type(None)]
    if type(None) in typing.get_args(hint) and len(inner) == 1:
        hint = inner[0]
    is_several = typing.get_origin(hint) is tuple
    if column.refers == "states":
        return Sort.STATES if is_several else Sort.STATE
    if is_several:
        return Sort.SEVERAL
    if isinstance(hint, type) and hint in _BY_TYPE:
        return _BY_TYPE[hint]
    return Sort.CLOSED if column.reader.allowed else Sort.TEXT


def way_of(
    column: Column, sort: Sort, values: Values, *, decimal_comma: bool | None
) -> ColumnInspector:
    """The normaliser for the texts of a field. ``decimal_comma``: a hint from the file."""
    labels = values.labels.get(column.name, {})
    match sort:
        case Sort.STATE:
            return states.Considers(values.states)
        case Sort.STATES:
            return _SeveralStates(column, values)
        case Sort.DATE:
            answers = values.maps.get(column.name, {})
            return dates.considered(values.day_first.get(column.name), answers)
        case Sort.WHOLE | Sort.NUMBER:
            comma = values.decimal_comma.get(column.name, decimal_comma)
            return numbers.Considers(sort is Sort.WHOLE, comma)
        case Sort.FLAG:
            return lists.PlainText(lists.flag)
        case Sort.CLOSED:
            return lists.PlainText(lists.ClosedList(column, labels))
        case Sort.SEVERAL if column.name == "issues":
            return issue_lists.Considers(column)
        case Sort.SEVERAL:
            one = lists.ClosedList(column, labels) if column.allowed else None
            return lists.PlainText(lists.ListOfValues(column, one))
        case Sort.TEXT:
            return lists.PlainText(NormalisedValue)


class _SeveralStates:
    """Several States in a cell. A comma separates them unless the whole is one name."""

    def __init__(self, column: Column, values: Values) -> None:
        self._column, self._values = column, values

    def __call__(self, texts: Collection[str], findings: ColumnFindings) -> Normaliser:
        considers = states.Considers(self._values.states)
        parts = {part for text in texts for part in lists.parts(text)}
        return lists.ListOfValues(self._column, considers(parts, findings))

"""Derives the columns of files from drafts.

Pure. A type is read off the annotation of a draft's field, its bounds and codes off its reader.
"""

import typing
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any

from tracker.core.clock import PartialDate
from tracker.exchange.downloads.selection import Described, Type
from tracker.schema.drafts import Column, Draft

_TYPES: dict[Any, Type] = {
    str: Type.TEXT,
    int: Type.WHOLE,
    float: Type.NUMBER,
    bool: Type.FLAG,
    date: Type.DAY,
    PartialDate: Type.PARTIAL_DAY,
}


def from_draft(
    draft: type[Draft], *, as_text: Iterable[str] = (), optional: Iterable[str] = ()
) -> tuple[Described, ...]:
    """The columns of the import file for such records.

    ``as_text`` names columns whose cells hold more than codes, so that they are plain text here;
    ``optional`` those that a draft needs and older records lack.
    """
    hints, plain, lacking = typing.get_type_hints(draft), set(as_text), set(optional)
    return tuple(
        _described(
            column,
            Type.TEXT if column.name in plain else _type(hints[attribute]),
            required=column.required and column.name not in lacking,
        )
        for column, attribute in zip(draft.columns(), draft.attributes().values(), strict=True)
    )


def codes(words: Iterable[str]) -> tuple[str, ...]:
    """The codes of a closed list as text."""
    return tuple(str(getattr(word, "value", word)) for word in words)


def _described(column: Column, kind: Type, *, required: bool) -> Described:
    reader = column.reader
    return Described(
        column.name,
        column.holds,
        kind,
        required=required,
        allowed=() if kind in (Type.FLAG, Type.SEVERAL) else reader.allowed,
        least=reader.least,
        most=reader.most,
        refers=column.refers,
    )


def _type(hint: Any) -> Type:
    if isinstance(hint, UnionType):
        (hint,) = (one for one in typing.get_args(hint) if one is not type(None))
    if typing.get_origin(hint) is tuple:
        return Type.SEVERAL
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Type.TEXT
    return _TYPES[hint]

"""Tables in JSON: lists of objects, objects of lists, one object for each line.

Numbers keep the digits in which they were written. A shape that is none of these is refused:
what an unknown nesting means cannot be guessed.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, NoReturn

from flask_babel import gettext as _

from tracker.core import formats
from tracker.exchange.parsing.delimited import refuse_beyond
from tracker.exchange.parsing.records import Grid, Record, StringInterner
from tracker.exchange.sheets import UnreadableFile

MOST_CHARACTERS = 20 * 1024 * 1024  # as objects they take some ten times as much
_SUFFIXES = (".json", ".jsonl", ".ndjson")
_JOINT = "; "


@dataclass(frozen=True, slots=True)
class Shape:
    """Rows below a first record with the column names."""

    format: str
    grid: Grid


def is_json(name: str, text: str) -> bool:
    """Whether to parse a text as JSON, by its name or its beginning."""
    start = text.lstrip()[:200]
    if PurePath(name).suffix.lower() in _SUFFIXES:
        return True
    return start.startswith("{") or (start.startswith("[") and start[1:].lstrip()[:1] in "[{")


def read(text: str) -> Shape:
    """The rows. Raises UnreadableFile with the accepted shapes."""
    if len(text) > MOST_CHARACTERS:
        raise UnreadableFile(
            _("a file can have at most %(most)s MiB", most=MOST_CHARACTERS // 1024**2)
        )
    try:
        return _read(text)
    except RecursionError:
        raise _unknown() from None


def _read(text: str) -> Shape:
    try:
        return _whole(text)
    except json.JSONDecodeError as fault:
        if "Extra data" in fault.msg and text.lstrip().startswith("{"):
            return Shape("jsonl", _grid(_lines(text), ()))
        raise UnreadableFile(
            _("the file must be valid JSON: %(fault)s", fault=fault.msg), fault.lineno
        ) from None


def _parsed(text: str) -> Any:
    """Parse JSON with numbers as written. Duplicate names in an object are refused."""
    return json.loads(
        text,
        parse_float=str,
        parse_int=str,
        parse_constant=_no_constant,
        object_pairs_hook=_once,
    )


def _no_constant(word: str) -> NoReturn:
    """Refuse NaN, Infinity and -Infinity, which only some programs write."""
    raise UnreadableFile(
        _("the file must be valid JSON; write null instead of %(word)s", word=word)
    )


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        times = Counter(name for name, _value in pairs)
        twice = next(name for name, number in times.items() if number > 1)
        raise UnreadableFile(
            _("each name may appear once in an object; %(name)s appears twice", name=twice[:60])
        )
    return found


def _lines(text: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield number, _parsed(line)
            except json.JSONDecodeError as fault:
                raise UnreadableFile(
                    _("the file must be valid JSON: %(fault)s", fault=fault.msg), number
                ) from None


def _whole(text: str) -> Shape:
    value, notes = _parsed(text), list[str]()
    if isinstance(value, dict) and not _is_columns(value):
        value, notes = _unwrapped(value)
    if not isinstance(value, (dict, list)):
        raise _unknown()
    if isinstance(value, dict):
        names = list(value)
        if len({len(cells) for cells in value.values()}) > 1:
            raise UnreadableFile(_("the lists of the columns must have the same length"))
        value = [
            dict(zip(names, cells, strict=True)) for cells in zip(*value.values(), strict=True)
        ]
    elif value and all(isinstance(each, list) for each in value):
        return Shape("json", _of_lists(value, tuple(notes)))
    return Shape("json", _grid(enumerate(value, 1), tuple(notes)))


def _is_columns(value: Mapping[str, Any]) -> bool:
    return bool(value) and all(
        isinstance(cells, list) and not any(isinstance(cell, (list, dict)) for cell in cells)
        for cells in value.values()
    )


def _unwrapped(value: Mapping[str, Any]) -> tuple[Any, list[str]]:
    """The only list of rows, or mapping of columns, inside a larger object."""
    inside = [
        name
        for name, each in value.items()
        if isinstance(each, list) and each and all(isinstance(row, (dict, list)) for row in each)
    ] or [name for name, each in value.items() if isinstance(each, dict) and _is_columns(each)]
    if not inside and value and not any(isinstance(each, (dict, list)) for each in value.values()):
        return [value], []
    if len(inside) != 1:
        raise _unknown()
    others = [name for name in value if name != inside[0]]
    note = _(
        "rows read from %(name)s; skipped: %(others)s",
        name=inside[0][:60],
        others=formats.listed(name[:60] for name in others[:12]) or "–",
    )
    return value[inside[0]], [str(note)]


def _unknown() -> UnreadableFile:
    return UnreadableFile(
        _("the file must be a list of objects, an object of lists or one object in each line")
    )


def _of_lists(value: Sequence[Sequence[Any]], notes: tuple[str, ...]) -> Grid:
    rows = [tuple(_text(cell, number) for cell in cells) for number, cells in enumerate(value)]
    for number, cells in enumerate(rows):
        refuse_beyond(number, len(cells), 0, number)
    records = [(number, cells) for number, cells in enumerate(rows) if number == 0 or any(cells)]
    return Grid(tuple(records), notes, len(rows) - len(records))


def _grid(found: Iterator[tuple[int, Any]] | Any, notes: tuple[str, ...]) -> Grid:
    """Objects as rows, with a column for each name in order of occurrence."""
    places: dict[str, int] = {}
    interner, rows, empty, cells_in_all = StringInterner(), list[Record](), 0, 0
    for number, each in found:
        if not isinstance(each, dict):
            raise _unknown()
        flat = _once(list(_flat(each, number)))
        for name in flat:
            places.setdefault(name, len(places))
        cells = [""] * len(places)
        for name, text in flat.items():
            cells[places[name]] = text
        cells_in_all += len(cells)
        refuse_beyond(len(rows) + 1, len(places), cells_in_all, number)
        if any(cell.strip() for cell in cells):
            rows.append((number, interner.cells(cells)))
        else:
            empty += 1
    if not rows:
        raise UnreadableFile(_("the file is empty; it must contain an object with a value"))
    full = (cells + ("",) * (len(places) - len(cells)) for _number, cells in rows)
    numbered = zip((number for number, _cells in rows), full, strict=True)
    return Grid(((0, tuple(places)), *numbered), notes, empty)


def _flat(each: Mapping[str, Any], number: int) -> Iterator[tuple[str, str]]:
    for name, value in each.items():
        name = _sound(name, number)
        if isinstance(value, dict):
            for inner, cell in value.items():
                yield f"{name}.{_sound(inner, number)}", _text(cell, number)
        else:
            yield name, _text(value, number)


def _sound(text: str, number: int) -> str:
    """The text. Raises UnreadableFile for characters that cannot be stored."""
    if any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in text):
        raise UnreadableFile(
            _("the text contains a NUL or incomplete character; remove it"), number
        )
    return text


def _text(value: Any, number: int) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return _sound(value, number)
        case list() if not any(isinstance(each, (list, dict)) for each in value):
            return _JOINT.join(text for each in value if (text := _text(each, number)))
        case _:
            raise UnreadableFile(
                _("the values of an object may contain objects at most one level deep"), number
            )

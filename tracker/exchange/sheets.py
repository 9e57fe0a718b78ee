"""Reads rows of named cells from the bytes of a file, or the reasons why not.

Knows formats and limits, and no kind of record. Other formats come through the same seam: a
reader in ``READERS`` that yields each row's number and cells.
"""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from flask_babel import gettext as _

from tracker.core import formats
from tracker.exchange.refusals import Refusal
from tracker.exchange.specification import Specification
from tracker.schema.drafts import Origin

MOST_BYTES = 50 * 1024 * 1024
MOST_ROWS = 200_000
MOST_CHARACTERS = 20_000

Record = tuple[int, list[str]]


class UnreadableFile(Exception):
    """The rest of the file cannot be read. Has the row, or None for the whole."""

    def __init__(self, reason: str, row: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.row = row


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its first line and its cells by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A parsed file. ``unusable``: rows could not be separated; ``rows`` are then few."""

    origin: Origin
    rows: tuple[Row, ...]
    refused: tuple[Refusal, ...]
    unusable: bool = False


def read_sheet(name: str, content: bytes, specification: Specification[Any]) -> Sheet:
    """The rows of a file of this kind, with all errors of form."""
    origin = Origin(name, hashlib.sha256(content).hexdigest())
    rows: list[Row] = []
    refused: list[Refusal] = []
    try:
        _collect(name, _records(name, content), specification, rows=rows, refused=refused)
    except UnreadableFile as fault:
        refused.append(Refusal(name, fault.row, None, "", fault.reason))
        return Sheet(origin, tuple(rows), tuple(refused), unusable=True)
    return Sheet(origin, tuple(rows), tuple(refused))


def _collect(
    name: str,
    records: Iterator[Record],
    specification: Specification[Any],
    *,
    rows: list[Row],
    refused: list[Refusal],
) -> None:
    _line, header = next(records, (0, None))
    if header is None:
        raise UnreadableFile(_("the file is empty; its first row must contain the column names"))
    names = _header(header, specification)
    for number, cells in records:
        if len(rows) + len(refused) >= MOST_ROWS:
            raise UnreadableFile(
                _("a file can have at most %(most)s rows; split it", most=MOST_ROWS), number
            )
        if not any(cell.strip() for cell in cells):
            continue
        faults = list(_misshapen(name, number, cells, names))
        refused.extend(faults)
        if not faults:
            pairs = zip(names, cells, strict=True)
            rows.append(
                Row(number, {key: cell for key, cell in pairs if key not in specification.ignored})
            )


def _records(name: str, content: bytes) -> Iterator[Record]:
    if len(content) > MOST_BYTES:
        raise UnreadableFile(_("a file can have at most %(most)s MiB", most=MOST_BYTES // 1024**2))
    reader = READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise UnreadableFile(
            _("one of these formats: %(formats)s", formats=formats.listed(READERS))
        )
    return reader(content)


def _header(header: Sequence[str], specification: Specification[Any]) -> list[str]:
    names = [name.strip() for name in header]
    expected = (*specification.header, *specification.ignored)
    faults = [
        *(
            _("there is no column with the name %(name)s", name=name or '""')
            for name in names
            if name not in expected
        ),
        *(
            _("column %(name)s is missing", name=name)
            for name in specification.header
            if name not in names
        ),
        *(
            _("the column %(name)s appears twice", name=name)
            for name, times in Counter(names).items()
            if times > 1
        ),
    ]
    if faults:
        if len(names) == 1 and ";" in names[0]:
            faults = [_("separate the cells with commas, not with semicolons")]
        columns = _("the columns must be %(names)s", names=formats.listed(specification.header))
        raise UnreadableFile(formats.listed_apart((*faults, columns)), 1)
    return names


def _misshapen(
    file: str, number: int, cells: Sequence[str], names: Sequence[str]
) -> Iterator[Refusal]:
    if len(cells) != len(names):
        reason = _(
            "the row must have %(expected)s cells; it has %(found)s",
            expected=len(names),
            found=len(cells),
        )
        yield Refusal(file, number, None, "", reason)
        return
    for name, cell in zip(names, cells, strict=True):
        if len(cell) > MOST_CHARACTERS:
            reason = _("at most %(most)s characters in a cell", most=MOST_CHARACTERS)
            yield Refusal(file, number, name, cell, reason)


def csv_records(content: bytes) -> Iterator[Record]:
    """The rows of CSV in UTF-8, with or without a byte order mark.

    A row's number is the line on which it begins; blank lines are no rows.
    """
    lines = io.StringIO(_decoded(content), newline="")
    reader = csv.reader(lines, strict=True)
    before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise UnreadableFile(_csv_reason(fault), before + 1) from None
        if cells:
            yield before + 1, cells
        before = reader.line_num


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        raise UnreadableFile(
            _("the file must be text in UTF-8; save it as CSV UTF-8"), line
        ) from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise UnreadableFile(_("the file must not contain NUL characters"), line)
    return text


def _csv_reason(fault: csv.Error) -> str:
    if "field limit" in str(fault):
        return str(_("at most %(most)s characters in a cell", most=MOST_CHARACTERS))
    return str(_("a quotation mark is open or misplaced; inside quotes write two of them"))


READERS: dict[str, Callable[[bytes], Iterator[Record]]] = {".csv": csv_records}

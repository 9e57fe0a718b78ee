"""Reads old Excel files (.xls). Finds sheets by scanning records, without trusting them.

The format: a compound file whose sectors are chained by a table, in it one stream of records of
two bytes kind and two bytes length ([MS-CFB] and [MS-XLS], published by Microsoft).
"""

import json
import struct
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from tracker.exchange.parsing import old_excel_worker
from tracker.exchange.parsing.number_formats import shown_by, text_of_date
from tracker.exchange.parsing.probe import MOST_HIDDEN, WorkbookProbe, damaged
from tracker.exchange.parsing.records import MOST_COLUMNS
from tracker.exchange.parsing.workbook_parts import cell_text, distinct_name
from tracker.exchange.sheets import UnreadableFile

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA  # sectors from here on are marks: free, end of chain
_SMALL_SECTOR = 64
_BEGIN, _END, _BOUND, _MERGED, _LOCKED = 0x0809, 0x000A, 0x0085, 0x00E5, 0x002F
_FORMULA, _ERROR = 0x0006, 0x0205
_CELLS = frozenset((_FORMULA, _ERROR, 0x0203, 0x0204, 0x00FD, 0x027E, 0x00D6))  # empty ones aside
_WORKSHEET = 0  # other sheets hold charts, macros or programs
_SEVERAL = frozenset((0x00BD,))  # several cells in one record; the last column ends it


@dataclass(frozen=True, slots=True)
class OldSheet:
    """A sheet with its name and extent."""

    name: str
    is_hidden: bool
    look: WorkbookProbe


def probe_xls(content: bytes) -> list[OldSheet]:
    """Every sheet in workbook order. Raises UnreadableFile."""
    try:
        streams = _Compound(content).workbooks()
        found = [list(_sheets(stream)) for stream in streams]
    except (struct.error, IndexError, ValueError):
        raise damaged() from None
    if not found:
        raise UnreadableFile(_("the file must be an Excel workbook; this is another type of file"))
    return _distinct(found[0])


def _distinct(sheets: list[OldSheet]) -> list[OldSheet]:
    """The sheets with unique names."""
    taken = dict[str, OldSheet]()
    for sheet in sheets:
        name = distinct_name(sheet.name, taken)
        taken[name] = replace(sheet, name=name)
    return list(taken.values())


def rows_of(content: bytes, place: int, look: WorkbookProbe) -> list[list[str]]:
    """The rows of a sheet as text, read in a separate process.

    Notes in ``look`` the sheet's links and what of it is hidden. Raises UnreadableFile where the
    process ends early.
    """
    command = [sys.executable, "-I", str(Path(old_excel_worker.__file__)), str(place)]
    try:
        done = subprocess.run(  # noqa: S603 - a program of ours; the file goes in as data
            command,
            input=content,
            capture_output=True,
            timeout=old_excel_worker.MOST_SECONDS,
            env={},  # No setting and no secret goes along.
            check=True,
        )
    except (subprocess.SubprocessError, OSError):
        raise damaged() from None
    about, *rows = map(json.loads, done.stdout.splitlines())
    look.hidden_rows = [row + 1 for row in about["hidden_rows"][:MOST_HIDDEN]]
    look.hidden_columns = [column + 1 for column in about["hidden_columns"][:MOST_COLUMNS]]
    for row, column, address in about["links"]:
        look.link(row + 1, column + 1, address)
    return [
        [_text(value, look, (row, column), about) for column, value in enumerate(values, 1)]
        for row, values in enumerate(rows, 1)
    ]


def _text(value: Any, look: WorkbookProbe, place: tuple[int, int], about: Mapping[str, Any]) -> str:
    if not isinstance(value, list):
        return cell_text(value)
    shown = shown_by(value[1])
    look.show(*place, shown)
    if not isinstance(value[0], str):
        return cell_text(value[0], shown)
    day = datetime.fromisoformat(value[0])
    return text_of_date(day, shown, from_1904=about["from_1904"])


class _Compound:
    """A compound file: streams by name with their sectors joined."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._size = 1 << min(16, struct.unpack_from("<H", content, 30)[0])
        if self._size not in (512, 4096):
            raise damaged()
        self._small_below, first_small = struct.unpack_from("<II", content, 56)
        self._table = self._sectors_table()
        self._small_table = self._numbers(self._chain(first_small))
        self._directory = self._chain(struct.unpack_from("<I", content, 48)[0])

    def workbooks(self) -> list[bytes]:
        """Streams that may be the workbook, newer format first."""
        found = dict[str, list[bytes]]()
        root = self._chain(struct.unpack_from("<I", self._directory, 116)[0])
        for at in range(0, len(self._directory) - 127, 128):
            length = struct.unpack_from("<H", self._directory, at + 64)[0]
            raw = self._directory[at : at + max(0, min(length, 64) - 2)]
            name = raw.decode("utf-16-le", "replace").lower()
            if name == "encryptedpackage":
                raise UnreadableFile(_("the workbook must not have a password"))
            if name in ("workbook", "book"):
                first, size = struct.unpack_from("<II", self._directory, at + 116)
                found.setdefault(name, []).append(self._stream(first, size, root))
        return [*found.get("workbook", ()), *found.get("book", ())]

    def _stream(self, first: int, size: int, root: bytes) -> bytes:
        if size >= self._small_below:
            return self._chain(first)[:size]
        pieces, sector, left = [], first, len(root) // _SMALL_SECTOR + 1
        while sector < _LAST and left:
            pieces.append(root[sector * _SMALL_SECTOR : (sector + 1) * _SMALL_SECTOR])
            sector, left = self._small_table[sector], left - 1
        return b"".join(pieces)[:size]

    def _sectors_table(self) -> list[int]:
        """The table with the next sector of each sector."""
        sectors = list(struct.unpack_from("<109I", self._content, 76))
        following, left = struct.unpack_from("<II", self._content, 68)
        left = min(left, len(self._content) // self._size)
        while left and following < _LAST:
            *block, following = self._numbers(self._sector(following))
            sectors += block
            left -= 1
        table: list[int] = []
        for sector in dict.fromkeys(sectors):
            if sector < _LAST:
                table += self._numbers(self._sector(sector))
        return table

    def _sector(self, number: int) -> bytes:
        return self._content[(number + 1) * self._size : (number + 2) * self._size]

    @staticmethod
    def _numbers(data: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))

    def _chain(self, first: int) -> bytes:
        pieces, sector, left = [], first, len(self._content) // self._size + 1
        while sector < _LAST:
            left -= 1
            if left < 0:
                raise damaged()  # The chain runs in a circle.
            pieces.append(self._sector(sector))
            sector = self._table[sector]
        return b"".join(pieces)


def _sheets(stream: bytes) -> Iterator[OldSheet]:
    """The sheets named in the workbook part, from their stated positions."""
    left = len(stream)  # Sheets lie beside each other: all together are no longer than the whole.
    for kind, body in _substream(stream, 0):
        if kind == _LOCKED:
            raise UnreadableFile(_("the workbook must not have a password"))
        if kind == _BOUND and body[5] == _WORKSHEET:
            look = WorkbookProbe()
            for inner, record in _substream(stream, struct.unpack_from("<I", body)[0]):
                left -= 4 + len(record)
                if left < 0:
                    raise damaged()
                _note(look, inner, record)
            yield OldSheet(_name(body), bool(body[4] & 3), look)


def _name(body: bytes) -> str:
    """The name in a sheet record: a length, a width flag in newer files, and letters."""
    size, wide = body[6], body[7]
    if wide > 1:
        return body[7 : 7 + size].decode("cp1252", "replace")
    raw = body[8 : 8 + size * (wide + 1)]
    return raw.decode("utf-16-le" if wide else "latin-1", "replace")


def _substream(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """The records from a position to the end of its substream. Charts are nested."""
    depth = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + length]
        depth += (kind == _BEGIN) - (kind == _END)
        if kind == _END and depth <= 0:
            return
        place += 4 + length


def _note(look: WorkbookProbe, kind: int, body: bytes) -> None:
    if kind in _CELLS:
        row, column = struct.unpack_from("<HH", body)
        look.reach(row + 1, column + 1)
        look.formulas += kind == _FORMULA
        look.errors += kind == _ERROR and body[7] == 1
        # What a formula shows: ff ff at the end mark no number, 2 at the beginning an error.
        look.errors += kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2
    elif kind in _SEVERAL:
        row, first = struct.unpack_from("<HH", body)
        last = struct.unpack_from("<H", body, len(body) - 2)[0]
        look.reach(row + 1, last + 1, times=max(1, last - first + 1))
    elif kind == _MERGED:
        for place in range(struct.unpack_from("<H", body)[0]):
            top, bottom, left, right = struct.unpack_from("<4H", body, 2 + 8 * place)
            look.merge((top + 1, left + 1, bottom + 1, right + 1))

"""How far the sheets of an old Excel file (.xls) reach: its records gone through, none believed.

The format: a compound file whose sectors are chained by a table, in it one stream of records of
two bytes kind and two bytes length ([MS-CFB] and [MS-XLS], published by Microsoft).
"""

import struct
from collections.abc import Iterator

from flask_babel import gettext as _

from tracker.exchange.sheets import Unusable
from tracker.exchange.untidy.looks import Look, damaged

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA  # sectors from here on are marks: free, end of chain
_BEGIN, _END, _BOUND, _MERGED, _LOCKED = 0x0809, 0x000A, 0x0085, 0x00E5, 0x002F
_FORMULA, _ERROR = 0x0006, 0x0205
_CELLS = frozenset((_FORMULA, _ERROR, 0x0203, 0x0204, 0x00FD, 0x027E, 0x00D6, 0x0201))
_SEVERAL = frozenset((0x00BD, 0x00BE))  # several cells in one record; the last column ends it
_MOST_MERGED_IN_ONE = 1_027


def look_at_xls(content: bytes) -> list[Look]:
    """Every sheet in the order of its substream; raises Unusable for anything else."""
    try:
        return list(_looks(_stream(content)))
    except (struct.error, IndexError, UnicodeDecodeError):
        raise damaged() from None


def _stream(content: bytes) -> bytes:
    """The stream of the workbook, its sectors joined."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    if size not in (512, 4096):
        raise damaged()
    table = _table(content, size)
    directory = _chain(content, table, struct.unpack_from("<I", content, 48)[0], size)
    small_below = struct.unpack_from("<I", content, 56)[0]
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        if name == "EncryptedPackage":
            raise Unusable(_("a workbook without a password is needed; save it as such"))
        if name in ("Workbook", "Book"):
            first, told = struct.unpack_from("<II", directory, at + 116)
            if told < small_below:
                raise damaged()  # No workbook fits into the sectors for small streams.
            return _chain(content, table, first, size)[:told]
    raise Unusable(_("an Excel workbook is needed; this is another kind of file"))


def _table(content: bytes, size: int) -> list[int]:
    """The table that tells of each sector which one follows it."""
    sectors = list(struct.unpack_from("<109I", content, 76))
    following, left = struct.unpack_from("<II", content, 68)
    while left and following < _LAST and len(sectors) * size < 4 * len(content) + size:
        block = struct.unpack_from(f"<{size // 4}I", content, (following + 1) * size)
        sectors += block[:-1]
        following, left = block[-1], left - 1
    table: list[int] = []
    for sector in sectors:
        if sector < _LAST:
            table += struct.unpack_from(f"<{size // 4}I", content, (sector + 1) * size)
    return table


def _chain(content: bytes, table: list[int], first: int, size: int) -> bytes:
    pieces, sector, left = [], first, len(content) // size + 1
    while sector < _LAST:
        left -= 1
        if left < 0:
            raise damaged()  # The chain runs in a circle.
        pieces.append(content[(sector + 1) * size : (sector + 2) * size])
        sector = table[sector]
    return b"".join(pieces)


def _looks(stream: bytes) -> Iterator[Look]:
    """One look per substream of a sheet; the first substream tells of the workbook itself."""
    look: Look | None = None
    for kind, body in _records(stream):
        if kind == _BEGIN:
            look = Look()
        elif kind == _END:
            if look is not None:
                yield look
            look = None
        elif kind == _LOCKED:
            raise Unusable(_("a workbook without a password is needed; save it as such"))
        elif look is not None:
            _note(look, kind, body)


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


def _note(look: Look, kind: int, body: bytes) -> None:
    if kind in _CELLS:
        row, column = struct.unpack_from("<HH", body)
        look.reach(row + 1, column + 1)
        look.formulas += kind == _FORMULA
        look.errors += kind == _ERROR and body[7] == 1
    elif kind in _SEVERAL:
        row, first = struct.unpack_from("<HH", body)
        last = struct.unpack_from("<H", body, len(body) - 2)[0]
        look.reach(row + 1, last + 1, times=max(1, last - first + 1))
    elif kind == _MERGED:
        for place in range(struct.unpack_from("<H", body)[0]):
            top, bottom, left, right = struct.unpack_from("<4H", body, 2 + 8 * place)
            look.merge((top + 1, left + 1, bottom + 1, right + 1))

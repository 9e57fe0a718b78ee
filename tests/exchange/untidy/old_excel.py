"""Old Excel files (BIFF8 in a compound file), written record by record as small as they can be.

Formats of the parts: [MS-XLS] and [MS-CFB], published by Microsoft.
"""

import struct
from collections.abc import Sequence

SECTOR = 512
FREE, END_OF_CHAIN, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def text(row: int, column: int, words: str) -> bytes:
    """A cell of text in letters of two bytes, as Spreadsheet::WriteExcel writes it."""
    letters = words.encode("utf-16-le")
    return record(0x0204, struct.pack("<HHHHB", row, column, 15, len(words), 1) + letters)


def number(row: int, column: int, value: float, style: int = 15) -> bytes:
    """A cell of a number; the style 16 is the one that has the format of the workbook."""
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def coloured(row: int, column: int) -> bytes:
    """An empty cell that has a style."""
    return record(0x0201, struct.pack("<HHH", row, column, 15))


def hidden_row(row: int) -> bytes:
    return record(0x0208, struct.pack("<HHHHHHI", row, 0, 3, 255, 0, 0, 0x20))


def workbook(
    cells: Sequence[bytes],
    *more: Sequence[bytes],
    code: str = "General",
    from_1904: bool = False,
) -> bytes:
    """A sheet of these records, and more of the same name; ``code``: the format of style 16."""
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6)
    styles = [struct.pack("<HHH", 0, format_, 1) + bytes(14) for format_ in [0] * 16 + [164]]
    font = struct.pack("<HHHHHBBBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 5, 0) + b"Arial"
    head = b"".join(
        (
            record(0x0809, begin),
            record(0x0042, struct.pack("<H", 1200)),
            record(0x0022, struct.pack("<H", from_1904)),
            *[record(0x0031, font)] * 5,
            record(0x041E, struct.pack("<HHB", 164, len(code), 0) + code.encode("latin-1")),
            *(record(0x00E0, style) for style in styles),
        )
    )
    name = struct.pack("<BB", 4, 0) + b"Data"
    begin_sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))
    sheets = [begin_sheet + b"".join(each) + record(0x000A) for each in (cells, *more)]
    place = len(head) + len(sheets) * (4 + 6 + len(name)) + 4
    bounds = b""
    for sheet in sheets:
        bounds += record(0x0085, struct.pack("<IBB", place, 0, 0) + name)
        place += len(sheet)
    return _compound(head + bounds + record(0x000A) + b"".join(sheets))


def _compound(stream: bytes) -> bytes:
    """A compound file with the stream of a workbook, padded so that it has sectors of its own."""
    stream += bytes(max(4096, -(-len(stream) // SECTOR) * SECTOR) - len(stream))
    sectors = len(stream) // SECTOR
    table = [TABLE, END_OF_CHAIN, *range(3, 2 + sectors), END_OF_CHAIN]
    table += [FREE] * (SECTOR // 4 - len(table))
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END_OF_CHAIN, 0, END_OF_CHAIN, 0)
        + struct.pack("<109I", 0, *[FREE] * 108)
    )
    directory = _entry("Root Entry", 5, END_OF_CHAIN, 0, child=1)
    directory += _entry("Workbook", 2, 2, len(stream)) + bytes(256)
    return head + struct.pack(f"<{SECTOR // 4}I", *table) + directory + stream


def _entry(name: str, kind: int, first: int, size: int, child: int = FREE) -> bytes:
    letters = (name + "\0").encode("utf-16-le")
    return (
        letters.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(letters), kind, 1, FREE, FREE, child)
        + bytes(36)
        + struct.pack("<IQ", first, size)
    )

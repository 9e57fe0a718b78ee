"""Streams a workbook (.xlsx) in constant memory.

Text is written as text, so no cell can be taken for a formula; dates are dates, numbers numbers,
and nothing is an empty cell.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from itertools import chain, islice
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tracker.exchange.downloads.csv_stream import PIECE, Cell

MOST_ROWS = 1_048_576  # of a sheet, its head included; further rows go to further sheets
WIDEST, NARROWEST = 60, 9  # letters of a column
_DAY_ONE = date(1899, 12, 30)  # what spreadsheets count days from, once past the day that never was
_FIRST_SAFE = date(1900, 3, 1)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CONTENT_TYPE = f"{_KIND}.sheet"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Column names and rows. With ``widths`` in characters, longer texts are wrapped.

    ``name`` is numbered from the second sheet on that the rows take. Columns run from the right
    where headings and texts are in a language that does.
    """

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    widths: Sequence[int] = ()
    right_to_left: bool = False


def fitted(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Widths that show most texts completely. Long texts are wrapped."""
    longest = (max(len(str(cell)) for cell in cells) for cells in zip(columns, *rows, strict=True))
    return [min(WIDEST, max(NARROWEST, letters)) + 1 for letters in longest]


class _Pipe(io.RawIOBase):
    """A write-only file object from which written bytes are taken."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        """Always true."""
        return True

    def write(self, piece: object) -> int:
        """Buffer the bytes."""
        taken = bytes(piece)  # type: ignore[call-overload]
        self._pieces.append(taken)
        return len(taken)

    def drained(self) -> bytes:
        """Return and clear the buffered bytes."""
        piece = b"".join(self._pieces)
        self._pieces.clear()
        return piece


def workbook_stream(
    columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, sheet: str
) -> Iterator[bytes]:
    """The bytes of a workbook with one table."""
    return sheets_stream(Sheet(sheet, columns, rows))


def sheets_stream(*sheets: Sheet) -> Iterator[bytes]:
    """The bytes of a workbook with several tables with different names."""
    pipe, names = _Pipe(), list[str]()
    with ZipFile(pipe, "w", ZIP_DEFLATED, compresslevel=5) as archive:
        for name, sheet in chain.from_iterable(map(_parted, sheets)):
            names.append(name)
            with archive.open(_part(f"xl/worksheets/sheet{len(names)}.xml"), "w") as part:
                for piece in _sheet(sheet):
                    part.write(piece)
                    if drained := pipe.drained():
                        yield drained
        for name, text in _rest(names):
            archive.writestr(_part(name), _HEAD + text)
    yield pipe.drained()


def _parted(sheet: Sheet) -> Iterator[tuple[str, Sheet]]:
    """Split a sheet into as many as its rows need. An empty one stays one sheet."""
    left, number = iter(sheet.rows), 1
    first = next(left, None)
    while first is not None or number == 1:
        here = chain([] if first is None else [first], islice(left, MOST_ROWS - 2))
        name = sheet.name[:25] if number == 1 else f"{sheet.name[:25]} {number}"
        yield name, replace(sheet, rows=here)
        first, number = next(left, None), number + 1


def _part(name: str) -> ZipInfo:
    """A ZIP entry without a timestamp, so that equal rows give equal bytes."""
    part = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    part.compress_type = ZIP_DEFLATED
    return part


def _sheet(sheet: Sheet) -> Iterator[bytes]:
    turned = ' rightToLeft="1"' if sheet.right_to_left else ""
    pieces = [
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView{turned} workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews>{_widths(sheet.widths)}<sheetData>"
    ]
    pieces.append(f"<row>{''.join(_cell(name, _BOLD) for name in sheet.columns)}</row>")
    texts = _WRAPPED if sheet.widths else ""
    size = 0
    for row in sheet.rows:
        pieces.append(f"<row>{''.join(_cell(value, texts) for value in row)}</row>")
        size += len(pieces[-1])
        if size >= PIECE:
            yield "".join(pieces).encode()
            pieces, size = [], 0
    yield ("".join(pieces) + "</sheetData></worksheet>").encode()


def _widths(widths: Sequence[int]) -> str:
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(widths, start=1)
    )
    return f"<cols>{columns}</cols>" if columns else ""


def _cell(value: Cell, texts: str = "") -> str:
    """One cell. ``texts`` is the style of texts."""
    match value:
        case None:
            return "<c/>"
        case Enum():
            return _cell(value.value, texts)
        case bool():
            return f'<c t="b"><v>{int(value)}</v></c>'
        case int() | float():
            return f"<c><v>{value!r}</v></c>"
        case date() if value >= _FIRST_SAFE:
            return f'<c s="1"><v>{(value - _DAY_ONE).days}</v></c>'
        case _:
            text = escape(_ILLEGAL.sub("\ufffd", str(value)))
            return f'<c t="inlineStr"{texts}><is><t xml:space="preserve">{text}</t></is></c>'


def _rest(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The parts that describe the sheets, written last when their number is known."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name="{escape(name, {chr(34): "&quot;"})}" sheetId="{number}" r:id="s{number}"/>'
        for number, name in zip(numbers, names, strict=True)
    )
    links = "".join(
        f'<Relationship Id="s{number}" Type="{_OFFICE}/worksheet"'
        f' Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml"'
        f' ContentType="{_KIND}.worksheet+xml"/>'
        for number in numbers
    )
    yield (
        "xl/workbook.xml",
        (f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'),
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{links}'
            f'<Relationship Id="styles" Type="{_OFFICE}/styles" Target="styles.xml"/>'
            "</Relationships>"
        ),
    )
    yield "xl/styles.xml", _STYLES
    yield (
        "_rels/.rels",
        (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="book"'
            f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
    )
    yield (
        "[Content_Types].xml",
        (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
            f"{kinds}</Types>"
        ),
    )


# Ways to show a cell: as it is, a date as ISO 8601 writes it, a heading, a text in several lines.
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164"'
    ' formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="4"><xf xfId="0"/><xf numFmtId="164" applyNumberFormat="1" xfId="0"/>'
    '<xf fontId="1" applyFont="1" xfId="0"/>'
    '<xf applyAlignment="1" xfId="0"><alignment vertical="top" wrapText="1"/></xf>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
    "</cellStyles></styleSheet>"
)
_BOLD, _WRAPPED = ' s="2"', ' s="3"'

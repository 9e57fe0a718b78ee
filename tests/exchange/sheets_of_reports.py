"""Workbooks as people hand them back: read, changed in some cells, written anew."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook

from tracker.exchange.parsing import workbooks
from tracker.exchange.workbooks import records_sheet, report_workbook
from tracker.exchange.workbooks.records_sheet import KNOWN
from tracker.exchange.workbooks.report_workbook import REPORT, SIGNATURE

FIRST = 3


@dataclass
class Filled:
    """The cells of a downloaded workbook, to be changed and written again."""

    rows: list[list[str]]
    known: list[list[str]]
    signature: list[list[str]]
    report_name: str = REPORT
    known_name: str = KNOWN
    touch: Callable[[Any], None] = field(default=lambda _sheet: None)
    touch_known: Callable[[Any], None] = field(default=lambda _sheet: None)

    def row(self, commitment: str) -> list[str]:
        place = self.rows[0].index("commitment")
        return next(row for row in self.rows[FIRST - 1 :] if row[place] == commitment)

    def set(self, commitment: str, /, **cells: str) -> "Filled":
        _put(self.row(commitment), self.rows[0], cells)
        return self

    def get(self, commitment: str, name: str) -> str:
        return self.row(commitment)[self.rows[0].index(name)]

    def fact(self, commitment: str, record: str) -> list[str]:
        """The row of a known record under a commitment."""
        places = [self.known[0].index(name) for name in ("commitment", "record")]
        wanted = [commitment, record]
        return next(
            row for row in self.known[FIRST - 1 :] if [row[place] for place in places] == wanted
        )

    def say(self, commitment: str, record: str, response: str = "", note: str = "") -> "Filled":
        """Answer a known record."""
        row = self.fact(commitment, record)
        _put(row, self.known[0], {"response": response, "note": note})
        return self

    def written(self) -> bytes:
        target = io.BytesIO()
        with Workbook(target, {"in_memory": True}) as book:
            for name, rows, touch in (
                (self.report_name, self.rows, self.touch),
                (self.known_name, self.known, self.touch_known),
                (SIGNATURE, self.signature, None),
            ):
                sheet = book.add_worksheet(name)
                for number, texts in enumerate(rows):
                    for place, text in enumerate(texts):
                        sheet.write_string(number, place, text)
                if touch:
                    touch(sheet)
        return target.getvalue()


def _put(row: list[str], names: list[str], cells: dict[str, str]) -> None:
    for name, text in cells.items():
        row[names.index(name)] = text


def opened(content: bytes) -> Filled:
    found = workbooks.read_workbook(content, frozenset({REPORT, KNOWN, SIGNATURE}))
    return Filled(
        _whole(found[REPORT].rows, len(report_workbook.COLUMNS)),
        _whole(found[KNOWN].rows, len(records_sheet.COLUMNS)),
        [list(row) for row in found[SIGNATURE].rows],
    )


def _whole(rows: tuple[tuple[str, ...], ...], width: int) -> list[list[str]]:
    return [[*row, *[""] * (width - len(row))] for row in rows]


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same zip with one part put in or in the place of another."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, part)
    return target.getvalue()

"""Workbooks as people hand them back: read, changed in some cells, written anew."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook

from tracker.exchange import workbooks
from tracker.exchange.report_workbook import NAMES, REPORT, SIGNATURE

FIRST = 3


@dataclass
class Filled:
    """The cells of a downloaded workbook, to be changed and written again."""

    rows: list[list[str]]
    signature: list[list[str]]
    report_name: str = REPORT
    touch: Callable[[Any], None] = field(default=lambda _sheet: None)

    def row(self, commitment: str) -> list[str]:
        place = self.rows[0].index("commitment")
        return next(row for row in self.rows[FIRST - 1 :] if row[place] == commitment)

    def set(self, commitment: str, /, **cells: str) -> "Filled":
        row = self.row(commitment)
        for name, text in cells.items():
            row[self.rows[0].index(name)] = text
        return self

    def get(self, commitment: str, name: str) -> str:
        return self.row(commitment)[self.rows[0].index(name)]

    def written(self) -> bytes:
        target = io.BytesIO()
        with Workbook(target, {"in_memory": True}) as book:
            for name, rows in ((self.report_name, self.rows), (SIGNATURE, self.signature)):
                sheet = book.add_worksheet(name)
                for number, texts in enumerate(rows):
                    for place, text in enumerate(texts):
                        sheet.write_string(number, place, text)
                if name == self.report_name:
                    self.touch(sheet)
        return target.getvalue()


def opened(content: bytes) -> Filled:
    found = workbooks.read_workbook(content, frozenset({REPORT, SIGNATURE}))
    rows = [[*row, *[""] * (len(NAMES) - len(row))] for row in found[REPORT].rows]
    return Filled(rows, [list(row) for row in found[SIGNATURE].rows])


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

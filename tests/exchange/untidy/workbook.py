"""Workbooks as other programs write them, made in memory."""

import io
from datetime import datetime
from typing import Any

import xlsxwriter


def book(sheets: dict[str, list[list[Any]]], *, hidden: tuple[str, ...] = ()) -> bytes:
    """A workbook of these sheets; days are formatted as days."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for place, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, datetime):
                        sheet.write_datetime(place, column, value, day)
                    elif value is not None:
                        sheet.write(place, column, value)
            if name in hidden:
                sheet.hide()
    return out.getvalue()

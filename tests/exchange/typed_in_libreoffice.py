"""Makes ``typed_in_libreoffice.xlsx``: a workbook of ours, filled and saved by LibreOffice Calc.

Run by hand where LibreOffice and its Python bridge are installed, when the workbook's format
changes (Debian: libreoffice-calc-nogui, python3-uno); the suite only reads the file:

    .venv/bin/pytest tests/exchange/test_spreadsheet_program.py --basetemp=/tmp/typed
    /usr/bin/python3 tests/exchange/typed_in_libreoffice.py /tmp/typed/*_as_typed*0/report.xlsx
"""

import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

HERE = Path(__file__).parent
PIPE = "uno:pipe,name=typed;urp;StarOffice.ComponentContext"
FIRST = 2  # row 3, counted from 0

# Sheet, the key of the row by column, then what is typed into which column.
TYPED = [
    ("Report", {"commitment": "PLAN-03"}, {"answer": "2", "measures_taken": "A law,\nand a plan."}),
    (
        "Report",
        {"commitment": "PLAN-02"},
        {"answer": "not_assessed – Not assessed", "reason": "1/2 of it is under way."},
    ),
    ("Known", {"record": "ACT-A"}, {"response": "contest – it is not so", "note": "2021-03-04"}),
    ("Known", {"record": "IV-A"}, {"response": "confirm"}),
]


def main(source: str) -> None:
    """Open, type, put the rows in another order, save as a workbook of Excel."""
    office = subprocess.Popen(
        [
            *("soffice", "--headless", "--norestore", "--accept=pipe,name=typed;urp;"),
            "-env:UserInstallation=file:///tmp/typed-in-libreoffice",
        ]
    )
    try:
        desktop = connected()
        hidden = (PropertyValue("Hidden", 0, True, 0),)
        book = desktop.loadComponentFromURL(Path(source).resolve().as_uri(), "_blank", 0, hidden)
        for name, key, cells in TYPED:
            sheet = book.Sheets.getByName(name)
            names = header(sheet)
            row = row_of(sheet, names, key)
            for column, text in cells.items():
                cell = sheet.getCellByPosition(names.index(column), row)
                # A level alone arrives as a number, as from a cell whose format was changed.
                cell.setValue(int(text)) if text.isdigit() else cell.setString(text)
        turned(book.Sheets.getByName("Report"))
        target = (HERE / "typed_in_libreoffice.xlsx").as_uri()
        book.storeToURL(target, (PropertyValue("FilterName", 0, "Calc MS Excel 2007 XML", 0),))
        book.close(True)
    finally:
        office.terminate()


def connected() -> object:
    """The program's desktop, once it listens."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _attempt in range(60):
        try:
            context = resolver.resolve(PIPE)
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            time.sleep(0.5)
        else:
            return context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
    raise SystemExit("LibreOffice does not answer")


def header(sheet: object) -> list[str]:
    """The codes of the first row."""
    return [sheet.getCellByPosition(place, 0).String for place in range(20)]


def row_of(sheet: object, names: list[str], key: dict[str, str]) -> int:
    """The row whose cells hold the key."""
    return next(
        row
        for row in range(FIRST, 200)
        if all(
            sheet.getCellByPosition(names.index(column), row).String == text
            for column, text in key.items()
        )
    )


def turned(sheet: object) -> None:
    """Sort the rows the other way round, as somebody does who took the protection off."""
    sheet.unprotect("")
    rows = sheet.getCellRangeByPosition(0, FIRST, 14, FIRST + 2)
    field = uno.createUnoStruct("com.sun.star.table.TableSortField")
    field.Field, field.IsAscending = 0, False
    rows.sort(
        (
            PropertyValue(
                "SortFields", 0, uno.Any("[]com.sun.star.table.TableSortField", (field,)), 0
            ),
            PropertyValue("ContainsHeader", 0, False, 0),
        )
    )


if __name__ == "__main__":
    main(sys.argv[1])

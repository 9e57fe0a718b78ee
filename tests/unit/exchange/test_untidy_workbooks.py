"""Workbooks as people send them: headers further down, merged cells, several sheets, traps."""

import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from tests.exchange.untidy.workbook import book
from tracker.exchange.parsing import LayoutChoice, read_table
from tracker.exchange.sheets import UnreadableFile

HERE = Path(__file__).resolve()
UNTIDY = HERE.parents[2] / "exchange" / "untidy"


def test_header_further_down_and_to_the_right_is_found() -> None:
    rows = [
        [None, "Responses"],
        [],
        [None, "State", "Year", "Value"],
        [None, "KEN", 2015, 3],
        [],
        [None, "UGA", 2016, 0.25],
        [None, "Source: invented"],
    ]

    table = read_table("f.xlsx", book({"Data": rows}))

    assert (table.columns, table.header_row) == (("State", "Year", "Value"), 3)
    assert [(row.number, row.cells) for row in table.rows] == [
        (4, ("KEN", "2015", "3")),
        (6, ("UGA", "2016", "0.25")),
    ]
    seen = "\n".join(table.notes)
    for part in ("header found in row 3", "1 “Responses”", "2 empty rows", "7 “Source: invented”"):
        assert part in seen


def test_cells_become_what_somebody_would_have_typed() -> None:
    day = datetime(2020, 5, 3)  # noqa: DTZ001 - cells of workbooks know no zone
    row = [day, 1e3, "007", True, 43954, 1.5]

    table = read_table("f.xlsx", book({"A": [["a", "b", "c", "d", "e", "f"], row, row[::-1]]}))

    assert table.rows[0].cells == ("2020-05-03", "1000", "007", "true", "43954", "1.5")


@pytest.mark.parametrize("code", ["e", "ggge", "yyyy", 'ggge"年"'])
def test_year_of_an_era_is_a_year_although_the_reader_takes_it_for_a_number(code: str) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["Year", "Value"])
        sheet.write_number(1, 0, 40179, workbook.add_format({"num_format": code}))
        sheet.write_row(1, 1, [3])

    table = read_table("f.xlsx", out.getvalue())

    assert table.rows[0].cells == ("2010", "3")


def test_sheet_of_a_file_without_sheets_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        read_table("f.csv", b"a,b\n1,2\n", LayoutChoice(sheet="Data"))


def merged_book() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        sheet = workbook.add_worksheet()
        sheet.merge_range("A1:C1", "Responses by state")
        sheet.write_row("A2", ["State", "Year", "Value"])
        sheet.merge_range("A3:A4", "KEN")
        sheet.write_row("B3", [2015, 3])
        sheet.write_row("B4", [2016])
        sheet.write_formula("C4", "=NA()", value="#N/A")
        sheet.write_row("A5", ["UGA", 2015])
        sheet.write_formula("C5", "=1+1", value=2)
    return out.getvalue()


def test_merged_cells_are_filled_and_told() -> None:
    table = read_table("f.xlsx", merged_book())

    assert [row.cells for row in table.rows] == [
        ("KEN", "2015", "3"),
        ("KEN", "2016", ""),
        ("UGA", "2015", "2"),
    ]
    seen = "\n".join(table.notes)
    assert "we filled 1 cell from its merged cell" in seen
    assert "2 cells are formulas" in seen
    assert "1 cell shows an error such as #N/A" in seen


def test_fullest_sheet_that_is_shown_is_read_unless_chosen() -> None:
    content = book(
        {
            "Read me": [["About"], ["this file"]],
            "Data": [["State", "Value"], ["KEN", 1], ["UGA", 2]],
            "Old": [["State", "Value"], ["KEN", 1], ["UGA", 2], ["TZA", 3], ["RWA", 4]],
            "Empty": [],
        },
        hidden=("Old",),
    )

    table = read_table("f.xlsx", content)
    chosen = read_table("f.xlsx", content, LayoutChoice(sheet="Old"))

    assert (table.sheet, table.sheets) == ("Data", ("Read me", "Data", "Old"))
    assert "read from sheet Data; not read: Read me, Old (hidden)" in table.notes
    assert len(chosen.rows) == 4
    with pytest.raises(UnreadableFile, match="Read me, Data, Old"):
        read_table("f.xlsx", content, LayoutChoice(sheet="New"))


ODS_TABLE = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">
<office:body><office:spreadsheet><table:table table:name="Data">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""
CELL = (
    '<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'
)


def ods(rows: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS_TABLE.format(rows=rows))
        archive.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return out.getvalue()


def ods_row(*texts: str, more: str = "", repeated: int = 1) -> str:
    cells = "".join(
        CELL.format(text=text, more=more if not n else "") for n, text in enumerate(texts)
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


def test_ods_is_read_with_its_merged_cells() -> None:
    covered = (
        "<table:table-row><table:covered-table-cell/>"
        + CELL.format(text="4", more="")
        + "</table:table-row>"
    )
    rows = ods_row("State", "Value") + ods_row("KEN", "3", more=' table:number-rows-spanned="2"')

    table = read_table("f.ods", ods(rows + covered + ods_row("UGA", "5")))

    assert table.format == "ods"
    assert [row.cells for row in table.rows] == [("KEN", "3"), ("KEN", "4"), ("UGA", "5")]


def test_old_excel_file_is_read() -> None:
    table = read_table("f.xls", (UNTIDY / "typed_in_libreoffice.xls").read_bytes())

    assert (table.format, table.columns) == ("xls", ("state", "year", "value"))
    assert [row.cells for row in table.rows] == [("KEN", "2015", "3"), ("UGA", "2016", "")]
    assert "1 cell shows an error such as #N/A: it counts as empty" in table.notes


def changed(content: bytes, part: str, old: str, new: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            data = given.read(name)
            if name == part:
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            made.writestr(name, data)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
SMALL = book({"Data": [["State", "Value"], ["KEN", 1], ["UGA", 2]]})
TRAPS = [
    ("a cell far below", changed(SMALL, SHEET, 'r="A3"', 'r="A1048576"'), "one cell is beyond"),
    ("a cell far right", changed(SMALL, SHEET, 'r="B3"', 'r="XFD3"'), "one cell is beyond"),
    ("a cell without place", changed(SMALL, SHEET, 'r="B3"', 'r="3B"'), "damaged"),
    (
        "entities",
        changed(SMALL, SHEET, "<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet'),
        "defines XML entities",
    ),
    ("rows without end", ods(ods_row("a", "b", repeated=1_000_000)), "one cell is beyond"),
    (
        "columns without end",
        ods(ods_row("a", more=' table:number-columns-repeated="9999999"')),
        "one cell is beyond",
    ),
    ("an empty workbook", book({"Data": []}), "the workbook is empty"),
]


@pytest.mark.parametrize(
    ("content", "reason"), [case[1:] for case in TRAPS], ids=[case[0] for case in TRAPS]
)
def test_trap_in_a_workbook_is_refused_unopened(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_table("f.xlsx", content)


def test_old_excel_file_that_lies_about_its_size_ends_nothing() -> None:
    """Its record of dimensions says that the last row is before the first: -1 row, unsigned."""
    content = (UNTIDY / "typed_in_libreoffice.xls").read_bytes()
    place = content.index(b"\x00\x02\x0e\x00")
    lie = content[: place + 4] + b"\x09\x00\x00\x00\x01\x00\x00\x00" + content[place + 12 :]

    assert [row.cells for row in read_table("f.xls", lie).rows] == [
        ("KEN", "2015", "3"),
        ("UGA", "2016", ""),
    ]


def test_blown_up_archive_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(20 * 1024 * 1024))

    with pytest.raises(UnreadableFile, match="too large when unpacked"):
        read_table("f.xlsx", out.getvalue())

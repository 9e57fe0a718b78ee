"""Two sheets of one name are two sheets: each is read alone, and the second can be chosen.

Spreadsheet programs refuse such a name (Excel 16, LibreOffice 24.2). Programs that write files
often do not check: they name every table of an export "Sheet1" or after the query.
"""

from collections.abc import Callable, Sequence

import pytest

from tests.exchange.untidy import old_excel, packages
from tests.exchange.untidy.packages import MAIN
from tracker.exchange.parsing import LayoutChoice, read_table
from tracker.exchange.parsing.workbook_parts import distinct_name

Rows = Sequence[Sequence[str]]
LARGE = (("State", "Value"), ("KEN", "3"), ("UGA", "4"), ("TZA", "5"))
SMALL = (("Region", "Word", "Note"), ("X one", "deux", "trois"))


def as_ods(*sheets: Rows) -> bytes:
    made = [
        "".join(
            "<table:table-row>"
            + "".join(
                f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row
            )
            + "</table:table-row>"
            for row in rows
        )
        for rows in sheets
    ]
    return packages.ods('</table:table><table:table table:name="Data">'.join(made))


def as_xlsx(*sheets: Rows) -> bytes:
    parts = packages.parts_of(packages.xlsx(""))
    for part, rows in zip(("one", "two"), sheets, strict=True):
        data = "".join(
            f'<row r="{number}">'
            + "".join(packages.text(f"{'ABC'[at]}{number}", cell) for at, cell in enumerate(row))
            + "</row>"
            for number, row in enumerate(rows, 1)
        )
        parts[f"xl/worksheets/{part}.xml"] = (
            f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>'
        )
    listed = parts["xl/workbook.xml"]
    return packages.packed({**parts, "xl/workbook.xml": listed.replace('"Other"', '"Data"')})


def as_xls(*sheets: Rows) -> bytes:
    return old_excel.workbook(
        *(
            [
                old_excel.text(number, at, cell)
                for number, row in enumerate(rows)
                for at, cell in enumerate(row)
            ]
            for rows in sheets
        )
    )


@pytest.mark.parametrize("order", [(LARGE, SMALL), (SMALL, LARGE)], ids=["large first", "last"])
@pytest.mark.parametrize(("make", "ending"), [(as_ods, "ods"), (as_xlsx, "xlsx"), (as_xls, "xls")])
def test_sheets_of_one_name_are_read_apart(
    make: Callable[..., bytes], ending: str, order: tuple[Rows, Rows]
) -> None:
    content = make(*order)
    names = ("Data", "Data (2)")

    fullest = read_table(f"f.{ending}", content)
    assert fullest.sheets == names
    assert (fullest.columns, *(row.cells for row in fullest.rows)) == LARGE
    for name, rows in zip(names, order, strict=True):
        chosen = read_table(f"f.{ending}", content, LayoutChoice(sheet=name))
        assert chosen.sheet == name
        assert (chosen.columns, *(row.cells for row in chosen.rows)) == rows


NAMES = [
    (("A", "B"), ("A", "B"), "names that differ stay"),
    (("A", "A"), ("A", "A (2)"), "the second has a number"),
    (("A", "A", "A"), ("A", "A (2)", "A (3)"), "so has the third"),
    (("A", "A (2)", "A"), ("A", "A (2)", "A (3)"), "the number may be in use"),
    (("A (2)", "A", "A"), ("A (2)", "A", "A (3)"), "also before"),
    (("", ""), ("", " (2)"), "names may be empty"),
]


@pytest.mark.parametrize(("given", "made"), [row[:2] for row in NAMES], ids=[r[2] for r in NAMES])
def test_every_sheet_has_a_name_of_its_own(given: Sequence[str], made: Sequence[str]) -> None:
    taken: list[str] = []
    for name in given:
        taken.append(distinct_name(name, taken))

    assert tuple(taken) == made


def test_remembered_result_of_a_link_is_no_sheet() -> None:
    """LibreOffice keeps what a link to another file last gave as a table beside the sheets."""
    rows = "".join(
        "<table:table-row><table:table-cell><text:p>old</text:p></table:table-cell></table:table-row>"
        for _ in range(20)
    )
    content = packages.parts_of(as_ods(LARGE))
    link = (
        f"<table:dde-links><table:dde-link><office:dde-source/><table:table>{rows}</table:table>"
        "</table:dde-link></table:dde-links></office:spreadsheet>"
    )
    changed = content["content.xml"].replace("</office:spreadsheet>", link)
    table = read_table("f.ods", packages.packed({**content, "content.xml": changed}))

    assert table.sheets == ("Data",)
    assert (table.columns, *(row.cells for row in table.rows)) == LARGE

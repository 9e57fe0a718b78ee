"""A table as a workbook: numbers as numbers, texts as texts, nothing that opens or computes."""

import io
from datetime import datetime

from python_calamine import CalamineWorkbook

from tracker.exchange.streams import FORMULA_STARTS
from tracker.exchange.table_workbook import table_workbook

MADE = datetime(2026, 1, 31)  # noqa: DTZ001 - properties of a workbook know no zone
ABOUT = [("Title", "How much?"), ("Licence", "CC BY 4.0")]


def sheets(rows: list[list[object]]) -> dict[str, list[list[object]]]:
    content = table_workbook(["name", "number"], rows, about=ABOUT, made=MADE)  # type: ignore[arg-type]
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_rows_and_what_they_are_have_a_sheet_each() -> None:
    read = sheets([["Examplia", 0.5], ["Sampland", None]])

    assert read["Rows"] == [["name", "number"], ["Examplia", 0.5], ["Sampland", ""]]
    assert read["About"] == [["Title", "How much?"], ["Licence", "CC BY 4.0"]]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    told = [f"{sign}1+1" for sign in FORMULA_STARTS if sign.strip()] + ["https://example.org"]

    content = table_workbook(["name"], [[text] for text in told], about=ABOUT, made=MADE)

    read = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Rows")
    assert [row[0] for row in read.to_python()[1:]] == told
    assert b"<f>" not in content


def test_same_table_makes_the_same_bytes() -> None:
    def made() -> bytes:
        return table_workbook(["name"], [["Examplia"]], about=ABOUT, made=MADE)

    assert made() == made()

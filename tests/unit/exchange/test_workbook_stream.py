"""Workbooks sent while their rows are made: read back, every value is what it was."""

import io
import tracemalloc
from collections.abc import Iterator
from datetime import date
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from tracker.exchange.downloads.csv_stream import FORMULA_STARTS, Cell
from tracker.exchange.workbooks import stream
from tracker.registry.vocabulary import Pillar


def read(content: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(content))


def made(rows: list[list[Cell]], columns: tuple[str, ...] = ("one",)) -> bytes:
    return b"".join(stream.workbook_stream(columns, rows, sheet="rows"))


@pytest.mark.parametrize(
    ("value", "expected", "reason"),
    [
        ("=1+1", "=1+1", "text stays text"),
        ("<&>\"'", "<&>\"'", "markup stays text"),
        (" spaced ", " spaced ", "outer spaces are kept"),
        ("two\nlines", "two\nlines", "so are line ends"),
        ("a\x07b", "a\ufffdb", "no workbook can hold a control character"),
        ("العربية 中文", "العربية 中文", "every script"),
        (None, "", "nothing is an empty cell"),
        (0, 0.0, "zero is a zero"),
        (-0.5, -0.5, "a number stays a number"),
        (True, True, "a truth too"),
        (date(2013, 12, 31), date(2013, 12, 31), "a date is a date"),
        (date(1900, 1, 1), "1900-01-01", "before spreadsheets can count"),
        (Pillar.PREVENTION, "prevention", "a code"),
    ],
)
def test_a_value_is_read_back_as_it_was(value: Cell, expected: object, reason: str) -> None:
    # A second cell, for what is wholly empty is not read at all.
    rows = read(made([[value, "end"]], ("one", "two"))).get_sheet_by_index(0).to_python()

    assert rows == [["one", "two"], [expected, "end"]], reason


def test_without_rows_the_columns_are_there() -> None:
    assert read(made([])).get_sheet_by_name("rows").to_python() == [["one"]]


def test_more_rows_than_a_sheet_holds_go_on_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "MOST_ROWS", 4)
    book = read(made([[number] for number in range(7)]))

    assert book.sheet_names == ["rows", "rows 2", "rows 3"]
    found = [
        row[0] for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()
    ]
    assert found == ["one", 0, 1, 2, "one", 3, 4, 5, "one", 6]


def test_what_the_rows_are_stands_on_a_sheet_of_its_own() -> None:
    names, rows = ("name", "number"), [["Examplia", 0.5], ["Sampland", None]]
    content = b"".join(
        stream.sheets_stream(
            stream.Sheet("Rows", names, rows, stream.fitted(names, rows)),
            stream.Sheet("About", ("Title", "How much?"), [("Licence", "CC BY 4.0")], (18, 90)),
        )
    )

    book = read(content)
    assert book.get_sheet_by_name("Rows").to_python() == [
        ["name", "number"],
        ["Examplia", 0.5],
        ["Sampland", ""],
    ]
    assert book.get_sheet_by_name("About").to_python() == [
        ["Title", "How much?"],
        ["Licence", "CC BY 4.0"],
    ]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    seen = [f"{sign}1+1" for sign in FORMULA_STARTS if sign.strip()] + ["https://example.org"]

    content = made([[text] for text in seen])

    assert [row[0] for row in read(content).get_sheet_by_index(0).to_python()[1:]] == seen
    with ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_same_rows_give_the_same_bytes() -> None:
    assert made([["a"], ["b"]]) == made([["a"], ["b"]])
    with ZipFile(io.BytesIO(made([["a"]]))) as archive:
        assert archive.testzip() is None


def test_many_rows_cost_no_more_memory_than_few() -> None:
    def rows(number: int) -> Iterator[list[Cell]]:
        return ([f"row {each}", each, None] for each in range(number))

    def peak(number: int) -> int:
        tracemalloc.start()
        for _piece in stream.workbook_stream(("a", "b", "c"), rows(number), sheet="rows"):
            pass
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    few, many = peak(5_000), peak(50_000)

    assert many < few * 1.5 < 3_000_000

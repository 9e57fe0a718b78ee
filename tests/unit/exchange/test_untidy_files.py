"""Files as people really send them become the tables that they were meant as."""

import csv
import io
from pathlib import Path

import pytest

from tests.exchange.untidy.files import (
    ARABIC,
    CHINESE,
    ENGLISH,
    FILES,
    FRENCH,
    GERMAN,
    PLAIN,
    PORTUGUESE,
    RUSSIAN,
    SPANISH,
    Rows,
    Untidy,
    written,
)
from tracker.exchange.parsing import LayoutChoice, Table, read_table
from tracker.exchange.sheets import UnreadableFile

HERE = Path(__file__).resolve()
UNTIDY = HERE.parents[2] / "exchange" / "untidy"


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


@pytest.mark.parametrize("file", FILES, ids=[each.what for each in FILES])
def test_untidy_file_becomes_the_table_meant(file: Untidy) -> None:
    table = read_table(file.name, file.content)

    assert table.columns == file.columns
    assert cells(table) == list(file.rows)
    assert table.separator == file.separator


BY_SCRIPT: list[tuple[str, Rows, tuple[str, ...]]] = [
    ("French", FRENCH, ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman")),
    ("Spanish", SPANISH, ("utf-16-be", "latin-1", "cp1252", "mac_roman")),
    ("German", GERMAN, ("utf-8", "latin-1", "cp1252", "mac_roman")),
    ("Portuguese", PORTUGUESE, ("utf-8", "latin-1", "cp1252", "mac_roman")),
    ("English", ENGLISH, ("utf-8", "utf-16", "cp1252", "mac_roman")),
    ("Russian", RUSSIAN, ("utf-8", "utf-8-sig", "utf-16-le", "cp1251")),
    ("Arabic", ARABIC, ("utf-8", "utf-16-be", "cp1256")),
    ("Chinese", CHINESE, ("utf-8", "utf-16-le", "gbk")),
    ("ASCII", PLAIN, ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32")),
]
WAYS = [
    pytest.param(rows, encoding, id=f"{name} in {encoding}")
    for name, rows, encodings in BY_SCRIPT
    for encoding in encodings
]


@pytest.mark.parametrize(("rows", "encoding"), WAYS)
def test_every_encoding_separator_and_line_end_is_recognised(rows: Rows, encoding: str) -> None:
    for separator in (",", ";", "\t", "|"):
        for newline in ("\n", "\r\n", "\r"):
            content = written(rows, separator=separator, newline=newline, encoding=encoding)

            table = read_table("f.csv", content)

            assert table.columns == rows[0], (separator, newline, table.encoding)
            assert cells(table) == list(rows[1:]), (separator, newline, table.encoding)
            assert table.separator == separator


def noted(content: str | bytes, name: str = "f.csv") -> str:
    data = content.encode() if isinstance(content, str) else content
    return "\n".join(read_table(name, data).notes)


HEAD = "state,year,value\n"
TOLD = [
    ("an encoding", "state,note\nKEN,café\n".encode("cp1252"), "read as Latin-1"),
    ("where the header is", "Title\n\n" + HEAD + "KEN,1,2\n", "header found in row 3"),
    ("a title", "Title\n\n" + HEAD + "KEN,1,2\nUGA,1,2\n", "1 “Title”"),
    ("rows twice", HEAD + "KEN,1,2\nKEN,1,2\n", "1 row repeats an earlier one exactly"),
    ("empty rows", HEAD + "KEN,1,2\n,,\nUGA,1,2\n", "1 empty row skipped"),
    ("short rows", HEAD + "KEN,1\nUGA,1,2\n", "1 row is shorter than the header"),
    ("long rows", HEAD + "KEN,1,2,3\nUGA,1,2\nTZA,1,2\n", "1 row is longer than the header: 2"),
    ("totals", HEAD + "KEN,1,2\nUGA,1,2\nTotal,,4\n", "rows of totals skipped: 4 “Total 4”"),
    ("notes below", HEAD + "KEN,1,2\nUGA,1,2\nSource: x\n", "below the table: 4 “Source: x”"),
    ("hints", HEAD + "# code,,\nKEN,1,2\n", "row of hints skipped: row 2"),
    ("NUL characters", HEAD + "K\0EN,1,2\n", "NUL characters removed from line 2"),
    ("stray quotes", HEAD + 'KEN,"a "b" c",2\n', "not doubled (first in line 2)"),
    ("quotes left open", HEAD + 'KEN,"a,2\nUGA,1,2\n', "never closed (first in line 2)"),
    ("nameless columns", "state,,value\nKEN,1,2\n", "we call it column B"),
    ("names twice", "state,value,value\nKEN,1,2\n", "one of them value (2)"),
    ("no header", "KEN,2015,3\nUGA,2016,4\n", "no header found"),
]


@pytest.mark.parametrize(
    ("content", "note"), [case[1:] for case in TOLD], ids=[case[0] for case in TOLD]
)
def test_what_was_done_to_a_file_is_told(content: str | bytes, note: str) -> None:
    assert note in noted(content)


def test_sound_file_needs_no_word() -> None:
    assert noted(HEAD + "KEN,2015,3\nUGA,2016,4\n") == ""


def test_cells_beyond_the_header_are_kept_apart() -> None:
    table = read_table("f.csv", (HEAD + "KEN,1,2\nUGA,a,b,c\nTZA,1,2\n").encode())

    assert [row.beyond for row in table.rows] == [(), ("c",), ()]
    assert table.rows[1].cells == ("UGA", "a", "b")


def test_row_numbers_are_lines_of_the_file() -> None:
    table = read_table("f.csv", b'a,b\r\n\r\n1,"x\r\ny"\r\n2,z\r\n')

    assert [row.number for row in table.rows] == [3, 5]


REFUSED: list[tuple[str, str, bytes, str]] = [
    ("nothing", "f.csv", b"", "the file is empty"),
    ("spaces", "f.csv", b" \r\n \n", "the file is empty"),
    ("only a mark", "f.csv", b"\xef\xbb\xbf", "the file is empty"),
    ("only separators", "f.csv", b",,,\n,,,\n", "the file is empty"),
    ("a PDF called CSV", "f.csv", b"%PDF-1.7 \n1 0 obj", "this is PDF"),
    ("a page called XLS", "f.xls", b"<html><table><tr><td>1</td></tr>", "this is HTML or XML"),
    ("noise", "f.csv", bytes(range(1, 32)) * 20, "not another type"),
    ("an archive of something else", "f.xlsx", b"PK\x05\x06" + bytes(18), "another archive"),
    ("half a workbook", "f.xlsx", b"PK\x03\x04 half", "damaged"),
    ("an old workbook cut short", "f.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "dama"),
    ("broken JSON", "f.json", b'[{"a": 1},', "must be valid JSON"),
    ("JSON that is no table", "f.json", b'"text"', "a list of objects"),
    ("JSON nested too deep", "f.json", b'[{"a": {"b": {"c": 1}}}]', "one level deep"),
    ("JSON nested without end", "f.json", b'[{"a":' * 100_000, "a list of objects"),
    ("JSON with a name twice", "f.json", b'[{"a": 1, "a": 2}]', "a appears twice"),
    ("lists of unlike length", "f.json", b'{"a": [1], "b": [1, 2]}', "the same length"),
    ("two lists in one object", "f.json", b'{"a": [{"x": 1}], "b": [{"x": 1}]}', "a list of"),
    ("too many columns", "f.csv", b",".join([b"a"] * 500) + b"\n", "at most 200 columns"),
]


@pytest.mark.parametrize(
    ("name", "content", "reason"), [case[1:] for case in REFUSED], ids=[each[0] for each in REFUSED]
)
def test_unusable_file_says_why_and_what_would_do(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_table(name, content)

    assert reason in refused.value.reason


def test_person_corrects_what_was_recognised() -> None:
    content = "a;b\n1,5;2\n3;é\n".encode("cp1252")

    assert read_table("f.csv", content, LayoutChoice(separator=",")).rows[0].beyond == ("5;2",)
    assert cells(read_table("f.csv", content, LayoutChoice(encoding="cp1251")))[1] == ("3", "й")
    assert read_table("f.csv", content, LayoutChoice(header_row=2)).columns == ("1,5", "2")
    assert read_table("f.csv", content, LayoutChoice(header_row=0)).columns == (
        "column A",
        "column B",
    )


@pytest.mark.parametrize(
    "choice",
    [LayoutChoice(encoding="rot13"), LayoutChoice(separator="ab"), LayoutChoice(header_row=99)],
)
def test_correction_that_cannot_be_is_refused(choice: LayoutChoice) -> None:
    with pytest.raises(UnreadableFile):
        read_table("f.csv", b"a,b\n1,2\n", choice)


def test_more_rows_than_are_read_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.exchange.parsing.delimited.MOST_ROWS", 10)

    with pytest.raises(UnreadableFile, match="at most 10 rows"):
        read_table("f.csv", b"a,b\n" + b"1,2\n3,4\n" * 50)


def test_unclosed_quotes_in_every_line_take_no_longer() -> None:
    """Each mark could be looked for to the end of the file: 40,000 times 40,000 characters."""
    content = b"a,b\n" + b'1,"x\n' * 40_000

    assert len(read_table("f.csv", content + b'2,"a"b"\n').rows) >= 1


def test_what_another_program_would_write_is_read_alike() -> None:
    out = io.StringIO()
    rows = [("a", "b"), ('say "hi"', "one\ntwo"), ("semi;colon", "tab\there"), ("", " x ")]
    csv.writer(out, dialect="excel-tab").writerows(rows)

    table = read_table("f.csv", out.getvalue().encode("utf-16"))

    assert [table.columns, *cells(table)] == rows

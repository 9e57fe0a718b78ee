"""Exports are plain text to every spreadsheet and lose nothing on the way."""

import csv
import io
from datetime import date
from typing import Any

import pytest

from tracker.evidence.vocabulary import Tier
from tracker.exchange.downloads.csv_stream import PIECE, csv_stream, neutral


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+41 22", "'+41 22"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("a=1", "a=1"),
        ("a;=1+1", "a;'=1+1"),
        ("a; @SUM(A1)", "a; '@SUM(A1)"),
        ("a\t+1", "a\t'+1"),
        ("a;\n-2+3", "a;\n'-2+3"),
        ("=a;=b;=c", "'=a;'=b;'=c"),
        ("a; b; c = d", "a; b; c = d"),
        ("one; two", "one; two"),
        (";=1", ";'=1"),
        ("", ""),
        (None, ""),
        (-0.25, -0.25),
        (0, 0),
        (True, "true"),
        (date(2003, 12, 25), "2003-12-25"),
        (Tier.A, "A"),
    ],
    ids=[
        "a formula",
        "a plus sign",
        "text that looks like a negative number",
        "an at sign",
        "a tab before a formula",
        "a carriage return before a formula",
        "an equals sign within",
        "a semicolon, which begins a cell where lists are parted by it",
        "the same with a space",
        "a tab within",
        "a line end after the semicolon",
        "several",
        "an equals sign further on",
        "a list",
        "a semicolon first",
        "empty text",
        "nothing is not zero",
        "a negative number stays a number",
        "zero is not nothing",
        "yes and no",
        "a date",
        "a word of a closed list",
    ],
)
def test_cell_is_neutralised_only_where_it_could_run(cell: Any, written: Any) -> None:
    assert neutral(cell) == written
    assert type(neutral(cell)) is type(written)


def test_stream_is_read_back_as_the_same_text() -> None:
    rows = [("كينيا", 'the "A", and\nB', None), ("é", "x", 2.5)]

    content = b"".join(csv_stream(("a", "b", "c"), rows)).decode()

    assert not content.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(content, newline=""))) == [
        ["a", "b", "c"],
        ["كينيا", 'the "A", and\nB', ""],
        ["é", "x", "2.5"],
    ]


def test_export_without_rows_is_its_header() -> None:
    assert b"".join(csv_stream(("a", "b"), [])) == b"a,b\r\n"


def test_rows_leave_before_all_of_them_are_fetched() -> None:
    fetched = []

    def rows() -> Any:
        for number in range(3):
            fetched.append(number)
            yield ("x" * PIECE,)

    first = next(csv_stream(("a",), rows()))

    assert len(first) > PIECE
    assert fetched == [0]


def test_names_of_columns_are_neutralised_too() -> None:
    written = b"".join(csv_stream(["plain", "=cmd|x", "＝1", "\n=1"], [])).decode()

    assert written == "plain,'=cmd|x,'＝1,\"'\n=1\"\r\n"

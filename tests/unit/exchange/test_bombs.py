"""Small files made to keep a reader busy for hours are refused at once."""

import struct
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from time import process_time

import pytest
from flask import Flask
from flask_babel import Babel

from tests.exchange.untidy import packages
from tracker.exchange.parsing import json_shapes, old_excel, read_table
from tracker.exchange.parsing.probe import WorkbookProbe
from tracker.exchange.sheets import UnreadableFile

MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    app = Flask("bombs")
    Babel(app)
    with app.test_request_context():
        yield


def record(kind: int, *numbers: int) -> bytes:
    return struct.pack(f"<HH{len(numbers)}I", kind, 4 * len(numbers), *numbers)


def seconds_for(names: int) -> float:
    text = ",".join(f'"k{number}":1' for number in range(names))
    began = process_time()
    with pytest.raises(UnreadableFile, match=f"k{names - 1} appears twice"):
        json_shapes.read(f'[{{{text},"k{names - 1}":2}}]')
    return process_time() - began


def test_time_to_find_a_name_twice_grows_with_the_number_of_names() -> None:
    """Eight times as many names take eight times as long, not 64 times, on any machine."""
    few = min(seconds_for(25_000) for _time in range(3))

    assert seconds_for(200_000) < 30 * few


def test_sheets_of_an_old_workbook_that_lie_on_each_other_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each record is looked at once: 5,000 sheets of 50,000 records were 250 million."""
    begin, end = record(0x0809), record(0x000A)
    number = 5_000
    place = len(begin) + number * len(record(0x0085, 0, 0)) + len(end)
    sheet = begin + record(0x0203, 0, 0, 0) * 10 * number + end
    stream = begin + record(0x0085, place, 0) * number + end + sheet
    seen = Counter[int]()
    note = old_excel._note

    def counted(look: WorkbookProbe, kind: int, body: bytes) -> None:
        seen[kind] += 1
        note(look, kind, body)

    monkeypatch.setattr(old_excel, "_note", counted)
    with pytest.raises(UnreadableFile, match="damaged"):
        list(old_excel._sheets(stream))

    assert 0 < seen.total() <= len(stream) // len(end)


def test_spaces_that_a_document_counts_do_not_fill_the_memory() -> None:
    """16 bytes say a thousand spaces: 200 kB would be 13 MB, and 50 MB three gigabytes."""
    spaces = '<text:s text:c="9999"/>' * 9_000
    content = spreadsheet(f"<text:p>x{spaces}</text:p>")

    assert peak_of_reading(content, match="too large when unpacked") < 60 * MEGABYTE


REPEATED = [
    ("1048576", "16384", "a whole sheet of one word: 17 thousand million cells"),
    ("9999999", "1", "ten million rows"),
    ("1", "9999999", "ten million columns"),
    ("100000", "200", "every cell within the limits of rows and columns: 20 million"),
]


@pytest.mark.parametrize(
    ("rows", "columns"), [each[:2] for each in REPEATED], ids=[each[2] for each in REPEATED]
)
def test_cell_that_a_document_repeats_is_not_unfolded_beyond_the_limits(
    rows: str, columns: str
) -> None:
    content = spreadsheet("<text:p>x</text:p>", rows, columns)

    assert peak_of_reading(content, match="at most") < 5 * MEGABYTE


def test_many_empty_lines_are_refused_where_they_become_too_many() -> None:
    """A sheet of Excel that is coloured to its last row leaves a million; five are none of it."""
    content = b"State,Value\nX one,3\n" + b"\n" * 5_000_000

    with pytest.raises(UnreadableFile, match="empty rows"):
        read_table("f.csv", content)


def spreadsheet(paragraph: str, rows: str = "1", columns: str = "1") -> bytes:
    return packages.ods(
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell '
        f'table:number-columns-repeated="{columns}" office:value-type="string">{paragraph}'
        "</table:table-cell></table:table-row>",
        "",
    )


def peak_of_reading(content: bytes, *, match: str) -> int:
    """The most memory that refusing a file took, in bytes."""
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableFile, match=match):
            read_table("f.ods", content)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

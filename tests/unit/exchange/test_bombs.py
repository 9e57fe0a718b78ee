"""Small files made to keep a reader busy for hours are refused at once."""

import struct
from collections.abc import Iterator
from time import process_time

import pytest
from flask import Flask
from flask_babel import Babel

from tracker.exchange.parsing import json_shapes, old_excel
from tracker.exchange.sheets import UnreadableFile

AT_ONCE = 20.0  # seconds of computing; each took minutes or more


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    app = Flask("bombs")
    Babel(app)
    with app.test_request_context():
        yield


def record(kind: int, *numbers: int) -> bytes:
    return struct.pack(f"<HH{len(numbers)}I", kind, 4 * len(numbers), *numbers)


def test_a_name_twice_among_very_many_is_found_at_once() -> None:
    names = ",".join(f'"k{number}":1' for number in range(200_000))
    began = process_time()

    with pytest.raises(UnreadableFile, match="k199999 appears twice"):
        json_shapes.read(f'[{{{names},"k199999":2}}]')

    assert process_time() - began < AT_ONCE


def test_sheets_of_an_old_workbook_that_lie_on_each_other_are_refused() -> None:
    begin, end = record(0x0809), record(0x000A)
    number = 5_000
    place = len(begin) + number * len(record(0x0085, 0, 0)) + len(end)
    sheet = begin + record(0x0203, 0, 0, 0) * 10 * number + end
    stream = begin + record(0x0085, place, 0) * number + end + sheet
    began = process_time()

    with pytest.raises(UnreadableFile, match="damaged"):
        list(old_excel._sheets(stream))

    assert process_time() - began < AT_ONCE

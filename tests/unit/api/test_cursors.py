"""Cursors: whatever key goes in comes out, and nothing else is taken for one."""

import base64
import json
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.api.core import cursors

KINDS = (date, str, int)


def made_of(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@given(
    st.tuples(
        st.dates(min_value=date(1900, 1, 1)),
        st.text(st.characters(categories=["L", "N", "P"])),
        st.integers(0, 2**31 - 1),
    )
)
def test_a_key_comes_out_as_it_went_in(key: tuple[date, str, int]) -> None:
    cursor = cursors.encode(key)

    assert cursors.decode(cursor, KINDS) == key
    assert re.fullmatch(cursors.CURSOR, cursor) or len(cursor) > 600


@pytest.mark.parametrize(
    ("cursor", "reason"),
    [
        ("abc!", "no base64"),
        ("bm90IGpzb24", "no JSON"),
        (made_of({"a": 1}), "no list"),
        (made_of(["2020-01-01", "A"]), "too short"),
        (made_of(["2020-01-01", "A", 1, 2]), "too long"),
        (made_of(["2020-13-01", "A", 1]), "no day"),
        (made_of([1, "A", 1]), "a number for a day"),
        (made_of(["2020-01-01", "A\x00", 1]), "a NUL, which no database takes"),
        (made_of(["2020-01-01", "A", True]), "a truth for a number"),
        (made_of(["2020-01-01", "A", 2**31]), "beyond what the database counts"),
        (made_of(["2020-01-01", "A", 1.0]), "a fraction"),
        ("W1tbW1tbW1tbW1tb", "brackets that never close"),
    ],
)
def test_what_is_no_place_of_the_list_is_refused(cursor: str, reason: str) -> None:
    with pytest.raises(cursors.InvalidCursor):
        cursors.decode(cursor, KINDS)

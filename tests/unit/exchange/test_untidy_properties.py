"""Whatever the rows, however they are written: what is read back is what was there."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from tests.exchange.seeds import NAMES, SPECIFICATIONS
from tests.exchange.untidy.files import FILES, written
from tests.exchange.untidy.workbook import book
from tests.properties import examples
from tracker.exchange.matching.columns import guess
from tracker.exchange.normalising.settled_values import Values
from tracker.exchange.normalising.translation import translate
from tracker.exchange.parsing import read_table
from tracker.exchange.sheets import UnreadableFile

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
LETTERS = some.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="\ufeff\ufffd"
)
CELL = some.text(LETTERS | some.sampled_from("\",;\t|\n\r'é語ب"), max_size=12)
UNTIDY = Path(__file__).resolve().parents[2] / "exchange" / "untidy"


WORDS = ("null", "true", "NaN", "-Infinity", "1e999", '"x"', '"\\ud800"', "{}")
JSON = some.recursive(
    some.sampled_from(WORDS),
    lambda inner: some.lists(inner, max_size=3).flatmap(
        lambda each: some.sampled_from((_listed(each), _named(each)))
    ),
)


def _listed(each: list[str]) -> str:
    return f"[{','.join(each)}]"


def _named(each: list[str]) -> str:
    return "{" + ",".join(f'"a{place}":{one}' for place, one in enumerate(each)) + "}"


@some.composite
def tables(draw: some.DrawFn) -> list[tuple[str, ...]]:
    """A header of names, and rows without two alike, each begun by a code and a year."""
    rows = draw(some.lists(some.tuples(CELL), min_size=3, max_size=12))
    numbered = [(f"K{place:02}x", str(2000 + place), *row) for place, row in enumerate(rows)]
    return [("code", "year", "remark"), *numbered]


@examples(50)
@given(
    tables(),
    some.sampled_from(ENCODINGS),
    some.sampled_from((",", ";", "\t", "|")),
    some.sampled_from(("\n", "\r\n", "\r")),
)
@example([("code", "year", "remark"), ("Kx", "2000", '"'), ("Ky", "2001", "a")], "utf-8", ",", "\r")
def test_rows_come_back_as_they_were_written(
    rows: list[tuple[str, ...]], encoding: str, separator: str, newline: str
) -> None:
    table = read_table(
        "f.csv", written(rows, separator=separator, newline=newline, encoding=encoding)
    )

    assert [table.columns, *(row.cells for row in table.rows)] == rows


@examples(50)
@given(
    some.binary(max_size=400)
    | some.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | some.text('a",;\n\r\t|1é{}[]: ', max_size=200).map(lambda text: text.encode("cp1252"))
    | JSON.map(str.encode)
    | some.binary(max_size=60).map(lambda end: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + end)
    | some.binary(max_size=60).map(lambda end: b"PK\x03\x04" + end),
    some.sampled_from(("f.csv", "f.json", "f")),
    some.sampled_from(("recommendations", "indicator_values", "relations")),
)
@example(b"null", "f.json", "relations")
@example(b"NaN", "f.json", "relations")
def test_random_bytes_are_a_table_or_unusable(content: bytes, name: str, kind: str) -> None:
    try:
        table = read_table(name, content)
    except UnreadableFile:
        return
    matching = guess(table.columns, table.samples, SPECIFICATIONS[kind], NAMES)
    seen = translate(table, matching, Values(NAMES), specification=SPECIFICATIONS[kind])

    assert len(set(table.columns)) == len(table.columns)
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
    refused_rows = {each.row for each in seen.sheet.refused}
    assert len(seen.sheet.rows) + len(refused_rows) == len(table.rows)


SOUND = [
    *(file.content for file in FILES),
    (UNTIDY / "typed_in_libreoffice.xls").read_bytes(),
    book({"Data": [["State", "Value"], ["KEN", 1], ["UGA", 2]]}),
]


@examples(50)
@given(
    some.sampled_from(SOUND),
    some.integers(0, 10_000),
    some.binary(max_size=8) | some.sampled_from([b'"', b"\n", b"\0", b"9999999", b"<", b"{"]),
    some.integers(0, 20),
)
def test_spoilt_file_is_a_table_or_unusable(
    content: bytes, place: int, put: bytes, taken: int
) -> None:
    place %= len(content)

    with contextlib.suppress(UnreadableFile):
        table = read_table("f", content[:place] + put + content[place + taken :])
        assert all(len(row.cells) == len(table.columns) for row in table.rows)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac_roman"])
@examples(40)
@given(some.lists(some.sampled_from("aecdénsàçrtlêuoô"), min_size=3, max_size=10))
def test_words_of_usual_letters_survive_old_encodings(encoding: str, letters: list[str]) -> None:
    """Single words at random: the first letter is plain, as in most words with accents."""
    word = "m" + "".join(letters)
    content = f"code,remark\nKAx,{word}\nKBx,une {word}\n".encode(encoding)

    table = read_table("f.csv", content)

    assert table.rows[0].cells == ("KAx", word)

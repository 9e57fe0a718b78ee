"""Whatever JSON can say, a file of it is a table or is refused with a reason."""

import pytest

from tracker.exchange.parsing import read_table
from tracker.exchange.sheets import UnreadableFile

DEEP = b"[" * 100_000
# What no file of rows is. The suffix alone makes the reader take these for JSON.
REFUSED = [
    (b"null", "nothing"),
    (b"true", "a truth"),
    (b"false", "the other truth"),
    (b"17", "a number alone"),
    (b"-0.5e3", "a number with an exponent"),
    (b'"text"', "a text alone"),
    (b'""', "an empty text"),
    (b"NaN", "a word that only Python knows"),
    (b"Infinity", "another"),
    (b"-Infinity", "and its opposite"),
    (b"undefined", "a word of JavaScript"),
    (b"None", "Python's word for null"),
    (b"[]", "no row"),
    (b"{}", "no column"),
    (b"[[]]", "a row without a cell"),
    (b"[[], []]", "two of them"),
    (b"[null]", "a row that is nothing"),
    (b"[[1], null]", "rows of two kinds"),
    (b'[{"a": 1}, null]', "an object and nothing"),
    (b'[{"a": 1}, [2]]', "an object and a list"),
    (b"[1, 2]", "numbers without a name"),
    (b'[{"a": NaN}]', "Python's missing number"),
    (b'[{"a": -Infinity}]', "a number without end"),
    (b'[["a"], [Infinity]]', "the same in a list"),
    (b'{"a": [NaN]}', "the same in a column"),
    (b'{"a": 1}\n{"a": NaN}', "the same in one line of several"),
    (b'{"a": 1}\nnull', "a line that is nothing"),
    (b'{"a": 1}\n' + b'{"a":' * 100_000, "a line nested without end"),
    (DEEP, "lists nested without end"),
    (b'{"a":' * 100_000, "objects nested without end"),
    (b'[{"a": ' + b"[" * 400 + b"]" * 400 + b"}]", "a cell of lists in lists"),
    (b'{"a": 1, "a": 2}', "a name twice"),
    (b'[{"a": {"b": 1, "b": 2}}]', "a name twice within"),
    (b'[{"a": {"b": 1}, "a.b": 2}]', "two names that become one column"),
    (b'[{"a": "\\ud800"}]', "half a character"),
    (b'[{"\\udfff": "x"}]', "half a character in a name"),
    (b'[{"a": {"\\ud83d": 1}}]', "half a character in an inner name"),
    (b'[{"a": "\\u0000"}]', "NUL"),
    (b'[["a"], ["\\u0000"]]', "NUL in a list"),
    (b'{"a": null}', "a name without a value"),
    (b'{"rows": null}', "rows that are nothing"),
    (b'{"rows": {"of": [{"a": 1}]}}', "rows two levels down"),
    (b'{"a": [1], "b": 2}', "a column and a number"),
]


@pytest.mark.parametrize(("content", "reason"), REFUSED, ids=[reason for _, reason in REFUSED])
@pytest.mark.parametrize("name", ["f.json", "f.jsonl"])
def test_json_that_is_no_table_is_refused(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_table(name, content)
    assert str(refused.value.reason), reason


@pytest.mark.parametrize("content", [b"null", b"\xef\xbb\xbfnull", "null".encode("utf-16")])
def test_encoding_makes_no_difference_to_that(content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_table("f.json", content)


def test_numbers_keep_their_digits_however_many() -> None:
    long = "9" * 5000

    table = read_table("f.json", f'[{{"a": {long}, "b": 1e999, "c": 0.10, "d": -0}}]'.encode())

    assert table.rows[0].cells == (long, "1e999", "0.10", "-0")


def test_word_that_is_no_json_is_named() -> None:
    with pytest.raises(UnreadableFile, match="Infinity"):
        read_table("f.json", b'[{"a": Infinity}]')

"""Texts of the picture for link previews fit their room, however long they are."""

import pytest

from tracker.card.preview import MOST_LINES, wrapped

TEN = 10.0


@pytest.mark.parametrize(
    ("text", "lines", "why"),
    [
        ("", [], "nothing is no line"),
        ("one two", ["one two"], "it fits"),
        ("one two three", ["one two", "three"], "a line breaks between words"),
        ("a" * 12, ["a" * 9 + "…"], "a word wider than the room is cut"),
        (
            "one two three four five six seven",
            ["one two", "three four", "five six…"],
            "rest cut",
        ),
        (
            "aaaaaaaaaa bbbbbbbbbb cccccccccc d",
            ["a" * 10, "b" * 10, "c" * 9 + "…"],
            "full line",
        ),
    ],
)
def test_a_text_is_wrapped_and_cut(text: str, lines: list[str], why: str) -> None:
    found = wrapped(text, lambda part: float(len(part)), TEN)

    assert found == lines, why
    assert len(found) <= MOST_LINES
    assert all(len(line) <= TEN for line in found)

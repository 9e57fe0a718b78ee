"""Counts that are known only within bounds are read as such and shown in words."""

import pytest

from tracker.registry.measured import bounds, number_label, plain_number

RANGES = [
    ("0-10", (0, 10), "fewer than 11", "the source or the seed hides small numbers"),
    ("0-4", (0, 4), "fewer than 5", "as UNODC writes <5"),
    ("5-10", (5, 10), "5 to 10", "both ends are known"),
    ("0-999", (0, 999), "fewer than 1000", "any size"),
]


@pytest.mark.parametrize(("text", "ends", "words", "why"), RANGES, ids=[case[0] for case in RANGES])
def test_range_has_ends_and_words_and_is_no_number(
    text: str, ends: tuple[int, int], words: str, why: str
) -> None:
    assert (bounds(text), number_label(text), plain_number(text)) == (ends, words, None), why


@pytest.mark.parametrize(
    "text", ["7", "12.5", "party", "10-0", "7-7", "-4", "0-", "a-b", "0-10-20"]
)
def test_what_is_no_range_stays_as_it_is(text: str) -> None:
    assert (bounds(text), number_label(text)) == (None, text)

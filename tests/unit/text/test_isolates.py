"""A text that runs from right to left is kept apart from the sentence around it, and back."""

import pytest

from tracker.text.isolates import FIRST_STRONG_ISOLATE, POP_ISOLATE, isolate

ARABIC = "\u062a\u0642\u0631\u064a\u0631"
HEBREW = "\u05d3\u05d5\u05d7"


@pytest.mark.parametrize(
    ("text", "language", "apart", "reason"),
    [
        (ARABIC, "en", True, "Arabic in an English sentence"),
        (HEBREW, "fr", True, "Hebrew in a French sentence"),
        (f"Report 2 {ARABIC}", "en", True, "one word of it is Arabic"),
        ("R-XAA-12", "ar", True, "a Latin reference in an Arabic sentence"),
        (ARABIC, "ar", True, "an Arabic title with figures of its own in an Arabic sentence"),
        ("Report 2021", "en", False, "both run from left to right"),
        ("Отчёт", "zh", False, "both run from left to right"),
        ("2021", "en", False, "figures alone"),
        ("", "en", False, "nothing"),
    ],
)
def test_a_text_is_isolated_where_directions_meet(
    text: str, language: str, *, apart: bool, reason: str
) -> None:
    expected = f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}" if apart else text

    assert isolate(text, language) == expected, reason

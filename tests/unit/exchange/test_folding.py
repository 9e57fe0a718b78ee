"""Texts of plain letters are folded by a shorter way, which must come to the same."""

import unicodedata

import pytest

from tracker.exchange.matching.header_words import folded


def folded_slowly(text: str) -> str:
    """Letter by letter, as texts of every script are."""
    parted = "".join(
        f" {letter}" if letter.isupper() and before.islower() else letter
        for before, letter in zip(" " + text, text, strict=False)
    )
    bare = (
        letter
        for letter in unicodedata.normalize("NFKD", parted.casefold())
        if not unicodedata.combining(letter)
    )
    return " ".join("".join(each if each.isalnum() else " " for each in bare).split())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "Total",
        "GRAND-TOTAL:",
        "effectiveOn",
        "ISO3 code",
        "aBc DEfG h",
        "x_y.z/1,000",
        "a\x1fb\tc\nd",
        "\x7f~`^",
        "0123 4five6SIX",
        *(chr(code) for code in range(128)),
        *(f"a{chr(code)}Z" for code in range(128)),
    ],
)
def test_plain_letters_are_folded_as_all_letters_are(text: str) -> None:
    assert folded(text) == folded_slowly(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("Région", "region"), ("Año", "ano"), ("日本 A", "日本 a"), ("ﬁle", "file")],
)
def test_letters_of_other_scripts_are_folded_one_by_one(text: str, wanted: str) -> None:
    assert folded(text) == wanted

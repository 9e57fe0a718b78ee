"""Texts of the picture for link previews fit their room, however long they are."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tracker.card import lettering
from tracker.card.lettering import Lettering, language_of_picture
from tracker.card.preview import EDGE, MOST_LINES, WIDTH, Preview, drawn, wrapped

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
        ("一二三四五六七八九十甲乙", ["一二三四五六七八九十", "甲乙"], "Chinese breaks anywhere"),
        ("一二三四五六七八九十。甲", ["一二三四五六七八九", "十。甲"], "not before a full stop"),
        ("一二三四五六七八九（甲）", ["一二三四五六七八九", "（甲）"], "not after a bracket"),
        ("一二三四五六七 2010 年", ["一二三四五六七", "2010 年"], "a number stays whole"),
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


ARABIC, CHINESE = "التزامات الدول", "各国的承诺"


def inked(preview: Preview) -> tuple[int, int]:
    """The first and the last column of the title that has ink."""
    with Image.open(BytesIO(drawn(preview))) as picture:
        title = picture.convert("RGB").crop((0, 100, WIDTH, 200))
    paper = title.getpixel((0, 0))
    dark = [x for x in range(WIDTH) if any(title.getpixel((x, y)) != paper for y in range(100))]
    return dark[0], dark[-1]


@pytest.mark.parametrize(
    ("language", "title", "is_right"),
    [("en", "Commitments", False), ("zh", CHINESE, False), ("ar", ARABIC, True)],
)
def test_a_line_begins_at_the_edge_at_which_reading_begins(
    language: str, title: str, is_right: bool
) -> None:
    first, last = inked(Preview("Site", "", title, "", language=language))

    assert (abs(last - (WIDTH - EDGE)) < 12) is is_right
    assert (abs(first - EDGE) < 12) is not is_right


def test_arabic_letters_are_joined() -> None:
    letters = Lettering("ar", "regular", 40)

    apart = sum(letters.length(letter) for letter in "كتب")

    assert letters.length("كتب") < 0.8 * apart  # joined forms are narrower than those of one letter


def test_every_chinese_letter_of_a_line_has_a_font() -> None:
    files = {Lettering("zh", "bold", 30)._file(letter) for letter in CHINESE}

    assert all(file.startswith("noto-sans-sc/") for file in files)


@pytest.mark.parametrize(
    ("language", "missing", "found", "reason"),
    [
        ("ar", "", "ar", "fonts and shaping are there"),
        ("zh", "", "zh", "fonts are there"),
        ("ru", "fonts", "ru", "it is set in the same font as English"),
        ("ar", "fonts", "en", "no font"),
        ("zh", "fonts", "en", "no font"),
        ("ar", "shaping", "en", "letters would stand apart and in the wrong order"),
        ("zh", "shaping", "zh", "Chinese needs no shaping"),
    ],
)
def test_a_picture_is_english_where_a_language_cannot_be_set(
    language: str,
    missing: str,
    found: str,
    reason: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    if missing == "fonts":
        monkeypatch.setattr(lettering, "FONTS", tmp_path)
        monkeypatch.setattr(lettering, "PIECES", tmp_path)
    if missing == "shaping":
        monkeypatch.setattr(lettering, "_shapes", lambda: False)

    assert language_of_picture(language) == found, reason

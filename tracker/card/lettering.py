"""Writes text in a picture with the fonts of set-up: Latin, Cyrillic, Arabic and Chinese letters.

Arabic needs shaping and reordering, which Pillow leaves to the libraries Raqm and FriBiDi. Not
every system has the second one. Where it or a font is missing, the picture is made in English.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from PIL import ImageDraw, ImageFont, features

from tracker.card.fonts import FONTS, missing_fonts
from tracker.core.languages import DEFAULT
from tracker.text.isolates import runs_back

PIECES = FONTS / "noto-sans-sc"
WEIGHTS = ("regular", "bold")
_OWN_FACES = {"ar": "noto-sans-arabic-latin"}
_MARKS = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f"))


def language_of_picture(language: str) -> str:
    """The language in which a picture for a page can be written: its own, else English."""
    if language in _OWN_FACES:
        is_whole = all((FONTS / f"{_OWN_FACES[language]}-{each}.ttf").exists() for each in WEIGHTS)
        return language if is_whole and _shapes() else DEFAULT
    if language == "zh":
        return language if (PIECES / "letters.json").exists() else DEFAULT
    return language


@cache
def _shapes() -> bool:
    return bool(features.check("raqm") and features.check("fribidi"))


@dataclass(frozen=True, slots=True)
class Lettering:
    """One weight and size of the letters of a language."""

    language: str
    weight: str
    size: int

    def length(self, text: str) -> float:
        """How wide a text is, in pixels."""
        return sum(font.getlength(part, **self._how) for font, part in self._runs(text))

    def write(
        self, draw: ImageDraw.ImageDraw, start: float, y: float, text: str, fill: str
    ) -> None:
        """Write a line with its top at ``y``; ``start`` is its left edge, in Arabic its right."""
        base = y + 1.07 * self.size  # the ascent of Noto Sans; all runs of a line are on one base
        side = "rs" if runs_back(self.language) else "ls"
        for font, part in self._runs(text):
            draw.text((start, base), part, font=font, fill=fill, anchor=side, **self._how)
            start += font.getlength(part, **self._how)

    @property
    def _how(self) -> dict[str, Any]:
        return {"direction": "rtl", "language": "ar"} if runs_back(self.language) else {}

    def _runs(self, text: str) -> Iterator[tuple[ImageFont.FreeTypeFont, str]]:
        """The text in parts that one font has; Arabic is one, so that it is reordered whole."""
        if runs_back(self.language):
            yield _font(f"{_OWN_FACES[self.language]}-{self.weight}", self.size), text
            return
        shown = text.translate(_MARKS)  # signs of direction, for which no font has a shape
        for name, letters in groupby(shown, self._file):
            yield _font(name, self.size), "".join(letters)

    def _file(self, letter: str) -> str:
        piece = _pieces().get(letter) if self.language == "zh" and ord(letter) > 0x2FFF else None
        return f"noto-sans-sc/{piece}" if piece else f"noto-sans-{self.weight}"


@cache
def _pieces() -> dict[str, str]:
    """By letter, the small font that has it."""
    letters = json.loads((PIECES / "letters.json").read_text(encoding="utf-8"))
    return {sign: piece for piece, signs in letters.items() for sign in signs}


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    file = FONTS / f"{name}.ttf"
    if not file.exists():
        raise missing_fonts()
    return ImageFont.truetype(str(file), size)

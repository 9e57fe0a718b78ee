"""Draws the sharing picture of a page: title, finding, and a bar of what is known.

1200 × 630 pixels, the size that link previews use, drawn with Pillow and the fonts of the report
card; no browser is needed. Latin, Greek and Cyrillic letters only: the picture is in English.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from tracker.card.fonts import FONTS, missing_fonts
from tracker.core import formats

WIDTH, HEIGHT, EDGE = 1200, 630, 72
PAPER, INK, QUIET = "#fbfaf7", "#1c2024", "#565c63"
KNOWN, DATED, UNKNOWN = "#1a4f8f", "#9db8d6", "#e4e1d8"
MOST_LINES = 3
BAR_HEIGHT = 44
Length = Callable[[str], float]
"""How wide a text is, in pixels."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the bar: its label, number and colour."""

    words: str
    number: int
    colour: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The content of the picture. Without ``shares`` there is no bar."""

    site: str
    kicker: str
    title: str
    sentence: str
    shares: tuple[Share, ...] = ()


def drawn(preview: Preview) -> bytes:
    """The picture as PNG. Raises NotReady if set-up has made no fonts."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 14), fill=KNOWN)
    font = _font("regular", 28)
    kicker = _cut(preview.kicker, font.getlength, WIDTH - 2 * EDGE)
    draw.text((EDGE, 52), kicker, font=font, fill=QUIET)
    y = _paragraph(draw, 104, preview.title, "bold", 58)
    _paragraph(draw, y + 18, preview.sentence, "regular", 34)
    if preview.shares:
        _bar(draw, HEIGHT - 190, preview.shares)
    draw.text((EDGE, HEIGHT - 60), preview.site, font=_font("bold", 26), fill=QUIET, anchor="lm")
    file = BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    file = FONTS / f"noto-sans-{weight}.ttf"
    if not file.exists():
        raise missing_fonts()
    return ImageFont.truetype(str(file), size)


def _paragraph(draw: ImageDraw.ImageDraw, y: float, text: str, weight: str, size: int) -> float:
    """Draw a text in at most three lines. Returns where the next text may begin."""
    font = _font(weight, size)
    for line in wrapped(text, font.getlength, WIDTH - 2 * EDGE):
        draw.text((EDGE, y), line, font=font, fill=INK)
        y += size * 1.28
    return y


def wrapped(text: str, length: Length, width: float, lines: int = MOST_LINES) -> list[str]:
    """Wrap a text to a width. If it does not fit, it ends with an ellipsis."""
    found: list[str] = []
    words = text.split()
    while words and len(found) < lines:
        line = words.pop(0)
        while words and length(f"{line} {words[0]}") <= width:
            line = f"{line} {words.pop(0)}"
        found.append(_cut(line, length, width))
    if words:
        found[-1] = _cut(f"{found[-1].removesuffix('…')}…", length, width)
    return found


def _cut(line: str, length: Length, width: float) -> str:
    """Shorten a line to the width, with an ellipsis."""
    if length(line) <= width:
        return line
    line = line.removesuffix("…")
    while line and length(f"{line}…") > width:
        line = line[:-1].rstrip()
    return f"{line}…"


def _bar(draw: ImageDraw.ImageDraw, y: int, shares: Sequence[Share]) -> None:
    whole, x = sum(share.number for share in shares), float(EDGE)
    if not whole:
        return
    for share in shares:
        width = (WIDTH - 2 * EDGE) * share.number / whole
        draw.rectangle((x, y, x + width, y + BAR_HEIGHT), fill=share.colour)
        x += width
    x, font = float(EDGE), _font("regular", 26)
    for share in shares:
        draw.rectangle((x, y + 62, x + 22, y + 84), fill=share.colour)
        text = formats.labelled(share.words, formats.count(share.number))
        draw.text((x + 32, y + 56), text, font=font, fill=INK)
        x += 32 + font.getlength(text) + 44

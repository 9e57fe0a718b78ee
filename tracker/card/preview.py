"""Draws the sharing picture of a page: title, finding, and a bar of what is known.

1200 × 630 pixels, the size that link previews use, drawn with Pillow and the fonts of the report
card; no browser is needed. In Arabic the picture is mirrored.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from tracker.card.lettering import Lettering
from tracker.core import formats
from tracker.core.languages import DEFAULT
from tracker.text.isolates import runs_back

WIDTH, HEIGHT, EDGE = 1200, 630, 72
PAPER, INK, QUIET = "#fbfaf7", "#1c2024", "#565c63"
KNOWN, DATED, UNKNOWN = "#1a4f8f", "#9db8d6", "#e4e1d8"
MOST_LINES = 3
BAR_HEIGHT = 44
Length = Callable[[str], float]
"""How wide a text is, in pixels."""
# What stays on one line: a Chinese letter with the signs around it, or a word with its space.
_PART = re.compile(
    r"\s*(?:[（《“‘]*[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef][、。，：；？！）》”’…]*"
    r"|[^\s\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]+[、。，：；？！）》”’]*)"
)


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
    language: str = DEFAULT

    def letters(self, weight: str, size: int) -> Lettering:
        """The letters of its language."""
        return Lettering(self.language, weight, size)

    def start(self, x: float = EDGE) -> float:
        """Where a line begins that is ``x`` from the edge at which reading begins."""
        return WIDTH - x if runs_back(self.language) else x


def drawn(preview: Preview) -> bytes:
    """The picture as PNG. Raises NotReady if set-up has made no fonts."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 14), fill=KNOWN)
    letters = preview.letters("regular", 28)
    kicker = _cut(preview.kicker, letters.length, WIDTH - 2 * EDGE)
    letters.write(draw, preview.start(), 52, kicker, QUIET)
    y = _paragraph(draw, 104, preview, preview.title, preview.letters("bold", 58))
    _paragraph(draw, y + 18, preview, preview.sentence, preview.letters("regular", 34))
    if preview.shares:
        _bar(draw, HEIGHT - 190, preview)
    preview.letters("bold", 26).write(draw, preview.start(), HEIGHT - 78, preview.site, QUIET)
    file = BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


def _paragraph(
    draw: ImageDraw.ImageDraw, y: float, preview: Preview, text: str, letters: Lettering
) -> float:
    """Draw a text in at most three lines. Returns where the next text may begin."""
    for line in wrapped(text, letters.length, WIDTH - 2 * EDGE):
        letters.write(draw, preview.start(), y, line, INK)
        y += letters.size * 1.28
    return y


def wrapped(text: str, length: Length, width: float, lines: int = MOST_LINES) -> list[str]:
    """Wrap a text to a width. If it does not fit, it ends with an ellipsis."""
    found: list[str] = []
    parts = _PART.findall(" ".join(text.split()))
    while parts and len(found) < lines:
        line = parts.pop(0).strip()
        while parts and length(line + parts[0]) <= width:
            line += parts.pop(0)
        found.append(_cut(line, length, width))
    if parts:
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


def _bar(draw: ImageDraw.ImageDraw, y: int, preview: Preview) -> None:
    whole, x = sum(share.number for share in preview.shares), float(EDGE)
    if not whole:
        return
    for share in preview.shares:
        width = (WIDTH - 2 * EDGE) * share.number / whole
        _box(draw, preview, (x, width), (y, y + BAR_HEIGHT), share.colour)
        x += width
    x, letters = float(EDGE), preview.letters("regular", 26)
    for share in preview.shares:
        _box(draw, preview, (x, 22), (y + 62, y + 84), share.colour)
        text = formats.labelled(share.words, formats.count(share.number))
        letters.write(draw, preview.start(x + 32), y + 56, text, INK)
        x += 32 + letters.length(text) + 44


def _box(
    draw: ImageDraw.ImageDraw,
    preview: Preview,
    across: tuple[float, float],
    down: tuple[float, float],
    colour: str,
) -> None:
    """An area; ``across`` is its distance from the edge at which reading begins, and its width."""
    x, width = across
    left, right = sorted((preview.start(x), preview.start(x + width)))
    draw.rectangle((left, down[0], right, down[1]), fill=colour)

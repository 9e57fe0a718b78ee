"""Extracts the text of a PDF well enough to search it for personal data. Pure.

It follows the pen from string to string: a gap is a space, a move up or down a line. What it
cannot read (pictures of pages, fonts that keep their meaning to themselves) it says.
"""

import io
import re
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Pdf, Stream

from tracker.attachments.sanitise.pdf_fonts import UNREADABLE, Font, font_of
from tracker.attachments.sanitise.results import Text

MOST_SECONDS = 10.0  # of computing; the rest is not read, and that is said
DEEPEST = 8  # drawings within drawings
_FROM_RIGHT = re.compile(r"[\u0590-\u08ff]")
_NUMBER = re.compile(r"\d[\d.,/ +-]*\d|[A-Za-z@.]{2,}")
_GAP = 0.2  # sizes of the letters between two strings that are two words
_OPERATORS = "BT Tf Td TD Tm T* TL Tj TJ ' \" Do BDC BMC EMC"
# Texts beside the pages: descriptions of pictures, what stands for a drawing, bookmarks.
_BESIDE = ("/Alt", "/ActualText", "/E", "/T", "/Title", "/URI", "/Contents")


@dataclass
class _Reading:
    """The text read so far, and whether reading was complete."""

    most: int
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    whole: bool = True
    fonts: dict[tuple[int, int], Font] = field(default_factory=dict)
    ends: float = 0.0

    def add(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)

    @property
    def is_over(self) -> bool:
        """Whether to stop because the text is too long or reading takes too much time."""
        over = self.length > self.most or time.process_time() > self.ends
        if over:
            self.whole = False
        return over


def text_of_pdf(content: bytes, *, most: int) -> Text:
    """The text of all pages, followed by the metadata."""
    reading = _Reading(most, ends=time.process_time() + MOST_SECONDS)
    with Pdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            _Page(reading).read(page.obj, page.obj.get("/Resources"), 0)
            reading.add("\n")
            if reading.is_over:
                break
        beside = "\n".join(dict.fromkeys(_beside(pdf)))
    return Text(_both_ways("".join(reading.pieces) + beside), reading.whole)


def _both_ways(text: str) -> str:
    """The text in plain letters, with right-to-left lines in both directions.

    A page contains letters in visual order, and many programs write them from the left.
    """
    plain = unicodedata.normalize("NFKC", text)
    return "\n".join(
        f"{line}\n{_turned(line)}" if _FROM_RIGHT.search(line) else line
        for line in plain.splitlines()
    )


def _turned(line: str) -> str:
    """The line in reverse, with numbers left as they are."""
    return _NUMBER.sub(lambda found: found[0][::-1], line[::-1])


def _beside(pdf: Pdf) -> Iterator[str]:
    for one in pdf.objects:
        yield from _strings(one, 0)


def _strings(one: object, depth: int) -> Iterator[str]:
    """Texts in a value and its direct children."""
    if depth > DEEPEST or not isinstance(one, Array | Dictionary):
        return
    if isinstance(one, Dictionary):
        yield from (str(one[key]) for key in _BESIDE if isinstance(one.get(key), pikepdf.String))
    for each in one if isinstance(one, Array) else (value for _key, value in one.items()):
        if isinstance(each, pikepdf.Object) and not each.is_indirect:
            yield from _strings(each, depth + 1)


@dataclass
class _Page:
    """The text position on one page or form."""

    reading: _Reading
    font: Font = UNREADABLE
    size: float = 1.0
    x: float = 0.0  # where the line began, then where the pen is
    y: float = 0.0
    line_x: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    end: tuple[float, float] | None = None  # where the last string ended
    # Open marked content: whether its replacement text was already read.
    marked: list[bool] = field(default_factory=list)
    pending: str = ""  # what an open mark tells, until its first letters say where that stands

    def read(self, drawn: Dictionary | Stream, resources: object, depth: int) -> None:
        """Read a content stream and the forms within it."""
        try:
            steps = pikepdf.parse_content_stream(drawn, _OPERATORS)
        except pikepdf.PdfError:
            self.reading.whole = False
            return
        for step in steps:
            if self.reading.is_over:
                break
            self._step(str(step.operator), list(step.operands), resources, depth)

    def _step(self, operator: str, given: list[Any], resources: object, depth: int) -> None:
        try:
            match operator, given:
                case "Tf", [name, size]:
                    self.font, self.size = self._font(resources, str(name)), abs(float(size))
                case "Tj", [shown]:
                    self._show(bytes(shown))
                case "'" | '"', [*_, shown]:
                    self._move(0, -self.leading)
                    self._show(bytes(shown))
                case "TJ", [row]:
                    self._show_row(row)
                case "Do", [name]:
                    self._draw(_named(resources, "/XObject", str(name)), resources, depth)
                case "BDC" | "BMC", [_tag, *said]:
                    self._mark(said[0] if said else None)
                case "EMC", _ if self.marked:
                    self.marked.pop()
                case _:
                    self._place(operator, [float(each) for each in given if _is_number(each)])
        except (ValueError, TypeError):
            self.reading.whole = False

    def _mark(self, said: Any) -> None:
        """Begin marked content. If it has replacement text, its letters are skipped."""
        is_told = isinstance(said, Dictionary) and "/ActualText" in said
        if is_told and not any(self.marked):
            self.pending = str(said["/ActualText"])
        self.marked.append(is_told)

    def _place(self, operator: str, numbers: list[float]) -> None:
        match operator, numbers:
            case "BT", _:
                self.x = self.y = self.line_x = 0.0
                self.scale = 1.0
            case "Td", [x, y]:
                self._move(x, y)
            case "TD", [x, y]:
                self.leading = -y
                self._move(x, y)
            case "TL", [leading]:
                self.leading = leading
            case "T*", _:
                self._move(0, -self.leading)
            case "Tm", [a, b, _c, _d, x, y]:
                self.scale = (a * a + b * b) ** 0.5 or 1.0
                self.x = self.line_x = x
                self.y = y

    def _move(self, x: float, y: float) -> None:
        self.line_x += x * self.scale
        self.x = self.line_x
        self.y += y * self.scale

    def _font(self, resources: object, name: str) -> Font:
        given = _named(resources, "/Font", name)
        key = given.objgen if isinstance(given, Dictionary) else (0, 0)
        if key == (0, 0):
            return font_of(given)
        if key not in self.reading.fonts:
            self.reading.fonts[key] = font_of(given)
        return self.reading.fonts[key]

    def _show_row(self, row: object) -> None:
        for each in row if isinstance(row, Array) else ():
            if _is_number(each):
                self.x -= float(each) / 1000 * self.size * self.scale
            else:
                self._show(bytes(each))

    def _show(self, shown: bytes) -> None:
        em = self.size * self.scale or 1.0
        if self.end is not None:
            across, along = abs(self.y - self.end[1]), self.x - self.end[0]
            if across > em / 2:
                self.reading.add("\n")
            elif along > _GAP * em or along < -em:
                self.reading.add(" ")
        codes = self.font.codes(shown)
        self._add_codes(codes)
        self.x += self.font.advance(codes) * em
        self.end = (self.x, self.y)

    def _add_codes(self, codes: list[int]) -> None:
        if any(self.marked):
            self.reading.add(self.pending)
            self.pending = ""
            return
        if any(code not in self.font.meanings for code in codes):
            self.reading.whole = False
        self.reading.add("".join(self.font.meanings.get(code, "") for code in codes))

    def _draw(self, one: object, resources: object, depth: int) -> None:
        if not isinstance(one, Stream):
            return
        if one.get("/Subtype") == "/Image":
            self.reading.whole = False  # in it may stand what cannot be read here
        elif one.get("/Subtype") == "/Form":
            if depth >= DEEPEST:
                self.reading.whole = False
                return
            _Page(self.reading).read(one, one.get("/Resources", resources), depth + 1)


def _named(resources: object, category: str, name: str) -> Any:
    """The font or form with this name, or None."""
    listed = resources.get(category) if isinstance(resources, Dictionary) else None
    return listed.get(name) if isinstance(listed, Dictionary) else None


def _is_number(value: object) -> bool:
    return not isinstance(value, pikepdf.Object | str | bytes | bool | type(None))

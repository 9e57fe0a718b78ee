"""An A4 document with fonts, headers, footers and text setting. Independent of cards.

Text from records comes in any script. What the fonts have is shaped as its language wants it, from
the right where that is so; what they lack is set as a mark, and the document says so at its end.
"""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any, cast

from fpdf.enums import MethodReturnValue, XPos, YPos
from fpdf.fonts import TTFFont
from fpdf.syntax import PDFString

from tracker.card.fonts import FONTS, missing_fonts
from tracker.card.pdf.mirrored import MirroredPage
from tracker.text.isolates import runs_back

FACES = ("noto-sans", "noto-sans-arabic")
PIECEMEAL = "noto-sans-sc"  # many small files, of which a document takes those it needs
WEIGHTS = {"": "regular", "B": "bold"}
LACKING = "\ufffd"
_SPACES = re.compile(r"[\t\n\r\f\v ]+")
# French writes 1 234 with a narrow space that does not break; the fonts have only the wide one.
_NARROW_SPACE, _FIXED_SPACE = "\u202f", "\u00a0"
# Marks of direction, which no font shows. Each text is set in its own direction without them.
_INVISIBLE = re.compile(r"[\u200b\u200f\u2066-\u2069\ufeff]")

SIDE, TOP, FOOT = 18.0, 20.0, 20.0  # millimetres
WIDTH = 210 - 2 * SIDE

Colour = tuple[int, int, int]
Piece = tuple[str, str | None]
"""A text, and its language where it is not that of the document."""
INK: Colour = (28, 32, 36)
QUIET: Colour = (86, 92, 99)
EDGE: Colour = (133, 130, 122)
RULE: Colour = (220, 217, 209)
ACCENT: Colour = (26, 79, 143)


@cache
def _pieces() -> dict[str, str]:
    """The small font that contains each letter."""
    file = FONTS / PIECEMEAL / "letters.json"
    if not file.exists():
        raise missing_fonts()
    letters = json.loads(file.read_text(encoding="utf-8"))
    return {sign: piece for piece, signs in letters.items() for sign in signs}


class Sheet(MirroredPage):
    """An A4 page, upright. ``edges`` are the texts of header and footer.

    In a language that runs from right to left the whole page is mirrored: callers give places as
    for a page that runs from the left.
    """

    def __init__(self, *, title: str, language: str, edges: tuple[str, str], made: datetime):
        super().__init__(right_to_left=runs_back(language))
        self._edges = edges
        self._language = language
        self.lacks = False
        self._within = False  # a part whose sort was said
        self.set_title(title)
        self.set_lang(language)
        self.set_creation_date(made)
        self.set_margins(SIDE, TOP, SIDE)
        self.set_auto_page_break(True, FOOT)
        self.c_margin = 0  # text begins where lines begin
        self._fallbacks = list(FACES[1:])
        self._known = self._take_fonts()
        self.set_text_shaping(True)

    def _take_fonts(self) -> set[int]:
        """Load every typeface in both weights. Raises NotReady without them."""
        files = {
            (face, style): FONTS / f"{face}-{weight}.ttf"
            for face in FACES
            for style, weight in WEIGHTS.items()
        }
        # Before the first is opened: a document that is given up never closes its fonts.
        if not all(file.exists() for file in files.values()) or not _pieces():
            raise missing_fonts()
        known: set[int] = set()
        for (face, style), file in files.items():
            self.add_font(face, style, file)
            known |= set(cast(TTFFont, self.fonts[face + style]).cmap)
        self.set_fallback_fonts(self._fallbacks, exact_match=True)
        self.set_font(FACES[0], "", 9.5)
        return known

    def _take_letter(self, sign: str) -> bool:
        """Embed the small font that has a letter. False if none has it."""
        piece = _pieces().get(sign)
        if piece is None:
            return False
        face, file = f"{PIECEMEAL}-{piece}", FONTS / PIECEMEAL / f"{piece}.ttf"
        if not file.exists():
            raise missing_fonts()
        for style in WEIGHTS:
            self.add_font(face, style, file)
        self._known |= set(cast(TTFFont, self.fonts[face]).cmap)
        self._fallbacks.append(face)
        self.set_fallback_fonts(self._fallbacks, exact_match=True)
        return True

    # Structure ------------------------------------------------------------------------------

    @contextmanager
    def tagged(
        self, sort: str, alt: str | None = None, language: str | None = None
    ) -> Iterator[None]:
        """Tag the content: H1 to H3, P, or Figure with its text alternative.

        A part inside another one belongs to the outer one. fpdf2 supports only a flat list of tags
        and no tables, so the cells of a table are paragraphs in reading order.
        """
        if self._within:
            yield
            return
        page = self.page
        mcid = self.struct_builder.next_mcid_for_page(page)
        part = self._add_marked_content(struct_type=f"/{sort}", mcid=mcid, alt_text=alt)
        if language and language != self._language:
            # fpdf2 writes every attribute of a part; it has none of its own for the language.
            part.lang = PDFString(language)  # type: ignore[attr-defined]
        yield from self._marked(page, f"/{sort} <</MCID {mcid}>> BDC")

    def _marked(self, page: int, opening: str) -> Iterator[None]:
        self._within = True
        self._out(opening)
        yield
        self._within = False
        # Where the text went on to another page, the mark ends with its own.
        now, self.page = self.page, page
        self._out("EMC")
        self.page = now

    @contextmanager
    def _artifact(self) -> Iterator[None]:
        """Tag repeated content that is not read aloud."""
        before, self._within = self._within, False
        yield from self._marked(self.page, "/Artifact BMC")
        self._within = before

    # Edges ----------------------------------------------------------------------------------

    def header(self) -> None:
        """The names of the site and the card. The first page has a thicker line."""
        self.set_y(10)
        with self._artifact(), self.type(8, colour=QUIET):
            self.line_at(SIDE, 10, WIDTH / 2, self._edges[0])
        self.set_draw_color(*INK)
        self.set_line_width(0.7 if self.page_no() == 1 else 0.2)
        self.line(SIDE, 15.5, SIDE + WIDTH, 15.5)
        self.set_y(TOP)

    def footer(self) -> None:
        """The day of the data and the page number."""
        self.set_y(-14)
        y = self.get_y()
        with self._artifact(), self.type(7.5, colour=QUIET):
            self.line_at(SIDE, y, WIDTH - 20, self._edges[1])
            self.line_at(SIDE + WIDTH - 20, y, 20, f"{self.page_no()} / {{nb}}", align="R")

    # Text -----------------------------------------------------------------------------------

    def settable(self, text: object) -> str:
        """The text on one line, in letters that the fonts have."""
        signs = _INVISIBLE.sub("", _SPACES.sub(" ", str(text)).strip(" "))
        signs = signs.replace(_NARROW_SPACE, _FIXED_SPACE)
        lacking = {sign for sign in signs if not self._has(sign)}
        self.lacks = self.lacks or bool(lacking)
        return "".join(LACKING if sign in lacking else sign for sign in signs)

    def _has(self, sign: str) -> bool:
        return ord(sign) in self._known or self._take_letter(sign)

    @contextmanager
    def type(self, size: float, style: str = "", colour: Colour = INK) -> Iterator[None]:
        """Use a size, weight and colour for the following text, then restore the previous ones."""
        before = (self.font_style, self.font_size_pt, self.text_color)
        self.set_font(FACES[0], style, size)
        self.set_text_color(*colour)
        yield
        self.set_font(FACES[0], before[0], before[1])
        self.text_color = before[2]

    def text_at(self, x: float, y: float, width: float, text: object, **how: Any) -> None:
        """One line of text at a position. It is not cut: the caller checks the width."""
        with self.tagged("P"):
            self.line_at(x, y, width, text, **how)

    def line_at(self, x: float, y: float, width: float, text: object, **how: Any) -> None:
        """The same without a tag, for headers and footers."""
        printable = self.settable(text)
        self.set_xy(self.mirrored(x, width), y)
        self.prepare(printable)
        align = self.aligned(how.pop("align", "L"))
        self.cell(width, how.pop("height", 4), printable, align=align, **how)

    def paragraph(self, text: object, *, size: float = 9.5, after: float = 2, **how: Any) -> None:
        """Running text over the full width. ``link`` makes it a link, ``sort`` sets its tag."""
        style, width = how.pop("style", ""), how.pop("width", min(WIDTH, 150))
        sort = how.pop("sort", "P")
        self.room(self.height_of(text, width, size=size, style=style))
        with self.type(size, style, how.pop("colour", INK)), self.tagged(sort):
            printable = self.settable(text)
            self.set_x(self.mirrored(SIDE, width))
            self.prepare(printable)
            self.multi_cell(
                width,
                size * 0.52,
                printable,
                align=self.aligned("L"),
                new_x=XPos.LMARGIN,
                new_y=YPos.NEXT,
                **how,
            )
        self.set_y(self.get_y() + after)

    def height_of(self, text: object, width: float, *, size: float, style: str = "") -> float:
        """The height of a text at a width."""
        with self.type(size, style):
            height = self.multi_cell(
                width,
                size * 0.5,
                self.settable(text),
                align="L",
                dry_run=True,
                output=MethodReturnValue.HEIGHT,
            )
        return cast(float, height)

    def block(self, text: object, x: float, width: float, *, size: float, **how: Any) -> None:
        """Text of several lines at a position. The caller makes sure that there is room."""
        with self.type(size, how.pop("style", ""), how.pop("colour", INK)), self.tagged("P"):
            printable = self.settable(text)
            self.set_x(self.mirrored(x, width))
            self.prepare(printable)
            self.multi_cell(
                width,
                size * 0.5,
                printable,
                align=self.aligned("L"),
                new_x=XPos.LEFT,
                new_y=YPos.NEXT,
                **how,
            )

    def run(
        self,
        pieces: Sequence[Piece],
        x: float,
        width: float,
        *,
        size: float,
        colour: Colour = QUIET,
    ) -> None:
        """Text of several languages as one paragraph. Each piece states its language.

        From right to left it is one text: fpdf2 sets pieces beside one another from the left only.
        """
        if self.right_to_left:
            self.block(
                "".join(text for text, _language in pieces), x, width, size=size, colour=colour
            )
            return
        margins = self.l_margin, self.r_margin
        self.l_margin, self.r_margin = x, self.w - x - width
        with self.type(size, "", colour):
            self.set_x(x)
            for text, language in pieces:
                with self.tagged("P", language=language):
                    spaced = self._spaced(text)
                    self.prepare(spaced)
                    self.write(size * 0.5, spaced)
        self.l_margin, self.r_margin = margins
        self.set_y(self.get_y() + size * 0.5)

    def _spaced(self, text: str) -> str:
        """A settable piece that keeps its outer spaces."""
        before, after = (" " if edge == " " else "" for edge in (text[:1], text[-1:]))
        return before + self.settable(text) + after

    # Parts ----------------------------------------------------------------------------------

    def room(self, height: float) -> None:
        """Start a new page unless this much room is left."""
        if self.get_y() + height > self.h - FOOT:
            self.add_page()

    def part(self, title: str, *, needs: float = 30, level: int = 0) -> None:
        """A heading with a bookmark, kept together with what follows."""
        size = 13 if level == 0 else 10.5
        self.set_y(self.get_y() + (5 if level == 0 else 2))
        self.room(needs)
        self.start_section(self.settable(title), level=level)
        # At the top of a page the line of its head is enough.
        if level == 0 and self.get_y() > TOP:
            self.rule(colour=INK)
            self.set_y(self.get_y() + 2)
        self.paragraph(title, size=size, style="B", after=1, width=WIDTH, sort=f"H{level + 2}")

    def rule(self, *, colour: Colour = RULE) -> None:
        """A thin line over the full width."""
        self.set_draw_color(*colour)
        self.set_line_width(0.2)
        self.line(SIDE, self.get_y(), SIDE + WIDTH, self.get_y())

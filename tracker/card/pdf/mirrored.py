"""A PDF page that mirrors its layout for right-to-left languages.

Callers give every place as for a page that runs from left to right. Lines, areas, marks and texts
change sides, and words keep their own direction. Knows no card.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from fpdf import FPDF

from tracker.text.isolates import runs_back_somewhere

OPPOSITE = {"L": "R", "R": "L", "C": "C"}
_LEFT_TO_RIGHT = re.compile(r"[A-Za-z\u00c0-\u052f\u4e00-\u9fff]")


class MirroredPage(FPDF):
    """A4, upright, in millimetres."""

    def __init__(self, *, right_to_left: bool) -> None:
        super().__init__(orientation="portrait", unit="mm", format="A4")
        self.right_to_left = right_to_left

    def mirrored(self, x: float, width: float = 0) -> float:
        """The left edge in millimetres of an item with this width."""
        return self.w - x - width if self.right_to_left else x

    def aligned(self, side: str) -> str:
        """The text alignment: L, R or C."""
        return OPPOSITE[side] if self.right_to_left else side

    def prepare(self, text: str) -> None:
        """Set direction and font for the next text.

        On a mirrored page a text without Arabic letters, such as a title in English, keeps its own;
        on any other page fpdf2 finds it in the first letter.
        """
        if self.right_to_left and self.text_shaping:
            own = _LEFT_TO_RIGHT.search(text) and not runs_back_somewhere(text)
            self.set_text_shaping(True, direction="ltr" if own else "rtl")
        self._establish_font()

    def _establish_font(self) -> None:
        """Write the current font to the page before a text.

        fpdf2 2.8.9 does so within the saved state of a text that begins in a fallback font, as
        Arabic does. When that state ends the font is forgotten, and the letters of the next text
        come out as others. tests/unit/card/test_mirrored_pages.py shows it.
        """
        if self.current_font is not None and not self.current_font_is_set_on_page:
            self._out(self._set_font_for_page(self.current_font, self.font_size_pt))

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A straight line between two points."""
        super().line(self.mirrored(x1), y1, self.mirrored(x2), y2)

    def rect(self, x: float, y: float, w: float, h: float, **how: Any) -> None:  # type: ignore[override]
        """A rectangle, given by its corner at the start of a line."""
        super().rect(self.mirrored(x, w), y, w, h, **how)

    @contextmanager
    def rect_clip(self, x: float, y: float, w: float, h: float) -> Iterator[None]:
        """Restrict drawing to a rectangle."""
        with super().rect_clip(self.mirrored(x, w), y, w, h):
            yield

    def circle(self, x: float, y: float, radius: float, **how: Any) -> None:  # type: ignore[override]
        """A disc around a point."""
        super().circle(x=self.mirrored(x), y=y, radius=radius, **how)

    def polygon(self, point_list: Sequence[tuple[float, float]], **how: Any) -> None:  # type: ignore[override]
        """A filled polygon."""
        super().polygon([(self.mirrored(x), y) for x, y in point_list], **how)

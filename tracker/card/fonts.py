"""Locates the fonts for documents and pictures. Set-up makes them."""

from pathlib import Path

from tracker.core.errors import NotReady, Part

FONTS = Path(__file__).resolve().parents[2] / "build" / "fonts"


def missing_fonts() -> NotReady:
    """The error for missing fonts."""
    return NotReady(Part.FONTS, "The fonts of the report card are missing. Run: make assets")

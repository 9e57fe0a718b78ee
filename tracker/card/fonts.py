"""Where the fonts of documents and pictures are; set-up makes them."""

from pathlib import Path

from tracker.core.errors import NotReady, Part

FONTS = Path(__file__).resolve().parents[2] / "build" / "fonts"


def missing_fonts() -> NotReady:
    """What is raised where they are not there."""
    return NotReady(Part.FONTS, "The fonts of the report card are missing. Run: make assets")
